#include "accounts_of.h"

#include "app/access.h"
#include "app/timeline.h"

#define PLENTY 20

/* One line a row: "2: added bob". */
static bool
write_row(void *arg, struct timeline_row *row, struct err *err)
{
	struct buf *out = arg;

	(void)err;
	buf_addf(out, "%s%s: ", row->current ? "now " : "", row->label);
	timeline_tell(row, PLENTY, out);
	buf_add_byte(out, '\n');
	return true;
}

static void
assert_rows(const struct world *world, uint64_t max, const char *wanted)
{
	BUF rows = {0};
	struct err err = {0};

	assert_true(timeline_walk(&world->session, max, write_row, &rows,
		&err));
	assert_string_equal(buf_text(&rows), wanted);
}

static void
test_each_row_tells_what_changed_since_the_one_below(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], other[ENTRY_ID_SIZE];
	const char *ids[] = {id};
	struct err err = {0};

	world_unlock(world);
	assert_rows(world, 0, "now 1: the vault was made\n");
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	accounts_make(&world->session, ENTRY_TOTP, "bob", other);
	assert_true(accounts_trash(&world->session, ids, 1, &err));
	assert_rows(world, 0, "now 4: trashed alice\n"
		"3: added bob\n2: added alice\n1: the vault was made\n");
	assert_rows(world, 2, "now 4: trashed alice\n"
		"3: added bob\n");
}

static void
test_beyond_another_passphrase_nothing_is_known(void **state)
{
	struct world *world = *state;
	SECRET other = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	assert_true(secret_set(&other, "other", 5, &err));
	assert_true(access_set_passphrase(&world->session, &other,
		WORLD_LOG_N, &err));
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	assert_rows(world, 0, "now 4: added bob\n"
		"3: the passphrase was changed\n"
		"2: made with an earlier passphrase\n"
		"1: made with an earlier passphrase\n");
}

static bool
stop(void *arg, struct timeline_row *row, struct err *err)
{
	size_t *rows = arg;

	(void)row;
	++*rows;
	return err_set(err, ERR_REFUSED, "enough");
}

static void
test_who_has_enough_ends_it(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct err err = {0};
	size_t rows = 0;

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	assert_false(timeline_walk(&world->session, 0, stop, &rows, &err));
	assert_string_equal(err.text, "enough");
	assert_int_equal(rows, 1);
}

static void
test_many_changes_are_cut_and_counted(void **state)
{
	char first[] = "added a", second[] = "added b", third[] = "added c";
	struct history_change items[] = {
		{.text = first}, {.text = second}, {.text = third},
	};
	const struct timeline_row row = {
		.changes = {.items = items, .len = COUNT_OF(items)},
	};
	const struct timeline_row damaged = {.remark = "damaged"};
	static const struct {
		size_t shown;
		const char *told;
	} cases[] = {
		{3, "added a; added b; added c"},
		{2, "added a; added b; and 1 more"},
		{1, "added a; and 2 more"},
	};
	BUF text = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		buf_clear(&text);
		timeline_tell(&row, cases[i].shown, &text);
		assert_string_equal(buf_text(&text), cases[i].told);
	}
	buf_clear(&text);
	timeline_tell(&damaged, PLENTY, &text);
	assert_string_equal(buf_text(&text), "damaged");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_each_row_tells_what_changed_since_the_one_below),
		WORLD_CASE(test_beyond_another_passphrase_nothing_is_known),
		WORLD_CASE(test_who_has_enough_ends_it),
		cmocka_unit_test(test_many_changes_are_cut_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
