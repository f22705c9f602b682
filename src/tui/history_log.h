/*
 * The lines of the history screen: a revision each, with what changed in it.
 * For view_history.c only.
 */
#ifndef TUI_HISTORY_LOG_H
#define TUI_HISTORY_LOG_H

#include "app/session.h"
#include "tui/canvas.h"
#include "tui/menu.h"
#include "vault/history.h"

struct history_line {
	char *label, *text;
	int64_t saved;
	enum history_state state;
	bool current;
};

struct history_log {
	struct history_line *items;
	size_t len;
};

/* Reads it anew. Decrypts every revision, which takes its time. */
bool history_log_read(struct history_log *log, const struct session *session,
	struct err *err) MUST_USE;
void history_log_wipe(struct history_log *log);

/* Gives the menu its place on a screen of this height. */
void history_log_fit(const struct history_log *log, struct menu *menu,
	int height);

/* One line in full. */
void history_log_tell(const struct history_line *line, struct buf *out);

/* Draws the lines that the menu shows, and in full the one it is on; without
 * any, that they are being read. */
void history_log_draw(const struct history_log *log, const struct menu *menu,
	const struct canvas *canvas);

#endif
