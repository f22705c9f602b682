/* What stands between a word and a number; folded. Private to interop. */
#ifndef INTEROP_MESSAGE_GAP_H
#define INTEROP_MESSAGE_GAP_H

#include "base/base.h"

#define GAP_SENTENCE 24 /* what the end of a sentence takes away */

/* Three for more than that. */
int gap_lines(const char *text, size_t len);

/* Characters. */
int gap_length(const char *text, size_t len);

bool gap_ends_sentence(const char *text, size_t len);

/* Three digits of another number. */
bool gap_has_number(const char *gap);

/* Blanks, colons and the like, or little words as "is", only. */
bool gap_is_label(const char *text, size_t len);

/* What it takes away from the word, so below 0. */
int gap_weigh(const char *gap, size_t len);

/* "is" and the like right before a number give it to what the whole sentence
 * is about; so does a colon. */
bool gap_ends_with_verb(const char *text, size_t len);
bool gap_ends_with_link(const char *text);

/* "... a code. It is: " */
bool gap_refers_back(const char *text);

/* "Enter the code below." and the number beneath. */
bool gap_ends_last(const char *text);

#endif
