/* Watching a camera until it shows a code. */
#ifndef SCAN_WATCH_H
#define SCAN_WATCH_H

#include "scan/camera.h"
#include "scan/decode.h"

/*
 * Reads frame after frame, and writes to descriptor fd, each as a 4-byte
 * big-endian length and the bytes, what it sees: 'p', a byte of width and of
 * height, 1 if there seems to be a code, and grey pixels. Returns with the
 * findings of the first frame that has some.
 */
bool watch(struct camera *camera, struct decoder *decoder, int fd,
	struct findings *findings, struct err *err) MUST_USE;

#endif
