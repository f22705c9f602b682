/* One 8-bit sample a pixel, rows without gaps. */
#ifndef SCAN_PLANE_H
#define SCAN_PLANE_H

#include "base/err.h"

struct plane {
	uint8_t *at;
	size_t width, height;
};

#define PLANE CLEANUP(plane_free) struct plane

/* All zero. The plane must be empty before. */
bool plane_init(struct plane *plane, size_t width, size_t height,
	struct err *err) MUST_USE;

/* Black becomes white; twice is nothing. */
void plane_invert(struct plane *plane);

/* True if all samples are the same. */
bool plane_is_flat(const struct plane *plane);

/* A number that differs, all but surely, between different planes. */
uint64_t plane_hash(const struct plane *plane);

void plane_free(struct plane *plane);

#endif
