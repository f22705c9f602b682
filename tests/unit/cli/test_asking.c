#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/asking.h"

/* As programs show them: sshd with PAM modules, sudo, npm, aws, Duo, RSA. */
static const char *const prompts[] = {
	"Verification code: ",
	"(alice@example.com) Verification code: ",
	"One-time password (OATH) for `alice': ",
	"One-Time-Password? One-time password:",
	"alice@host's OTP: ",
	"Enter OTP: ",
	"This operation requires a one-time password.  Enter OTP:",
	"Enter MFA code for arn:aws:iam::123456789012:mfa/alice: ",
	"Passcode or option (1-3): ",
	"Enter PASSCODE: ",
	"Token: ",
	"Enter Token_Code:",
	"2FA code?",
	"Two-factor authentication code: ",
	"[sudo] 6-digit code: ",
	"Please enter your authenticator code (it changes): ",
	"Please enter the code from your authenticator app: ",
	"Enter code from app (-1 to skip): ",
	"Enter MFA code for arn:aws:iam::123456789012:mfa/alice: ",
	"(alice@nas.example.com) Verification code: ",
	"One-time password (OATH) for `alice': ",
	"Enter your 2FA/OTP: ",
	"OTP for alice@example.com: ",
	"Bestätigungscode: ",
	"SMS-Einmalpasswort eingeben: ",
	"Code de vérification : ",
	"CODE DE VERIFICATION : ",
	"Introduzca el código de verificación: ",
	"Introduce el codigo de verificacion: ",
	"Inserisci il codice di verifica: ",
	"Digite o código de verificação: ",
	"Eenmalig wachtwoord: ",
	"Engångslösenord: ",
	"Vahvistuskoodi: ",
	"Kod weryfikacyjny: ",
	"Ověřovací kód: ",
	"Doğrulama kodunu girin: ",
	"Введите код подтверждения: ",
	"Одноразовый пароль:",
	"确认：请输入验证码：",
	"確認コードを入力してください：",
	"인증번호를 입력하세요: ",
};

static const char *const others[] = {
	"",
	"Password: ",
	"alice@example.com's password: ",
	"[sudo] password for alice: ",
	"Password & verification code: ",
	"Enter PIN + token: ",
	"Enter passphrase for key '/home/alice/.ssh/id_ed25519': ",
	"sftp> ",
	"MariaDB [otp]> ",
	"alice@otp:~$ ",
	"otp",
	"Verification code sent to your phone",
	"tokens per second: ",
	"laptop: ",
	"Paste your authentication token: ",
	"Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
	"Desktop: ",
	"Name (127.0.0.1:alice): ",
	/* hosts, files and people that are called so */
	"alice@otp.example.com's password: ",
	"otp@example.com's password: ",
	"alice@otp's password: ",
	"Password for 'https://alice@token.example.com': ",
	"Host 'otp.example.com (192.0.2.7)' is not known. Continue? ",
	"Enter passphrase for key '/home/alice/.ssh/otp': ",
	"Enter passphrase for /home/otp/id_rsa: ",
	"Overwrite ~/otp? ",
	"Key otp_key: ",
	"[sudo] password for otp: ",
	"Username [otp]: ",
	"Is this token yours (yes/no)? ",
	"Token serial number: ",
};

static void
test_known_prompts_ask(void **state)
{
	ASKING asking;
	struct err err;

	(void)state;
	assert_true(asking_init(&asking, NULL, &err));
	for (size_t i = 0; i < COUNT_OF(prompts); i++)
		if (!asking_match(&asking, prompts[i]))
			fail_msg("not asked: %s", prompts[i]);
}

static void
test_other_lines_do_not(void **state)
{
	ASKING asking;
	struct err err;

	(void)state;
	assert_true(asking_init(&asking, NULL, &err));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (asking_match(&asking, others[i]))
			fail_msg("asked: %s", others[i]);
}

static void
test_an_own_pattern_comes_in_addition(void **state)
{
	ASKING asking;
	struct err err;

	(void)state;
	assert_true(asking_init(&asking, "^Password( for [a-z]+)?: $", &err));
	assert_true(asking_match(&asking, "Password: "));
	assert_true(asking_match(&asking, "Password for bob: "));
	assert_false(asking_match(&asking, "Old Password: "));
	assert_false(asking_match(&asking, ""));
	assert_true(asking_match(&asking, "OTP: "));
}

static void
test_a_bad_pattern_is_refused(void **state)
{
	static const char *const bad[] = {"(", "[a", "a{2,1}", "*", ".*", "x?",
		""};
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		ASKING asking;

		assert_false(asking_init(&asking, bad[i], &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_string_equal(err.where, "--prompt");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_prompts_ask),
		cmocka_unit_test(test_other_lines_do_not),
		cmocka_unit_test(test_an_own_pattern_comes_in_addition),
		cmocka_unit_test(test_a_bad_pattern_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
