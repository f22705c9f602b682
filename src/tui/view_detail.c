/* One account: its code readable from across a desk, and all its fields. */
#include "tui/detail_form.h"
#include "tui/keys.h"
#include "tui/views.h"

static struct detail_view *
self(struct view *view)
{
	return (struct detail_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct detail_view *detail = self(view);
	const struct detail_arg *given = arg;

	memcpy(detail->id, given->id, sizeof(detail->id));
	detail->added = given->added;
	return !detail->added || use_first(&detail->use, view->app,
		detail->id, err);
}

static bool
update(struct view *view, struct err *err)
{
	struct detail_view *detail = self(view);
	const struct vault *vault = app_session(view->app)->vault;
	int64_t now = app_now(view->app);

	if (view->generation != app_generation(view->app)) {
		detail->entry = entries_by_id(&vault->payload.entries,
			detail->id);
		view->generation = app_generation(view->app);
		detail->now = (struct code){0};
	}
	if (detail_is_gone(detail) || entry_is_broken(detail->entry) ||
	    detail->entry->type == ENTRY_HOTP ||
	    (detail->now.text[0] != '\0' && now < detail->now.valid_until &&
	     now >= detail->now.valid_from))
		return true;
	return code_at(detail->entry, now, 0, &detail->now, err) &&
		code_at(detail->entry, now, 1, &detail->next, err);
}

static enum after
copy(struct view *view, unsigned int steps)
{
	struct detail_view *detail = self(view);

	if (!detail_is_gone(detail))
		use_copy(&detail->use, view->app, detail->entry, steps);
	return AFTER_NOTHING;
}

static enum after
act_copy(struct view *view)
{
	return copy(view, 0);
}

static enum after
act_copy_next(struct view *view)
{
	return copy(view, 1);
}

static void
targets(struct view *view, struct targets *out)
{
	struct detail_view *detail = self(view);

	if (!detail_is_gone(detail))
		memcpy(out->ids[out->count++], detail->id, ENTRY_ID_SIZE);
}

static void
close_view(struct view *view)
{
	struct detail_view *detail = self(view);

	use_wipe(&detail->use);
	explicit_bzero(&detail->now, sizeof(detail->now));
	explicit_bzero(&detail->next, sizeof(detail->next));
}

static const struct key_def rows[] = {
	{{K_ENTER, 'y'}, "copy", "copy", "copy the code", act_copy},
	{{'n'}, "copy-next", "copy next", "copy the code after this one",
		act_copy_next},
	{{K_ESC, ' ', 'q'}, "back", "back", "back to the list", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("One account", rows,
	&account_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_detail = {
	.title = "Account",
	.size = sizeof(struct detail_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = detail_draw,
	.tell = detail_tell,
	.targets = targets,
	.close = close_view,
};
