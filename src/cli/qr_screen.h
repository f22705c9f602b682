/* A QR code on the terminal, and the files it may go to. */
#ifndef CLI_QR_SCREEN_H
#define CLI_QR_SCREEN_H

#include "app/session.h"
#include "qr/print.h"

/* What a person asks for, besides what the terminal itself demands. */
struct qr_wish {
	bool ascii, invert;
};

/* The code that another device scans to have the account, too. */
bool qr_screen_encode(const struct entry *entry, struct qr_matrix *out,
	struct err *err) MUST_USE;

/* ERR_REFUSED, saying what is lacking, where the terminal is too small. One
 * that does not tell its size is taken for large enough, and so is what is no
 * terminal. */
bool qr_screen_fits(const struct session *session, struct qr_wish wish,
	const struct qr_matrix *matrix, struct err *err) MUST_USE;

/* Draws it on standard output, on a terminal with its title if there is room.
 * Draws nothing if it does not fit. */
bool qr_screen_show(const struct session *session, struct qr_wish wish,
	const struct qr_matrix *matrix, const char *title, struct err *err)
	MUST_USE;

typedef bool qr_write_picture(const struct qr_matrix *matrix,
	const char *label, struct buf *out, struct err *err);

/* By the end of the file's name; ERR_USAGE and NULL if it is neither .png nor
 * .svg. */
qr_write_picture *qr_picture_writer(const char *path, struct err *err);

/* The name's end, from the dot on; NULL if it is no picture's. */
const char *qr_picture_suffix(const char *path);

#endif
