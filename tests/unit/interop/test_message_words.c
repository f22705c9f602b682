#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../../src/interop/message_words.h"

static void
phrases_are_folded(void **state)
{
	(void)state;
	for (size_t i = 0; i < MESSAGE_LISTS; i++) {
		for (size_t j = 0; j < message_phrases[i].count; j++) {
			const char *phrase = message_phrases[i].list[j];
			BUF folded = {0};

			message_fold(phrase, strlen(phrase), &folded);
			assert_string_equal(buf_text(&folded), phrase);
		}
	}
}

static void
phrases_fit(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < MESSAGE_LISTS; i++)
		count += message_phrases[i].count;
	assert_in_range(count, 1, MESSAGE_PHRASES_MAX);
}

static void
the_longest_is_found(void **state)
{
	static const char text[] = "the promo code and the code";
	struct message_words words;
	struct message_sign sign;

	(void)state;
	message_words_init(&words);
	sign = message_first_sign(&words, text, sizeof(text) - 1, 0);
	assert_int_equal(sign.sense, SENSE_OTHER);
	assert_int_equal(sign.at, 4);
	assert_int_equal(sign.len, 10);
	sign = message_last_sign(&words, text, sizeof(text) - 1, 0);
	assert_int_equal(sign.sense, SENSE_BARE);
	assert_int_equal(sign.at, 23);
}

static void
letters_lose_their_stroke(void **state)
{
	BUF folded = {0};

	(void)state;
	message_fold("HAS\u0141O \u00d8 \u0131", 12, &folded);
	assert_string_equal(buf_text(&folded), "haslo o i");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_are_folded),
		cmocka_unit_test(phrases_fit),
		cmocka_unit_test(the_longest_is_found),
		cmocka_unit_test(letters_lose_their_stroke),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
