/* The codes of a picture, each payload once. */
#ifndef SCAN_FINDINGS_H
#define SCAN_FINDINGS_H

#include "base/buf.h"

#define FINDINGS_MAX 64

struct box {
	int left, top, right, bottom; /* in pixels, edges included */
};

struct finding {
	struct buf payload; /* UTF-8 */
	size_t frame;
	struct box box;
};

struct findings {
	struct finding items[FINDINGS_MAX];
	size_t len;
	size_t frame;      /* where the next ones are found */
	bool part;         /* a part of a multi-code message was seen */
	bool seen;         /* a code was located, read or not */
	bool declared;     /* one that was not read declares its encoding */
	const char *other; /* the name of a barcode that is not QR, or NULL */
};

#define FINDINGS CLEANUP(findings_wipe) struct findings

/* Adds the bytes of a code, as they came out of the decoder: UTF-8, or else
 * ISO 8859-1, with or without a byte order mark. More than FINDINGS_MAX and
 * what is already there is left out. */
bool findings_add(struct findings *findings, const void *bytes, size_t len,
	const struct box *box, struct err *err) MUST_USE;

/* Frame by frame, line by line, left to right. */
void findings_sort(struct findings *findings);

void findings_wipe(struct findings *findings);

#endif
