/* A set of borrowed texts; NULL is the empty one. */
#ifndef VAULT_ID_SET_H
#define VAULT_ID_SET_H

#include "base/base.h"

/* *added tells whether it was not there before. False if memory is short. */
bool id_set_add(void **set, const char *id, bool *added) MUST_USE;
void id_set_wipe(void **set);

#endif
