#include <setjmp.h>
#include <stdarg.h>

#include "app/intake_classify.h"

#include <cmocka.h>

static const struct row {
	const char *text, *want;
} rows[] = {
	{"https://example.com/login",
		"a web address (https://example.com/login)"},
	{"HTTP://EXAMPLE.COM", "a web address (HTTP://EXAMPLE.COM)"},
	/* What comes behind ? and # or in front of @ may be secret. */
	{"https://example.com/reset?token=SECRET",
		"a web address (https://example.com/reset...)"},
	{"https://example.com/#SECRET",
		"a web address (https://example.com/...)"},
	{"https://user:SECRET@example.com/x",
		"a web address (https://example.com/x)"},
	{"https://example.com/0123456789012345678901234567890123456789"
		"012345678901234567890",
		"a web address (https://example.com/01234567890123456789012345"
		"6789012345678901234567...)"},
	{"https://api-1234abcd.duosecurity.com/x?key=SECRET",
		"an activation code for Duo Mobile, which only that app can "
		"use"},
	{"https://notduosecurity.com/",
		"a web address (https://notduosecurity.com/)"},
	{"https://s.team/q/1/12345",
		"a Steam login, which only the Steam app can confirm"},
	/* The host is api-9a8b7c6d.duosecurity.com in Base64. */
	{"aBcDeFgHiJkLmNoPqRsT-YXBpLTlhOGI3YzZkLmR1b3NlY3VyaXR5LmNvbQ",
		"an activation code for Duo Mobile, which only that app can "
		"use"},
	{"phonefactor://activate_account?code=123456789&url=https%3A%2F%2Fx",
		"an activation code for Microsoft Authenticator "
		"(phonefactor://); choose \"a different authenticator app\" "
		"there"},
	{"oktaverify://jo@example.com/?t=SECRET&f=x&s=https://example.com",
		"an activation code for Okta Verify, which only that app can "
		"use; choose Google Authenticator there"},
	{"https://m.vip.symantec.com/activate?x=SECRET",
		"an activation code for Symantec VIP Access"},
	{"vip://SYMC12345678?key=SECRET",
		"an activation code for Symantec VIP Access"},
	{"duo://aBcDeFgHiJkLmNoPqRsT-SECRET",
		"an activation code for Duo Mobile, which only that app can "
		"use"},
	{"WIFI:T:WPA;S:home;P:SECRET;;", "a Wi-Fi network"},
	{"BEGIN:VCARD\nFN:Jo\nEND:VCARD", "a contact (vCard)"},
	{"mailto:jo@example.com", "an e-mail address"},
	{"LPA:1$smdp.example$SECRET", "an eSIM profile"},
	{"FIDO:/123456789", "a passkey login (FIDO)"},
	{"BCD\n002\n1\nSCT", "a payment request (SEPA)"},
	{"motp://x", "a Mobile-OTP account (motp://)"},
	{"JBSWY3DPEHPK3PXP", "a text key without a name; otp add takes it"},
	{"jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp",
		"a text key without a name; otp add takes it"},
	{"AGE-SECRET-KEY-1QQQ", "an age identity (a secret key)"},
	{"foo-bar+2:SECRET", "a link for another program (foo-bar+2:)"},
	{"hello: world", "plain text (12 characters)"},
	{"Gr\xC3\xBC\xC3\x9F Gott", "plain text (9 characters)"},
	{"\033]0;title\a", "plain text (10 characters)"},
	{"", "an empty code"},
	{"\xFF\xFE", "data that is not text (2 bytes)"},
};

static void
test_kinds_are_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF out = {0};

		intake_classify((const uint8_t *)rows[i].text,
			strlen(rows[i].text), &out);
		assert_string_equal(buf_text(&out), rows[i].want);
		assert_null(strstr(buf_text(&out), "SECRET"));
	}
}

static void
test_data_with_a_nul_is_not_text(void **state)
{
	BUF out = {0};

	(void)state;
	intake_classify((const uint8_t *)"WIFI\0:", 6, &out);
	assert_string_equal(buf_text(&out),
		"data that is not text (6 bytes)");
}

static void
test_what_is_shown_cannot_drive_a_terminal(void **state)
{
	const char *text = "https://example.com/\033[31m";
	BUF out = {0};

	(void)state;
	intake_classify((const uint8_t *)text, strlen(text), &out);
	assert_null(strchr(buf_text(&out), '\033'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds_are_named),
		cmocka_unit_test(test_data_with_a_nul_is_not_text),
		cmocka_unit_test(test_what_is_shown_cannot_drive_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
