/* Unicode case folding and display widths, over utf8proc. */
#ifndef CODEC_UNICODE_H
#define CODEC_UNICODE_H

#include "base/buf.h"

/*
 * Appends text case-folded and composed (NFKC_Casefold), so that equal bytes
 * mean equal text to a reader who ignores case. Invalid UTF-8 is kept as
 * U+FFFD. With strip_marks also without accents ("é" becomes "e").
 */
void unicode_fold(const char *text, size_t len, bool strip_marks,
	struct buf *out);

/* True for letters, marks and numbers of any script: what words are made of. */
bool unicode_is_word(uint32_t code_point);

/* The same but for scripts that put no blanks between words: one that stands
 * beside a word makes it part of a longer one. */
bool unicode_joins(uint32_t code_point);

/* Columns that one code point takes on a terminal: 0, 1 or 2. */
int unicode_width(uint32_t code_point);

/*
 * Length in bytes of the grapheme cluster at text[at] and the columns it takes
 * (emoji sequences and combining marks stay whole). at < len.
 */
size_t unicode_cluster(const char *text, size_t len, size_t at, int *columns);

/* Columns of the whole text. */
size_t unicode_columns(const char *text, size_t len);

#endif
