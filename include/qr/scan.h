/*
 * Client of otp-scan, the helper that decodes pictures. Only a descriptor
 * goes there; payloads come back as length-prefixed frames.
 */
#ifndef QR_SCAN_H
#define QR_SCAN_H

#include "base/buf.h"

#define SCAN_FRAMES_MAX 64
/* A code holds 2,953 bytes, which as UTF-8 may be twice as many, and sixteen
 * codes may hold one message. */
#define SCAN_FRAME_BYTES_MAX ((size_t)96 * 1024)
#define SCAN_DEADLINE_MS 20000

struct scan_result {
	struct buf payloads[SCAN_FRAMES_MAX]; /* UTF-8, NULs possible */
	size_t len;
};

#define SCAN_RESULT CLEANUP(scan_result_wipe) struct scan_result

/* True if the bytes begin like a picture, of a format that otp-scan reads or
 * one that it refuses by name. */
bool scan_is_picture(const uint8_t *bytes, size_t len);

/* Decodes the picture in the descriptor, read from its current offset.
 * ERR_NO_MATCH: no QR code in it; ERR_UNREADABLE: one that cannot be read;
 * ERR_FORMAT: not a picture it can read; ERR_REFUSED: the kernel cannot
 * confine the helper, which unconfined does without. */
bool scan_fd(int fd, bool unconfined, struct scan_result *out,
	struct err *err) MUST_USE;

/* The same for bytes. */
bool scan_bytes(const uint8_t *bytes, size_t len, bool unconfined,
	struct scan_result *out, struct err *err) MUST_USE;

/* Takes the helper's answer apart; ERR_SYSTEM, and *out as it was, if it is
 * none. */
bool scan_frames(const uint8_t *bytes, size_t len, struct scan_result *out,
	struct err *err) MUST_USE;

void scan_result_wipe(struct scan_result *result);

#endif
