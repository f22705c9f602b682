/*
 * A new account. The first field takes a text key or a whole otpauth URI,
 * which then fills the rest. The key is readable only while it is typed.
 */
#include <inttypes.h>

#include "app/accounts.h"
#include "codec/base32.h"
#include "core/otpauth.h"
#include "tui/add_form.h"
#include "tui/keys.h"
#include "tui/views.h"

static const struct key_table text_keys, word_keys, fold_keys, button_keys;

static struct add_view *
self(struct view *view)
{
	return (struct add_view *)view;
}

static void
check_all(struct add_view *add)
{
	struct draft draft = add_draft(add);

	for (size_t i = 0; i < DRAFT_COUNT; i++)
		draft_check(&draft, (enum draft_field)i, &add->verdicts[i]);
}

static void
set_focus(struct add_view *add, int focus)
{
	add->focus = focus;
	add->lines[DRAFT_KEY].hidden = focus != DRAFT_KEY;
	if (focus == STOP_ADD)
		add->view.keys = &button_keys;
	else if (focus == STOP_FOLD)
		add->view.keys = &fold_keys;
	else
		add->view.keys = add_has_words(focus) ? &word_keys : &text_keys;
}

static void
set_number(struct line *line, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	line_set(line, text);
}

/* The parameters are worth a look when they are not the usual ones. */
static bool
is_unusual(const struct entry *entry)
{
	return entry->type != ENTRY_TOTP || entry->algorithm != ENTRY_SHA1 ||
		entry->digits != ENTRY_DIGITS_DEFAULT ||
		entry->period != ENTRY_PERIOD_DEFAULT;
}

static bool
fill_from(struct add_view *add, const struct entry *entry, struct err *err)
{
	BUF key = {0};

	base32_encode(entry->secret.bytes, entry->secret.len, &key);
	if (!buf_ok(&key, err))
		return false;
	str_free(&add->note);
	if (entry->note != NULL && *entry->note != '\0')
		add->note = str_dup(entry->note, err);
	line_set(&add->lines[DRAFT_KEY], buf_text(&key));
	line_set(&add->lines[DRAFT_ISSUER], entry->issuer);
	line_set(&add->lines[DRAFT_ACCOUNT], entry->account);
	line_set(&add->lines[DRAFT_TYPE], entry_type_name(entry->type));
	line_set(&add->lines[DRAFT_ALGORITHM],
		entry_algorithm_name(entry->algorithm));
	set_number(&add->lines[DRAFT_DIGITS], entry->digits);
	set_number(&add->lines[DRAFT_MOVING], entry->type == ENTRY_HOTP
			? entry->counter : entry->period);
	add->unfolded = is_unusual(entry);
	return true;
}

/* Takes the text if it is a whole URI; false: it is not. */
static bool
take_uri(struct add_view *add, const char *text, size_t len)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};
	struct err err;

	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	if (!otpauth_match(text, len))
		return false;
	if (!otpauth_parse(text, len, &entry, warning, &err) ||
	    !fill_from(add, &entry, &err)) {
		app_say_err(add->view.app, &err);
		return false;
	}
	if (warning[0] != '\0')
		app_say(add->view.app, STYLE_SOON, "%s", warning);
	set_focus(add, entry.issuer[0] == '\0' && entry.account[0] == '\0'
			? (int)DRAFT_ISSUER : (int)STOP_ADD);
	check_all(add);
	return true;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct add_view *add = self(view);
	const char *pasted = arg;

	(void)err;
	line_set(&add->lines[DRAFT_TYPE], entry_type_name(ENTRY_TOTP));
	line_set(&add->lines[DRAFT_ALGORITHM],
		entry_algorithm_name(ENTRY_SHA1));
	set_number(&add->lines[DRAFT_DIGITS], ENTRY_DIGITS_DEFAULT);
	set_number(&add->lines[DRAFT_MOVING], ENTRY_PERIOD_DEFAULT);
	set_focus(add, DRAFT_KEY);
	if (pasted != NULL && !take_uri(add, pasted, strlen(pasted)))
		line_insert(&add->lines[DRAFT_KEY], pasted, strlen(pasted));
	check_all(add);
	return true;
}

static struct line *
line(struct view *view)
{
	struct add_view *add = self(view);

	if (add->focus >= DRAFT_COUNT || add_has_words(add->focus))
		return NULL;
	return &add->lines[add->focus];
}

static void
on_change(struct view *view)
{
	check_all(self(view));
}

static bool
on_paste(struct view *view, const char *text, size_t len)
{
	return take_uri(self(view), text, len);
}

static void
close_view(struct view *view)
{
	for (size_t i = 0; i < DRAFT_COUNT; i++)
		line_wipe(&self(view)->lines[i]);
	str_free(&self(view)->note);
}

static enum after
step(struct view *view, int by)
{
	struct add_view *add = self(view);
	size_t count, at = 0;
	const int *all = add_stops(add, &count);
	const struct line *key = &add->lines[DRAFT_KEY];

	if (add->focus == DRAFT_KEY &&
	    take_uri(add, line_text(key), key->text.len))
		return AFTER_NOTHING;
	while (all[at] != add->focus)
		at++;
	set_focus(add, all[(at + count + (size_t)(by + (int)count)) % count]);
	return AFTER_NOTHING;
}

