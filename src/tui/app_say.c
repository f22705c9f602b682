/* The line at the foot of the screen. */
#include <stdarg.h>

#include "app/clipboard.h"
#include "tui/stack.h"

/* Behind a short message lies the end of a longer one, with names in it. */
static void
wipe_rest(char *message, size_t size)
{
	size_t len = strlen(message);

	explicit_bzero(message + len, size - len);
}

void
app_say(struct app *app, enum style style, const char *format, ...)
{
	va_list args;

	app->message_style = style;
	va_start(args, format);
	vsnprintf(app->message, sizeof(app->message), format, args);
	va_end(args);
	wipe_rest(app->message, sizeof(app->message));
}

void
app_keep(struct app *app, enum style style, const char *format, ...)
{
	va_list args;

	app->kept_style = style;
	app->kept_seen = false;
	va_start(args, format);
	vsnprintf(app->kept, sizeof(app->kept), format, args);
	va_end(args);
	wipe_rest(app->kept, sizeof(app->kept));
}

void
app_say_err(struct app *app, const struct err *err)
{
	err_format(err, app->message, sizeof(app->message));
	wipe_rest(app->message, sizeof(app->message));
	app->message_style = STYLE_BAD;
}

void
app_remind(struct app *app, const char *text)
{
	if (app->reminded || app->message[0] != '\0' ||
	    app->kept[0] != '\0')
		return;
	app->reminded = true;
	app_say(app, STYLE_DIM, "%s", text);
}

void
app_hint(struct app *app, enum style style, const char *text)
{
	snprintf(app->hint, sizeof(app->hint), "%s", text);
	app->hint_style = style;
}

void
app_copy(struct app *app, const char *words, const char *name,
	const char *code)
{
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err;

	if (clipboard_copy(name, code, term_out(app->term),
		    app_setting(app, CONFIG_CLIPBOARD_SECONDS), note, &err))
		app_say(app, STYLE_GOOD, "%s: %s", words, note);
	else
		app_say_err(app, &err);
}
