#include "qr/camera.h"

#include "base/otp_scan.h"
#include "base/str.h"
#include "base/utf8.h"
#include "os/proc.h"

#define LENGTH_BYTES ((size_t)4)
#define VIEW_HEAD ((size_t)4) /* 'p', width, height, seen */
#define LINE_MAX_BYTES ((size_t)4096)
#define OUT_MAX ((size_t)SCAN_FRAMES_MAX * (LENGTH_BYTES + \
	SCAN_FRAME_BYTES_MAX))

struct watch {
	const struct camera_watcher *watcher;
	struct scan_result *out;
	bool senseless; /* the helper said something that is no answer */
};

static void
take_view(struct watch *watch, const uint8_t *bytes, size_t len)
{
	struct camera_view view = {
		.grey = bytes + VIEW_HEAD,
	};

	if (len < VIEW_HEAD) {
		watch->senseless = true;
		return;
	}
	view.width = bytes[1];
	view.height = bytes[2];
	view.seen = bytes[3] != 0;
	if (view.width == 0 || len != VIEW_HEAD + view.width * view.height)
		watch->senseless = true;
	else if (watch->watcher->show != NULL)
		watch->watcher->show(watch->watcher->arg, &view);
}

static void
take_code(struct watch *watch, const uint8_t *bytes, size_t len)
{
	struct scan_result *out = watch->out;

	if (out->len == SCAN_FRAMES_MAX) {
		watch->senseless = true;
		return;
	}
	buf_add(&out->payloads[out->len++], bytes + 1, len - 1);
}

static void
take_message(struct watch *watch, const uint8_t *bytes, size_t len)
{
	if (len > 0 && bytes[0] == 'p')
		take_view(watch, bytes, len);
	else if (len > 0 && bytes[0] == 'c')
		take_code(watch, bytes, len);
	else
		watch->senseless = true;
}

/* Each message as soon as it is whole. */
static size_t
on_out(void *arg, const uint8_t *bytes, size_t len)
{
	struct watch *watch = arg;
	size_t used = 0;

	while (!watch->senseless && len - used >= LENGTH_BYTES) {
		const uint8_t *at = bytes + used;
		size_t size = (size_t)at[0] << 24 | (size_t)at[1] << 16 |
			(size_t)at[2] << 8 | at[3];

		if (size > SCAN_FRAME_BYTES_MAX) {
			watch->senseless = true;
			break;
		}
		if (len - used - LENGTH_BYTES < size)
			return used;
		take_message(watch, at + LENGTH_BYTES, size);
		used += LENGTH_BYTES + size;
	}
	return watch->senseless ? len : used;
}

static bool
ended(const struct proc_result *result, struct err *err)
{
	size_t len = strcspn(buf_text(&result->err), "\n");
	BUF line = {0};

	if (result->timed_out)
		return err_set(err, ERR_NO_MATCH, "no QR code was held before "
			"it for %d s: hold it nearer, straighter or in more "
			"light", CAMERA_DEADLINE_MS / 1000);
	if (result->signal != 0)
		return err_set(err, ERR_SYSTEM, OTP_SCAN " was ended by "
			"signal %d", result->signal);
	if (result->status == 0)
		return true;
	utf8_printable(&line, buf_text(&result->err), len);
	return buf_ok(&line, err) && err_set(err, ERR_SYSTEM, "%s",
		line.len > 0 ? buf_text(&line) : OTP_SCAN " failed without "
			"saying why");
}

static bool
collect(const struct watch *watch, const struct proc_result *result,
	struct err *err)
{
	if (!ended(result, err))
		return false;
	if (watch->senseless || watch->out->len == 0 || result->out.len > 0)
		return err_set(err, ERR_SYSTEM, OTP_SCAN " gave an answer "
			"that makes no sense: is it of another version?");
	for (size_t i = 0; i < watch->out->len; i++) {
		if (!buf_ok(&watch->out->payloads[i], err))
			return false;
	}
	return true;
}

bool
camera_scan(const struct camera_watcher *watcher, struct scan_result *out,
	struct err *err)
{
	static const char *const no_environment[] = {NULL};
	struct watch watch = {.watcher = watcher, .out = out};
	PROC_RESULT result = {0};
	STRING path = proc_helper_path(OTP_SCAN, err);
	const char *const argv[] = {
		path, OTP_SCAN_CAMERA,
		watcher->unconfined ? OTP_SCAN_NO_SANDBOX : NULL, NULL,
	};
	const struct proc proc = {
		.argv = argv, .env = no_environment, .input = -1,
		.out_max = OUT_MAX, .err_max = LINE_MAX_BYTES,
		.on_out = on_out, .arg = &watch,
		.deadline_ms = CAMERA_DEADLINE_MS,
	};

	if (path == NULL || !proc_run(&proc, &result, err))
		return false;
	if (collect(&watch, &result, err))
		return true;
	scan_result_wipe(out);
	return false;
}
