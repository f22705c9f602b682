/*
 * What goes to standard output: a table on a terminal, tab-separated values
 * without a header elsewhere, or JSON. It is gathered first and written at
 * once, past stdio, whose buffers would keep codes and keys.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "app/session.h"

/* Writes all of it; the err names standard output. */
bool output_write(const struct session *session, const struct buf *text,
	struct err *err) MUST_USE;

/* The same for JSON text: adds a newline, and writes as \uXXXX what a terminal
 * must not get raw. */
bool output_json(const struct session *session, const struct buf *json,
	struct err *err) MUST_USE;

/* "otp: WHERE: what is wrong", made printable, on standard error; nothing if
 * the reason is empty: then it has been told. */
void output_error(const struct session *session, const struct err *err);

/* Appends text with blanks for tabs and line ends, and made printable. */
void output_field(struct buf *out, const char *text);

struct column {
	const char *title;  /* NULL in all columns: no header */
	bool right;         /* numbers end in one column */
	size_t width_max;   /* a wider cell pushes the others aside; 0: none */
};

struct table {
	const struct column *columns;
	size_t column_count;
	struct buf cells;   /* each ended by a NUL */
	size_t cell_count;
};

#define TABLE CLEANUP(table_wipe) struct table

/* The next cell of the row, from left to right; NULL is an empty one. Failure
 * shows in table_print(). */
void table_add(struct table *table, const char *text);
void table_addf(struct table *table, const char *format, ...)
	PRINTF_LIKE(2, 3);
bool table_print(const struct table *table, const struct session *session,
	struct err *err) MUST_USE;
void table_wipe(struct table *table);

#endif
