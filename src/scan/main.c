/*
 * otp-scan: decodes the QR codes of the picture on descriptor 0, in a process
 * that holds no secret and gives up its rights before it reads the picture.
 * Each payload goes to descriptor 1 as a 4-byte big-endian length and the
 * bytes; descriptor 2 gets one line of text if something is wrong.
 */
#include "base/file.h"
#include "base/otp_scan.h"
#include "scan/heif.h"
#include "scan/pipeline.h"
#include "scan/sandbox.h"
#include "scan/watch.h"

#define PICTURE_BYTES_MAX ((size_t)128 * 1024 * 1024)

static bool
write_findings(const struct findings *findings, const char *kind,
	struct err *err)
{
	BUF out = {0};

	for (size_t i = 0; i < findings->len; i++) {
		const struct buf *payload = &findings->items[i].payload;
		size_t len = strlen(kind) + payload->len;

		for (int shift = 24; shift >= 0; shift -= 8)
			buf_add_byte(&out, (uint8_t)(len >> shift));
		buf_add_str(&out, kind);
		buf_add(&out, payload->data, payload->len);
	}
	return buf_ok(&out, err) &&
		fd_write_all(STDOUT_FILENO, out.data, out.len, err);
}

/* What the options say. */
struct order {
	bool confined, camera, encodings;
};

/* *declared: another encoding may be needed. */
static bool
read_picture(const struct order *order, bool *declared, struct err *err)
{
	CLEANUP(decoder_free) struct decoder *decoder = NULL;
	FINDINGS findings = {0};
	BUF picture = {0};
	bool found;

	sandbox_prepare();
	heif_prepare();
	decoder = decoder_new(order->encodings, err);
	if (decoder == NULL || !sandbox_enter(order->confined, err) ||
	    !fd_read_all(STDIN_FILENO, PICTURE_BYTES_MAX, &picture, err))
		return false;
	found = pipeline_run(decoder, picture.data, picture.len, &findings,
		err);
	*declared = findings.declared && !order->encodings;
	return found && write_findings(&findings, "", err);
}

/* What the camera shows goes to descriptor 1 as well, see watch.h; there each
 * payload has a 'c' in front. The camera stays open until the process ends, as
 * closing it needs more than the sandbox allows. */
static bool
read_camera(const struct order *order, struct err *err)
{
	CLEANUP(decoder_free) struct decoder *decoder = NULL;
	struct camera *camera;
	FINDINGS findings = {0};

	sandbox_prepare();
	decoder = decoder_new(true, err);
	if (decoder == NULL)
		return false;
	camera = camera_open(err);
	return camera != NULL &&
		sandbox_enter_with_camera(order->confined, camera_fd(camera), err) &&
		watch(camera, decoder, STDOUT_FILENO, &findings, err) &&
		write_findings(&findings, "c", err);
}

int
main(int argc, char **argv)
{
	struct err err = {0};
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];
	struct order order = {.confined = true};
	bool declared = false;
	int i = 1, status = OTP_SCAN_FOUND;

	for (; i < argc; i++) {
		if (strcmp(argv[i], OTP_SCAN_NO_SANDBOX) == 0)
			order.confined = false;
		else if (strcmp(argv[i], OTP_SCAN_CAMERA) == 0)
			order.camera = true;
		else if (strcmp(argv[i], OTP_SCAN_ENCODINGS) == 0)
			order.encodings = true;
		else
			break;
	}
	if (i < argc) {
		fputs("usage: otp-scan [" OTP_SCAN_NO_SANDBOX "] ["
			OTP_SCAN_ENCODINGS "] < PICTURE\n"
			"       otp-scan [" OTP_SCAN_NO_SANDBOX "] "
			OTP_SCAN_CAMERA "\n", stderr);
		return OTP_SCAN_USAGE;
	}
	if (!(order.camera ? read_camera(&order, &err)
			   : read_picture(&order, &declared, &err))) {
		err_format(&err, line, sizeof(line));
		fprintf(stderr, "%s\n", line);
		status = otp_scan_status(&err);
	}
	if (declared)
		status = OTP_SCAN_DECLARED;
	if (order.camera)
		_exit(status);
	return status;
}
