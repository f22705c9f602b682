/* QR codes held before a camera, by otp-scan as for pictures. */
#ifndef QR_CAMERA_H
#define QR_CAMERA_H

#include "qr/scan.h"

#define CAMERA_DEADLINE_MS 120000

/* What the camera sees, small. */
struct camera_view {
	size_t width, height; /* at most 255 */
	const uint8_t *grey;  /* by rows, 255 is white */
	bool seen;            /* there seems to be a code */
};

struct camera_watcher {
	void (*show)(void *arg, const struct camera_view *view); /* or NULL */
	void *arg;
	bool unconfined; /* as of scan_fd() */
};

/* Watches until there is a code. ERR_NO_MATCH when none came in time,
 * ERR_SYSTEM saying what is missing when there is no camera. */
bool camera_scan(const struct camera_watcher *watcher,
	struct scan_result *out, struct err *err) MUST_USE;

#endif
