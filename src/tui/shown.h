/* Codes as they are shown: in groups or whole, or as dots. */
#ifndef TUI_SHOWN_H
#define TUI_SHOWN_H

#include "core/code.h"
#include "tui/app.h"

/* A bullet has three bytes. */
enum { SHOWN_CODE_SIZE = 3 * CODE_GROUPED_SIZE };

struct shown {
	bool grouping;
	bool hidden; /* show dots */
	bool ascii;
	enum config_next next; /* when to show the code after this one */
};

/* What the settings say, and whether the window has the focus. */
struct shown shown_now(const struct app *app);

void shown_code(const struct shown *shown, const char *code,
	char out[static SHOWN_CODE_SIZE]);

/* Whether the next code is shown with so much left of this one. */
bool shown_next(const struct shown *shown, int64_t remaining);

#endif
