#include "tui/use.h"

#include <inttypes.h>

#include "app/accounts.h"
#include "app/order.h"
#include "tui/list.h"

const char *
use_code(const struct use *use, const char *id)
{
	return use->counted && strcmp(use->id, id) == 0 ? use->code.text
							: NULL;
}

void
use_wipe(struct use *use)
{
	explicit_bzero(use, sizeof(*use));
}

/* True if this very code was copied before and is about to end. */
static bool
is_second_try(const struct use *use, const struct entry *entry, int64_t now)
{
	return strcmp(use->id, entry->id) == 0 && !use->counted &&
		now < use->code.valid_until &&
		use->code.valid_until - now <= CODE_NOW_SECONDS;
}

/* With little time left that is said first. */
static void
copy(const struct use *use, struct app *app, const char *title,
	unsigned int steps)
{
	int64_t left = use->code.valid_until - app_now(app);
	BUF words = {0};

	if (!use->counted && steps == 0 && left <= CODE_NOW_SECONDS)
		buf_addf(&words, "%" PRId64 " s left, again for the next "
			"code. ", left);
	buf_add_str(&words, title);
	app_copy(app, buf_text(&words), steps > 0 ? "next code" : "code",
		use->code.text);
}

bool
use_first(struct use *use, struct app *app, const char *id, struct err *err)
{
	struct session *session = app_session(app);
	const struct entry *entry =
		entries_by_id(&session->vault->payload.entries, id);

	if (entry == NULL || entry->type != ENTRY_HOTP)
		return true;
	if (!accounts_code(session, id, 0, true, &use->code, err))
		return false;
	snprintf(use->id, sizeof(use->id), "%s", id);
	use->counted = use->waiting = true;
	app_changed(app);
	return true;
}

bool
use_waits(const struct use *use, const char *id)
{
	return use->waiting && strcmp(use->id, id) == 0;
}

void
use_copy(struct use *use, struct app *app, const struct entry *entry,
	unsigned int steps)
{
	bool counted = entry->type == ENTRY_HOTP;
	int64_t now = app_now(app);
	struct code code = {0};
	char id[ENTRY_ID_SIZE];
	BUF title = {0};
	struct err err;

	if (counted && steps > 0) {
		app_say(app, STYLE_NORMAL,
			"A counter has no code to look ahead to: Enter makes "
			"the next one.");
		return;
	}
	if (!counted && steps == 0 && is_second_try(use, entry, now))
		steps = 1;
	memcpy(id, entry->id, sizeof(id));
	entry_title(entry, &title);
	if (use_waits(use, id)) {
		use->waiting = false;
		copy(use, app, buf_text(&title), 0);
		return;
	}
	if (!accounts_code(app_session(app), id, steps, counted, &code,
		    &err)) {
		app_say_err(app, &err);
		return;
	}
	if (counted)
		app_changed(app);
	if (!order_set_used(app_order(app), id,
		    clock_now_ms(&app_session(app)->stamps), &err))
		app_say_err(app, &err);
	memcpy(use->id, id, sizeof(id));
	use->code = code;
	use->counted = counted;
	use->waiting = false;
	copy(use, app, buf_text(&title), steps);
	explicit_bzero(&code, sizeof(code));
}
