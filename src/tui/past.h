/* The time machine and the backups, as far as any screen shows them. */
#ifndef TUI_PAST_H
#define TUI_PAST_H

#include "tui/app.h"

/* Takes the last change of the vault back, and says what was undone. */
void past_undo(struct app *app);

/*
 * Asks for the passphrase that an earlier revision was made with; the vault
 * keeps its own then, or has that one, too. accept() takes it by
 * past_take_passphrase().
 */
void past_ask_passphrase(struct view *asker, const char *label, bool keeps,
	bool (*accept)(struct view *asker, const char *text, struct err *err));
bool past_take_passphrase(const char *text, struct secret *out,
	struct err *err) MUST_USE;

/* A quiet word, once in a session, if it is time for a backup. */
void past_remind(struct app *app);

#endif
