/*
 * The stack of views and the loop that waits for keys, signals and the second
 * to turn.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "app/session.h"
#include "tui/view.h"

#define APP_DEPTH_MAX 8
#define APP_IDLE_LOCK_SECONDS 300
#define APP_WIDTH_MIN 20
#define APP_HEIGHT_MIN 5

struct app;

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

/* Opens a view on top. On failure says so on the screen. */
void app_push(struct app *app, const struct view_class *class,
	const void *arg);

/* Closes all views and begins with this one. */
void app_start(struct app *app, const struct view_class *class);

/* One line at the foot of the screen, until the next key. */
void app_say(struct app *app, enum style style, const char *format, ...)
	PRINTF_LIKE(3, 4);
void app_say_err(struct app *app, const struct err *err);

/* The same, quietly, unless something else is said: only the first in a
 * session is. */
void app_remind(struct app *app, const char *text);

/* Copies a code and says what became of it, behind the words given. */
void app_copy(struct app *app, const char *words, const char *code);

/*
 * Runs a function in a thread and on_job() of the top view at its end. Until
 * then keys are ignored, for the job owns the secret memory.
 */
typedef bool app_job_fn(void *arg, struct err *err);
void app_run(struct app *app, app_job_fn *run, void *arg);
bool app_busy(const struct app *app);

/* A passphrase that nobody has to type, once; or an empty one. */
struct secret app_known_passphrase(struct app *app);

/* Wipes key and plaintext, and asks for the passphrase. */
void app_lock(struct app *app, const char *why);

#endif
