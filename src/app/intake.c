#include "app/intake.h"

#include <errno.h>
#include <sys/stat.h>

#include "app/intake_codes.h"
#include "app/intake_folder.h"
#include "app/session_identity.h"
#include "base/file.h"
#include "base/utf8.h"
#include "qr/scan.h"

#define PEEK_BYTES ((size_t)64)

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
	return gather_import(gather, &import, err);
}

static bool
is_unconfined(const struct intake_options *options)
{
	return options != NULL && options->unconfined;
}

static bool
unknown(const uint8_t *bytes, size_t len, struct err *err)
{
	const char *other = format_other(bytes, len);

	return other == NULL ? err_set(err, ERR_FORMAT,
		"is neither a picture nor a backup that otp knows") :
		err_set(err, ERR_FORMAT, "is %s, which otp cannot read; it "
			"takes QR codes and lists of otpauth:// URIs", other);
}

static bool
take_bytes(const struct gather *gather, const struct intake_options *options,
	const uint8_t *bytes, size_t len, struct err *err)
{
	const struct format *format = options != NULL ? options->format : NULL;
	SCAN_RESULT scan = {0};
	BUF text = {0};

	if (format == NULL && scan_is_picture(bytes, len))
		return scan_bytes(bytes, len, is_unconfined(options), &scan,
			err) && intake_codes(gather, &scan, err);
	if (len == 0)
		return err_set(err, ERR_FORMAT, "is empty");
	/* As PowerShell writes it. */
	if (utf8_from_utf16(&text, bytes, len)) {
		if (!buf_ok(&text, err))
			return false;
		bytes = text.data;
		len = text.len;
	}
	if (format == NULL)
		format = format_guess(bytes, len);
	if (format == NULL)
		return unknown(bytes, len, err);
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
			intake_codes(gather, &scan, err);
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
		intake_codes(&gather, &scan, err)) ||
		err_at(err, "%s", gather.source);
}
