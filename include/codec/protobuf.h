/* The wire format of Protocol Buffers, field by field. */
#ifndef CODEC_PROTOBUF_H
#define CODEC_PROTOBUF_H

#include "base/buf.h"

/* What is left of a message; starts as {bytes, len}. */
struct protobuf {
	const uint8_t *at;
	size_t left;
};

enum protobuf_type {
	PROTOBUF_VARINT = 0,
	PROTOBUF_FIXED64 = 1,
	PROTOBUF_BYTES = 2, /* bytes, text, messages */
	PROTOBUF_FIXED32 = 5,
};

struct protobuf_field {
	uint32_t number; /* 0: the message has ended */
	enum protobuf_type type;
	uint64_t value;        /* of all types but bytes */
	struct protobuf bytes; /* borrowed */
};

/* The next field. ERR_FORMAT (no content named) when the message is cut short
 * or is none. */
bool protobuf_next(struct protobuf *message, struct protobuf_field *out,
	struct err *err) MUST_USE;

/* Appends one field. */
void protobuf_add_number(struct buf *out, uint32_t number, uint64_t value);
void protobuf_add_bytes(struct buf *out, uint32_t number, const void *bytes,
	size_t len);

#endif
