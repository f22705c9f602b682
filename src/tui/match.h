/* Finding accounts as people type, best first; and what to highlight. */
#ifndef TUI_MATCH_H
#define TUI_MATCH_H

#include "base/buf.h"
#include "core/entry.h"

#define MATCH_WORDS_MAX 8

struct match_query {
	struct buf text; /* folded, blanks replaced by NULs */
	const char *words[MATCH_WORDS_MAX];
	size_t count;
};

#define MATCH_QUERY CLEANUP(match_query_wipe) struct match_query

/* Splits the pattern at blanks, ignoring case and accents. */
bool match_query_set(struct match_query *query, const char *pattern,
	struct err *err) MUST_USE;
void match_query_wipe(struct match_query *query);

/* What match_score() looks at: issuer and account, then tags and note. */
void match_fold(const struct entry *entry, struct buf *out);

/*
 * 0 unless every word occurs. The beginning of a word counts more than the
 * middle of one, that more than letters in order with others between, and
 * names more than tags and note. An empty query matches all with 1.
 */
unsigned int match_score(const struct match_query *query, const char *folded);

/* Sets marks[i] for each byte of text that the words found. marks has
 * strlen(text) bytes, zeroed. */
bool match_marks(const struct match_query *query, const char *text,
	uint8_t *marks, struct err *err) MUST_USE;

#endif
