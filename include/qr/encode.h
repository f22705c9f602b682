/* Text to the modules of a QR code. The modules are as secret as the text. */
#ifndef QR_ENCODE_H
#define QR_ENCODE_H

#include "base/secret.h"

#define QR_TEXT_MAX 2953 /* bytes: version 40 at the lowest correction */
#define QR_SIZE_MAX 177  /* modules on a side of version 40 */

/* Error correction: the part of the code that may be unreadable. */
enum qr_level { QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, QR_LEVEL_H };

struct qr_matrix {
	struct secret modules; /* size * size bytes, row by row; 1 is dark */
	unsigned int size;     /* modules on a side, 21 to QR_SIZE_MAX */
	unsigned int version;  /* 1 to 40 */
	enum qr_level level;
};

#define QR_MATRIX CLEANUP(qr_matrix_wipe) struct qr_matrix

/*
 * Encodes len bytes in the smallest version that holds them, with the most
 * error correction that this version has room for. *out must be empty before.
 * ERR_FORMAT: no bytes, or more than QR_TEXT_MAX.
 */
bool qr_encode(const char *text, size_t len, struct qr_matrix *out,
	struct err *err) MUST_USE;

/* Any place is allowed; what lies outside is light. */
bool qr_is_dark(const struct qr_matrix *matrix, int x, int y);

void qr_matrix_wipe(struct qr_matrix *matrix);

#endif
