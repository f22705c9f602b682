/* A camera, by the V4L2 part of zbar, which knows the formats of many. */
#ifndef SCAN_CAMERA_H
#define SCAN_CAMERA_H

#include "scan/plane.h"

struct camera;

/* The first of /dev/video0 to 63 that gives pictures, streaming. NULL with an
 * err that says what is missing. */
struct camera *camera_open(struct err *err) MUST_USE;

/* For the sandbox, as nothing else may be controlled. */
int camera_fd(const struct camera *camera);

/* Waits for the next picture. plane must be empty before. */
bool camera_frame(struct camera *camera, struct plane *out, struct err *err)
	MUST_USE;

void camera_close(struct camera **camera);

#endif
