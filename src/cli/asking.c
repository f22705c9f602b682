/*
 * A prompt of the table has one of the phrases and ends like a question.
 * Phrases are compared folded and without accents. What asks for something
 * else together with the code, or for a token that is none, is left to the
 * person. Shells end their prompts with '>', so that is no such end.
 */
#include "cli/asking.h"

#include <ctype.h>

#include "base/utf8.h"
#include "codec/unicode.h"

#define LONG_PHRASE 8 /* bytes: such a one may go on as a word */

static const char *const phrases[] = {
	/* English, and what the world has taken over */
	"verification code", "one-time password", "one time password",
	"one-time passcode", "one time passcode", "one-time code",
	"one time code", "one-time pin", "one-time token", "otp", "totp",
	"hotp", "token", "tokencode", "token_code", "passcode", "2fa", "mfa",
	"authenticator code", "google authenticator", "authenticator app",
	"from your authenticator", "code from app", "authentication code",
	"auth code", "security code", "two-factor", "two factor", "two-step",
	"second factor", "multi-factor", "access code", "login code",
	"sign-in code", "confirmation code", "6-digit code", "6 digit code",
	"six-digit code", "8-digit code", "oath", "securid",
	/* German */
	"Bestätigungscode", "Einmalpasswort", "Einmal-Passwort",
	"Einmalkennwort", "Einmalcode", "Einmal-Code", "Sicherheitscode",
	"Verifizierungscode", "Verifikationscode", "Authentifizierungscode",
	"Authentisierungscode", "Zugangscode",
	/* French */
	"code de vérification", "mot de passe à usage unique",
	"mot de passe unique", "code à usage unique", "code de sécurité",
	"code d'authentification", "code d’authentification",
	"code de confirmation", "jeton",
	/* Spanish, Portuguese, Italian, Catalan */
	"código de verificación", "contraseña de un solo uso",
	"clave de un solo uso", "código de un solo uso",
	"código de seguridad", "código de autenticación",
	"código de confirmación", "código de verificação",
	"senha de uso único", "palavra-passe de utilização única",
	"código de segurança", "código de autenticação",
	"código de confirmação", "codice di verifica", "password monouso",
	"codice monouso", "codice di sicurezza", "codice di autenticazione",
	"codi de verificació",
	/* Dutch, Swedish, Danish, Norwegian, Finnish */
	"verificatiecode", "eenmalig wachtwoord", "eenmalige code",
	"beveiligingscode", "verifieringskod", "engångslösenord",
	"engångskod", "säkerhetskod", "bekræftelseskode", "engangskode",
	"engangsadgangskode", "sikkerhedskode", "bekreftelseskode",
	"engangspassord", "sikkerhetskode", "vahvistuskoodi",
	"kertakäyttöinen salasana", "kertakäyttökoodi",
	/* Polish, Czech, Slovak, Hungarian, Turkish */
	"kod weryfikacyjny", "hasło jednorazowe", "kod jednorazowy",
	"ověřovací kód", "jednorázové heslo", "jednorázový kód",
	"overovací kód", "jednorazové heslo", "ellenőrző kód",
	"egyszer használatos jelszó", "doğrulama kodu",
	"tek kullanımlık şifre",
	/* Russian, Ukrainian, Greek */
	"код подтверждения", "одноразовый пароль", "одноразовый код",
	"код проверки", "код безопасности", "код підтвердження",
	"κωδικός επαλήθευσης", "κωδικός μίας χρήσης",
	/* Japanese, Chinese, Korean */
	"確認コード", "認証コード", "ワンタイムパスワード", "验证码",
	"驗證碼", "一次性密码", "一次性密碼", "动态口令", "動態密碼",
	"인증 코드", "인증코드", "인증 번호", "인증번호", "일회용 비밀번호",
};

/* With one of these the line asks for more, or for something else. */
static const char *const others[] = {
	"password &", "password and", "password+", "password +", "pin and",
	"pin +", "pin+", "passwort und", "new token", "access token",
	"api token", "auth token", "authentication token", "bearer token",
	"personal token", "refresh token", "token name", "token id", "paste",
	"passphrase for", "password for otp", "username", "user name",
	"serial number", "(yes/no", "(y/n)", "[y/n]",
};

