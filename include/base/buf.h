/*
 * A growing run of bytes in secmem. The first failed growth makes it "failed"
 * and further additions do nothing, so a run of additions needs one buf_ok()
 * at its end. data always has a NUL behind len, if it is not NULL.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/err.h"

struct buf {
	uint8_t *data;
	size_t len;
	size_t cap;
	bool failed;
};

#define BUF CLEANUP(buf_wipe) struct buf

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_byte(struct buf *buf, uint8_t byte);
void buf_add_str(struct buf *buf, const char *text);
void buf_addf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_addv(struct buf *buf, const char *format, va_list args)
	PRINTF_LIKE(2, 0);

/* Makes room for len more bytes and returns where they go, or NULL; the
 * caller then adds to buf->len what it wrote (and keeps the NUL). */
uint8_t *buf_reserve(struct buf *buf, size_t len);

/* Empties and wipes, keeping the memory. */
void buf_clear(struct buf *buf);

/* True unless some addition failed; then err is set. */
bool buf_ok(const struct buf *buf, struct err *err) MUST_USE;

/* The bytes as text; "" when empty. Valid until the next addition. */
const char *buf_text(const struct buf *buf);

void buf_wipe(struct buf *buf);

#endif
