#include "vault/history_account.h"

#include "base/secmem.h"
#include "base/str.h"
#include "base/utf8.h"

#define FIRST_CAP ((size_t)8)

/* Room doubles at the powers of two. */
bool
history_add_change(struct history_changes *out, enum history_kind kind,
	struct buf *text, struct err *err)
{
	struct history_change change = {.kind = kind};
	size_t len = out->len;

	if (len == 0 || (len >= FIRST_CAP && (len & (len - 1)) == 0)) {
		struct history_change *grown = secmem_realloc(out->items,
			(len > 0 ? 2 * len : FIRST_CAP) * sizeof(*grown));

		if (grown == NULL)
			return err_nomem(err);
		out->items = grown;
	}
	if (!buf_ok(text, err))
		return false;
	change.text = str_dup(buf_text(text), err);
	if (change.text == NULL)
		return false;
	out->items[out->len++] = change;
	return true;
}

/* "GitHub:alice", or the id of an account without a name. */
static void
add_title(struct buf *out, const struct entry *entry)
{
	BUF title = {0};

	entry_title(entry, &title);
	if (title.failed)
		out->failed = true;
	else if (title.len > 0)
		utf8_printable(out, buf_text(&title), title.len);
	else
		buf_add_str(out, entry->id);
}

bool
history_tell(struct history_changes *out, enum history_kind kind,
	const char *what, const struct entry *entry, struct err *err)
{
	BUF text = {0};

	buf_addf(&text, "%s ", what);
	if (entry_is_broken(entry))
		buf_add_str(&text, "the unreadable line ");
	add_title(&text, entry);
	return history_add_change(out, kind, &text, err);
}

static bool
same_tags(const struct entry *a, const struct entry *b)
{
	if (a->tag_count != b->tag_count)
		return false;
	for (size_t i = 0; i < a->tag_count; i++) {
		if (strcmp(a->tags[i], b->tags[i]) != 0)
			return false;
	}
	return true;
}

static bool
same_history(const struct entry *a, const struct entry *b)
{
	if (a->history_count != b->history_count)
		return false;
	for (size_t i = 0; i < a->history_count; i++) {
		if (entry_old_key(b, &a->history[i].secret) == NULL)
			return false;
	}
	return true;
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool
tell_fields(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	const struct {
		bool same;
		const char *name;
	} fields[] = {
		{secret_equal(&a->secret, &b->secret), "key"},
		{a->type == b->type, "type"},
		{a->algorithm == b->algorithm, "algorithm"},
		{a->digits == b->digits, "digits"},
		{a->type != b->type || a->type == ENTRY_HOTP ||
			a->period == b->period, "period"},
		{same_tags(a, b), "tags"},
		{same_text(a->note, b->note), "note"},
		{a->favorite == b->favorite, "favorite"},
		{same_history(a, b), "earlier keys"},
		{same_text(a->extra, b->extra), "other fields"},
	};
	BUF text = {0};
	bool some = false;

	buf_add_str(&text, "changed ");
	add_title(&text, b);
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		if (fields[i].same)
			continue;
		buf_addf(&text, "%s%s", some ? ", " : ": ", fields[i].name);
		some = true;
	}
	return !some || history_add_change(out, HISTORY_CHANGED, &text, err);
}

static bool
tell_name(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	BUF text = {0};

	if (same_text(a->issuer, b->issuer) &&
	    same_text(a->account, b->account))
		return true;
	buf_add_str(&text, "renamed ");
	add_title(&text, a);
	buf_add_str(&text, " to ");
	add_title(&text, b);
	return history_add_change(out, HISTORY_RENAMED, &text, err);
}

/* A new key counts anew, which is no news. */
static bool
tell_counter(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	BUF text = {0};

	if (a->counter == b->counter || !secret_equal(&a->secret, &b->secret))
		return true;
	buf_add_str(&text, "counter of ");
	add_title(&text, b);
	buf_addf(&text, " %llu -> %llu", (unsigned long long)a->counter,
		(unsigned long long)b->counter);
	return history_add_change(out, HISTORY_COUNTED, &text, err);
}

/* Forgetting one is part of another change. */
static bool
tell_verified(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	BUF text = {0};

	if (b->verified <= a->verified)
		return true;
	buf_add_str(&text, "verified a code of ");
	add_title(&text, b);
	return history_add_change(out, HISTORY_COUNTED, &text, err);
}

static const struct recovery *
find_code(const struct entry *entry, const char *code)
{
	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (strcmp(entry->recovery[i].code, code) == 0)
			return &entry->recovery[i];
	}
	return NULL;
}

static bool
tell_codes(const char *what, size_t count, enum history_kind kind,
	const struct entry *entry, struct history_changes *out,
	struct err *err)
{
	BUF text = {0};

	if (count == 0)
		return true;
	if (count == 1)
		buf_addf(&text, "%s a recovery code of ", what);
	else
		buf_addf(&text, "%s %zu recovery codes of ", what, count);
	add_title(&text, entry);
	return history_add_change(out, kind, &text, err);
}

static bool
tell_recovery(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	size_t added = 0, removed = 0, used = 0;

	for (size_t i = 0; i < b->recovery_count; i++) {
		const struct recovery *code = &b->recovery[i];
		const struct recovery *before = find_code(a, code->code);

		added += before == NULL;
		used += code->used != 0 &&
			(before == NULL || before->used == 0);
	}
	for (size_t i = 0; i < a->recovery_count; i++)
		removed += find_code(b, a->recovery[i].code) == NULL;
	return tell_codes("added", added, HISTORY_RECOVERY, b, out, err) &&
		tell_codes("removed", removed, HISTORY_RECOVERY, b, out,
			err) &&
		tell_codes("used", used, HISTORY_USED, b, out, err);
}

bool
history_tell_account(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err)
{
	if ((a->trashed == 0) != (b->trashed == 0) &&
	    !(b->trashed != 0
		    ? history_tell(out, HISTORY_TRASHED, "trashed", b, err)
		    : history_tell(out, HISTORY_RESTORED, "restored", b, err)))
		return false;
	return tell_name(a, b, out, err) && tell_fields(a, b, out, err) &&
		tell_counter(a, b, out, err) &&
		tell_verified(a, b, out, err) && tell_recovery(a, b, out, err);
}
