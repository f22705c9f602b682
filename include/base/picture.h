/* What kind of picture some bytes are, by content and never by name. */
#ifndef BASE_PICTURE_H
#define BASE_PICTURE_H

#include "base/base.h"

enum picture_type {
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_WEBP,
	PICTURE_GIF,
	PICTURE_BMP,
	PICTURE_HEIF, /* in a build with libheif */
	PICTURE_REFUSED, /* known by name, never decoded */
};

struct picture_kind {
	enum picture_type type;
	const char *name; /* "a PNG picture" */
};

/* Bytes from the beginning that are enough to tell. */
#define PICTURE_PEEK 1024

/* The kind, or NULL for what does not begin like a picture. */
const struct picture_kind *picture_kind(const uint8_t *bytes, size_t len);

#endif
