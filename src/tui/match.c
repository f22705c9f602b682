#include "tui/match.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define NAME_END '\x1e' /* between names and the rest */
#define FIELD_END '\x1f'

enum level {
	LEVEL_NONE,
	LEVEL_LETTERS,     /* in order, with others between */
	LEVEL_INSIDE,
	LEVEL_INSIDE_NAME,
	LEVEL_START,
	LEVEL_START_NAME,
};

void
match_query_wipe(struct match_query *query)
{
	buf_wipe(&query->text);
	query->count = 0;
}

bool
match_query_set(struct match_query *query, const char *pattern,
	struct err *err)
{
	char *at, *word, *rest;

	match_query_wipe(query);
	unicode_fold(pattern, strlen(pattern), true, &query->text);
	if (!buf_ok(&query->text, err))
		return false;
	if (query->text.len == 0)
		return true;
	at = (char *)query->text.data;
	while (query->count < MATCH_WORDS_MAX &&
	    (word = strtok_r(at, " \t", &rest)) != NULL) {
		query->words[query->count++] = word;
		at = NULL;
	}
	return true;
}

static void
fold_field(const char *text, char end, struct buf *out)
{
	if (text != NULL)
		unicode_fold(text, strlen(text), true, out);
	buf_add_byte(out, (uint8_t)end);
}

void
match_fold(const struct entry *entry, struct buf *out)
{
	fold_field(entry->issuer, FIELD_END, out);
	fold_field(entry->account, NAME_END, out);
	for (size_t i = 0; i < entry->tag_count; i++)
		fold_field(entry->tags[i], FIELD_END, out);
	fold_field(entry->note, FIELD_END, out);
}

/* True if a word begins at this byte. */
static bool
starts_word(const char *text, const char *at)
{
	size_t before = (size_t)(at - text), next;

	if (before == 0)
		return true;
	do {
		before--;
	} while (before > 0 && ((unsigned char)text[before] & 0xC0) == 0x80);
	next = before;
	return !unicode_is_word(utf8_next(text, (size_t)(at - text), &next));
}

static const char *
find_word_start(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	while (at != NULL && !starts_word(text, at))
		at = strstr(at + 1, word);
	return at;
}

/* True if all letters of the word occur in order before end. */
static bool
has_letters(const char *text, const char *end, const char *word)
{
	for (; *word != '\0'; word++) {
		while (text < end && *text != *word)
			text++;
		if (text >= end)
			return false;
		text++;
	}
	return true;
}

static enum level
level_of(const char *folded, const char *word)
{
	const char *names_end = strchr(folded, NAME_END);
	const char *at = find_word_start(folded, word);

	if (names_end == NULL)
		names_end = folded + strlen(folded);
	if (at != NULL)
		return at < names_end ? LEVEL_START_NAME : LEVEL_START;
	at = strstr(folded, word);
	if (at != NULL)
		return at < names_end ? LEVEL_INSIDE_NAME : LEVEL_INSIDE;
	return has_letters(folded, names_end, word) ? LEVEL_LETTERS
						    : LEVEL_NONE;
}

unsigned int
match_score(const struct match_query *query, const char *folded)
{
	unsigned int score = 1;

	for (size_t i = 0; i < query->count; i++) {
		enum level level = level_of(folded, query->words[i]);

		if (level == LEVEL_NONE)
			return 0;
		score += level;
	}
	return score;
}

/* The folded text, and for each of its bytes where it came from. */
struct folded {
	struct buf text;
	struct buf origin; /* of struct span */
};

struct span {
	size_t from, to;
};

static bool
fold_with_origin(const char *text, struct folded *out, struct err *err)
{
	size_t len = strlen(text), at = 0;
	int columns;

	while (at < len) {
		size_t size = unicode_cluster(text, len, at, &columns);
		size_t before = out->text.len;
		struct span span = {at, at + size};

		unicode_fold(text + at, size, true, &out->text);
		for (size_t i = before; i < out->text.len; i++)
			buf_add(&out->origin, &span, sizeof(span));
		at += size;
	}
	return buf_ok(&out->text, err) && buf_ok(&out->origin, err);
}

static void
mark(const struct folded *folded, size_t at, uint8_t *marks)
{
	struct span span;

	if (folded->origin.data == NULL)
		return;
	memcpy(&span, folded->origin.data + at * sizeof(span), sizeof(span));
	memset(marks + span.from, 1, span.to - span.from);
}

static void
mark_word(const struct folded *folded, const char *word, uint8_t *marks)
{
	const char *text = buf_text(&folded->text);
	const char *end = text + folded->text.len;
	const char *at = find_word_start(text, word);

	if (at == NULL)
		at = strstr(text, word);
	if (at != NULL) {
		for (size_t i = 0; i < strlen(word); i++)
			mark(folded, (size_t)(at - text) + i, marks);
	} else if (has_letters(text, end, word)) {
		for (at = text; *word != '\0'; word++, at++) {
			while (*at != *word)
				at++;
			mark(folded, (size_t)(at - text), marks);
		}
	}
}

bool
match_marks(const struct match_query *query, const char *text, uint8_t *marks,
	struct err *err)
{
	struct folded folded = {0};
	bool ok = fold_with_origin(text, &folded, err);

	for (size_t i = 0; ok && i < query->count; i++)
		mark_word(&folded, query->words[i], marks);
	buf_wipe(&folded.text);
	buf_wipe(&folded.origin);
	return ok;
}
