#include "tui/past.h"

#include "app/rewind.h"

/* Only what was done by it; the first line stands for many. */
static void
say_undone(struct app *app, const struct history_changes *changes)
{
	char key[KEY_LABEL_SIZE];

	app_key_name(app, "undo", key);
	if (changes->len == 0)
		app_say(app, STYLE_GOOD, "Undone   (%s takes that back)", key);
	else if (changes->len == 1)
		app_say(app, STYLE_GOOD, "Undone: %s   (%s takes that back)",
			changes->items[0].text, key);
	else
		app_say(app, STYLE_GOOD, "Undone: %s, and %zu more   (%s "
			"takes that back)", changes->items[0].text,
			changes->len - 1, key);
}

/* If it is about one account; where it is in the trash now nothing moves. */
static void
select_undone(struct app *app, const struct history_changes *changes)
{
	if (changes->len == 0)
		return;
	for (size_t i = 1; i < changes->len; i++) {
		if (strcmp(changes->items[i].id, changes->items[0].id) != 0)
			return;
	}
	app_select(app, changes->items[0].id);
}

static void
say_other_passphrase(struct app *app)
{
	char menu[KEY_LABEL_SIZE], history[KEY_LABEL_SIZE];

	app_key_name(app, "menu", menu);
	app_key_name(app, "history", history);
	app_say(app, STYLE_NORMAL, "What was before has another passphrase: "
		"go back to it in the history (%s %s)", menu, history);
}

void
past_undo(struct app *app)
{
	struct foreign nobody = {0};
	HISTORY_CHANGES changes = {0};
	struct err err;
	bool done = rewind_undo(app_session(app), &nobody, &changes, &err);

	secret_wipe(&nobody.key);
	if (done) {
		app_changed(app);
		select_undone(app, &changes);
		say_undone(app, &changes);
	} else if (err.kind == ERR_NO_MATCH) {
		app_say(app, STYLE_DIM, "There is nothing to undo");
	} else if (err.kind == ERR_LOCKED) {
		say_other_passphrase(app);
	} else {
		app_say_err(app, &err);
	}
}

void
past_ask_passphrase(struct view *asker, const char *label, bool keeps,
	bool (*accept)(struct view *asker, const char *text, struct err *err))
{
	char title[80];

	snprintf(title, sizeof(title), "The passphrase of revision %.40s",
		label);
	app_prompt(asker->app, &(struct prompt_arg){
		.name = "Passphrase of a revision",
		.title = title,
		.help = keeps ? "It was made with an earlier one. The vault "
				"keeps the passphrase that it has now."
			      : "It was made with another one. Which one "
				"opens the vault then is told afterwards.",
		.hidden = true,
		.asker = asker,
		.accept = accept,
	});
}

bool
past_take_passphrase(const char *text, struct secret *out, struct err *err)
{
	secret_wipe(out);
	if (*text == '\0')
		return err_set(err, ERR_LOCKED, "Nothing was typed");
	return secret_set(out, text, strlen(text), err);
}

void
past_remind(struct app *app)
{
	const struct session *session = app_session(app);
	char menu[KEY_LABEL_SIZE], backup[KEY_LABEL_SIZE];
	char text[80 + 2 * KEY_LABEL_SIZE];

	if (session->vault == NULL || !backup_is_due(session))
		return;
	app_key_name(app, "menu", menu);
	app_key_name(app, "backup", backup);
	snprintf(text, sizeof(text), "No backup for %d days: %s %s makes one",
		BACKUP_DAYS, menu, backup);
	app_remind(app, text);
}
