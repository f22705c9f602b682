/*
 * The first field of a new account takes a text key or a whole otpauth URI,
 * which then fills the rest. The key is readable only while it is typed.
 */
#include "tui/form.h"

#include <inttypes.h>

#include "codec/base32.h"
#include "core/otpauth.h"
#include "tui/tag_text.h"

static struct form *
self(struct view *view)
{
	return (struct form *)view;
}

struct draft
form_draft(const struct form *form)
{
	struct draft draft = {.was = form->is_edit ? &form->was : NULL};

	for (size_t i = 0; i < DRAFT_COUNT; i++)
		draft.text[i] = line_text(&form->lines[i]);
	return draft;
}

void
form_check(struct form *form)
{
	struct draft draft = form_draft(form);

	for (size_t i = 0; i < DRAFT_COUNT; i++)
		draft_check(&draft, (enum draft_field)i, &form->verdicts[i]);
}

static const int add_folded[] = {DRAFT_KEY, DRAFT_ISSUER, DRAFT_ACCOUNT,
	DRAFT_TAGS, STOP_FOLD, STOP_SAVE};
static const int add_unfolded[] = {DRAFT_KEY, DRAFT_ISSUER, DRAFT_ACCOUNT,
	DRAFT_TAGS, STOP_FOLD, DRAFT_TYPE, DRAFT_ALGORITHM, DRAFT_DIGITS,
	DRAFT_MOVING, DRAFT_NOTE, STOP_SAVE};
static const int edit_folded[] = {DRAFT_ISSUER, DRAFT_ACCOUNT, DRAFT_TAGS,
	DRAFT_NOTE, DRAFT_KEY, STOP_FOLD, STOP_SAVE};
static const int edit_unfolded[] = {DRAFT_ISSUER, DRAFT_ACCOUNT, DRAFT_TAGS,
	DRAFT_NOTE, DRAFT_KEY, STOP_FOLD, DRAFT_TYPE, DRAFT_ALGORITHM,
	DRAFT_DIGITS, DRAFT_MOVING, STOP_SAVE};

/* The same of Steam, which fixes the numbers. */
static const int add_fixed[] = {DRAFT_KEY, DRAFT_ISSUER, DRAFT_ACCOUNT,
	DRAFT_TAGS, STOP_FOLD, DRAFT_TYPE, DRAFT_NOTE, STOP_SAVE};
static const int edit_fixed[] = {DRAFT_ISSUER, DRAFT_ACCOUNT, DRAFT_TAGS,
	DRAFT_NOTE, DRAFT_KEY, STOP_FOLD, DRAFT_TYPE, STOP_SAVE};

enum extent { FOLDED, UNFOLDED, UNFOLDED_FIXED, EXTENT_COUNT };

static const struct {
	const int *stops;
	size_t count;
} orders[2][EXTENT_COUNT] = { /* of a new one, of one that is there */
	{
		[FOLDED] = {add_folded, COUNT_OF(add_folded)},
		[UNFOLDED] = {add_unfolded, COUNT_OF(add_unfolded)},
		[UNFOLDED_FIXED] = {add_fixed, COUNT_OF(add_fixed)},
	},
	{
		[FOLDED] = {edit_folded, COUNT_OF(edit_folded)},
		[UNFOLDED] = {edit_unfolded, COUNT_OF(edit_unfolded)},
		[UNFOLDED_FIXED] = {edit_fixed, COUNT_OF(edit_fixed)},
	},
};

const int *
form_stops(const struct form *form, size_t *count)
{
	struct draft draft = form_draft(form);
	enum extent extent = !form->unfolded ? FOLDED
		: draft_is_fixed(&draft) ? UNFOLDED_FIXED : UNFOLDED;

	*count = orders[form->is_edit][extent].count;
	return orders[form->is_edit][extent].stops;
}

bool
form_has_words(int focus)
{
	return focus == DRAFT_TYPE || focus == DRAFT_ALGORITHM;
}

uint64_t
form_moving(const struct entry *entry, bool counts)
{
	if (counts)
		return entry->counter;
	return entry->period > 0 ? entry->period : ENTRY_PERIOD_DEFAULT;
}

/* The letters of Steam are no number of digits for another type. */
static unsigned int
form_digits(const struct entry *entry)
{
	return entry->type == ENTRY_STEAM ? ENTRY_DIGITS_DEFAULT
					  : entry->digits;
}

void
form_write(const struct entry *entry, enum draft_field field, struct buf *out)
{
	if (field == DRAFT_ISSUER)
		buf_add_str(out, entry->issuer);
	else if (field == DRAFT_ACCOUNT)
		buf_add_str(out, entry->account);
	else if (field == DRAFT_TAGS)
		tag_text_write(entry, out);
	else if (field == DRAFT_NOTE)
		buf_add_str(out, entry->note);
	else if (field == DRAFT_TYPE)
		buf_add_str(out, entry_type_name(entry->type));
	else if (field == DRAFT_ALGORITHM)
		buf_add_str(out, entry_algorithm_name(entry->algorithm));
	else if (field == DRAFT_DIGITS)
		buf_addf(out, "%u", form_digits(entry));
	else if (field == DRAFT_MOVING)
		buf_addf(out, "%" PRIu64, form_moving(entry,
			entry->type == ENTRY_HOTP));
}

