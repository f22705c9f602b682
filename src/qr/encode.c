/*
 * The only user of libqrencode. Its result is wiped before it is freed; the
 * copies of the text that it keeps while working are out of its API's reach.
 */
#include "qr/encode.h"

#include <errno.h>
#include <qrencode.h>

static const struct {
	enum qr_level level;
	QRecLevel library;
} levels[] = {
	/* The best first. */
	{QR_LEVEL_H, QR_ECLEVEL_H},
	{QR_LEVEL_Q, QR_ECLEVEL_Q},
	{QR_LEVEL_M, QR_ECLEVEL_M},
	{QR_LEVEL_L, QR_ECLEVEL_L},
};

static void
code_free(QRcode **code)
{
	if (*code == NULL)
		return;
	explicit_bzero((*code)->data,
		(size_t)(*code)->width * (size_t)(*code)->width);
	QRcode_free(*code);
	*code = NULL;
}

#define CODE CLEANUP(code_free) QRcode *

/*
 * Runs of digits and capitals take less room in modes of their own, which the
 * library finds by itself. Text beyond ASCII stays one run of bytes: readers
 * guess its character set from the run, and a short one misleads them.
 */
static bool
is_bytes_only(const struct secret *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if (text->bytes[i] == '\0' || text->bytes[i] >= 0x80)
			return true;
	}
	return false;
}

/* version 0: the smallest that holds it. NULL with errno set on failure; a
 * result of a larger version means that it did not fit. */
static QRcode *
encode_as(const struct secret *text, bool bytes_only, int version,
	QRecLevel level)
{
	if (bytes_only)
		return QRcode_encodeData((int)text->len, text->bytes, version,
			level);
	return QRcode_encodeString((const char *)text->bytes, version, level,
		QR_MODE_8, 1);
}

static bool
matrix_set(struct qr_matrix *out, const QRcode *code, enum qr_level level,
	struct err *err)
{
	size_t size = (size_t)code->width;

	if (!secret_init(&out->modules, size * size, err))
		return false;
	for (size_t i = 0; i < size * size; i++)
		out->modules.bytes[i] = code->data[i] & 1;
	out->size = (unsigned int)code->width;
	out->version = (unsigned int)code->version;
	out->level = level;
	return true;
}

static bool
fail(int reason, struct err *err)
{
	if (reason == ERANGE)
		return err_set(err, ERR_FORMAT,
			"the text is too long for a QR code");
	errno = reason;
	return err_errno(err, "cannot make the QR code");
}

static bool
encode(const struct secret *text, struct qr_matrix *out, struct err *err)
{
	bool bytes_only = is_bytes_only(text);
	CODE smallest = encode_as(text, bytes_only, 0, QR_ECLEVEL_L);

	if (smallest == NULL)
		return fail(errno, err);
	for (size_t i = 0; i < COUNT_OF(levels); i++) {
		CODE code = encode_as(text, bytes_only, smallest->version,
			levels[i].library);

		if (code == NULL && errno != ERANGE)
			return fail(errno, err);
		if (code == NULL || code->version > smallest->version)
			continue;
		return matrix_set(out, code, levels[i].level, err);
	}
	return matrix_set(out, smallest, QR_LEVEL_L, err);
}

bool
qr_encode(const char *text, size_t len, struct qr_matrix *out,
	struct err *err)
{
	SECRET copy = {0};

	if (len == 0)
		return err_set(err, ERR_FORMAT,
			"must not be empty for a QR code");
	if (len > QR_TEXT_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %d bytes for a QR code, is %zu",
			QR_TEXT_MAX, len);
	/* The library wants a NUL behind it. */
	return secret_set(&copy, text, len, err) && encode(&copy, out, err);
}

bool
qr_is_dark(const struct qr_matrix *matrix, int x, int y)
{
	int size = (int)matrix->size;

	if (x < 0 || y < 0 || x >= size || y >= size)
		return false;
	return matrix->modules.bytes[(size_t)y * matrix->size + (size_t)x]
		!= 0;
}

void
qr_matrix_wipe(struct qr_matrix *matrix)
{
	secret_wipe(&matrix->modules);
	*matrix = (struct qr_matrix){0};
}
