/* The app's state, for app*.c, loop.c and tui.c only. */
#ifndef TUI_STACK_H
#define TUI_STACK_H

#include "app/order.h"
#include "tui/app.h"
#include "tui/job.h"
#include "tui/keymap.h"
#include "tui/wake.h"

#define APP_MESSAGE_SIZE 512

/* Two at one place within a moment are a double click. */
struct click {
	int y;
	int64_t ms; /* 0: none */
};

struct app {
	struct session *session;
	struct term *term;
	struct wake wake;
	struct job job;
	struct secret known; /* a passphrase that nobody has to type */
	struct err damage;   /* of a vault that identities open, or none */
	struct view *stack[APP_DEPTH_MAX];
	size_t depth;
	const struct view_class *start; /* to begin anew with, or NULL */
	uint64_t generation;
	uint64_t taken; /* the vault's, when it was looked at last */
	struct keymap keymap;
	struct order order;
	char tag[ENTRY_TAG_MAX + 1];
	struct targets targets;
	char selected[ENTRY_ID_SIZE]; /* what the list should go to, or "" */
	char message[APP_MESSAGE_SIZE];
	enum style message_style;
	char kept[APP_MESSAGE_SIZE]; /* until it was seen by who unlocks */
	enum style kept_style;
	bool kept_seen;
	char hint[APP_MESSAGE_SIZE]; /* for one frame, or "" */
	enum style hint_style;
	int64_t last_key; /* on the clock that runs during sleep, seconds */
	bool unfocused;   /* the window is, as far as the terminal tells */
	int origin;       /* the row where the view begins */
	struct click click; /* the last one */
	bool stale_told;  /* a failed reading was reported */
	bool reminded;    /* of a backup */
	bool was_locked;  /* when the job began */
	enum after dropping; /* AFTER_QUIT or AFTER_LOCK, once the question
				that was answered is closed */
	bool quit;
	struct err err;   /* why, if it is not the user's wish */
};

/* The view that is shown, or NULL. */
struct view *app_top(const struct app *app);

/* Closes a view, wherever it is. */
void app_close(struct app *app, struct view *view);

/* True while no vault is open. */
bool app_is_locked(const struct app *app);

/* What was typed somewhere and not saved, or NULL. */
const char *app_unsaved(const struct app *app);

/* Asks whether that may be lost. False: there is nothing to ask. */
bool app_ask_unsaved(struct app *app, struct view *view, enum after after);

/* Does what a view's action asked for, and makes sure there is a view. */
void app_settle(struct app *app, struct view *view, enum after after);

/* Notices that the vault was read anew by what then failed, or did not change
 * it. */
void app_notice(struct app *app);

/* Keys that arrive together, and views under others, act on what the ones
 * before them changed, though nothing was drawn between. */
void app_catch_up(struct app *app, struct view *view);

/* Looks a key up in the view's tables and does what its row says, or types
 * it. */
void app_dispatch(struct app *app, uint32_t key);

/* The same for what the mouse did last. */
void app_take_mouse(struct app *app);

/* Does what a row of the view's keys says. */
void app_act(struct app *app, struct view *view, const struct key_def *row);

/* Reads the settings; what is wrong with them is said on the screen. */
bool app_load_config(struct app *app, struct err *err) MUST_USE;

/* Writes the order down, if it changed; what fails is said once. */
void app_save_order(struct app *app);

/* Makes terminal and keys follow the settings. */
void app_apply_config(struct app *app);

/* Shows the top view and waits for what happens, until the user quits, a
 * signal ends it (app->err) or nothing can be waited for (err). */
bool app_loop(struct app *app, struct err *err) MUST_USE;

/* Ends the loop because of a signal or Ctrl-C. */
void app_stop(struct app *app, const char *why);

#endif
