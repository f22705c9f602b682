#include "qr/scan.h"

#include <signal.h>

#include "base/otp_scan.h"
#include "base/picture.h"
#include "base/str.h"
#include "base/utf8.h"
#include "os/proc.h"

#define LENGTH_BYTES 4
#define OUT_MAX (SCAN_FRAMES_MAX * (LENGTH_BYTES + SCAN_FRAME_BYTES_MAX))
#define LINE_MAX_BYTES ((size_t)4096)

bool
scan_is_picture(const uint8_t *bytes, size_t len)
{
	return picture_kind(bytes, len) != NULL;
}

/* Libraries may have said something before. */
static const char *
last_line(const char *text)
{
	const char *line = text;

	for (; *text != '\0'; text++) {
		if (text[0] == '\n' && text[1] != '\0')
			line = text + 1;
	}
	return line;
}

/* The helper's line, or what its end looked like. */
static bool
failed(const struct proc_result *result, struct err *err)
{
	enum err_kind kind = otp_scan_kind(result->status);
	const char *said = last_line(buf_text(&result->err));
	size_t len = strcspn(said, "\n");
	BUF line = {0};

	if (result->timed_out || result->signal == SIGXCPU)
		return err_set(err, ERR_FORMAT, "takes too long to decode: "
			"more than %d s", SCAN_DEADLINE_MS / 1000);
	if (result->signal != 0)
		return err_set(err, ERR_FORMAT, "could not be decoded: "
			OTP_SCAN " was ended by signal %d", result->signal);
	if (len == 0)
		return err_set(err, kind, OTP_SCAN " failed without saying "
			"why (status %d)", result->status);
	utf8_printable(&line, said, len);
	return buf_ok(&line, err) && err_set(err, kind, "%s", buf_text(&line));
}

static bool
bad_frames(struct err *err)
{
	return err_set(err, ERR_SYSTEM, OTP_SCAN " gave an answer that makes "
		"no sense: is it of another version?");
}

static bool
read_frames(const uint8_t *bytes, size_t left, struct scan_result *out,
	struct err *err)
{
	while (left > 0) {
		size_t len = 0;

		if (left < LENGTH_BYTES || out->len == SCAN_FRAMES_MAX)
			return bad_frames(err);
		for (size_t i = 0; i < LENGTH_BYTES; i++)
			len = len << 8 | bytes[i];
		bytes += LENGTH_BYTES;
		left -= LENGTH_BYTES;
		if (len > SCAN_FRAME_BYTES_MAX || len > left)
			return bad_frames(err);
		buf_add(&out->payloads[out->len], bytes, len);
		if (!buf_ok(&out->payloads[out->len++], err))
			return false;
		bytes += len;
		left -= len;
	}
	return out->len > 0 || bad_frames(err);
}

bool
scan_frames(const uint8_t *bytes, size_t len, struct scan_result *out,
	struct err *err)
{
	if (read_frames(bytes, len, out, err))
		return true;
	scan_result_wipe(out);
	return false;
}

/* input says where the picture is. */
static bool
run_helper(const struct proc *input, bool unconfined, bool encodings,
	struct proc_result *result, struct err *err)
{
	static const char *const no_environment[] = {NULL};
	STRING path = proc_helper_path(OTP_SCAN, err);
	const char *argv[4] = {path};
	struct proc proc = *input;
	size_t count = 1;

	if (path == NULL)
		return false;
	if (unconfined)
		argv[count++] = OTP_SCAN_NO_SANDBOX;
	if (encodings)
		argv[count++] = OTP_SCAN_ENCODINGS;
	proc.argv = argv;
	proc.env = no_environment;
	proc.out_max = OUT_MAX;
	proc.err_max = LINE_MAX_BYTES;
	proc.deadline_ms = SCAN_DEADLINE_MS;
	return proc_run(&proc, result, err);
}

/* What can be read once only must be read with all encodings. */
static bool
run(const struct proc *input, bool unconfined, struct scan_result *out,
	struct err *err)
{
	off_t start = input->input < 0 ? 0 : lseek(input->input, 0, SEEK_CUR);
	PROC_RESULT result = {0};

	if (!run_helper(input, unconfined, start < 0, &result, err))
		return false;
	if (result.status == OTP_SCAN_DECLARED) {
		proc_result_wipe(&result);
		if (input->input >= 0 &&
		    lseek(input->input, start, SEEK_SET) != start)
			return err_errno(err, "cannot read");
		if (!run_helper(input, unconfined, true, &result, err))
			return false;
	}
	if (result.status != 0 || result.timed_out)
		return failed(&result, err);
	return scan_frames(result.out.data, result.out.len, out, err);
}

bool
scan_fd(int fd, bool unconfined, struct scan_result *out, struct err *err)
{
	const struct proc input = {.input = fd};

	return run(&input, unconfined, out, err);
}

bool
scan_bytes(const uint8_t *bytes, size_t len, bool unconfined,
	struct scan_result *out, struct err *err)
{
	const struct proc input = {
		.input = -1, .feed = bytes, .feed_len = len,
	};

	return run(&input, unconfined, out, err);
}

void
scan_result_wipe(struct scan_result *result)
{
	for (size_t i = 0; i < result->len; i++)
		buf_wipe(&result->payloads[i]);
	*result = (struct scan_result){0};
}
