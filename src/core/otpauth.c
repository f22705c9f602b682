#include "core/otpauth.h"

#include "codec/base32.h"
#include "codec/base64.h"
#include "codec/json.h"
#include "codec/uri.h"
#include "core/otpauth_names.h"
#include "core/otpauth_words.h"

#define STEAM_SECRET_BYTES 20
#define NUMBER_MAX 21 /* characters of a number worth showing in an error */

static bool
is_default(const struct uri *uri, enum parameter parameter)
{
	const char *text = buf_text(&uri->values[parameter]);

	return text[0] == '\0' || str_equal_nocase(text, "null");
}

/* pass-otp once wrote "counter=10counter=11". */
static struct view
last_counter(struct view view)
{
	struct view last = view;

	for (; view.len > 0; view = view_skip(view, 1)) {
		if (view_starts(view, "counter="))
			last = view_skip(view, strlen("counter="));
	}
	return last;
}

/* Leaves *out alone when the parameter is missing, empty or "null". */
static bool
read_number(const struct uri *uri, enum parameter parameter, uint64_t min,
	uint64_t max, uint64_t *out, struct err *err)
{
	struct view view = view_trim(buf_text(&uri->values[parameter]),
		uri->values[parameter].len);
	char text[NUMBER_MAX + 1];
	bool shown = view.len <= NUMBER_MAX;

	if (is_default(uri, parameter))
		return true;
	if (parameter == COUNTER)
		view = last_counter(view);
	/* What is no number may be anything, a secret too. */
	for (size_t i = 0; shown && i < view.len; i++)
		shown = strchr("+-.0123456789", view.text[i]) != NULL;
	if (shown) {
		memcpy(text, view.text, view.len);
		text[view.len] = '\0';
		if (str_to_uint(text, min, max, out, err))
			return true;
	} else {
		err_set(err, ERR_FORMAT, "must be %llu to %llu, is no number",
			(unsigned long long)min, (unsigned long long)max);
	}
	return err_field(err, "%s", uri_parameter_name(parameter));
}

static bool
read_type(const struct uri *uri, struct entry *entry, struct err *err)
{
	static const struct {
		const char *name, *title;
	} unsupported[] = {
		{"motp", "mOTP"}, {"yaotp", "Yandex (yaotp)"},
	};
	STRING word = NULL;
	enum entry_type type;
	bool ok;

	for (size_t i = 0; i < COUNT_OF(unsupported); i++) {
		if (view_is(uri->type, unsupported[i].name)) {
			err_set(err, ERR_FORMAT, "%s is not supported yet",
				unsupported[i].title);
			return err_field(err, "type");
		}
	}
	word = str_ndup(uri->type.text, uri->type.len, err);
	ok = word != NULL && entry_type_parse(word, &type, err);
	if (!ok)
		return err_field(err, "type");
	entry_set_type(entry, type);
	return true;
}

/* Steam's codes have many spellings under the type totp. */
static bool
is_steam(const struct uri *uri, const struct entry *entry)
{
	const char *encoder = buf_text(&uri->values[ENCODER]);

	if (entry->type != ENTRY_TOTP ||
	    str_equal_nocase(encoder, OTPAUTH_ENCODER_TOTP))
		return entry->type == ENTRY_STEAM;
	return str_equal_nocase(encoder, OTPAUTH_ENCODER_STEAM) ||
		uri->has[STEAM] ||
		str_equal_nocase(entry->issuer, OTPAUTH_ISSUER_STEAM);
}

/* WinAuth keeps Steam's own record in data=, whose secret is the real one. */
static bool
read_winauth(const struct uri *uri, struct entry *entry)
{
	BUF bytes = {0}, text = {0};
	const char *shared = "";
	struct err ignored;
	json_auto_t *record = json_parse(buf_text(&uri->values[DATA]),
		uri->values[DATA].len, &ignored);

	if (record == NULL || !json_get_text(record, "shared_secret",
				      JSON_REQUIRED, &shared, &ignored))
		return false;
	/* A '+' of Base64 that was not encoded has become a blank. */
	for (; *shared != '\0'; shared++)
		buf_add_byte(&text, *shared == ' ' ? '+' : (uint8_t)*shared);
	return base64_decode(buf_text(&text), text.len, BASE64_LAX, &bytes,
		       &ignored) &&
		bytes.len > 0 &&
		secret_set(&entry->secret, bytes.data, bytes.len, &ignored);
}

static bool
read_secret(const struct uri *uri, struct entry *entry, char *warning,
	struct err *err)
{
	if (entry->type == ENTRY_STEAM && uri->has[DATA]) {
		if (read_winauth(uri, entry))
			return true;
		snprintf(warning, OTPAUTH_WARNING_SIZE,
			"Steam's own record in \"data\" cannot be read; "
			"\"secret\" is taken");
	}
	if (!uri->has[SECRET_TEXT]) {
		err_set(err, ERR_FORMAT, "is missing");
		return err_field(err, "secret");
	}
	return base32_decode(buf_text(&uri->values[SECRET_TEXT]),
		       uri->values[SECRET_TEXT].len, &entry->secret, err) ||
		err_field(err, "secret");
}

