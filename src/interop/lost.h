/* What a foreign format has no place for. */
#ifndef INTEROP_LOST_H
#define INTEROP_LOST_H

#include "core/entry.h"

/* Appends one thing to the list of words. */
void lost_add(struct buf *lost, const char *word);

/* What no list of URIs holds: tags, note, favorite, recovery codes and
 * earlier keys, each if the entry has it. */
void lost_extras(const struct entry *entry, struct buf *lost);

#endif
