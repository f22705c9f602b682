#include "tui/keymap.h"
#include "tui/list_form.h"
#include "tui/row.h"

bool
list_has_filter(const struct list_view *list)
{
	return list->filtering || !line_is_empty(&list->filter);
}

bool
list_hides(const struct list_view *list)
{
	bool setting = app_setting(list->view.app, CONFIG_HIDE_CODES) != 0;

	return setting != list->otherwise;
}

/* An empty list says how accounts get in. */
static void
draw_empty(const struct list_view *list, const struct canvas *canvas)
{
	static const char *const actions[] = {"add", "import"};
	int y = canvas->height > 9 ? canvas->height / 3 : 0;
	int x = canvas->width > 60 ? canvas->width / 2 - 24 : 1;

	canvas_text(canvas, y, x, canvas->width, STYLE_TITLE,
		"No accounts yet.");
	y += canvas->height > 4 ? 2 : 1;
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		const struct key_def *row = keymap_action(actions[i]);
		char name[KEY_LABEL_SIZE];

		app_key_name(list->view.app, actions[i], name);
		canvas_text(canvas, y, x, 6, STYLE_KEY, name);
		canvas_text(canvas, y++, x + 3, canvas->width, STYLE_NORMAL,
			row->help);
	}
}

/* It hides accounts while other keys work: the way back is told beside. */
static void
draw_kept_filter(const struct list_view *list, const struct canvas *canvas,
	int y)
{
	char key[KEY_LABEL_SIZE];
	int x = 2;

	x += canvas_text(canvas, y, x, canvas->width - x, STYLE_NORMAL,
		line_text(&list->filter)) + 3;
	app_key_name(list->view.app, "show-all", key);
	x += canvas_text(canvas, y, x, canvas->width - x, STYLE_KEY, key) + 1;
	canvas_text(canvas, y, x, canvas->width - x, STYLE_DIM,
		"show all accounts");
}

static void
draw_filter(const struct list_view *list, const struct canvas *canvas)
{
	int y = canvas->height - 1;

	canvas_text(canvas, y, 1, 1, STYLE_KEY, "/");
	if (list->filtering)
		line_draw(&list->filter, canvas, y, 2,
			canvas->width < 50 ? canvas->width - 2 : 48, true);
	else
		draw_kept_filter(list, canvas, y);
}

/* Hidden codes are seen on the selected row only. */
static struct shown
shown_in(const struct list_view *list, bool selected)
{
	struct shown shown = shown_now(list->view.app);

	shown.hidden = shown.hidden || (list_hides(list) && !selected);
	return shown;
}

void
list_view_draw(const struct view *view, const struct canvas *canvas)
{
	const struct list_view *list = (const struct list_view *)view;
	const struct list *model = &list->list;
	struct layout layout = layout_list(&(struct layout_needs){
		.width = canvas->width,
		.mark = model->low ? 2 : 1,
		.marked = model->marked > 0,
		.issuer = model->issuer,
		.account = model->account,
		.tags = model->tags,
		.code = model->code,
		.seconds = model->seconds,
	});

	if (list_has_filter(list))
		draw_filter(list, canvas);
	if (model->len == 0) {
		draw_empty(list, canvas);
	} else if (model->shown_len == 0) {
		canvas_text(canvas, 0, 1, canvas->width - 2, STYLE_DIM,
			"Nothing matches. Esc shows all accounts.");
	}
	for (size_t i = 0; i < model->menu.height &&
	     model->menu.top + i < model->shown_len; i++) {
		size_t index = model->menu.top + i;
		const struct row *row = &model->rows[model->shown[index]];
		bool selected = index == model->menu.cursor;

		row_draw(canvas, model->menu.y + (int)i, row, &(struct row_look){
			.layout = &layout,
			.now = app_now(view->app),
			.selected = selected,
			.shown = shown_in(list, selected),
			.code = use_code(&list->use, row->entry->id),
		});
	}
}

/* How many there are, at the right end of the title. */
static void
tell_right(struct list_view *view, size_t height)
{
	const struct list *list = &view->list;
	char *right = view->view.right;
	size_t size = sizeof(view->view.right), len = 0;

	if (list->marked > 0)
		len = (size_t)snprintf(right, size, "%zu marked  ",
			list->marked);
	if (list->tag[0] != '\0')
		len += (size_t)snprintf(right + len, size - len, "%.20s: ",
			list->tag);
	if (list_has_filter(view) || list->tag[0] != '\0')
		snprintf(right + len, size - len, "%zu of %zu",
			list->shown_len, list->len);
	else if (list->len > height)
		snprintf(right + len, size - len, "%zu/%zu",
			list->menu.cursor + 1, list->len);
	else
		snprintf(right + len, size - len, "%zu account%s", list->len,
			list->len == 1 ? "" : "s");
}

/* Of the selected account, while nothing else is said. */
static void
warn_low(struct list_view *list)
{
	const struct row *row = list_current(&list->list);
	char text[80];

	if (row == NULL || !list_is_low(row->entry))
		return;
	snprintf(text, sizeof(text), "%zu of %zu recovery codes left: time to "
		"get new ones", entry_recovery_left(row->entry),
		row->entry->recovery_count);
	app_hint(list->view.app, STYLE_SOON, text);
}

void
list_tell(struct list_view *list, size_t height)
{
	tell_right(list, height);
	warn_low(list);
}
