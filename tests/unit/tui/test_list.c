#include <setjmp.h>
#include <stdarg.h>

#include "tui/list.h"

#include <cmocka.h>

#define LIST CLEANUP(list_wipe) struct list

static void
add(struct entries *entries, const char *id, const char *issuer, bool favorite)
{
	ENTRY entry = {0};
	struct err err;

	assert_true(entry_init(&entry, &err));
	snprintf(entry.id, sizeof(entry.id), "%s", id);
	assert_true(str_replace(&entry.issuer, issuer, &err));
	/* The key of RFC 6238's test vectors. */
	assert_true(secret_set(&entry.secret, "12345678901234567890", 20,
		&err));
	entry.favorite = favorite;
	assert_true(entries_add(entries, &entry, &err));
}

static void
fill(struct entries *entries)
{
	add(entries, "id-c", "Charlie", false);
	add(entries, "id-a", "Alpha", false);
	add(entries, "id-z", "Zulu", true);
	add(entries, "id-b", "Bravo", false);
}

static void
assert_order(const struct list *list, const char *want)
{
	char order[16] = "";

	for (size_t i = 0; i < list->shown_len; i++)
		order[i] = list->rows[list->shown[i]].entry->id[3];
	order[list->shown_len] = '\0';
	assert_string_equal(order, want);
}

static void
test_favourites_come_first_then_the_names(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	fill(&entries);
	assert_true(list_load(&list, &entries, &err));
	assert_order(&list, "zabc");
}

static void
test_cursor_stays_on_its_account_when_the_vault_changes(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	fill(&entries);
	assert_true(list_load(&list, &entries, &err));
	list_find(&list, "id-b");
	add(&entries, "id-1", "Aardvark", false);
	assert_true(list_load(&list, &entries, &err));
	assert_string_equal(list_current(&list)->entry->id, "id-b");
}

static void
test_cursor_takes_the_neighbour_when_its_account_is_gone(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	fill(&entries);
	assert_true(list_load(&list, &entries, &err));
	list_find(&list, "id-b");
	entries_remove(&entries, 3);
	assert_true(list_load(&list, &entries, &err));
	assert_string_equal(list_current(&list)->entry->id, "id-c");
	while (entries.len > 0)
		entries_remove(&entries, 0);
	assert_true(list_load(&list, &entries, &err));
	assert_null(list_current(&list));
}

static void
test_filter_puts_the_best_first_and_the_cursor_there(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	fill(&entries);
	add(&entries, "id-d", "Xbrav", false);
	assert_true(list_load(&list, &entries, &err));
	menu_move(&list.menu, 3);
	assert_true(list_filter(&list, "bra", &err));
	assert_order(&list, "bd");
	assert_string_equal(list_current(&list)->entry->id, "id-b");
	assert_true(list_filter(&list, "nothing", &err));
	assert_null(list_current(&list));
	assert_true(list_filter(&list, "", &err));
	assert_order(&list, "zabcd");
}

static void
test_marks_stay_when_the_vault_changes(void **state)
{
	static struct targets targets;
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	fill(&entries);
	assert_true(list_load(&list, &entries, &err));
	list_targets(&list, &targets);
	assert_int_equal(targets.count, 1);
	assert_string_equal(targets.ids[0], "id-z");
	assert_true(list_mark(&list, 1));
	assert_true(list_mark(&list, 3));
	add(&entries, "id-1", "Aardvark", false);
	assert_true(list_load(&list, &entries, &err));
	list_targets(&list, &targets);
	assert_int_equal(targets.count, 2);
	assert_string_equal(targets.ids[0], "id-a");
	assert_string_equal(targets.ids[1], "id-c");
	assert_true(list_mark_all(&list));
	assert_int_equal(list.marked, 5);
	assert_true(list_mark_all(&list));
	assert_int_equal(list.marked, 0);
}

static void
test_no_more_is_marked_than_can_be_handled(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	for (int i = 0; i <= TARGETS_MAX; i++) {
		char id[ENTRY_ID_SIZE];

		snprintf(id, sizeof(id), "id-%d", i);
		add(&entries, id, id, false);
	}
	assert_true(list_load(&list, &entries, &err));
	assert_false(list_mark_all(&list));
	assert_int_equal(list.marked, TARGETS_MAX);
}

static void
test_codes_follow_the_clock(void **state)
{
	ENTRIES entries = {0};
	LIST list = {0};
	struct err err;

	(void)state;
	add(&entries, "id-a", "Alpha", false);
	assert_true(list_load(&list, &entries, &err));
	list_fit(&list, 0, 1);
	/* RFC 6238, appendix B, cut to six digits. */
	assert_true(list_prepare(&list, 59, &err));
	assert_string_equal(list.rows[0].now.text, "287082");
	assert_true(list_prepare(&list, 1111111109, &err));
	assert_string_equal(list.rows[0].now.text, "081804");
	assert_string_equal(list.rows[0].next.text, "050471");
	/* And back, when the clock is set. */
	assert_true(list_prepare(&list, 59, &err));
	assert_string_equal(list.rows[0].now.text, "287082");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_favourites_come_first_then_the_names),
		cmocka_unit_test(
			test_cursor_stays_on_its_account_when_the_vault_changes),
		cmocka_unit_test(
			test_cursor_takes_the_neighbour_when_its_account_is_gone),
		cmocka_unit_test(
			test_filter_puts_the_best_first_and_the_cursor_there),
		cmocka_unit_test(test_marks_stay_when_the_vault_changes),
		cmocka_unit_test(test_no_more_is_marked_than_can_be_handled),
		cmocka_unit_test(test_codes_follow_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