static bool
fill_one(struct form *form, const struct entry *entry, enum draft_field field,
	struct err *err)
{
	BUF text = {0};

	form_write(entry, field, &text);
	if (!buf_ok(&text, err))
		return false;
	line_set(&form->lines[field], buf_text(&text));
	return true;
}

static bool
fill_range(struct form *form, const struct entry *entry,
	enum draft_field first, enum draft_field last, struct err *err)
{
	for (int i = first; i <= (int)last; i++) {
		if (!fill_one(form, entry, (enum draft_field)i, err))
			return false;
	}
	return true;
}

bool
form_fill(struct form *form, const struct entry *entry, struct err *err)
{
	form->lines[DRAFT_NOTE].many = true;
	return fill_range(form, entry, DRAFT_ISSUER, DRAFT_MOVING, err);
}

/* The parameters are worth a look when they are not the usual ones. */
static bool
is_unusual(const struct entry *entry)
{
	return entry->type != ENTRY_TOTP || entry->algorithm != ENTRY_SHA1 ||
		entry->digits != ENTRY_DIGITS_DEFAULT ||
		entry->period != ENTRY_PERIOD_DEFAULT ||
		*entry->note != '\0';
}

/* An account that is there keeps its names, tags and note. */
static bool
fill_from(struct form *form, const struct entry *entry, struct err *err)
{
	BUF key = {0};

	base32_encode(entry->secret.bytes, entry->secret.len, &key);
	if (!buf_ok(&key, err) ||
	    !fill_range(form, entry, DRAFT_TYPE, DRAFT_MOVING, err) ||
	    (!form->is_edit &&
		    (!fill_range(form, entry, DRAFT_ISSUER, DRAFT_ACCOUNT,
			     err) ||
			    !fill_one(form, entry, DRAFT_NOTE, err))))
		return false;
	line_set(&form->lines[DRAFT_KEY], buf_text(&key));
	form->has_counter = entry->type == ENTRY_HOTP;
	form->unfolded = is_unusual(entry);
	return true;
}

bool
form_take_uri(struct form *form, const char *text, size_t len)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};
	struct err err;
	bool named;

	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	if (!otpauth_match(text, len))
		return false;
	if (!otpauth_parse(text, len, &entry, warning, &err) ||
	    !fill_from(form, &entry, &err)) {
		app_say_err(form->view.app, &err);
		return false;
	}
	if (warning[0] != '\0')
		app_say(form->view.app, STYLE_SOON, "%s", warning);
	named = form->is_edit || entry.issuer[0] != '\0' ||
		entry.account[0] != '\0';
	form_focus(form, named ? (int)STOP_SAVE : (int)DRAFT_ISSUER);
	form_check(form);
	return true;
}

/* Puts the focus where something is wrong. */
void
form_focus_problem(struct form *form)
{
	for (int i = 0; i < DRAFT_COUNT; i++) {
		bool missing = i == DRAFT_KEY && !form->is_edit &&
			line_is_empty(&form->lines[i]);

		if (form->verdicts[i].state == DRAFT_BAD || missing) {
			form->unfolded = form->unfolded || i >= DRAFT_TYPE;
			form_focus(form, i);
			return;
		}
	}
	form_focus(form, DRAFT_ISSUER);
}

struct line *
form_line(struct view *view)
{
	struct form *form = self(view);

	if (form->focus >= DRAFT_COUNT || form_has_words(form->focus))
		return NULL;
	return &form->lines[form->focus];
}

void
form_on_change(struct view *view)
{
	form_check(self(view));
}

bool
form_on_paste(struct view *view, const char *text, size_t len)
{
	return self(view)->focus != DRAFT_NOTE &&
		form_take_uri(self(view), text, len);
}

static bool
has_changed(const struct form *form, enum draft_field field)
{
	BUF was = {0};

	form_write(&form->was, field, &was);
	return strcmp(buf_text(&was), line_text(&form->lines[field])) != 0;
}

const char *
form_unsaved(const struct view *view)
{
	const struct form *form = (const struct form *)view;
	struct draft draft = form_draft(form);

	for (int i = 0; i < DRAFT_COUNT; i++) {
		bool counts = i < DRAFT_ALGORITHM || !draft_is_fixed(&draft);

		if (counts && has_changed(form, (enum draft_field)i))
			return form->is_edit ? "what was changed"
					     : "the new account";
	}
	return NULL;
}

void
form_close(struct view *view)
{
	for (size_t i = 0; i < DRAFT_COUNT; i++)
		line_wipe(&self(view)->lines[i]);
	entry_wipe(&self(view)->was);
}
