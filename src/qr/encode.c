/*
 * The only user of libqrencode. It frees its copies of the text without wiping
 * them, and none of its calls reaches them: so it works in a child.
 */
#include "qr/encode.h"

#include <errno.h>
#include <qrencode.h>

#include "base/file.h"
#include "os/proc.h"

/* For the child, in ordinary memory. */
struct question {
	size_t len;
	char text[QR_TEXT_MAX + 1]; /* the library wants a NUL behind it */
};

/* And the modules behind it. */
struct answer {
	int reason; /* errno, or 0 */
	int size, version;
	enum qr_level level;
};

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
	QRcode_free(*code);
}

#define CODE CLEANUP(code_free) QRcode *

/*
 * Runs of digits and capitals take less room in modes of their own, which the
 * library finds by itself. Text beyond ASCII stays one run of bytes: readers
 * guess its character set from the run, and a short one misleads them.
 */
static bool
is_bytes_only(const struct question *question)
{
	for (size_t i = 0; i < question->len; i++) {
		if (question->text[i] == '\0' ||
		    (unsigned char)question->text[i] >= 0x80)
			return true;
	}
	return false;
}

/* version 0: the smallest that holds it. NULL with errno set on failure; a
 * result of a larger version means that it did not fit. */
static QRcode *
encode_as(const struct question *question, bool bytes_only, int version,
	QRecLevel level)
{
	if (bytes_only)
		return QRcode_encodeData((int)question->len,
			(const unsigned char *)question->text, version, level);
	return QRcode_encodeString(question->text, version, level, QR_MODE_8,
		1);
}

static bool
put(int out, int reason, const QRcode *code, enum qr_level level)
{
	struct answer answer = {.reason = reason, .level = level};
	struct err ignored;

	if (code == NULL)
		return fd_write_all(out, &answer, sizeof(answer), &ignored);
	answer.size = code->width;
	answer.version = code->version;
	return fd_write_all(out, &answer, sizeof(answer), &ignored) &&
		fd_write_all(out, code->data, (size_t)code->width *
			(size_t)code->width, &ignored);
}

/* The child's work. */
static bool
encode(const void *arg, int out)
{
	const struct question *question = arg;
	bool bytes_only = is_bytes_only(question);
	CODE smallest = encode_as(question, bytes_only, 0, QR_ECLEVEL_L);

	if (smallest == NULL)
		return put(out, errno, NULL, QR_LEVEL_L);
	for (size_t i = 0; i < COUNT_OF(levels); i++) {
		CODE code = encode_as(question, bytes_only, smallest->version,
			levels[i].library);

		if (code == NULL && errno != ERANGE)
			return put(out, errno, NULL, QR_LEVEL_L);
		if (code != NULL && code->version <= smallest->version)
			return put(out, 0, code, levels[i].level);
	}
	return put(out, 0, smallest, QR_LEVEL_L);
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
matrix_set(struct qr_matrix *out, const struct buf *read, struct err *err)
{
	struct answer answer = {.reason = EIO};
	const uint8_t *modules = read->data + sizeof(answer);
	size_t count;

	if (read->len >= sizeof(answer))
		memcpy(&answer, read->data, sizeof(answer));
	if (answer.reason != 0)
		return fail(answer.reason, err);
	count = (size_t)answer.size * (size_t)answer.size;
	if (read->len != sizeof(answer) + count)
		return fail(EIO, err);
	if (!secret_init(&out->modules, count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		out->modules.bytes[i] = modules[i] & 1;
	out->size = (unsigned int)answer.size;
	out->version = (unsigned int)answer.version;
	out->level = answer.level;
	return true;
}

bool
qr_encode(const char *text, size_t len, struct qr_matrix *out,
	struct err *err)
{
	struct question question = {.len = len};
	BUF read = {0};
	bool good;

	if (len == 0)
		return err_set(err, ERR_FORMAT,
			"must not be empty for a QR code");
	if (len > QR_TEXT_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %d bytes for a QR code, is %zu",
			QR_TEXT_MAX, len);
	memcpy(question.text, text, len);
	good = proc_aside(encode, &question, sizeof(struct answer) +
		(size_t)QR_SIZE_MAX * QR_SIZE_MAX, &read, err);
	explicit_bzero(&question, sizeof(question));
	return good ? matrix_set(out, &read, err) :
		err_at(err, "QR code");
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
