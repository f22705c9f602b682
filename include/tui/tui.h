/* The terminal UI. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "app/session.h"

/*
 * Runs the screen until the user leaves: makes the vault on first run, asks
 * for the passphrase, shows the live list. ERR_USAGE with the CLI's hint when
 * the terminal cannot do it (not a terminal, TERM=dumb).
 */
bool tui_run(struct session *session, struct err *err) MUST_USE;

#endif
