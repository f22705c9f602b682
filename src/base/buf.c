#include "base/buf.h"

#include "base/secmem.h"

#define FIRST_SIZE ((size_t)64)

uint8_t *
buf_reserve(struct buf *buf, size_t len)
{
	size_t cap = buf->cap > 0 ? buf->cap : FIRST_SIZE;
	uint8_t *grown;

	if (buf->failed)
		return NULL;
	if (len >= SIZE_MAX / 4 || buf->len >= SIZE_MAX / 4) {
		buf->failed = true;
		return NULL;
	}
	while (cap < buf->len + len + 1)
		cap *= 2;
	if (cap != buf->cap) {
		grown = secmem_realloc(buf->data, cap);
		if (grown == NULL) {
			buf->failed = true;
			return NULL;
		}
		buf->data = grown;
		buf->cap = cap;
	}
	buf->data[buf->len + len] = '\0';
	return buf->data + buf->len;
}

void
buf_add(struct buf *buf, const void *bytes, size_t len)
{
	uint8_t *at = buf_reserve(buf, len);

	if (at == NULL)
		return;
	if (len > 0)
		memcpy(at, bytes, len);
	buf->len += len;
}

void
buf_add_byte(struct buf *buf, uint8_t byte)
{
	buf_add(buf, &byte, 1);
}

void
buf_add_str(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_addv(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int len;
	uint8_t *at;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0) {
		buf->failed = true;
		return;
	}
	at = buf_reserve(buf, (size_t)len);
	if (at == NULL)
		return;
	vsnprintf((char *)at, (size_t)len + 1, format, args);
	buf->len += (size_t)len;
}

void
buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_addv(buf, format, args);
	va_end(args);
}

void
buf_clear(struct buf *buf)
{
	if (buf->data != NULL)
		explicit_bzero(buf->data, buf->cap);
	buf->len = 0;
	buf->failed = false;
}

bool
buf_ok(const struct buf *buf, struct err *err)
{
	return buf->failed ? err_nomem(err) : true;
}

const char *
buf_text(const struct buf *buf)
{
	return buf->data != NULL ? (const char *)buf->data : "";
}

void
buf_wipe(struct buf *buf)
{
	secmem_free(buf->data);
	*buf = (struct buf){0};
}
