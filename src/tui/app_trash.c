#include "app/accounts.h"
#include "base/secmem.h"
#include "tui/stack.h"
#include "tui/targets.h"

static bool
trash(struct app *app, const struct targets *targets, struct err *err)
{
	const char **ids = targets_ids(targets, err);
	bool ok;

	if (ids == NULL)
		return false;
	ok = accounts_trash(app->session, ids, targets->count, err);
	secmem_free(ids);
	return ok;
}

void
app_trash(struct app *app, const struct targets *targets)
{
	char key[KEY_LABEL_SIZE];
	BUF title = {0};
	struct err err;

	if (targets->count == 0)
		return;
	targets_name(targets, &app->session->vault->payload.entries, &title);
	if (!trash(app, targets, &err)) {
		app_say_err(app, &err);
		return;
	}
	app_changed(app);
	app_key_name(app, "undo", key);
	app_say(app, STYLE_GOOD, "In the trash: %s   (%s brings %s back)",
		buf_text(&title), key, targets->count == 1 ? "it" : "them");
}
