#include "world.h"

#include "app/accounts.h"
#include "app/verify.h"

#define RFC_KEY "12345678901234567890"

/* RFC 4226 appendix D, counters 0 to 9; by RFC 6238 also the codes of the
 * periods that begin at 0 s, 30 s, 60 s ... */
static const char *const rfc[] = {"755224", "287082", "359152", "969429",
	"338314", "254676", "287922", "162583", "399871", "520489"};

static void
add(struct world *world, enum entry_type type, char id[static ENTRY_ID_SIZE])
{
	ENTRY entry = {0};
	struct err err = {0};

	assert_true(entry_init(&entry, &err));
	entry_set_type(&entry, type);
	assert_true(str_replace(&entry.account, "alice", &err));
	assert_true(secret_set(&entry.secret, RFC_KEY, strlen(RFC_KEY),
		&err));
	assert_true(accounts_add(&world->session, &entry, id, &err));
}

/* Verified, or else ERR_MISMATCH with this text. */
static void
check(struct world *world, const char *id, const char *code,
	unsigned int window, bool once, const char *mismatch,
	struct verdict *verdict)
{
	struct err err = {0};
	bool good = verify_code(&world->session, id, code, window, once,
		verdict, &err);

	if (good != (mismatch == NULL))
		fail_msg("%s: %s: %s", code, err.where, err.text);
	if (good)
		return;
	assert_int_equal(err.kind, ERR_MISMATCH);
	assert_string_equal(err.where, "alice");
	assert_string_equal(err.text, mismatch);
}

static void
test_a_window_of_periods_both_ways(void **state)
{
	static const char *const beyond =
		"the code is not valid now, nor within 1 step of now";
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;

	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	world->session.clock.at = 130; /* of the period 120 to 149, code 4 */
	check(world, id, rfc[4], 1, false, NULL, &verdict);
	assert_int_equal(verdict.steps, 0);
	assert_int_equal(verdict.skew_min, -10);
	assert_int_equal(verdict.skew_max, 19);
	check(world, id, rfc[3], 1, false, NULL, &verdict);
	assert_int_equal(verdict.steps, -1);
	assert_int_equal(verdict.skew_min, -40);
	assert_int_equal(verdict.skew_max, -11);
	check(world, id, rfc[5], 1, false, NULL, &verdict);
	assert_int_equal(verdict.steps, 1);
	assert_int_equal(verdict.skew_min, 20);
	assert_int_equal(verdict.skew_max, 49);
	check(world, id, rfc[2], 1, false, beyond, &verdict);
	check(world, id, rfc[6], 1, false, beyond, &verdict);
	check(world, id, rfc[6], 2, false, NULL, &verdict);
	check(world, id, rfc[4], 0, false, NULL, &verdict);
	check(world, id, rfc[3], 0, false,
		"the code is not valid now, nor within 0 steps of now",
		&verdict);
	assert_int_equal(world_revision(world), 1);
}

