/* What the ways of selecting entries share. */
#ifndef CORE_SELECTION_H
#define CORE_SELECTION_H

#include "core/entries.h"

/* Empty, with room for count entries. *selection must be empty before. */
bool selection_init(struct selection *selection, size_t count, struct err *err)
	MUST_USE;

/* Gives the list away; *from is empty then. */
struct selection selection_move(struct selection *from);

bool selection_in_scope(const struct entry *entry, enum entries_scope scope);

/* Appends the folded text; NULL, which broken entries may have, is "". */
void selection_fold(const char *text, bool strip_marks, struct buf *out);
void selection_fold_part(const char *text, size_t len, bool strip_marks,
	struct buf *out);

#endif
