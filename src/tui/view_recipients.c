/* Who can open a vault that has no passphrase: its public keys. */
#include "app/access.h"
#include "base/str.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/views.h"

#define TEXT_COLUMN 2
#define FOOT_ROWS 3
#define FOOT_HEIGHT_MIN 8

struct recipients_view {
	struct view view;
	struct menu menu;
	struct recipients known;
	bool all; /* known are all that there are */
};

static struct recipients_view *
self(struct view *view)
{
	return (struct recipients_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	bool wants;

	(void)arg;
	if (!session_wants_passphrase(app_session(view->app), &wants, err))
		return false;
	return !wants || err_set(err, ERR_REFUSED, "This vault has a "
		"passphrase, and no recipients");
}

static bool
update(struct view *view, struct err *err)
{
	struct recipients_view *state = self(view);
	int below = view->height >= FOOT_HEIGHT_MIN ? FOOT_ROWS : 0;

	if (view->generation != app_generation(view->app)) {
		view->generation = app_generation(view->app);
		recipients_wipe(&state->known);
		if (!access_list(app_session(view->app), &state->known,
			    &state->all, err))
			return false;
	}
	menu_fit(&state->menu, state->known.count, 0, view->height - below);
	return true;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct recipients_view *state =
		(const struct recipients_view *)view;
	const struct menu *rows = &state->menu;
	int width = canvas->width - 2 * TEXT_COLUMN, y = 0;

	for (size_t i = rows->top; i < rows->len &&
	     i < rows->top + rows->height; i++, y++) {
		unsigned int selected = i == rows->cursor ? STYLE_SELECTED : 0;

		canvas_ground(canvas, y, selected);
		canvas_text(canvas, y, TEXT_COLUMN, width,
			STYLE_NORMAL | selected, state->known.items[i]);
	}
	if (canvas->height >= FOOT_HEIGHT_MIN)
		canvas_prose(canvas, y + 1, STYLE_DIM,
			state->all ? "The identity of each of them opens the "
				"vault." : "There are more: the first line of "
				"the vault does not name them all.");
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct recipients_view *state =
		(const struct recipients_view *)view;

	if (state->menu.cursor < state->known.count)
		buf_add_str(out, state->known.items[state->menu.cursor]);
}

static bool
accept_add(struct view *view, const char *text, struct err *err)
{
	STRING key = str_dup(text, err);

	if (key == NULL || !access_add(app_session(view->app),
		    &(char *const){key}, 1, err))
		return false;
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "Added; the vault has a new key");
	return true;
}

static enum after
act_add(struct view *view)
{
	app_prompt(view->app, &(struct prompt_arg){
		.name = "New recipient",
		.title = "The public key of the new one",
		.help = "It begins with age1; age-keygen makes one.",
		.asker = view,
		.accept = accept_add,
	});
	return AFTER_NOTHING;
}

static enum after
drop(struct view *view)
{
	struct recipients_view *state = self(view);
	struct err err;

	if (!access_remove(app_session(view->app),
		    &state->known.items[state->menu.cursor], 1, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "Removed; the vault has a new key");
	return AFTER_NOTHING;
}

static enum after
act_remove(struct view *view)
{
	struct recipients_view *state = self(view);
	char *key, question[300];

	if (state->menu.cursor >= state->known.count)
		return AFTER_NOTHING;
	if (state->known.count == 1 && state->all) {
		app_say(view->app, STYLE_BAD, "It is the last one: nobody "
			"could open the vault without it");
		return AFTER_NOTHING;
	}
	key = state->known.items[state->menu.cursor];
	snprintf(question, sizeof(question), "Remove %.20s...? %sEarlier "
		"revisions and backups stay open to whom they were open before.",
		key, access_shuts_out(app_session(view->app), &state->known,
			&key, 1) ? "It is yours: you could not open the vault any "
			"more. " : "");
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "remove it",
		.asker = view,
		.act = drop,
	});
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	recipients_wipe(&self(view)->known);
}

static const struct key_def key_rows[] = {
	{{'a'}, "add", "add", "add a public key", act_add},
	{{'d', K_DELETE}, "delete", "remove", "remove this one, after a "
		"question", act_remove},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Recipients", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_recipients = {
	.title = "Recipients",
	.size = sizeof(struct recipients_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.tell = tell,
	.menu = menu,
	.close = close_view,
};
