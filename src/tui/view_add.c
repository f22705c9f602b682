/* A new account. */
#include "app/accounts.h"
#include "tui/form.h"
#include "tui/views.h"

static bool
save(struct form *form, struct err *err)
{
	struct draft draft = form_draft(form);
	struct app *app = form->view.app;
	char id[ENTRY_ID_SIZE];
	ENTRY entry = {0};

	if (!draft_entry(&draft, &entry, err)) {
		form_focus_problem(form);
		return false;
	}
	if (!accounts_add(app_session(app), &entry, id, err))
		return false;
	app_changed(app);
	app_select(app, id);
	app_push(app, &view_detail, &(struct detail_arg){
		.id = id,
		.added = true,
	});
	return true;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct form *form = (struct form *)view;
	struct line *key = &form->lines[DRAFT_KEY];
	const char *pasted = arg;
	ENTRY usual = {0};

	form->button = "[ Add ]";
	form->save = save;
	if (!entry_init(&usual, err) || !form_fill(form, &usual, err))
		return false;
	form->was = entry_move(&usual);
	form_focus(form, DRAFT_KEY);
	if (pasted != NULL && !form_take_uri(form, pasted, strlen(pasted)))
		line_insert(key, pasted, strlen(pasted));
	form_check(form);
	return true;
}

const struct view_class view_add = {
	.title = "Add an account",
	.size = sizeof(struct form),
	.tables = form_tables,
	.open = open_view,
	.draw = form_draw,
	.tell = form_tell,
	.line = form_line,
	.on_change = form_on_change,
	.on_paste = form_on_paste,
	.unsaved = form_unsaved,
	.close = form_close,
};
