/* A yes or no question. Only y says yes, so that no key pressed too often
 * does. */
#include "base/str.h"
#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/stack.h"
#include "tui/views.h"

#define BOX_WIDTH 60

struct confirm_view {
	struct view view;
	struct confirm confirm;
	char *question, *yes;
};

static struct confirm_view *
self(struct view *view)
{
	return (struct confirm_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct confirm_view *state = self(view);

	state->confirm = *(const struct confirm *)arg;
	state->question = str_dup(state->confirm.question, err);
	if (state->question == NULL)
		return false;
	state->yes = str_dup(state->confirm.yes, err);
	return state->yes != NULL;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct confirm_view *state = (const struct confirm_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int y = canvas->height > 10 ? canvas->height / 3 : 0;
	char name[KEY_LABEL_SIZE];
	uint32_t keys[KEY_DEF_KEYS];
	int at;

	y += canvas_wrap(canvas, y, x, width, STYLE_TITLE, state->question);
	y += canvas->height > 4 ? 1 : 0;
	keymap_keys(app_keymap(view->app), view->keys, view->keys->rows,
		keys);
	key_label(keys[0], canvas->ascii, name);
	at = x + canvas_text(canvas, y, x, width, STYLE_KEY, name) + 1;
	canvas_text(canvas, y, at, x + width - at, STYLE_NORMAL, state->yes);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct confirm_view *state = (const struct confirm_view *)view;

	buf_addf(out, "%s\ny: %s", state->question, state->yes);
}

static enum after
act_yes(struct view *view)
{
	const struct confirm *confirm = &self(view)->confirm;

	app_settle(view->app, confirm->asker, confirm->act(confirm->asker));
	return AFTER_CLOSE;
}

static void
close_view(struct view *view)
{
	str_free(&self(view)->question);
	str_free(&self(view)->yes);
}

static const struct key_def rows[] = {
	{{'y'}, "yes", "yes", "yes, do it", act_yes},
	{{K_ESC, 'n', 'q'}, "no", "no", "no, go back", view_back},
};

static const struct key_table own_keys = KEY_TABLE("A question", rows);
static const struct key_table *const tables[] = {&own_keys, NULL};

const struct view_class view_confirm = {
	.title = "Sure?",
	.size = sizeof(struct confirm_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell,
	.close = close_view,
};