static enum after
act_next(struct view *view)
{
	return step(view, 1);
}

static enum after
act_previous(struct view *view)
{
	return step(view, -1);
}

static enum after
act_fold(struct view *view)
{
	self(view)->unfolded = !self(view)->unfolded;
	return AFTER_NOTHING;
}

static enum after
cycle(struct view *view, int by)
{
	struct add_view *add = self(view);
	struct line *field = &add->lines[add->focus];
	bool was_hotp = strcmp(line_text(&add->lines[DRAFT_TYPE]), "hotp") ==
		0;
	bool is_hotp;

	line_set(field, draft_cycle((enum draft_field)add->focus,
		line_text(field), by));
	is_hotp = strcmp(line_text(&add->lines[DRAFT_TYPE]), "hotp") == 0;
	if (was_hotp != is_hotp)
		set_number(&add->lines[DRAFT_MOVING],
			is_hotp ? 0 : ENTRY_PERIOD_DEFAULT);
	check_all(add);
	return AFTER_NOTHING;
}

static enum after
act_next_word(struct view *view)
{
	return cycle(view, 1);
}

static enum after
act_previous_word(struct view *view)
{
	return cycle(view, -1);
}

static enum after
act_cancel(struct view *view)
{
	(void)view;
	return AFTER_CLOSE;
}

/* Puts the focus where something is wrong. */
static void
focus_problem(struct add_view *add)
{
	for (int i = 0; i < DRAFT_COUNT; i++) {
		bool missing = i == DRAFT_KEY &&
			line_is_empty(&add->lines[i]);

		if (add->verdicts[i].state == DRAFT_BAD || missing) {
			add->unfolded = add->unfolded || i >= DRAFT_TYPE;
			set_focus(add, i);
			return;
		}
	}
	set_focus(add, DRAFT_ISSUER);
}

static bool
add_account(struct add_view *add, char id[static ENTRY_ID_SIZE],
	struct err *err)
{
	struct draft draft = add_draft(add);
	ENTRY entry = {0};

	if (!draft_entry(&draft, &entry, err)) {
		focus_problem(add);
		return false;
	}
	if (add->note != NULL && !str_replace(&entry.note, add->note, err))
		return false;
	return accounts_add(app_session(add->view.app), &entry, id, err);
}

static enum after
act_add(struct view *view)
{
	struct add_view *add = self(view);
	const struct line *key = &add->lines[DRAFT_KEY];
	char id[ENTRY_ID_SIZE];
	struct err err;

	if (add->focus == DRAFT_KEY)
		take_uri(add, line_text(key), key->text.len);
	if (!add_account(add, id, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_select(view->app, id);
	app_push(view->app, &view_detail, &(struct detail_arg){
		.id = id,
		.added = true,
	});
	return AFTER_CLOSE;
}

#define FORM_ROWS \
	{{K_CTRL('s')}, "save", "add", "add the account", act_add}, \
	{{K_ESC}, "back", "cancel", "back without adding", act_cancel}, \
	{{K_BACKTAB, K_UP}, "previous-field", NULL, "to the field before", act_previous}

static const struct key_def text_rows[] = {
	{{K_ENTER, K_TAB, K_DOWN}, "next-field", "next field", "to the next field",
		act_next},
	FORM_ROWS,
};

static const struct key_def word_rows[] = {
	{{K_RIGHT, ' '}, "next-word", "change", "the next word", act_next_word},
	{{K_LEFT}, "previous-word", NULL, "the word before", act_previous_word},
	{{K_ENTER, K_TAB, K_DOWN}, "next-field", "next field", "to the next field",
		act_next},
	FORM_ROWS,
};

static const struct key_def fold_rows[] = {
	{{K_ENTER, ' ', K_RIGHT}, "unfold", "unfold", "show or hide the rest",
		act_fold},
	{{K_TAB, K_DOWN}, "next-field", "next field", "to the next field", act_next},
	FORM_ROWS,
};

static const struct key_def button_rows[] = {
	{{K_ENTER, ' '}, "save", "add", "add the account", act_add},
	{{K_ESC}, "back", "cancel", "back without adding", act_cancel},
	{{K_BACKTAB, K_UP}, "previous-field", "back to the fields", "to the field before",
		act_previous},
	{{K_TAB, K_DOWN}, "next-field", NULL, "to the first field", act_next},
};

static const struct key_table text_keys = KEY_TABLE_FORM("Fields", text_rows);
static const struct key_table word_keys = KEY_TABLE_FORM(
	"Type and algorithm", word_rows);
static const struct key_table fold_keys = KEY_TABLE_FORM("More", fold_rows);
static const struct key_table button_keys = KEY_TABLE_FORM("Add",
	button_rows);
static const struct key_table *const tables[] = {&text_keys, &word_keys,
	&fold_keys, &button_keys, NULL};

const struct view_class view_add = {
	.title = "Add an account",
	.size = sizeof(struct add_view),
	.tables = tables,
	.open = open_view,
	.draw = add_draw,
	.line = line,
	.on_change = on_change,
	.on_paste = on_paste,
	.close = close_view,
};
