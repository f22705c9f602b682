/*
 * All views.
 *
 * A new screen is one file, view_x.c, with its class, and these rows:
 * - its class here, and in views[] of views.c, by which tests and key
 *   settings know its tables;
 * - where it is opened from, a row with .opens = &view_x: in account_keys.c if
 *   it is about accounts (its open() gets the struct targets: one id, or all
 *   that are marked if the row says NEEDS_SOME), or in vault_keys.c if it is
 *   about the vault or the program (the row is then also a line of the vault
 *   menu, which shows name and help).
 * Footer, help and key settings follow from the key rows: action is the name
 * of a row in the config file, and the same action has the same name
 * everywhere ("back", "save", "copy").
 *
 * Pieces to build it from: struct menu and menu_keys for rows to choose from
 * (menu.h), struct line for typing (line.h), app_confirm() for a yes or no,
 * app_prompt() for one line of text, app_run() for what takes long,
 * app_say() for the line at the foot. A screen about an account looks the
 * entry up anew when view->generation differs from app_generation(), and does
 * with the account being gone.
 *
 * Its test is tests/tui/x.tui: keys in, screen out; what the driver can do is
 * at the top of tests/tui/drive.c.
 */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include "tui/view.h"

/* Ended by NULL. */
extern const struct view_class *const views[];

extern const struct view_class view_add;     /* pasted text or NULL */
extern const struct view_class view_backup;
extern const struct view_class view_bindings;
extern const struct view_class view_codes;   /* struct codes_arg */
extern const struct view_class view_confirm; /* struct confirm */
extern const struct view_class view_counter; /* struct targets */
extern const struct view_class view_create;
extern const struct view_class view_detail;  /* struct detail_arg */
extern const struct view_class view_doctor;
extern const struct view_class view_edit;    /* struct targets */
extern const struct view_class view_help;    /* the view it is about */
extern const struct view_class view_history;
extern const struct view_class view_import;
extern const struct view_class view_keep;
extern const struct view_class view_list;
extern const struct view_class view_passphrase;
extern const struct view_class view_note;    /* struct targets */
extern const struct view_class view_prompt;  /* struct prompt_arg */
extern const struct view_class view_qr;      /* struct targets */
extern const struct view_class view_recovery; /* struct targets */
extern const struct view_class view_recipients;
extern const struct view_class view_reopen;
extern const struct view_class view_rescue;  /* struct rescue_arg */
extern const struct view_class view_settings;
extern const struct view_class view_tags;
extern const struct view_class view_trash;
extern const struct view_class view_unlock;
extern const struct view_class view_vault;

struct rescue_arg {
	const struct err *err;
	struct secret *passphrase; /* taken over */
};

struct detail_arg {
	const char *id;
	bool added; /* just now: the service may be waiting for its code */
};

struct codes_arg {
	const char *id;
	bool replace; /* what is left of those before counts as used */
};

#endif
