/*
 * What list --format takes: text with fields in braces, as in
 * "{id}\t{issuer}\t{account}", one line an account.
 */
#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "core/code.h"
#include "core/entry.h"

/* ERR_USAGE, naming the fields that there are, or the place of the fault. */
bool template_check(const char *template, struct err *err) MUST_USE;

/* Appends the line of one account; template is a checked one. What an account
 * does not have (a code without using up a counter, say) is "-"; blanks stand
 * for tabs and line ends in its texts. */
bool template_write(const char *template, const struct entry *entry,
	int64_t now, struct buf *out, struct err *err) MUST_USE;

#endif
