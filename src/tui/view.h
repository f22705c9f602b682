/*
 * A view is one screen: state whose first member is struct view, and a const
 * class. Actions change state; update() brings it up to the clock and the
 * vault; draw() reads state only and allocates nothing. How a new one is
 * added: views.h.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "core/entry.h"
#include "tui/canvas.h"

struct app;
struct line;
struct menu;
struct view;
struct view_class;

enum after {
	AFTER_NOTHING, /* the key was handled; the screen is drawn anyway */
	AFTER_CLOSE,   /* this view is done */
	AFTER_CANCEL,  /* the same, after a question if something is unsaved */
	AFTER_QUIT,
	AFTER_INTERRUPT, /* quit as by Ctrl-C */
	AFTER_LOCK,
	AFTER_SUSPEND,
	AFTER_REDRAW,  /* every cell anew */
	AFTER_HELP,
};

/* What a row needs before it can be done; else the app says what is missing. */
enum needs {
	NEEDS_NOTHING,
	NEEDS_ONE,    /* account, selected */
	NEEDS_USABLE, /* the same, and not a broken one */
	NEEDS_SOME,   /* accounts, marked or selected */
};

#define KEY_DEF_KEYS 4 /* which leaves no gap behind them */

/* Dispatch, footer and help read the same row. */
struct key_def {
	uint32_t keys[KEY_DEF_KEYS]; /* unused ones are K_NONE; another key can
					be set: see keymap.h */
	const char *action; /* its name in the config file, the same for the
			       same thing on all screens; NULL: fixed */
	const char *name; /* a word for the footer; NULL: not there */
	const char *help; /* for the help screen */
	enum after (*act)(struct view *view);
	/* Instead of act: opens this view, with the struct targets as its
	 * arg if the row needs accounts, else with NULL. */
	const struct view_class *opens;
	enum needs needs;
};

struct key_table {
	const char *title;
	const struct key_def *rows;
	size_t len;
	bool form; /* letters are for typing: q does not quit, and no letter
		      can be set as a key */
	/* Tables that are looked at behind this one, ended by NULL, or NULL;
	 * their own next does not count. */
	const struct key_table *const *next;
	bool listed; /* the rows are on the screen, so not in the footer */
};

#define KEY_TABLE(title, rows) {title, rows, COUNT_OF(rows), false, NULL, false}
#define KEY_TABLE_FORM(title, rows) {title, rows, COUNT_OF(rows), true, NULL, false}
/* Behind the rows, the tables whose addresses follow. */
#define KEY_TABLE_WITH(title, rows, ...) \
	{title, rows, COUNT_OF(rows), false, \
	 (const struct key_table *const[]){__VA_ARGS__, NULL}, false}

/* The accounts that a key is for. */
#define TARGETS_MAX 1000
struct targets {
	size_t count;
	char ids[TARGETS_MAX][ENTRY_ID_SIZE];
};

struct view_class {
	const char *title;
	size_t size; /* of the state, zeroed before open */
	/* On a screen with fewer rows the view has those of the title and the
	 * messages as well; 0: no more than others. */
	int tall;
	/* All key tables, ended by NULL; the first is used at the start. */
	const struct key_table *const *tables;
	/* arg is what app_push() was given, good until open() returns. All
	 * below are optional. */
	bool (*open)(struct view *view, const void *arg, struct err *err);
	bool (*update)(struct view *view, struct err *err);
	void (*draw)(const struct view *view, const struct canvas *canvas);
	/* The line that typing goes to, or NULL. */
	struct line *(*line)(struct view *view);
	/* That line was changed. */
	void (*on_change)(struct view *view);
	/* Text was pasted while there is no line to take it, or with one that
	 * wants all of it at once; false: it goes to the line. */
	bool (*on_paste)(struct view *view, const char *text, size_t len);
	/* The job that the view started has ended. */
	enum after (*on_job)(struct view *view, bool ok,
		const struct err *err);
	/* The keys that work while the job runs, and the footer shows then;
	 * they may do no more than ask it to end. NULL: only Ctrl-C. */
	const struct key_table *busy_keys;
	/* The rows that menu_keys and the mouse move in, or NULL. */
	struct menu *(*menu)(struct view *view);
	/* Fills in the accounts that keys are for: the marked ones, or the
	 * selected one. */
	void (*targets)(struct view *view, struct targets *out);
	/* In sentences, what a small screen cuts off; the help has it then. */
	void (*tell)(const struct view *view, struct buf *out);
	/* What was typed and would be lost with the view ("the new account"),
	 * or NULL. */
	const char *(*unsaved)(const struct view *view);
	/* Wipes what the state owns. */
	void (*close)(struct view *view);
};

struct view {
	const struct view_class *class;
	const char *title; /* the class's, unless open() sets another */
	struct app *app;
	const struct key_table *keys; /* of the mode the view is in */
	char right[64];               /* for the right end of the title */
	int height, width;            /* of its canvas, set before update() */
	uint64_t generation;          /* of the vault that it has seen */
};

#endif
