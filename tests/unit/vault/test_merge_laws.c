#include <setjmp.h>
#include <stdarg.h>

#include "histories.h"

#include <cmocka.h>

#define HISTORIES 2000
#define COPIES 3

struct world {
	struct payload copies[COPIES];
	int64_t now; /* later than all that happened */
};

static void
world_wipe(struct world *world)
{
	for (size_t i = 0; i < COPIES; i++)
		payload_wipe(&world->copies[i]);
}

#define WORLD CLEANUP(world_wipe) struct world

/* One vault, copied twice; each goes on apart, by a clock of its own, and
 * sometimes takes in what another had. */
static void
make(struct world *world, struct random *random)
{
	unsigned int ids = 0;
	struct err err = {0};
	PAYLOAD start = {0};

	assert_true(read_text(FIRST, &start, &err));
	world->now = START;
	live_on(&start, random, &world->now, &ids);
	for (size_t i = 0; i < COPIES; i++)
		assert_true(payload_copy(&start, &world->copies[i], &err));
	for (unsigned int round = 0; round < 2 * COPIES; round++) {
		unsigned int which = below(random, COPIES);
		struct payload *at = &world->copies[which];
		int64_t clock = START + below(random, 60);

		live_on(at, random, &clock, &ids);
		if (clock > world->now)
			world->now = clock;
		if (below(random, 3) == 0)
			assert_true(merge_payloads(at,
				&world->copies[(which + 1) % COPIES], &err));
		if (below(random, 4) == 0)
			assert_true(payload_purge(at, clock, &err));
	}
}

static void
assert_same(const struct payload *a, const struct payload *b, uint64_t seed)
{
	BUF left = {0}, right = {0};

	canonical(a, &left);
	canonical(b, &right);
	if (strcmp(buf_text(&left), buf_text(&right)) != 0)
		fail_msg("seed %llu:\n%s\n%s", (unsigned long long)seed,
			buf_text(&left), buf_text(&right));
}

static void
test_order_and_repetition_do_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
		struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
		WORLD world = {0};
		const struct payload *a = &world.copies[0];
		const struct payload *b = &world.copies[1];
		const struct payload *c = &world.copies[2];
		PAYLOAD ab = {0};
		PAYLOAD ba = {0};
		PAYLOAD bc = {0};
		PAYLOAD ab_c = {0};
		PAYLOAD a_bc = {0};
		PAYLOAD aa = {0};
		PAYLOAD ab_b = {0};

		make(&world, &random);
		merged(a, b, &ab);
		merged(b, a, &ba);
		assert_same(&ab, &ba, seed);
		merged(b, c, &bc);
		merged(&ab, c, &ab_c);
		merged(a, &bc, &a_bc);
		assert_same(&ab_c, &a_bc, seed);
		merged(a, a, &aa);
		merged(a, &(struct payload){.id = VAULT_ID, .version = 1},
			&ab_b);
		assert_same(&aa, &ab_b, seed);
		payload_wipe(&ab_b);
		merged(&ab, b, &ab_b);
		assert_same(&ab, &ab_b, seed);
	}
}

/* When an account was deleted, as far as this copy knows, or -1. */
static int64_t
deleted_at(const struct payload *payload, const char *id)
{
	int64_t latest = -1;

	for (size_t i = 0; i < payload->tombstone_count; i++) {
		const struct tombstone *tombstone = &payload->tombstones[i];

		if (strcmp(tombstone->id, id) == 0 &&
		    tombstone->deleted > latest)
			latest = tombstone->deleted;
	}
	return latest;
}

/* Every key of an account is its key or in its history, with no lower
 * counter, and every recovery code is there, used if it was. */
static void
assert_has_all(const struct entry *found, const struct entry *entry)
{
	const struct old_key *key = entry_old_key(found, &entry->secret);

	if (secret_equal(&found->secret, &entry->secret)) {
		assert_true(found->counter >= entry->counter);
	} else {
		assert_non_null(key);
		assert_true(key->counter >= entry->counter);
	}
	assert_true(found->verified >= entry->verified);
	for (size_t i = 0; i < entry->history_count; i++)
		assert_true(entry_old_key(found, &entry->history[i].secret) !=
			NULL || secret_equal(&found->secret,
				&entry->history[i].secret));
	for (size_t i = 0; i < entry->recovery_count; i++) {
		size_t at = 0;

		while (at < found->recovery_count &&
			strcmp(found->recovery[at].code,
				entry->recovery[i].code) != 0)
			at++;
		assert_true(at < found->recovery_count);
		assert_true(entry->recovery[i].used == 0 ||
			found->recovery[at].used != 0);
	}
}

/* Returns how many accounts were looked at. */
static size_t
assert_nothing_lost(const struct payload *result, const struct payload *copy,
	const struct payload *other)
{
	size_t looked = 0;

	for (size_t i = 0; i < copy->entries.len; i++) {
		const struct entry *entry = copy->entries.items[i];
		const struct entry *found =
			entries_by_id(&result->entries, entry->id);
		const struct entry *twin =
			entries_by_id(&other->entries, entry->id);
		int64_t modified = entry->modified;

		if (twin != NULL && twin->modified > modified)
			modified = twin->modified;
		if (modified <= deleted_at(copy, entry->id) ||
		    modified <= deleted_at(other, entry->id)) {
			assert_null(found);
			continue;
		}
		assert_non_null(found);
		assert_int_equal(found->modified, modified);
		assert_has_all(found, entry);
		looked++;
	}
	return looked;
}

static void
test_nothing_is_lost_that_nobody_deleted(void **state)
{
	size_t looked = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
		struct random random = {seed * UINT64_C(0xD1342543DE82EF95)};
		WORLD world = {0};
		PAYLOAD result = {0};
		struct err err = {0};

		make(&world, &random);
		merged(&world.copies[0], &world.copies[1], &result);
		assert_true(payload_purge(&result, world.now, &err));
		looked += assert_nothing_lost(&result, &world.copies[0],
			&world.copies[1]);
		looked += assert_nothing_lost(&result, &world.copies[1],
			&world.copies[0]);
	}
	assert_true(looked > HISTORIES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_and_repetition_do_not_matter),
		cmocka_unit_test(test_nothing_is_lost_that_nobody_deleted),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
