#include <setjmp.h>
#include <stdarg.h>

#include "base/otp_scan.h"

#include <cmocka.h>

static void
test_a_kind_of_error_comes_back_from_its_status(void **state)
{
	static const struct {
		enum err_kind kind;
		int status;
	} rows[] = {
		{ERR_NO_MATCH, OTP_SCAN_NOTHING},
		{ERR_UNREADABLE, OTP_SCAN_UNREADABLE},
		{ERR_REFUSED, OTP_SCAN_REFUSED},
		{ERR_FORMAT, OTP_SCAN_FAILED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct err err = {.kind = rows[i].kind};

		assert_int_equal(otp_scan_status(&err), rows[i].status);
		assert_int_equal(otp_scan_kind(rows[i].status), rows[i].kind);
	}
}

static void
test_what_is_no_answer_is_a_failure(void **state)
{
	static const enum err_kind kinds[] = {ERR_SYSTEM, ERR_LOCKED,
		ERR_INTERRUPTED};
	static const int statuses[] = {-1, OTP_SCAN_USAGE,
		OTP_SCAN_DECLARED + 1, 127, 255};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct err err = {.kind = kinds[i]};

		assert_int_equal(otp_scan_status(&err), OTP_SCAN_FAILED);
	}
	for (size_t i = 0; i < COUNT_OF(statuses); i++)
		assert_int_equal(otp_scan_kind(statuses[i]), ERR_FORMAT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_a_kind_of_error_comes_back_from_its_status),
		cmocka_unit_test(test_what_is_no_answer_is_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
