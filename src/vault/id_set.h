/* A set of borrowed ids, all of ENTRY_ID_SIZE; NULL is the empty one. */
#ifndef VAULT_ID_SET_H
#define VAULT_ID_SET_H

#include "core/entry.h"

struct id_set;

/* *added tells whether it was not there before. False if memory is short. */
bool id_set_add(struct id_set **set, const char id[static ENTRY_ID_SIZE],
	bool *added) MUST_USE;
void id_set_wipe(struct id_set **set);

#endif
