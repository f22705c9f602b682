/* Lists of entries: filtered by words, in order. */
#include "core/selection.h"

#include "base/secmem.h"

#define BLANKS " \t\n\v\f\r"

/* Sort keys of all entries in one run of bytes. */
struct sort_row {
	struct entry *entry;
	size_t at;       /* of the key */
	const char *key;
};

static int
compare_texts(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int
compare_rows(const void *left, const void *right)
{
	const struct sort_row *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (order == 0)
		order = compare_texts(a->entry->issuer, b->entry->issuer);
	if (order == 0)
		order = compare_texts(a->entry->account, b->entry->account);
	return order != 0 ? order : strcmp(a->entry->id, b->entry->id);
}

static bool
is_ascii(const char *text)
{
	unsigned char all = 0;

	for (; text != NULL && *text != '\0'; text++)
		all |= (unsigned char)*text;
	return all < 0x80;
}

/* Of names without marks, the second half would be the first again: those
 * without it come before those with it. */
static void
add_key(const struct entry *entry, struct buf *keys)
{
	/* Below any character of a name, so that "A" and "B" come before
	 * "AB" and "A". */
	static const char between[] = "\x01";
	bool plain = is_ascii(entry->issuer) && is_ascii(entry->account);

	for (int strip = 1; strip >= (plain ? 1 : 0); strip--) {
		selection_fold(entry->issuer, strip == 1, keys);
		buf_add_str(keys, between);
		selection_fold(entry->account, strip == 1, keys);
		buf_add_str(keys, between);
	}
	buf_add_byte(keys, '\0');
}

static void
rows_free(struct sort_row **rows)
{
	secmem_free(*rows);
}

static bool
sort(struct selection *selection, struct err *err)
{
	CLEANUP(rows_free) struct sort_row *rows = NULL;
	BUF keys = {0};

	rows = secmem_alloc((selection->len + 1) * sizeof(*rows));
	if (rows == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < selection->len; i++) {
		rows[i].entry = selection->items[i];
		rows[i].at = keys.len;
		add_key(selection->items[i], &keys);
	}
	if (!buf_ok(&keys, err))
		return false;
	for (size_t i = 0; i < selection->len; i++)
		rows[i].key = buf_text(&keys) + rows[i].at;
	qsort(rows, selection->len, sizeof(*rows), compare_rows);
	for (size_t i = 0; i < selection->len; i++)
		selection->items[i] = rows[i].entry;
	return true;
}

/* What a pattern is looked for in, folded; lines apart, so that no word spans
 * two fields, but for ISSUER:ACCOUNT, which is how accounts are called. */
static void
add_haystack(const struct entry *entry, struct buf *out)
{
	selection_fold(entry->issuer, true, out);
	buf_add_byte(out, ':');
	selection_fold(entry->account, true, out);
	buf_add_byte(out, '\n');
	selection_fold(entry->note, true, out);
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < entry->tag_count; i++) {
		selection_fold(entry->tags[i], true, out);
		buf_add_byte(out, '\n');
	}
}

/* True if every one of the words, each ended by NUL, is in the haystack. */
static bool
has_words(const char *haystack, const struct buf *words)
{
	const char *at = buf_text(words), *end = at + words->len;

	for (; at < end; at += strlen(at) + 1) {
		if (strstr(haystack, at) == NULL)
			return false;
	}
	return true;
}

/* The folded words of a pattern, each with a NUL behind it. */
static void
add_words(const char *pattern, struct buf *out)
{
	BUF folded = {0};
	const char *at;

	selection_fold(pattern, true, &folded);
	out->failed |= folded.failed;
	for (at = buf_text(&folded); *at != '\0';) {
		size_t len = strcspn(at, BLANKS);

		if (len > 0) {
			buf_add(out, at, len);
			buf_add_byte(out, '\0');
		}
		at += len;
		at += strspn(at, BLANKS);
	}
}

bool
entries_filter(const struct entries *entries, const char *pattern,
	const char *tag, enum entries_scope scope, struct selection *out,
	struct err *err)
{
	SELECTION found = {0};
	BUF words = {0}, haystack = {0};

	add_words(pattern != NULL ? pattern : "", &words);
	if (!buf_ok(&words, err) || !selection_init(&found, entries->len, err))
		return false;
	for (size_t i = 0; i < entries->len; i++) {
		struct entry *entry = entries->items[i];

		if (!selection_in_scope(entry, scope) ||
		    (tag != NULL && !entry_has_tag(entry, tag)))
			continue;
		if (words.len > 0) {
			buf_clear(&haystack);
			add_haystack(entry, &haystack);
			if (!buf_ok(&haystack, err))
				return false;
		}
		if (has_words(buf_text(&haystack), &words))
			found.items[found.len++] = entry;
	}
	if (!sort(&found, err))
		return false;
	*out = selection_move(&found);
	return true;
}
