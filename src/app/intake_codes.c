#include "app/intake_codes.h"

#include "app/intake_classify.h"
#include "base/str.h"
#include "core/otpauth.h"

#define NAMED_MAX ((size_t)3) /* codes named in one error */
#define MIGRATION "otpauth-migration:"

/*
 * The QR codes of an export by Google Authenticator, one a line. They are read
 * together, as an export may have several parts.
 */
static bool
take_export(const struct gather *gather, const struct buf *lines,
	struct err *err)
{
	const struct format *format = format_guess(lines->data, lines->len);
	IMPORT import = {0};

	if (format == NULL)
		return err_set(err, ERR_FORMAT, "exports of Google "
			"Authenticator cannot be read");
	if (!format->read(lines->data, lines->len, NULL, &import, err))
		return false;
	if (import.entries.len == 0 && import.skipped_count == 1)
		return err_set(err, ERR_FORMAT, "%s",
			import.skipped[0].err.text);
	return gather_import(gather, &import, err);
}

/* Why codes were not taken. */
struct verdicts {
	struct err errs[SCAN_FRAMES_MAX + 1];
	size_t count;
	bool malformed; /* one of them is an account, but a bad one */
};

/* The account of one code; ERR_NO_MATCH, saying what it is, if it is none,
 * ERR_FORMAT for an account that cannot be used. */
static bool
take_payload(const struct gather *gather, const struct buf *payload,
	struct buf *exports, struct err *err)
{
	const char *text = buf_text(payload);
	char warning[OTPAUTH_WARNING_SIZE] = "";
	ENTRY entry = {0};
	BUF kind = {0};

	if (otpauth_match(text, payload->len))
		return otpauth_parse(text, payload->len, &entry, warning,
			err) && gather_entry(gather, &entry, warning, err);
	if (str_starts_nocase(text, MIGRATION)) {
		buf_add(exports, payload->data, payload->len);
		buf_add_byte(exports, '\n');
		return buf_ok(exports, err);
	}
	intake_classify(payload->data, payload->len, &kind);
	if (!buf_ok(&kind, err))
		return false;
	return err_set(err, ERR_NO_MATCH, "%s", buf_text(&kind));
}

/* Keeps what is about a code; what is about us goes into *err. */
static bool
keep_verdict(struct verdicts *verdicts, const struct err *verdict,
	struct err *err)
{
	if (verdict->kind != ERR_NO_MATCH && verdict->kind != ERR_FORMAT) {
		*err = *verdict;
		return false;
	}
	verdicts->malformed = verdicts->malformed ||
		verdict->kind == ERR_FORMAT;
	verdicts->errs[verdicts->count++] = *verdict;
	return true;
}

/* The err of a picture in which no code is an account. */
static bool
no_account(const struct verdicts *verdicts, struct err *err)
{
	size_t count = verdicts->count;
	char text[ERR_TEXT_MAX] = "";
	size_t len = 0;

	for (size_t i = 0; i < count && i < NAMED_MAX; i++) {
		int put = snprintf(text + len, sizeof(text) - len, "%s%s",
			i > 0 ? "; " : "", verdicts->errs[i].text);

		len += put > 0 ? (size_t)put : 0;
		if (len >= sizeof(text))
			break;
	}
	if (count > NAMED_MAX)
		return err_set(err, ERR_NO_MATCH, "the %zu QR codes in it are "
			"not for an authenticator: %s; ...", count, text);
	return err_set(err, ERR_NO_MATCH, "the QR code%s in it %s not for an "
		"authenticator: %s", count > 1 ? "s" : "",
		count > 1 ? "are" : "is", text);
}

static bool
take_codes(const struct gather *gather, const struct scan_result *scan,
	struct verdicts *verdicts, struct err *err)
{
	struct err verdict = {0};
	BUF exports = {0};

	for (size_t i = 0; i < scan->len; i++) {
		if (!take_payload(gather, &scan->payloads[i], &exports,
			    &verdict) &&
		    !keep_verdict(verdicts, &verdict, err))
			return false;
	}
	return exports.len == 0 || take_export(gather, &exports, &verdict) ||
		keep_verdict(verdicts, &verdict, err);
}

bool
intake_codes(const struct gather *gather, const struct scan_result *scan,
	struct err *err)
{
	struct verdicts verdicts = {0};
	size_t before = gather->intake->len;

	if (!take_codes(gather, scan, &verdicts, err))
		return false;
	if (gather->intake->len == before && !verdicts.malformed &&
	    !gather->in_folder)
		return no_account(&verdicts, err);
	if (gather->intake->len == before && verdicts.count == 1 &&
	    !gather->in_folder) {
		*err = verdicts.errs[0];
		return false;
	}
	for (size_t i = 0; i < verdicts.count; i++) {
		const struct err *reason = &verdicts.errs[i];
		struct intake *intake = gather->intake;

		if (!gather_skipped(gather, "QR code", reason, err))
			return false;
		intake->items[intake->len - 1].foreign =
			reason->kind == ERR_NO_MATCH;
	}
	return true;
}
