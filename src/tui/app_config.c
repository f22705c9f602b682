/* The settings, and what follows from a change of them. */
#include "tui/keys.h"
#include "tui/stack.h"

int
app_setting(const struct app *app, enum config_option option)
{
	return app->session->config.values[option];
}

const struct config *
app_config(const struct app *app)
{
	return &app->session->config;
}

const struct keymap *
app_keymap(const struct app *app)
{
	return &app->keymap;
}

struct order *
app_order(struct app *app)
{
	return &app->order;
}

void
app_save_order(struct app *app)
{
	struct err err;

	if (!order_save(&app->order, &err))
		app_say_err(app, &err);
}

void
app_set_tag(struct app *app, const char *tag)
{
	snprintf(app->tag, sizeof(app->tag), "%s", tag);
}

const char *
app_tag(const struct app *app)
{
	return app->tag;
}

bool
app_is_masked(const struct app *app)
{
	return app->unfocused && app_setting(app, CONFIG_MASK_UNFOCUSED) != 0;
}

void
app_key_name(const struct app *app, const char *action,
	char out[static KEY_LABEL_SIZE])
{
	const struct key_def *row = keymap_action(action);
	uint32_t keys[KEY_DEF_KEYS] = {'?'};

	if (row != NULL)
		keymap_keys(&app->keymap, &app_keys, row, keys);
	key_label(keys[0], app_ascii(app), out);
}

void
app_apply_config(struct app *app)
{
	char problem[KEYMAP_PROBLEM_SIZE];

	term_set_theme(app->term,
		(enum config_theme)app_setting(app, CONFIG_THEME));
	term_set_mouse(app->term, app_setting(app, CONFIG_MOUSE) != 0);
	term_set_focus(app->term, app_setting(app, CONFIG_MASK_UNFOCUSED) != 0);
	app->unfocused = false;
	keymap_load(&app->keymap, &app->session->config, problem);
	if (problem[0] != '\0')
		app_say(app, STYLE_BAD, "%s", problem);
}

bool
app_load_config(struct app *app, struct err *err)
{
	const char *problems;

	if (!session_read_config(app->session, err) ||
	    !order_load(&app->order, err))
		return false;
	app_apply_config(app);
	problems = buf_text(&app->session->config.problems);
	if (problems[0] != '\0')
		app_keep(app, STYLE_BAD, "%.*s",
			(int)strcspn(problems, "\n"), problems);
	else if (app->message[0] != '\0')
		app_keep(app, STYLE_BAD, "%s", app->message);
	app->message[0] = '\0';
	return true;
}

bool
app_set(struct app *app, enum config_option option, int value,
	struct err *err)
{
	if (!config_set(&app->session->config, option, value, err))
		return false;
	app_apply_config(app);
	return true;
}

bool
app_bind(struct app *app, const char *action, const char *keys,
	struct err *err)
{
	if (!config_bind(&app->session->config, action, keys, err))
		return false;
	app_apply_config(app);
	return true;
}
