#include "core/entry.h"

#include "base/secmem.h"
#include "base/utf8.h"
#include "codec/unicode.h"

bool
entry_init(struct entry *entry, struct err *err)
{
	ENTRY made = {
		.type = ENTRY_TOTP,
		.algorithm = ENTRY_SHA1,
		.digits = ENTRY_DIGITS_DEFAULT,
		.period = ENTRY_PERIOD_DEFAULT,
	};

	made.issuer = str_dup("", err);
	made.account = made.issuer != NULL ? str_dup("", err) : NULL;
	made.note = made.account != NULL ? str_dup("", err) : NULL;
	if (made.note == NULL)
		return false;
	*entry = entry_move(&made);
	return true;
}

void
entry_wipe(struct entry *entry)
{
	for (size_t i = 0; i < entry->tag_count; i++)
		str_free(&entry->tags[i]);
	for (size_t i = 0; i < entry->recovery_count; i++)
		str_free(&entry->recovery[i].code);
	for (size_t i = 0; i < entry->history_count; i++)
		secret_wipe(&entry->history[i].secret);
	secmem_free(entry->tags);
	secmem_free(entry->recovery);
	secmem_free(entry->history);
	secret_wipe(&entry->secret);
	str_free(&entry->issuer);
	str_free(&entry->account);
	str_free(&entry->note);
	str_free(&entry->extra);
	secret_wipe(&entry->raw);
	str_free(&entry->reason);
	*entry = (struct entry){0};
}

struct entry
entry_move(struct entry *from)
{
	struct entry moved = *from;

	*from = (struct entry){0};
	return moved;
}

void
entry_set_type(struct entry *entry, enum entry_type type)
{
	entry->type = type;
	if (type != ENTRY_STEAM)
		return;
	entry->algorithm = ENTRY_SHA1;
	entry->digits = ENTRY_STEAM_DIGITS;
	entry->period = ENTRY_STEAM_PERIOD;
}

static bool
copy_texts(const struct entry *from, struct entry *to, struct err *err)
{
	const struct {
		const char *from;
		char **to;
	} rows[] = {
		{from->issuer, &to->issuer}, {from->account, &to->account},
		{from->note, &to->note}, {from->extra, &to->extra},
		{from->reason, &to->reason},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].from == NULL)
			continue;
		*rows[i].to = str_dup(rows[i].from, err);
		if (*rows[i].to == NULL)
			return false;
	}
	return true;
}

static bool
copy_lists(const struct entry *from, struct entry *to, struct err *err)
{
	for (size_t i = 0; i < from->tag_count; i++) {
		if (!entry_add_tag(to, from->tags[i], err))
			return false;
	}
	for (size_t i = 0; i < from->recovery_count; i++) {
		if (!entry_add_recovery(to, from->recovery[i].code,
			    from->recovery[i].used, err))
			return false;
	}
	for (size_t i = 0; i < from->history_count; i++) {
		const struct old_key *key = &from->history[i];

		if (!entry_add_old_key(to, &key->secret, key->until,
			    key->counter, err))
			return false;
	}
	return true;
}

static bool
copy_secret(const struct secret *from, struct secret *to, struct err *err)
{
	return from->bytes == NULL ||
		secret_set(to, from->bytes, from->len, err);
}

bool
entry_copy(const struct entry *entry, struct entry *out, struct err *err)
{
	ENTRY copy = {
		.type = entry->type,
		.algorithm = entry->algorithm,
		.digits = entry->digits,
		.period = entry->period,
		.counter = entry->counter,
		.favorite = entry->favorite,
		.verified = entry->verified,
		.created = entry->created,
		.modified = entry->modified,
		.trashed = entry->trashed,
	};

	memcpy(copy.id, entry->id, sizeof(copy.id));
	if (!copy_texts(entry, &copy, err) || !copy_lists(entry, &copy, err))
		return false;
	if (!copy_secret(&entry->secret, &copy.secret, err) ||
	    !copy_secret(&entry->raw, &copy.raw, err))
		return false;
	*out = entry_move(&copy);
	return true;
}

static bool
same_folded(const char *a, const char *b)
{
	BUF left = {0}, right = {0};

	if (strcmp(a, b) == 0)
		return true;
	unicode_fold(a, strlen(a), false, &left);
	unicode_fold(b, strlen(b), false, &right);
	return !left.failed && !right.failed &&
		strcmp(buf_text(&left), buf_text(&right)) == 0;
}

bool
entry_has_tag(const struct entry *entry, const char *tag)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		if (same_folded(entry->tags[i], tag))
			return true;
	}
	return false;
}

bool
entry_add_tag(struct entry *entry, const char *tag, struct err *err)
{
	STRING copy = NULL;
	char **grown;

	if (entry_has_tag(entry, tag))
		return true;
	if (entry->tag_count >= ENTRY_TAGS_MAX) {
		err_set(err, ERR_FORMAT, "must be at most %d, are more",
			ENTRY_TAGS_MAX);
		return err_field(err, "tags");
	}
	copy = str_dup(tag, err);
	if (copy == NULL)
		return false;
	grown = secmem_realloc(entry->tags,
		(entry->tag_count + 1) * sizeof(*grown));
	if (grown == NULL)
		return err_nomem(err);
	entry->tags = grown;
	entry->tags[entry->tag_count++] = copy;
	copy = NULL;
	return true;
}

bool
entry_add_recovery(struct entry *entry, const char *code, int64_t used,
	struct err *err)
{
	STRING copy = str_dup(code, err);
	struct recovery *grown;

	if (copy == NULL)
		return false;
	grown = secmem_realloc(entry->recovery,
		(entry->recovery_count + 1) * sizeof(*grown));
	if (grown == NULL)
		return err_nomem(err);
	entry->recovery = grown;
	entry->recovery[entry->recovery_count++] =
		(struct recovery){.code = copy, .used = used};
	copy = NULL;
	return true;
}

size_t
entry_recovery_left(const struct entry *entry)
{
	size_t left = 0;

	for (size_t i = 0; i < entry->recovery_count; i++)
		left += entry->recovery[i].used == 0;
	return left;
}

void
entry_touch(struct entry *entry, int64_t now)
{
	if (entry->modified < now)
		entry->modified = now;
	else if (entry->modified < INT64_MAX)
		entry->modified++;
}

bool
entry_is_broken(const struct entry *entry)
{
	return entry->reason != NULL;
}

static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

void
entry_title(const struct entry *entry, struct buf *out)
{
	const char *issuer = or_empty(entry->issuer);
	const char *account = or_empty(entry->account);

	buf_add_str(out, issuer);
	if (issuer[0] != '\0' && account[0] != '\0')
		buf_add_byte(out, ':');
	buf_add_str(out, account);
}

bool
entry_is_duplicate(const struct entry *a, const struct entry *b)
{
	/* Names first: they differ early, and the secrets take all their
	 * bytes to compare. */
	return a->type == b->type &&
		strcmp(or_empty(a->issuer), or_empty(b->issuer)) == 0 &&
		strcmp(or_empty(a->account), or_empty(b->account)) == 0 &&
		secret_equal(&a->secret, &b->secret);
}
