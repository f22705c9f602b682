#include "app/intake.h"

#include <errno.h>
#include <sys/stat.h>

#include "app/intake_classify.h"
#include "app/intake_folder.h"
#include "app/intake_items.h"
#include "app/session_identity.h"
#include "base/file.h"
#include "core/otpauth.h"
#include "qr/scan.h"

#define NAMED_MAX ((size_t)3) /* codes named in one error */
#define PEEK_BYTES ((size_t)64)
#define MIGRATION "otpauth-migration:"

/* Moves what a format found into the intake. */
static bool
take_import(const struct gather *gather, struct import *import,
	struct err *err)
{
	size_t note = 0;

	for (size_t i = 0; i < import->entries.len; i++) {
		const char *warning = NULL;

		for (; note < import->note_count &&
		    import->notes[note].index <= i; note++) {
			if (import->notes[note].index == i)
				warning = import->notes[note].text;
		}
		if (!gather_entry(gather, import->entries.items[i], warning,
			    err))
			return false;
	}
	for (size_t i = 0; i < import->skipped_count; i++) {
		if (!gather_skipped(gather, import->skipped[i].name,
			    &import->skipped[i].err, err))
			return false;
	}
	if (import->entries.len + import->skipped_count == 0)
		return err_set(err, ERR_NO_MATCH, "there is no account in it");
	import_batches_join(&gather->intake->batches, &import->batches);
	return true;
}

/* Asks for passphrases until one fits, or the same comes twice. */
static bool
read_locked(const struct format *format, const struct gather *gather,
	const struct intake_options *options, const uint8_t *bytes,
	size_t len, struct import *import, struct err *err)
{
	SECRET last = {0};
	struct err asked = {0};

	for (;;) {
		SECRET passphrase = {0};

		if (options == NULL || options->passphrase == NULL)
			return false;
		if (!options->passphrase(options->arg, gather->source,
			    &passphrase, &asked)) {
			*err = asked.kind != ERR_NONE ? asked : *err;
			return false;
		}
		if (last.bytes != NULL && secret_equal(&last, &passphrase))
			return false;
		import_wipe(import);
		if (format->read(bytes, len, &passphrase, import, err))
			return true;
		if (err->kind != ERR_LOCKED)
			return false;
		secret_wipe(&last);
		last = secret_move(&passphrase);
	}
}

/* By the identities of the session, as a vault is. */
static bool
read_identified(const struct format *format, const struct gather *gather,
	const uint8_t *bytes, size_t len, struct import *import,
	struct err *err)
{
	IDENTITIES own = {0};

	if (gather->session != NULL &&
	    !session_identities(gather->session, &own, err))
		return false;
	if (own.count == 0)
		return err_set(err, ERR_LOCKED, "is opened by an identity, "
			"not by a passphrase: give its file with --identity "
			"or OTP_IDENTITY");
	return format->read_identified(bytes, len, &own, import, err);
}

static bool
read_unlocked(const struct format *format, const struct gather *gather,
	const struct intake_options *options, const uint8_t *bytes,
	size_t len, struct import *import, struct err *err)
{
	if (format->is_identified != NULL && format->is_identified(bytes, len))
		return read_identified(format, gather, bytes, len, import,
			err);
	return format->read(bytes, len, NULL, import, err) ||
		(err->kind == ERR_LOCKED && read_locked(format, gather,
			options, bytes, len, import, err));
}

static bool
read_format(const struct format *format, const struct gather *gather,
	const struct intake_options *options, const uint8_t *bytes,
	size_t len, struct err *err)
{
	IMPORT import = {0};

	if (!read_unlocked(format, gather, options, bytes, len, &import, err))
		return false;
	return take_import(gather, &import, err);
}

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
	return take_import(gather, &import, err);
}

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

/* Why codes were not taken. */
struct verdicts {
	struct err errs[SCAN_FRAMES_MAX + 1];
	size_t count;
	bool malformed; /* one of them is an account, but a bad one */
};

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

/* All codes of a picture: accounts are taken, the others are skipped, unless
 * none is an account. */
static bool
take_scan(const struct gather *gather, const struct scan_result *scan,
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

static bool
is_unconfined(const struct intake_options *options)
{
	return options != NULL && options->unconfined;
}

static bool
take_bytes(const struct gather *gather, const struct intake_options *options,
	const uint8_t *bytes, size_t len, struct err *err)
{
	const struct format *format = options != NULL ? options->format : NULL;
	SCAN_RESULT scan = {0};

	if (format == NULL && scan_is_picture(bytes, len))
		return scan_bytes(bytes, len, is_unconfined(options), &scan,
			err) && take_scan(gather, &scan, err);
	if (len == 0)
		return err_set(err, ERR_FORMAT, "is empty");
	if (format == NULL)
		format = format_guess(bytes, len);
	if (format == NULL)
		return err_set(err, ERR_FORMAT,
			"is neither a picture nor a backup that otp knows");
	return read_format(format, gather, options, bytes, len, err);
}

bool
intake_bytes(struct intake *intake, const struct session *session,
	const struct intake_options *options, const char *source,
	const uint8_t *bytes, size_t len, struct err *err)
{
	struct gather gather = {intake, session, source, false};

	return take_bytes(&gather, options, bytes, len, err) ||
		err_at(err, "%s", source);
}

/* A picture goes to the helper as a descriptor and is never read here. */
static bool
is_picture(int fd)
{
	uint8_t bytes[PEEK_BYTES];
	ssize_t got = pread(fd, bytes, sizeof(bytes), 0);

	return got > 0 && scan_is_picture(bytes, (size_t)got);
}

static bool
is_folder(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool
take_path(const struct gather *gather, const struct intake_options *options,
	const char *path, struct err *err)
{
	FD fd = file_open(path, err);
	SCAN_RESULT scan = {0};
	BUF bytes = {0};

	if (fd < 0)
		return false;
	if ((options == NULL || options->format == NULL) && is_picture(fd))
		return scan_fd(fd, is_unconfined(options), &scan, err) &&
			take_scan(gather, &scan, err);
	return fd_read_all(fd, FORMAT_FILE_MAX, &bytes, err) &&
		take_bytes(gather, options, bytes.data, bytes.len, err);
}

bool
intake_path(struct intake *intake, const struct session *session,
	const struct intake_options *options, const char *path,
	struct err *err)
{
	struct gather gather = {intake, session, path, false};

	return (is_folder(path)
		? intake_folder(&gather, options, take_path, err)
		: take_path(&gather, options, path, err)) ||
		err_at(err, "%s", path);
}

bool
intake_camera(struct intake *intake, const struct session *session,
	const struct camera_watcher *watcher, struct err *err)
{
	struct gather gather = {intake, session, "camera", false};
	SCAN_RESULT scan = {0};

	return (camera_scan(watcher, &scan, err) &&
		take_scan(&gather, &scan, err)) ||
		err_at(err, "%s", gather.source);
}