bool
asking_init(struct asking *asking, const char *own, struct err *err)
{
	char reason[200];
	int result;

	*asking = (struct asking){0};
	if (own == NULL)
		return true;
	result = regcomp(&asking->own, own, REG_EXTENDED | REG_NOSUB);
	if (result != 0) {
		regerror(result, &asking->own, reason, sizeof(reason));
		err_set(err, ERR_USAGE, "must be an extended regular "
			"expression: %s", reason);
		return err_at(err, "--prompt");
	}
	asking->has_own = true;
	if (regexec(&asking->own, "", 0, NULL, 0) != 0)
		return true;
	err_set(err, ERR_USAGE, "must not match an empty line: it would "
		"always be asked");
	return err_at(err, "--prompt");
}

void
asking_wipe(struct asking *asking)
{
	if (asking->has_own)
		regfree(&asking->own);
	*asking = (struct asking){0};
}

/* Letters on both sides of a dot or an underscore: "otp.example.com". */
static bool
joins_names(const char *text, size_t at, size_t from, size_t to)
{
	return (text[at] == '.' || text[at] == '_') && at > from &&
		at + 1 < to && isalnum((unsigned char)text[at - 1]) &&
		isalnum((unsigned char)text[at + 1]);
}

/* Does the phrase belong to the name of a host, a file or a person? */
static bool
is_in_name(const char *text, size_t text_len, size_t at, size_t len)
{
	size_t from = at, to = at + len;

	while (from > 0 && text[from - 1] != ' ')
		from--;
	while (to < text_len && text[to] != ' ')
		to++;
	while (from < at && strchr("'\"`([{<", text[from]) != NULL)
		from++;
	if (text[from] == '/' || text[from] == '~')
		return true;
	for (size_t i = from; i < to; i++)
		if ((i < at || i >= at + len) &&
		    (text[i] == '@' || joins_names(text, i, from, to)))
			return true;
	return false;
}

/* Is the phrase, of len bytes, at text[at] a word of its own? */
static bool
stands_alone(const char *text, size_t text_len, size_t at, size_t len)
{
	size_t end = at + len;

	if (is_in_name(text, text_len, at, len))
		return false;
	if (unicode_joins(utf8_before(text, at)) && (uint8_t)text[at] < 0xe3)
		return false;
	return len >= LONG_PHRASE || end == text_len ||
		!unicode_joins(utf8_next(text, text_len, &end));
}

static bool
has_phrase(const struct buf *line, const char *phrase)
{
	const char *text = buf_text(line);
	BUF folded = {0};

	unicode_fold(phrase, strlen(phrase), true, &folded);
	if (folded.failed || folded.len == 0)
		return false;
	for (const char *at = text; at != NULL; at++) {
		at = strstr(at, buf_text(&folded));
		if (at == NULL)
			return false;
		if (stands_alone(text, line->len, (size_t)(at - text),
			    folded.len))
			return true;
	}
	return false;
}

/* Folding makes the full-width colon and question mark plain ones. */
static bool
ends_like_question(const struct buf *line)
{
	size_t len = line->len;

	while (len > 0 && line->data[len - 1] == ' ')
		len--;
	return len > 0 &&
		(line->data[len - 1] == ':' || line->data[len - 1] == '?');
}

static bool
is_known(const char *line)
{
	BUF folded = {0};

	unicode_fold(line, strlen(line), true, &folded);
	if (folded.failed || !ends_like_question(&folded))
		return false;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (strstr(buf_text(&folded), others[i]) != NULL)
			return false;
	for (size_t i = 0; i < COUNT_OF(phrases); i++)
		if (has_phrase(&folded, phrases[i]))
			return true;
	return false;
}

bool
asking_match(const struct asking *asking, const char *line)
{
	if (line[0] == '\0')
		return false;
	return is_known(line) || (asking->has_own &&
		regexec(&asking->own, line, 0, NULL, 0) == 0);
}