static bool
read_parameters(const struct uri *uri, struct entry *entry, char *warning,
	struct err *err)
{
	uint64_t digits = ENTRY_DIGITS_DEFAULT, period = ENTRY_PERIOD_DEFAULT;

	if (entry->type == ENTRY_STEAM)
		return true;
	if (!entry_algorithm_parse(buf_text(&uri->values[ALGORITHM]),
		    &entry->algorithm, err))
		return err_field(err, "algorithm");
	if (!read_number(uri, DIGITS, ENTRY_DIGITS_MIN, ENTRY_DIGITS_MAX,
		    &digits, err))
		return false;
	entry->digits = (unsigned int)digits;
	if (entry->type == ENTRY_HOTP) {
		if (is_default(uri, COUNTER))
			snprintf(warning, OTPAUTH_WARNING_SIZE,
				"no counter given, so it begins at 0");
		return read_number(uri, COUNTER, 0, UINT64_MAX,
			&entry->counter, err);
	}
	if (!read_number(uri, PERIOD, ENTRY_PERIOD_MIN, ENTRY_PERIOD_MAX,
		    &period, err))
		return false;
	entry->period = (unsigned int)period;
	return true;
}

static bool
parse_otpauth(struct view rest, struct entry *entry, char *warning,
	struct err *err)
{
	CLEANUP(uri_wipe) struct uri uri = {0};

	if (!uri_split(rest, &uri, entry, err) ||
	    !read_type(&uri, entry, err) ||
	    !otpauth_read_names(&uri, entry, err))
		return false;
	if (is_steam(&uri, entry))
		entry_set_type(entry, ENTRY_STEAM);
	return read_secret(&uri, entry, warning, err) &&
		read_parameters(&uri, entry, warning, err);
}

/* steam://SECRET, in Base32, or in Base64 as Steam itself writes it. That one
 * has to give the length Steam uses: a mistyped Base32 is Base64, too. */
static bool
parse_steam(struct view rest, struct entry *entry, char *warning,
	struct err *err)
{
	BUF text = {0}, bytes = {0};
	struct err ignored;

	(void)warning;
	uri_decode(rest.text, rest.len, false, &text);
	entry_set_type(entry, ENTRY_STEAM);
	if (!buf_ok(&text, err) ||
	    !str_replace(&entry->issuer, OTPAUTH_ISSUER_STEAM, err))
		return false;
	if (base32_decode(buf_text(&text), text.len, &entry->secret, err))
		return true;
	if (base64_decode(buf_text(&text), text.len, BASE64_LAX, &bytes,
		    &ignored) &&
	    bytes.len == STEAM_SECRET_BYTES)
		return secret_set(&entry->secret, bytes.data, bytes.len, err);
	return err_field(err, "secret");
}

static bool
parse_motp(struct view rest, struct entry *entry, char *warning,
	struct err *err)
{
	(void)rest;
	(void)entry;
	(void)warning;
	err_set(err, ERR_FORMAT, "mOTP is not supported yet");
	return err_field(err, "type");
}

static const struct {
	const char *name; /* with the colon */
	bool (*parse)(struct view rest, struct entry *entry, char *warning,
		struct err *err);
} schemes[] = {
	{"otpauth:", parse_otpauth},
	{"apple-otpauth:", parse_otpauth},
	{"steam:", parse_steam},
	{"motp:", parse_motp},
};

bool
otpauth_match(const char *text, size_t len)
{
	struct view view = view_trim(text, len);

	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		if (view_starts(view, schemes[i].name))
			return true;
	}
	return false;
}

bool
otpauth_parse(const char *text, size_t len, struct entry *out,
	char warning[static OTPAUTH_WARNING_SIZE], struct err *err)
{
	struct view view = view_trim(text, len);
	const char *nul = memchr(text, '\0', len);
	ENTRY entry = {0};

	warning[0] = '\0';
	if (nul != NULL)
		return err_set(err, ERR_FORMAT, "character %zu is U+0000, "
			"which no URI has", (size_t)(nul - text) + 1);
	if (view.len > OTPAUTH_URI_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %d bytes, is %zu", OTPAUTH_URI_MAX,
			view.len);
	if (!entry_init(&entry, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		size_t scheme = strlen(schemes[i].name);

		if (!view_starts(view, schemes[i].name) ||
		    !view_starts(view_skip(view, scheme), "//"))
			continue;
		if (!schemes[i].parse(view_skip(view, scheme + strlen("//")),
			    &entry, warning, err) ||
		    !entry_check(&entry, err))
			return false;
		*out = entry_move(&entry);
		return true;
	}
	return err_set(err, ERR_FORMAT, "must begin with otpauth://, does not");
}
