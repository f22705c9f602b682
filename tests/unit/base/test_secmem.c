/*
 * Each test runs in a child of its own: some end by a signal, others lower
 * limits, and the arena is wiped by fork.
 */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>

#include "base/secmem.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cmocka.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN true
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN true
#endif
#if !defined(UNDER_ASAN)
#define UNDER_ASAN false
#endif

#define NOBODY 65534
#define LOCK_MAX 65536

/* There it is malloc, whose freed blocks must not be looked at. */
static void
skip_under_asan(void)
{
	if (UNDER_ASAN)
		skip();
}

/* The wait status of a child that returned what body returned. */
static int
in_child(bool (*body)(void))
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		const struct rlimit none = {0, 0};

		setrlimit(RLIMIT_CORE, &none);
		signal(SIGSEGV, SIG_DFL); /* cmocka catches it */
		_exit(body() ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
assert_good(bool (*body)(void))
{
	int status = in_child(body);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
assert_killed(bool (*body)(void), int signal)
{
	int status = in_child(body);

	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal);
}

static bool
all_bytes(const uint8_t *bytes, size_t len, uint8_t value)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] != value)
			return false;
	}
	return true;
}

static bool
sizes_body(void)
{
	for (size_t size = 0; size < 200000; size += 1 + size / 50) {
		uint8_t *block = secmem_alloc(size);

		if (block == NULL ||
		    (uintptr_t)block % alignof(max_align_t) != 0)
			return false;
		memset(block, 0xA5, size);
		secmem_free(block);
	}
	secmem_free(NULL);
	return true;
}

static void
test_every_size_is_usable_and_aligned(void **state)
{
	(void)state;
	assert_good(sizes_body);
}

#define SLOTS 500

struct slot {
	uint8_t *bytes;
	size_t len;
	uint8_t fill;
};

/* Gives the slot another size; what it held must still be there. */
static bool
slot_resize(struct slot *slot, size_t len)
{
	size_t kept = len < slot->len ? len : slot->len;
	uint8_t *bytes = secmem_realloc(slot->bytes, len);

	if (bytes == NULL || !all_bytes(bytes, kept, slot->fill))
		return false;
	slot->bytes = bytes;
	slot->len = len;
	memset(bytes, ++slot->fill, len);
	return true;
}

static bool
mixed_body(void)
{
	struct slot slots[SLOTS] = {{0}};
	uint32_t random = 1;

	for (int i = 0; i < 20000; i++) {
		struct slot *slot;

		random = random * 1664525 + 1013904223;
		slot = &slots[(random >> 8) % SLOTS];
		if (random >> 30 == 0) {
			if (!all_bytes(slot->bytes, slot->len, slot->fill))
				return false;
			secmem_free(slot->bytes);
			*slot = (struct slot){0};
		} else if (!slot_resize(slot, (random >> 17) % 3000)) {
			return false;
		}
	}
	for (size_t i = 0; i < SLOTS; i++) {
		if (!all_bytes(slots[i].bytes, slots[i].len, slots[i].fill))
			return false;
		secmem_free(slots[i].bytes);
	}
	return true;
}

static void
test_blocks_keep_their_bytes_among_others(void **state)
{
	(void)state;
	assert_good(mixed_body);
}

static bool
big_body(void)
{
	size_t len = (size_t)64 * 1024 * 1024;
	uint8_t *block = secmem_alloc(1000);
	uint8_t *grown;

	if (block == NULL)
		return false;
	memset(block, 7, 1000);
	grown = secmem_realloc(block, len);
	if (grown == NULL || !all_bytes(grown, 1000, 7))
		return false;
	grown[len - 1] = 1;
	block = secmem_realloc(grown, 500);
	if (block == NULL || !all_bytes(block, 500, 7))
		return false;
	secmem_free(block);
	return true;
}

static void
test_big_blocks_grow_and_shrink(void **state)
{
	(void)state;
	assert_good(big_body);
}

