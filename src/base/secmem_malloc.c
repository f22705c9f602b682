/*
 * The same interface on malloc, built instead of secmem.c under the address
 * sanitizer and in fuzzers: an arena of our own would hide overflows from it.
 */
#include "base/secmem.h"

#include <malloc.h>

void *
secmem_alloc(size_t size)
{
	return malloc(size > 0 ? size : 1);
}

void
secmem_free(void *block)
{
	if (block == NULL)
		return;
	explicit_bzero(block, malloc_usable_size(block));
	free(block);
}

void *
secmem_realloc(void *block, size_t size)
{
	size_t old = block != NULL ? malloc_usable_size(block) : 0;
	void *grown = secmem_alloc(size);

	if (grown == NULL)
		return NULL;
	if (block != NULL)
		memcpy(grown, block, old < size ? old : size);
	secmem_free(block);
	return grown;
}

bool
secmem_locked(void)
{
	return true;
}
