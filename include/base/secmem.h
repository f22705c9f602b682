/*
 * Memory for passphrases, keys, account data and foreign files: locked while
 * the process's limit allows, left out of core dumps, wiped when freed, with
 * unmapped pages at both ends of every region. Beyond the lock limit it goes
 * on unlocked, still wiped. Any thread may call these; a block is as safe as
 * other memory. Not for a child between fork() and exec().
 */
#ifndef BASE_SECMEM_H
#define BASE_SECMEM_H

#include "base/base.h"

/* size bytes aligned for any type, or NULL. Release with secmem_free(). */
void *secmem_alloc(size_t size) MUST_USE;

/* As realloc(); the old block is wiped. On NULL the old block is untouched. */
void *secmem_realloc(void *block, size_t size) MUST_USE;

/* Wipes and releases. NULL is nothing. A damaged block aborts the process. */
void secmem_free(void *block);

/* False once some memory could not be locked. */
bool secmem_locked(void);

#endif
