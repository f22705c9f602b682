/* What otp unlock does and otp lock takes back: the vault's key in the
 * kernel's keyring for a while. */
#include "app/duration.h"
#include "os/keyring.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/views.h"

#define DURATION_SIZE 40

struct keep_view {
	struct view view;
	int64_t left; /* seconds; 0: nothing is kept */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX]; /* no keyring */
	char state[ERR_WHERE_MAX + ERR_TEXT_MAX];   /* a sentence */
};

static struct keep_view *
self(struct view *view)
{
	return (struct keep_view *)view;
}

/* Whole minutes above one: nobody counts the seconds of an hour. */
static void
describe(int64_t seconds, char out[static DURATION_SIZE])
{
	int64_t minutes = (seconds + 59) / 60, hours = minutes / 60;
	int64_t days = hours / 24;

	if (seconds < 60)
		snprintf(out, DURATION_SIZE, "%lld s", (long long)seconds);
	else if (hours == 0)
		snprintf(out, DURATION_SIZE, "%lld min", (long long)minutes);
	else if (days == 0)
		snprintf(out, DURATION_SIZE, "%lld h %lld min",
			(long long)hours, (long long)(minutes % 60));
	else
		snprintf(out, DURATION_SIZE, "%lld d %lld h", (long long)days,
			(long long)(hours % 24));
}

static const char about[] = "While the kernel's keyring keeps the vault's "
	"key, otp asks for no passphrase in any of your terminals, nor does "
	"this screen when it starts; once it has locked, it does. Every program that runs as you can get at the key "
	"meanwhile. When the time is up it is forgotten.";

/* What comes first is the state, which the lowest screen has room for. */
static void
write_state(struct keep_view *keep)
{
	char left[DURATION_SIZE];

	describe(keep->left, left);
	if (keep->problem[0] != '\0')
		snprintf(keep->state, sizeof(keep->state), "%s",
			keep->problem);
	else if (keep->left > 0)
		snprintf(keep->state, sizeof(keep->state),
			"The key is kept for %s.", left);
	else
		snprintf(keep->state, sizeof(keep->state),
			"The key is not kept.");
}

static bool
update(struct view *view, struct err *err)
{
	struct keep_view *keep = self(view);
	struct err reason;

	(void)err;
	keep->problem[0] = '\0';
	keep->left = 0;
	if (!keyring_usable(&reason) || !session_key_left(
		    app_session(view->app), &keep->left, &reason)) {
		keep->left = 0;
		err_format(&reason, keep->problem, sizeof(keep->problem));
	}
	write_state(keep);
	return true;
}

static void
tell(const struct view *view, struct buf *out)
{
	buf_addf(out, "%s\n%s", ((const struct keep_view *)view)->state,
		about);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct keep_view *keep = (const struct keep_view *)view;
	enum style style = keep->problem[0] != '\0' ? STYLE_BAD
		: keep->left > 0 ? STYLE_GOOD : STYLE_NORMAL;
	int y = 0;

	y += canvas_prose(canvas, y, style, keep->state);
	y += canvas->height > 5 ? 1 : 0;
	canvas_prose(canvas, y, STYLE_DIM, about);
}

static bool
accept(struct view *view, const char *text, struct err *err)
{
	char left[DURATION_SIZE];
	int64_t seconds;

	if (!duration_parse(text, 1, SESSION_KEEP_MAX, &seconds, err) ||
	    !session_keep_key(app_session(view->app), seconds, err))
		return false;
	describe(seconds, left);
	app_say(view->app, STYLE_GOOD, "Unlocked for %s", left);
	return true;
}

static enum after
act_keep(struct view *view)
{
	char text[DURATION_SIZE];

	if (self(view)->problem[0] != '\0')
		return AFTER_NOTHING;
	snprintf(text, sizeof(text), "%dm",
		app_setting(view->app, CONFIG_UNLOCK_MINUTES));
	app_prompt(view->app, &(struct prompt_arg){
		.name = "Unlock time",
		.title = "For how long",
		.help = "From now on: 90s, 15m, 2h, at most 7d.",
		.text = text,
		.asker = view,
		.accept = accept,
	});
	return AFTER_NOTHING;
}

static enum after
act_forget(struct view *view)
{
	struct err err;
	bool was_there;

	if (self(view)->problem[0] != '\0')
		return AFTER_NOTHING;
	if (!session_forget_key(app_session(view->app), &was_there, &err))
		app_say_err(view->app, &err);
	else
		app_say(view->app, was_there ? STYLE_GOOD : STYLE_DIM, "%s",
			was_there ? "Taken back" : "There was nothing to "
				"take back");
	return AFTER_NOTHING;
}

static const struct key_def rows[] = {
	{{K_ENTER, ' '}, "keep-key", "stay unlocked", "keep the key, or for "
		"another time", act_keep},
	{{'x', K_DELETE}, "forget-key", "take it back", "let the keyring "
		"forget the key", act_forget},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE("Stay unlocked", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_keep = {
	.title = "Stay unlocked",
	.size = sizeof(struct keep_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.tell = tell,
};
