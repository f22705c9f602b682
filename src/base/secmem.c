/*
 * Regions are mapped whole and cut into blocks of fixed size classes; a freed
 * block goes to the list of its class. No coalescing: the few classes are
 * reused, and a vault's life is short. Large blocks get a region of their own
 * that is unmapped when freed. malloc+mlock per block would be unsound, as
 * locks on shared pages do not nest.
 */
#include "base/secmem.h"

#include <pthread.h>
#include <sys/mman.h>

#define REGION_SIZE ((size_t)256 * 1024)
#define CLASS_COUNT 22
#define SMALLEST_CLASS ((size_t)32)
#define GUARD_WORD UINT64_C(0x6f74702d67756172)

struct header {
	size_t size;    /* bytes usable behind the header */
	uint64_t guard; /* GUARD_WORD mixed with the size */
};

struct free_block {
	struct free_block *next;
};

static struct {
	struct free_block *lists[CLASS_COUNT];
	uint8_t *next, *end; /* the uncut part of the newest region */
	bool unlocked;       /* some memory could not be locked */
	pthread_mutex_t mutex;
} pool = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Classes grow by halves: 32, 48, 64, 96, 128 ... 49152 bytes. */
static size_t
class_size(size_t class)
{
	size_t base = SMALLEST_CLASS << (class / 2);

	return class % 2 == 0 ? base : base + base / 2;
}

static size_t
class_of(size_t size)
{
	size_t class = 0;

	while (class < CLASS_COUNT && class_size(class) < size)
		class++;
	return class;
}

static size_t
page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t
round_to_pages(size_t size)
{
	size_t page = page_size();

	return (size + page - 1) / page * page;
}

/* A small vault leaves most of the first region alone, so there a page is made
 * when it is written to, where the kernel can do that; all of it is locked
 * even so. Of what comes later nearly all is used, and made at once. */
static bool
lock_pages(void *at, size_t size)
{
	return (pool.next == NULL && mlock2(at, size, MLOCK_ONFAULT) == 0) ||
		mlock(at, size) == 0;
}

/* Maps size bytes (whole pages) between two unmapped ones. */
static uint8_t *
region_map(size_t size)
{
	size_t page = page_size();
	uint8_t *whole;

	whole = mmap(NULL, size + 2 * page, PROT_NONE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (whole == MAP_FAILED)
		return NULL;
	if (mprotect(whole + page, size, PROT_READ | PROT_WRITE) != 0) {
		munmap(whole, size + 2 * page);
		return NULL;
	}
	madvise(whole + page, size, MADV_DONTDUMP);
	madvise(whole + page, size, MADV_WIPEONFORK);
	if (!lock_pages(whole + page, size))
		pool.unlocked = true;
	return whole + page;
}

static void
region_unmap(uint8_t *region, size_t size)
{
	size_t page = page_size();

	munmap(region - page, size + 2 * page);
}

static void *
block_make(uint8_t *at, size_t usable)
{
	struct header *header = (struct header *)(void *)at;

	header->size = usable;
	header->guard = GUARD_WORD ^ usable;
	return at + sizeof(*header);
}

static struct header *
block_header(void *block)
{
	struct header *header = (struct header *)block - 1;

	if (header->guard != (GUARD_WORD ^ header->size))
		abort();
	return header;
}

static void *
alloc_large(size_t size)
{
	size_t whole;
	uint8_t *region;

	if (size > SIZE_MAX / 2)
		return NULL;
	whole = round_to_pages(size + sizeof(struct header));
	region = region_map(whole);
	if (region == NULL)
		return NULL;
	return block_make(region, whole - sizeof(struct header));
}

static void *
alloc_class(size_t class)
{
	struct free_block *block = pool.lists[class];
	size_t usable = class_size(class);
	size_t whole = usable + sizeof(struct header);
	uint8_t *at;

	if (block != NULL) {
		pool.lists[class] = block->next;
		block->next = NULL;
		return block;
	}
	if (pool.next == NULL || (size_t)(pool.end - pool.next) < whole) {
		uint8_t *region = region_map(REGION_SIZE);

		if (region == NULL)
			return NULL;
		pool.next = region;
		pool.end = region + REGION_SIZE;
	}
	at = pool.next;
	pool.next += whole;
	return block_make(at, usable);
}

void *
secmem_alloc(size_t size)
{
	size_t class = class_of(size);
	void *block;

	pthread_mutex_lock(&pool.mutex);
	block = class < CLASS_COUNT ? alloc_class(class) : alloc_large(size);
	pthread_mutex_unlock(&pool.mutex);
	return block;
}

void
secmem_free(void *block)
{
	struct header *header;
	struct free_block *list;
	size_t class;

	if (block == NULL)
		return;
	header = block_header(block);
	class = class_of(header->size);
	explicit_bzero(block, header->size);
	if (class == CLASS_COUNT) {
		region_unmap((uint8_t *)header,
			header->size + sizeof(*header));
		return;
	}
	list = block;
	pthread_mutex_lock(&pool.mutex);
	list->next = pool.lists[class];
	pool.lists[class] = list;
	pthread_mutex_unlock(&pool.mutex);
}

void *
secmem_realloc(void *block, size_t size)
{
	size_t old;
	void *grown;

	if (block == NULL)
		return secmem_alloc(size);
	old = block_header(block)->size;
	if (size <= old && class_of(size) == class_of(old))
		return block;
	grown = secmem_alloc(size);
	if (grown == NULL)
		return NULL;
	memcpy(grown, block, old < size ? old : size);
	secmem_free(block);
	return grown;
}

bool
secmem_locked(void)
{
	bool locked;

	pthread_mutex_lock(&pool.mutex);
	locked = !pool.unlocked;
	pthread_mutex_unlock(&pool.mutex);
	return locked;
}
