#include "world.h"

#include "app/accounts.h"
#include "app/fresh.h"
#include "app/recovery.h"

#define LATER (WORLD_NOW + 100)

static void
add(struct world *world, char id[static ENTRY_ID_SIZE])
{
	ENTRY entry = {0};
	struct err err = {0};

	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.account, "alice", &err));
	assert_true(secret_set(&entry.secret, "key", 3, &err));
	assert_true(accounts_add(&world->session, &entry, id, &err));
	world->session.stamps.at = LATER;
}

static bool
give(struct world *world, const char *id, const char *text, bool replace,
	struct err *err)
{
	RECOVERY_CODES codes = {0};

	assert_true(recovery_parse(text, strlen(text), false, &codes, err));
	return recovery_add(&world->session, id, &codes, replace, err);
}

/* Takes one and compares it. */
static void
take(struct world *world, const char *id, const char *code, const char *want,
	size_t want_left)
{
	STRING out = NULL;
	size_t left = 99;
	struct err err = {0};

	assert_true(recovery_use(&world->session, id, code, &out, &left,
		&err));
	assert_string_equal(out, want);
	assert_int_equal(left, want_left);
	session_lock(&world->session);
	world_unlock(world);
}

static void
refuse_taking(struct world *world, const char *id, const char *code,
	enum err_kind kind, const char *text)
{
	uint64_t revision = world_revision(world);
	STRING out = NULL;
	size_t left;
	struct err err = {0};

	assert_false(recovery_use(&world->session, id, code, &out, &left,
		&err));
	assert_int_equal(err.kind, kind);
	assert_string_equal(err.text, text);
	assert_null(out);
	assert_int_equal(world_revision(world), revision);
}

static void
test_codes_are_used_one_by_one(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, id);
	refuse_taking(world, id, NULL, ERR_NO_MATCH, "has no recovery codes");
	assert_true(give(world, id, "abcd-1111\nabcd-2222\n", false, &err));
	assert_int_equal(world_entry(world, id)->modified, LATER);
	take(world, id, NULL, "abcd-1111", 1);
	assert_int_equal(world_entry(world, id)->recovery[0].used, LATER);
	assert_int_equal(world_entry(world, id)->modified, LATER);
	take(world, id, NULL, "abcd-2222", 0);
	refuse_taking(world, id, NULL, ERR_NO_MATCH,
		"has no recovery code left");
}

static void
test_a_code_is_found_as_people_type_it(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, id);
	assert_true(give(world, id, "abcd-1111\n1234 5678\nxyz-aBc\nxyz-abC\n",
		false, &err));
	take(world, id, "ABCD1111", "abcd-1111", 3);
	take(world, id, "1234-5678", "1234 5678", 2);
	refuse_taking(world, id, "xyzabc", ERR_NO_MATCH,
		"has no such recovery code");
	take(world, id, "xyzaBc", "xyz-aBc", 1);
	refuse_taking(world, id, "abcd-1111", ERR_REFUSED,
		"this recovery code was used at 2023-11-14T22:15:00Z");
	refuse_taking(world, id, "nonsense", ERR_NO_MATCH,
		"has no such recovery code");
}

static void
test_what_it_has_is_refused_by_the_line(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, id);
	assert_true(give(world, id, "abcd-1111\n", false, &err));
	take(world, id, NULL, "abcd-1111", 0);
	assert_false(give(world, id, "abcd-2222\n\nabcd 1111\n", false,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "alice: line 3");
	assert_string_equal(err.text, "is there already");
	assert_int_equal(world_entry(world, id)->recovery_count, 1);
}

static void
test_new_codes_may_replace_those_left(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, id);
	assert_true(give(world, id, "abcd-1111\nabcd-2222\n", false, &err));
	assert_true(give(world, id, "abcd-3333\n", true, &err));
	assert_int_equal(entry_recovery_left(world_entry(world, id)), 1);
	assert_int_equal(world_entry(world, id)->recovery_count, 3);
	take(world, id, NULL, "abcd-3333", 0);
}

static void
numbered(struct buf *out, unsigned int from, unsigned int to)
{
	for (; from < to; from++)
		buf_addf(out, "code-%04u\n", from);
}

static void
test_used_ones_make_room(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	BUF all = {0}, two = {0}, three = {0};
	struct err err = {0};

	numbered(&all, 0, ENTRY_RECOVERY_MAX);
	numbered(&two, 1000, 1002);
	numbered(&three, 2000, 2003);
	world_unlock(world);
	add(world, id);
	assert_true(give(world, id, buf_text(&all), false, &err));
	assert_false(give(world, id, buf_text(&two), false, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text,
		"must be at most 128 recovery codes, would be 130");
	world->session.stamps.at++;
	take(world, id, "code-0005", "code-0005", ENTRY_RECOVERY_MAX - 1);
	world->session.stamps.at++;
	take(world, id, "code-0002", "code-0002", ENTRY_RECOVERY_MAX - 2);
	assert_true(give(world, id, buf_text(&two), false, &err));
	assert_int_equal(world_entry(world, id)->recovery_count,
		ENTRY_RECOVERY_MAX);
	assert_int_equal(entry_recovery_left(world_entry(world, id)),
		ENTRY_RECOVERY_MAX);
	assert_false(give(world, id, buf_text(&three), false, &err));
}

static void
test_nothing_is_told_that_is_not_saved(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	STRING out = NULL;
	size_t left;
	struct err err = {0};

	world_unlock(world);
	add(world, id);
	assert_true(give(world, id, "abcd-1111\n", false, &err));
	unlink(world->path);
	assert_false(recovery_use(&world->session, id, NULL, &out, &left,
		&err));
	assert_null(out);
}

static void
test_fresh_keys_and_codes(void **state)
{
	static const size_t sizes[] = {20, 32, 64}; /* RFC 4226, RFC 6238 */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		ENTRY a = {0};
		ENTRY b = {0};
		struct err err = {0};

		assert_true(entry_init(&a, &err) && entry_init(&b, &err));
		a.algorithm = b.algorithm = (enum entry_algorithm)i;
		assert_true(fresh_key(&a, &err) && fresh_key(&b, &err));
		assert_int_equal(a.secret.len, sizes[i]);
		assert_false(secret_equal(&a.secret, &b.secret));
		assert_true(fresh_recovery(&a, ENTRY_RECOVERY_MAX, &err));
		assert_int_equal(a.recovery_count, ENTRY_RECOVERY_MAX);
		for (size_t j = 0; j < a.recovery_count; j++) {
			const char *code = a.recovery[j].code;

			assert_int_equal(strlen(code), 11);
			assert_int_equal(strspn(code,
				"23456789bcdfghjkmnpqrstvwxyz"), 5);
			assert_int_equal(code[5], '-');
			assert_int_equal(strspn(code + 6,
				"23456789bcdfghjkmnpqrstvwxyz"), 5);
			for (size_t k = 0; k < j; k++)
				assert_string_not_equal(code,
					a.recovery[k].code);
		}
		assert_false(fresh_recovery(&a, 1, &err));
		assert_true(entry_check(&a, &err));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_codes_are_used_one_by_one),
		WORLD_CASE(test_a_code_is_found_as_people_type_it),
		WORLD_CASE(test_what_it_has_is_refused_by_the_line),
		WORLD_CASE(test_new_codes_may_replace_those_left),
		WORLD_CASE(test_used_ones_make_room),
		WORLD_CASE(test_nothing_is_told_that_is_not_saved),
		cmocka_unit_test(test_fresh_keys_and_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
