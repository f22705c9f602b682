/*
 * The stack of views and the loop that waits for keys, signals and the second
 * to turn.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "app/config.h"
#include "app/session.h"
#include "tui/view.h"

#define APP_DEPTH_MAX 8
#define APP_WIDTH_MIN 20
#define APP_HEIGHT_MIN 5

struct app;
struct keymap;
struct order;

struct session *app_session(struct app *app);
int64_t app_now(const struct app *app);

/* Counts seconds, also while the machine sleeps. */
int64_t app_uptime(void);

bool app_ascii(const struct app *app);

/* Grows whenever the accounts may have changed: what was borrowed from the
 * vault before is gone. */
uint64_t app_generation(const struct app *app);
void app_changed(struct app *app);

/* The account that the list should go to when it sees the change. */
void app_select(struct app *app, const char *id);
const char *app_selected(const struct app *app);

/* The settings; app_set() also writes the config file and lets the screen
 * follow. */
int app_setting(const struct app *app, enum config_option option);
bool app_set(struct app *app, enum config_option option, int value,
	struct err *err) MUST_USE;
bool app_bind(struct app *app, const char *action, const char *keys,
	struct err *err) MUST_USE;
/* The tag that the list is limited to, or "". */
void app_set_tag(struct app *app, const char *tag);
const char *app_tag(const struct app *app);

/* True while codes are to be dots because the window lost the focus. */
bool app_is_masked(const struct app *app);

const struct config *app_config(const struct app *app);
struct order *app_order(struct app *app);
const struct keymap *app_keymap(const struct app *app);

/* The name of the first key of an action, for texts. */
void app_key_name(const struct app *app, const char *action,
	char out[static KEY_LABEL_SIZE]);

/* The accounts that a key pressed in this view is for; none if it has none.
 * Good until the next call. */
const struct targets *app_targets(struct view *view);

/* Those of the last app_targets(): what a question on top is about, though
 * others may have been selected behind it since. */
const struct targets *app_asked(const struct app *app);

/* Opens a view on top. On failure says so on the screen. */
void app_push(struct app *app, const struct view_class *class,
	const void *arg);

/*
 * Asks a yes or no question in a view on top. With yes, calls the function
 * with the view that asked, and does what it returns.
 */
struct confirm {
	const char *question; /* copied */
	const char *yes;      /* what y does: "delete it" */
	struct view *asker;
	enum after (*act)(struct view *asker);
};
void app_confirm(struct app *app, const struct confirm *confirm);

/* The same about what would be lost ("the choice") by what act does. */
void app_ask_discard(struct view *asker, const char *what,
	enum after (*act)(struct view *asker));

/*
 * Asks for a line of text in a view on top, and gives it to accept(). When
 * that returns false its err is shown, and the line stays to be mended. The
 * text is wiped when the view closes.
 */
struct prompt_arg {
	const char *name;   /* of the screen, "New recipient"; must last */
	const char *title;  /* what is asked for; copied, as all texts below */
	const char *help;   /* a sentence, or NULL */
	const char *text;   /* to begin with, or NULL */
	bool hidden;        /* show bullets only */
	struct view *asker;
	bool (*accept)(struct view *asker, const char *text, struct err *err);
};
void app_prompt(struct app *app, const struct prompt_arg *prompt);

/* Moves accounts to the trash, and says so. */
void app_trash(struct app *app, const struct targets *targets);

/* Closes all views and begins with this one. */
void app_start(struct app *app, const struct view_class *class);

/* One line at the foot of the screen, until the next key. */
void app_say(struct app *app, enum style style, const char *format, ...)
	PRINTF_LIKE(3, 4);
void app_say_err(struct app *app, const struct err *err);

/* The same, but on a locked screen it comes back after each key, and once more
 * on the first screen after that. */
void app_keep(struct app *app, enum style style, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* The same, quietly, unless something else is said: only the first in a
 * session is. */
void app_remind(struct app *app, const char *text);

/* For update(): said in this frame, unless something else is. */
void app_hint(struct app *app, enum style style, const char *text);

/* Copies a code, and says behind the words given what became of it, by its
 * name: "next code". */
void app_copy(struct app *app, const char *words, const char *name,
	const char *code);

/*
 * Runs a function in a thread, once what happens now is done and shown, and
 * on_job() of the top view at its end. Until then keys are ignored, for the
 * job owns the secret memory.
 */
typedef bool app_job_fn(void *arg, struct err *err);
void app_run(struct app *app, app_job_fn *run, void *arg);
bool app_busy(const struct app *app);

/* A passphrase that nobody has to type, once; or an empty one. */
struct secret app_known_passphrase(struct app *app);

/* What is wrong with a vault that has no passphrase, once. False: nothing. */
bool app_known_damage(struct app *app, struct err *out);

/* Wipes key and plaintext, and asks for the passphrase. */
void app_lock(struct app *app, const char *why);

#endif
