/* A key that a person gives: its text, or a whole otpauth:// URI. */
#ifndef CLI_KEY_INPUT_H
#define CLI_KEY_INPUT_H

#include "app/session.h"

/* Reads input into *out (empty before), which has a key and, from a URI, the
 * rest; says what the URI lacks. The err names neither. */
bool key_input_parse(const struct session *session, const struct buf *input,
	struct entry *out, bool *is_uri, struct err *err) MUST_USE;

/* The same from standard input or, if that is a terminal, asked for there
 * without echo, again after a slip. */
bool key_input_read(const struct session *session, const char *question,
	struct entry *out, bool *is_uri, struct err *err) MUST_USE;

/* Warns of a key that is shorter than usual. */
void key_input_warn(const struct session *session, const struct entry *entry);

#endif
