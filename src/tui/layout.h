/* Where the columns of the list go. Pure arithmetic. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include "base/base.h"

/* The widest of each that there is to show. */
struct layout_needs {
	int width; /* of the screen */
	int mark;  /* columns for signs before the names */
	bool marked; /* some row is: shown also where no other sign is */
	int issuer, account, tags;
	int code;    /* in groups */
	int seconds; /* digits */
};

struct column {
	int x, width; /* width 0: not shown */
};

/* account 0 wide: issuer and account share the issuer's column. */
struct layout {
	struct column mark, issuer, account, tags, code, next, bar, seconds;
};

struct layout layout_list(const struct layout_needs *needs);

/* How many cells of a bar are filled: all at the beginning of a period, at
 * least one until its end. */
int layout_bar(int64_t remaining, int64_t period, int width);

#endif
