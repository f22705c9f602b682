#include <setjmp.h>
#include <stdarg.h>

#include "tui/match.h"

#include <cmocka.h>

struct sample {
	const char *issuer, *account, *tag, *note;
};

static const struct sample github = {"GitHub", "alice", "work", "old laptop"};

static unsigned int
score(const struct sample *sample, const char *pattern)
{
	MATCH_QUERY query = {0};
	BUF folded = {0};
	ENTRY entry = {0};
	struct err err;

	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.issuer, sample->issuer, &err));
	assert_true(str_replace(&entry.account, sample->account, &err));
	assert_true(str_replace(&entry.note, sample->note, &err));
	if (sample->tag[0] != '\0')
		assert_true(entry_add_tag(&entry, sample->tag, &err));
	match_fold(&entry, &folded);
	assert_true(match_query_set(&query, pattern, &err));
	return match_score(&query, buf_text(&folded));
}

static void
test_finds_in_every_field_ignoring_case_and_accents(void **state)
{
	static const struct sample cafe = {"Café Zürich", "josé", "", ""};

	(void)state;
	assert_true(score(&github, "github") > 0);
	assert_true(score(&github, "ALICE") > 0);
	assert_true(score(&github, "work") > 0);
	assert_true(score(&github, "laptop") > 0);
	assert_true(score(&cafe, "cafe zurich") > 0);
	assert_true(score(&cafe, "JOSÉ") > 0);
	assert_true(score(&github, "") > 0);
	assert_true(score(&github, "   ") > 0);
}

static void
test_every_word_must_occur(void **state)
{
	(void)state;
	assert_true(score(&github, "alice git") > 0);
	assert_int_equal(score(&github, "alice gitlab"), 0);
	assert_int_equal(score(&github, "xyz"), 0);
}

static void
test_word_starts_before_insides_before_scattered_letters(void **state)
{
	static const struct sample inside = {"Digit", "a", "", ""};
	static const struct sample scattered = {"Gold Mint", "a", "", ""};
	static const struct sample tagged = {"Other", "a", "git", ""};

	(void)state;
	assert_true(score(&github, "git") > score(&tagged, "git"));
	assert_true(score(&tagged, "git") > score(&inside, "git"));
	assert_true(score(&inside, "git") > score(&scattered, "git"));
	assert_true(score(&scattered, "git") > 0);
}

static void
test_scattered_letters_count_in_names_only(void **state)
{
	static const struct sample noted = {"A", "b", "", "zebra yak xenon"};

	(void)state;
	assert_int_equal(score(&noted, "zyx"), 0);
}

static void
check_marks(const char *pattern, const char *text, const char *want)
{
	MATCH_QUERY query = {0};
	uint8_t marks[64] = {0};
	char seen[65];
	struct err err;

	assert_true(match_query_set(&query, pattern, &err));
	assert_true(match_marks(&query, text, marks, &err));
	for (size_t i = 0; i < strlen(text); i++)
		seen[i] = marks[i] != 0 ? '^' : ' ';
	seen[strlen(text)] = '\0';
	assert_string_equal(seen, want);
}

static void
test_marks_what_was_found(void **state)
{
	(void)state;
	check_marks("hub", "GitHub", "   ^^^");
	check_marks("git", "digit Git", "      ^^^");
	check_marks("gh", "GitHub", "^  ^  ");
	check_marks("zz", "GitHub", "      ");
	check_marks("a b", "ab", "^^");
	/* Both bytes of a letter that was found without its accent. */
	check_marks("cafe", "Café", "^^^^^");
	/* One letter that folds to two. */
	check_marks("strasse", "Straße", "^^^^^^^");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_finds_in_every_field_ignoring_case_and_accents),
		cmocka_unit_test(test_every_word_must_occur),
		cmocka_unit_test(
			test_word_starts_before_insides_before_scattered_letters),
		cmocka_unit_test(test_scattered_letters_count_in_names_only),
		cmocka_unit_test(test_marks_what_was_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
