/* The time machine and the backups, as far as any screen shows them. */
#ifndef TUI_PAST_H
#define TUI_PAST_H

#include "tui/app.h"

/* Takes the last change of the vault back, and says what was undone. */
void past_undo(struct app *app);

/* A quiet word, once in a session, if it is time for a backup. */
void past_remind(struct app *app);

#endif