static bool
impossible_body(void)
{
	/* volatile: compilers warn of sizes that can be seen to be absurd */
	volatile size_t most = SIZE_MAX;
	uint8_t *block = secmem_alloc(10);
	void *other;

	if (block == NULL)
		return false;
	memset(block, 3, 10);
	other = secmem_realloc(block, most);
	if (other != NULL || !all_bytes(block, 10, 3))
		return false;
	secmem_free(block);
	return secmem_alloc(most) == NULL && secmem_alloc(most / 2) == NULL &&
		secmem_alloc(most - 8) == NULL;
}

static void
test_impossible_sizes_are_refused(void **state)
{
	(void)state;
	assert_good(impossible_body);
}

/* A freed block's first bytes link it to the next free one; volatile: the
 * compiler must not think that it knows them. */
static bool
wiped(const volatile uint8_t *block, size_t len)
{
	for (size_t i = sizeof(void *); i < len; i++) {
		if (block[i] != 0)
			return false;
	}
	return true;
}

static bool
freed_body(void)
{
	uint8_t *block = secmem_alloc(200);

	if (block == NULL)
		return false;
	memset(block, 'x', 200);
	secmem_free(block);
	return wiped(block, 200);
}

static void
test_a_freed_block_is_wiped(void **state)
{
	(void)state;
	skip_under_asan();
	assert_good(freed_body);
}

static bool
grown_body(void)
{
	uint8_t *old = secmem_alloc(200);
	uint8_t *grown;

	if (old == NULL)
		return false;
	memset(old, 'x', 200);
	grown = secmem_realloc(old, 5000);
	return grown != NULL && grown != old && wiped(old, 200);
}

static void
test_growing_wipes_the_old_block(void **state)
{
	(void)state;
	skip_under_asan();
	assert_good(grown_body);
}

static bool
underrun_body(void)
{
	uint8_t *block = secmem_alloc(100);
	volatile uint8_t *before = block;

	if (block == NULL)
		return false;
	before[-1] ^= 1;
	secmem_free(block);
	return true;
}

static bool
overrun_body(void)
{
	uint8_t *first = secmem_alloc(100);
	uint8_t *second = secmem_alloc(100);

	if (first == NULL || second == NULL || second < first)
		return false;
	for (volatile uint8_t *at = first + 100; at < second; at++)
		*at = 0xFF;
	secmem_free(second);
	return true;
}

static void
test_a_damaged_block_aborts(void **state)
{
	(void)state;
	skip_under_asan();
	assert_killed(underrun_body, SIGABRT);
	assert_killed(overrun_body, SIGABRT);
}

static bool
far_overrun_body(void)
{
	volatile uint8_t *block = secmem_alloc(100000);

	if (block == NULL)
		return false;
	for (size_t i = 0; i < 200000; i++)
		block[i] = 1;
	return true;
}

static bool
far_underrun_body(void)
{
	volatile uint8_t *block = secmem_alloc(100000);

	if (block == NULL)
		return false;
	for (size_t i = 0; i < 100000; i++)
		*(block - i) = 1;
	return true;
}

static void
test_a_big_block_lies_between_guard_pages(void **state)
{
	(void)state;
	skip_under_asan();
	assert_killed(far_overrun_body, SIGSEGV);
	assert_killed(far_underrun_body, SIGSEGV);
}

/* True if the kernel has flag ("dd") for the mapping that holds address. */
static bool
mapping_has(const void *address, const char *flag)
{
	FILE *maps = fopen("/proc/self/smaps", "re");
	char line[512];
	bool inside = false, found = false;

	while (maps != NULL && !found && fgets(line, sizeof(line), maps)) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx ", &from, &to) == 2) /* NOLINT */
			inside = (uintptr_t)address >= from &&
				(uintptr_t)address < to;
		else if (inside && strncmp(line, "VmFlags:", 8) == 0)
			found = strstr(line, flag) != NULL;
	}
	if (maps != NULL)
		fclose(maps);
	return found;
}