static void
test_the_ends_of_time(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	world->session.clock.at = 0;
	check(world, id, rfc[0], VERIFY_WINDOW_MAX, true, NULL, &verdict);
	world->session.clock.at = INT64_MAX;
	assert_false(verify_code(&world->session, id, "0000000", 3, true,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_MISMATCH);
	check(world, id, "999999", 3, false,
		"the code is not valid now, nor within 3 steps of now",
		&verdict);
}

static void
test_blanks_and_dashes_are_skipped(void **state)
{
	static const char *const ways[] = {"287082", "287 082", " 287-082\n",
		"2 8 7 0 8 2", "287\xc2\xa0" "082", "287\xe2\x80\xaf" "082"};
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;

	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	world->session.clock.at = 59;
	for (size_t i = 0; i < COUNT_OF(ways); i++)
		check(world, id, ways[i], 1, false, NULL, &verdict);
}

static void
test_codes_of_another_shape_do_not_verify(void **state)
{
	static const struct {
		const char *code, *text;
	} rows[] = {
		{"", "the code must have 6 characters, has 0"},
		{" - ", "the code must have 6 characters, has 0"},
		{"28708", "the code must have 6 characters, has 5"},
		{"2870820", "the code must have 6 characters, has 7"},
		{"94287082", "the code must have 6 characters, has 8"},
		{"\xef\xbc\x92\xef\xbc\x98", "the code must have 6 "
			"characters, has 2"}, /* full width */
		{"28708\xff", "the code is not valid now, nor within 1 step "
			"of now"},
		{"28708O", "the code is not valid now, nor within 1 step of "
			"now"},
		{"+28708", "the code is not valid now, nor within 1 step of "
			"now"},
	};
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;

	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	world->session.clock.at = 59;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check(world, id, rows[i].code, 1, false, rows[i].text,
			&verdict);
}

static void
test_once_takes_no_code_twice_nor_an_earlier_one(void **state)
{
	static const char *const used = "the code was used already";
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;

	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	world->session.clock.at = 130;
	check(world, id, rfc[3], 1, true, NULL, &verdict);
	check(world, id, rfc[3], 1, true, used, &verdict);
	check(world, id, rfc[4], 1, true, NULL, &verdict);
	session_lock(&world->session);
	world_unlock(world);
	assert_int_equal(world_entry(world, id)->verified, 150);
	assert_int_equal(world_entry(world, id)->modified, WORLD_NOW);
	check(world, id, rfc[4], 1, true, used, &verdict);
	check(world, id, rfc[3], 1, true, used, &verdict);
	/* Without it nothing is remembered, and nothing counts as used. */
	check(world, id, rfc[4], 1, false, NULL, &verdict);
	check(world, id, rfc[5], 1, true, NULL, &verdict);
	assert_int_equal(world_entry(world, id)->verified, 180);
	assert_int_equal(world_revision(world), 4);
}

static void
test_counters_look_ahead_and_follow(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	check(world, id, rfc[3], 2, false, "the code is none of the next 3",
		&verdict);
	assert_int_equal(world_revision(world), 1);
	check(world, id, rfc[3], 3, false, NULL, &verdict);
	assert_int_equal(verdict.steps, 3);
	assert_int_equal(verdict.counter, 4);
	session_lock(&world->session);
	world_unlock(world);
	assert_int_equal(world_entry(world, id)->counter, 4);
	assert_int_equal(world_entry(world, id)->modified, WORLD_NOW);
	/* It was used, as were those before it. */
	check(world, id, rfc[3], 3, false, "the code is none of the next 4",
		&verdict);
	check(world, id, rfc[2], 3, false, "the code is none of the next 4",
		&verdict);
	check(world, id, rfc[4], 0, true, NULL, &verdict);
	assert_int_equal(world_entry(world, id)->counter, 5);
}

static bool
set_counter(struct payload *payload, void *arg, struct err *err)
{
	const uint64_t *counter = arg;

	(void)err;
	payload->entries.items[0]->counter = *counter;
	return true;
}

static void
test_the_last_counters(void **state)
{
	uint64_t last = ENTRY_COUNTER_MAX;
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct code code;
	struct verdict verdict;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	assert_true(session_change(&world->session, set_counter, &last,
		&err));
	assert_true(code_at(world_entry(world, id), 0, 0, &code, &err));
	assert_false(verify_pair(&world->session, id, code.text, code.text, 5,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	check(world, id, code.text, VERIFY_WINDOW_MAX, false, NULL, &verdict);
	assert_int_equal(verdict.counter, UINT64_MAX);
	assert_false(verify_code(&world->session, id, code.text, 5, false,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text, "the counter is used up");
}

static void
test_two_codes_in_a_row(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], totp[ENTRY_ID_SIZE];
	struct verdict verdict;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	assert_false(verify_pair(&world->session, id, rfc[4], rfc[6], 9,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_MISMATCH);
	assert_false(verify_pair(&world->session, id, rfc[5], rfc[4], 9,
		&verdict, &err));
	assert_int_equal(world_entry(world, id)->counter, 0);
	assert_true(verify_pair(&world->session, id, rfc[4], rfc[5], 9,
		&verdict, &err));
	assert_int_equal(verdict.steps, 4);
	assert_int_equal(world_entry(world, id)->counter, 6);
	add(world, ENTRY_TOTP, totp);
	assert_false(verify_pair(&world->session, totp, rfc[4], rfc[5], 9,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

/* Found at the counter, or ERR_MISMATCH if that is -1. */
static void
resync(struct world *world, const char *id, const char *code,
	const char *second, int before, int counter)
{
	struct resync found = {0};
	struct err err = {0};
	bool good = verify_resync(&world->session, id, code, second, &found,
		&err);

	if (good != (counter >= 0))
		fail_msg("%s: %s: %s", code, err.where, err.text);
	assert_int_equal(world_entry(world, id)->counter,
		good ? counter : before);
	if (!good) {
		assert_int_equal(err.kind, ERR_MISMATCH);
		return;
	}
	assert_int_equal(found.before, before);
	assert_int_equal(found.counter, counter);
}

static void
test_resync_to_the_code_that_is_expected(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], totp[ENTRY_ID_SIZE];
	struct resync found;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	resync(world, id, "520 489", NULL, 0, 9);
	session_lock(&world->session);
	world_unlock(world);
	assert_int_equal(world_entry(world, id)->counter, 9);
	/* Codes were made that nobody used. */
	resync(world, id, rfc[2], NULL, 9, 2);
	resync(world, id, "000000", NULL, 2, -1);
	add(world, ENTRY_TOTP, totp);
	assert_false(verify_resync(&world->session, totp, rfc[0], NULL, &found,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_resync_behind_two_codes_in_a_row(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	resync(world, id, rfc[4], rfc[6], 0, -1);
	resync(world, id, rfc[5], rfc[4], 0, -1);
	resync(world, id, rfc[4], rfc[5], 0, 6);
	resync(world, id, rfc[8], rfc[9], 6, 10);
	/* Those that were made last: nothing to do. */
	resync(world, id, rfc[8], rfc[9], 10, 10);
	resync(world, id, rfc[0], rfc[1], 10, 2);
	resync(world, id, rfc[0], "0", 2, -1);
}

/* Puts the counter at a place, and tells the code there. */
static void
code_of(struct world *world, const char *id, uint64_t counter,
	struct code *out)
{
	struct err err = {0};

	assert_true(session_change(&world->session, set_counter, &counter,
		&err));
	assert_true(code_at(world_entry(world, id), 0, 0, out, &err));
}

static void
test_how_far_resync_looks(void **state)
{
	const uint64_t middle = 10000;
	const struct {
		uint64_t first;
		bool two, found;
	} rows[] = {
		{middle - VERIFY_RESYNC_SPAN, false, true},
		{middle + VERIFY_RESYNC_SPAN, false, true},
		{middle - VERIFY_RESYNC_SPAN - 1, false, false},
		{middle + VERIFY_RESYNC_SPAN + 1, false, false},
		{middle - VERIFY_PAIR_SPAN - 2, true, true},
		{middle + VERIFY_PAIR_SPAN - 2, true, true},
		{middle - VERIFY_PAIR_SPAN - 3, true, false},
		{middle + VERIFY_PAIR_SPAN - 1, true, false},
	};
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct code first, second, ignored;

		code_of(world, id, rows[i].first, &first);
		code_of(world, id, rows[i].first + 1, &second);
		code_of(world, id, middle, &ignored);
		resync(world, id, first.text, rows[i].two ? second.text : NULL,
			(int)middle, rows[i].found ? (int)rows[i].first +
			(rows[i].two ? 2 : 0) : -1);
	}
}

static void
test_resync_at_the_last_counters(void **state)
{
	struct world *world = *state;
	struct resync found = {0};
	struct code last, before;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, id);
	code_of(world, id, ENTRY_COUNTER_MAX, &last);
	code_of(world, id, ENTRY_COUNTER_MAX - 1, &before);
	assert_true(verify_resync(&world->session, id, before.text, last.text,
		&found, &err));
	assert_int_equal(found.counter, UINT64_MAX);
	assert_int_equal(found.before, ENTRY_COUNTER_MAX - 1);
	assert_true(verify_resync(&world->session, id, last.text, NULL,
		&found, &err));
	assert_int_equal(found.counter, ENTRY_COUNTER_MAX);
}

static void
test_steam_codes_in_any_case(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], lower[CODE_TEXT_SIZE];
	struct code code;
	struct verdict verdict;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_STEAM, id);
	world->session.clock.at = 59;
	assert_true(code_at(world_entry(world, id), 59, 0, &code, &err));
	memcpy(lower, code.text, sizeof(lower));
	for (char *c = lower; *c != '\0'; c++)
		*c = (char)(*c >= 'A' ? *c - 'A' + 'a' : *c);
	check(world, id, lower, 0, false, NULL, &verdict);
	check(world, id, "2222", 1, false,
		"the code must have 5 characters, has 4", &verdict);
}

static void
test_limits(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;
	struct err err = {0};

	assert_false(verify_code(&world->session, "x", rfc[0], 1, false,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	world_unlock(world);
	add(world, ENTRY_TOTP, id);
	assert_false(verify_code(&world->session, id, rfc[0],
		VERIFY_WINDOW_MAX + 1, false, &verdict, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_false(verify_code(&world->session, "x", rfc[0], 1, false,
		&verdict, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_a_window_of_periods_both_ways),
		WORLD_CASE(test_the_ends_of_time),
		WORLD_CASE(test_blanks_and_dashes_are_skipped),
		WORLD_CASE(test_codes_of_another_shape_do_not_verify),
		WORLD_CASE(test_once_takes_no_code_twice_nor_an_earlier_one),
		WORLD_CASE(test_counters_look_ahead_and_follow),
		WORLD_CASE(test_the_last_counters),
		WORLD_CASE(test_two_codes_in_a_row),
		WORLD_CASE(test_resync_to_the_code_that_is_expected),
		WORLD_CASE(test_resync_behind_two_codes_in_a_row),
		WORLD_CASE(test_how_far_resync_looks),
		WORLD_CASE(test_resync_at_the_last_counters),
		WORLD_CASE(test_steam_codes_in_any_case),
		WORLD_CASE(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
