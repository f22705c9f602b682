/* Handing out codes, the same from the list and from one account's screen. */
#ifndef TUI_USE_H
#define TUI_USE_H

#include "core/code.h"
#include "tui/app.h"

/* The last code that was handed out. */
struct use {
	char id[ENTRY_ID_SIZE];
	struct code code;
	bool counted; /* of a counter: shown until the next one */
	bool waiting; /* made by use_first(), not yet copied */
};

/*
 * Copies the account's code and says so. A counter is advanced on disk first.
 * Copying again while at most CODE_NOW_SECONDS are left gives the next code.
 * entry is gone afterwards if a counter was advanced.
 */
void use_copy(struct use *use, struct app *app, const struct entry *entry,
	unsigned int steps);

/* Makes the first code of a counter-based account, advancing it on disk, to be
 * shown and to be what is copied first; of other accounts it does nothing. */
bool use_first(struct use *use, struct app *app, const char *id,
	struct err *err) MUST_USE;

/* True if the next copy takes the code that is shown. */
bool use_waits(const struct use *use, const char *id);

/* The code to show for a counter-based account, or NULL. */
const char *use_code(const struct use *use, const char *id);

void use_wipe(struct use *use);

#endif