static bool
mapping_body(void)
{
	void *small = secmem_alloc(10), *big = secmem_alloc(1000000);

	return small != NULL && big != NULL && mapping_has(small, " dd") &&
		mapping_has(big, " dd") && mapping_has(small, " wf") &&
		mapping_has(big, " wf") &&
		(!secmem_locked() || mapping_has(small, " lo"));
}

static void
test_the_kernel_keeps_it_out_of_dumps_and_forks(void **state)
{
	(void)state;
	skip_under_asan();
	if (access("/proc/self/smaps", R_OK) != 0)
		skip();
	assert_good(mapping_body);
}

/* As a plain user, who unlike root is held to the limit. */
static bool
lock_limit_body(void)
{
	struct rlimit tiny;

	if (getrlimit(RLIMIT_MEMLOCK, &tiny) != 0)
		return false;
	tiny.rlim_cur = tiny.rlim_max = tiny.rlim_max < LOCK_MAX
		? tiny.rlim_max : LOCK_MAX;
	if (setrlimit(RLIMIT_MEMLOCK, &tiny) != 0 ||
	    (getuid() == 0 && setresuid(NOBODY, NOBODY, NOBODY) != 0))
		return false;
	for (int i = 0; i < 100; i++) {
		uint8_t *small = secmem_alloc(4000);
		uint8_t *big = secmem_alloc(300000);

		if (small == NULL || big == NULL)
			return false;
		memset(small, 1, 4000);
		memset(big, 1, 300000);
		secmem_free(big);
	}
	return UNDER_ASAN || !secmem_locked();
}

static void
test_beyond_the_lock_limit_it_goes_on_unlocked(void **state)
{
	(void)state;
	assert_good(lock_limit_body);
}

#define THREADS 4
#define ROUNDS 20000

/* Gives its argument, the byte of this thread, or NULL if one was lost. */
static void *
take_and_free(void *arg)
{
	const char *own = arg;
	char *block, *grown;

	for (size_t i = 0; i < ROUNDS; i++) {
		size_t size = 16 + i % 100;

		block = secmem_alloc(size);
		if (block == NULL)
			return NULL;
		memset(block, *own, size);
		grown = secmem_realloc(block, 2 * size);
		if (grown == NULL)
			return NULL;
		for (size_t at = 0; at < size; at++) {
			if (grown[at] != *own)
				return NULL;
		}
		secmem_free(grown);
	}
	return arg;
}

static bool
threads_body(void)
{
	pthread_t threads[THREADS];
	char bytes[THREADS] = {'a', 'b', 'c', 'd'};
	bool good = true;
	void *done;

	for (size_t i = 0; i < THREADS; i++) {
		if (pthread_create(&threads[i], NULL, take_and_free,
			    &bytes[i]) != 0)
			return false;
	}
	for (size_t i = 0; i < THREADS; i++) {
		good = pthread_join(threads[i], &done) == 0 &&
			done == &bytes[i] && good;
	}
	return good;
}

static void
test_threads_have_blocks_of_their_own(void **state)
{
	(void)state;
	assert_good(threads_body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_size_is_usable_and_aligned),
		cmocka_unit_test(test_blocks_keep_their_bytes_among_others),
		cmocka_unit_test(test_big_blocks_grow_and_shrink),
		cmocka_unit_test(test_impossible_sizes_are_refused),
		cmocka_unit_test(test_a_freed_block_is_wiped),
		cmocka_unit_test(test_growing_wipes_the_old_block),
		cmocka_unit_test(test_a_damaged_block_aborts),
		cmocka_unit_test(test_a_big_block_lies_between_guard_pages),
		cmocka_unit_test(
			test_the_kernel_keeps_it_out_of_dumps_and_forks),
		cmocka_unit_test(
			test_beyond_the_lock_limit_it_goes_on_unlocked),
		cmocka_unit_test(test_threads_have_blocks_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
