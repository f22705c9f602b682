/* ACCOUNT as people type it, to an entry. */
#include "core/selection.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define ID_PREFIX_MIN 4

/* The levels of a selector, the deciding one first. */
enum level {
	LEVEL_SPLIT, /* ISSUER:ACCOUNT, split at the first colon */
	LEVEL_TITLE, /* the same where the issuer has a colon of its own */
	LEVEL_EXACT,
	LEVEL_WORD,
	LEVEL_SUBSTRING,
	LEVEL_NONE,
};

struct selector {
	const char *typed;
	struct buf whole;         /* folded */
	struct buf left, right;   /* folded parts around the first colon */
	bool has_colon;
};

static void
selector_wipe(struct selector *selector)
{
	buf_wipe(&selector->whole);
	buf_wipe(&selector->left);
	buf_wipe(&selector->right);
}

static bool
selector_init(struct selector *selector, const char *typed, struct err *err)
{
	const char *colon = strchr(typed, ':');

	selector->typed = typed;
	selector->has_colon = colon != NULL;
	selection_fold(typed, false, &selector->whole);
	if (colon != NULL) {
		selection_fold_part(typed, (size_t)(colon - typed), false,
			&selector->left);
		selection_fold(colon + 1, false, &selector->right);
	}
	return buf_ok(&selector->whole, err) && buf_ok(&selector->left, err) &&
		buf_ok(&selector->right, err);
}

static bool
equal(const struct buf *a, const struct buf *b)
{
	return a->len == b->len &&
		memcmp(buf_text(a), buf_text(b), a->len) == 0;
}

/* True if a word of the text, and what follows it, begins with the part. */
static bool
begins_word(const struct buf *text, const struct buf *part)
{
	const char *bytes = buf_text(text);
	bool inside = false;
	size_t at = 0;

	while (at < text->len) {
		size_t start = at;
		bool word = unicode_is_word(utf8_next(bytes, text->len, &at));

		if (word && !inside && text->len - start >= part->len &&
		    memcmp(bytes + start, buf_text(part), part->len) == 0)
			return true;
		inside = word;
	}
	return false;
}

static bool
contains(const struct buf *text, const struct buf *part)
{
	return strstr(buf_text(text), buf_text(part)) != NULL;
}

/* The title's comparison, without making the title. */
static bool
is_title(const struct buf *issuer, const struct buf *account,
	const struct buf *whole)
{
	const char *text = buf_text(whole);

	return whole->len == issuer->len + 1 + account->len &&
		memcmp(text, buf_text(issuer), issuer->len) == 0 &&
		text[issuer->len] == ':' &&
		memcmp(text + issuer->len + 1, buf_text(account),
			account->len) == 0;
}

static enum level
level_of(const struct selector *selector, const struct buf *issuer,
	const struct buf *account)
{
	const struct buf *whole = &selector->whole;

	if (selector->has_colon && equal(issuer, &selector->left) &&
	    equal(account, &selector->right))
		return LEVEL_SPLIT;
	if (selector->has_colon && is_title(issuer, account, whole))
		return LEVEL_TITLE;
	if (equal(issuer, whole) || equal(account, whole))
		return LEVEL_EXACT;
	if (begins_word(issuer, whole) || begins_word(account, whole))
		return LEVEL_WORD;
	if (contains(issuer, whole) || contains(account, whole))
		return LEVEL_SUBSTRING;
	return LEVEL_NONE;
}

/* Entries whose id is typed, or begins with what is typed. */
static bool
select_by_id(const struct entries *entries, const char *typed,
	enum entries_scope scope, struct selection *out, struct err *err)
{
	size_t len = strlen(typed);

	if (!selection_init(out, entries->len, err))
		return false;
	if (len < ID_PREFIX_MIN)
		return true;
	for (size_t i = 0; i < entries->len; i++) {
		struct entry *entry = entries->items[i];

		if (selection_in_scope(entry, scope) &&
		    str_starts_nocase(entry->id, typed))
			out->items[out->len++] = entry;
	}
	return true;
}

/* Is there one that is not broken, of the same names? */
static bool
has_good(const struct selection *among, const struct buf *names,
	const char *wanted)
{
	const char *name = buf_text(names);

	for (size_t i = 0; i < among->len; i++) {
		const struct entry *entry = among->items[i];

		if (entry != NULL && !entry_is_broken(entry) &&
		    strcmp(name, wanted) == 0)
			return true;
		name += strlen(name) + 1;
	}
	return false;
}

/* A broken one is not in the way of a good one of the same names; names has
 * those of all, each ended by a NUL. */
static void
leave_out_broken(struct selection *found, const struct buf *names)
{
	const char *name = buf_text(names);
	size_t kept = 0;

	for (size_t i = 0; i < found->len; i++) {
		if (entry_is_broken(found->items[i]) &&
		    has_good(found, names, name))
			found->items[i] = NULL;
		name += strlen(name) + 1;
	}
	for (size_t i = 0; i < found->len; i++) {
		if (found->items[i] != NULL)
			found->items[kept++] = found->items[i];
	}
	found->len = kept;
}

static void
add_names(const struct buf *issuer, const struct buf *account,
	struct buf *names)
{
	buf_add(names, issuer->data, issuer->len);
	buf_add_byte(names, '\n');
	buf_add(names, account->data, account->len);
	buf_add_byte(names, '\0');
}

/* Entries whose names match at the best level that any reaches. */
static bool
select_by_name(const struct entries *entries, const struct selector *selector,
	enum entries_scope scope, struct selection *out, struct err *err)
{
	enum level best = LEVEL_NONE;
	BUF issuer = {0}, account = {0}, names = {0};

	if (!selection_init(out, entries->len, err))
		return false;
	for (size_t i = 0; i < entries->len; i++) {
		struct entry *entry = entries->items[i];
		enum level level;

		if (!selection_in_scope(entry, scope))
			continue;
		buf_clear(&issuer);
		buf_clear(&account);
		selection_fold(entry->issuer, false, &issuer);
		selection_fold(entry->account, false, &account);
		if (!buf_ok(&issuer, err) || !buf_ok(&account, err))
			return false;
		level = level_of(selector, &issuer, &account);
		if (level < best) {
			best = level;
			out->len = 0;
			buf_clear(&names);
		}
		if (level == best && level != LEVEL_NONE) {
			out->items[out->len++] = entry;
			add_names(&issuer, &account, &names);
		}
	}
	if (!buf_ok(&names, err))
		return false;
	leave_out_broken(out, &names);
	return true;
}

bool
entries_select(const struct entries *entries, const char *selector,
	enum entries_scope scope, struct selection *out, struct err *err)
{
	CLEANUP(selector_wipe) struct selector parts = {0};
	SELECTION by_id = {0}, by_name = {0};

	if (!selector_init(&parts, selector, err) ||
	    !select_by_id(entries, selector, scope, &by_id, err))
		return false;
	/* A prefix of several ids is no level of its own: it may be a name. */
	if (by_id.len != 1 && parts.whole.len > 0 &&
	    !select_by_name(entries, &parts, scope, &by_name, err))
		return false;
	*out = selection_move(by_name.len > 0 ? &by_name : &by_id);
	if (out->len == 0) {
		selection_wipe(out);
		return err_set(err, ERR_NO_MATCH,
			"no account matches \"%.100s\"", selector);
	}
	if (out->len > 1)
		return err_set(err, ERR_AMBIGUOUS,
			"\"%.100s\" matches %zu accounts", selector, out->len);
	return true;
}
