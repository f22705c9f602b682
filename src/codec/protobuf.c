#include "codec/protobuf.h"

#define NUMBER_MAX ((UINT64_C(1) << 29) - 1)
#define VARINT_BITS 64

static bool
cut_short(struct err *err)
{
	return err_set(err, ERR_FORMAT, "is cut short");
}

static bool
no_message(struct err *err)
{
	return err_set(err, ERR_FORMAT, "is no Protocol Buffers message");
}

/* Seven bits a byte, the lowest first. */
static bool
read_varint(struct protobuf *message, uint64_t *out, struct err *err)
{
	uint64_t value = 0;

	for (unsigned int shift = 0; shift < VARINT_BITS; shift += 7) {
		uint64_t bits;
		bool more;

		if (message->left == 0)
			return cut_short(err);
		bits = *message->at & 0x7F;
		more = (*message->at & 0x80) != 0;
		message->at++;
		message->left--;
		if (shift == 63 && bits > 1)
			return no_message(err);
		value |= bits << shift;
		if (!more) {
			*out = value;
			return true;
		}
	}
	return no_message(err);
}

/* Little-endian. */
static bool
read_fixed(struct protobuf *message, size_t size, uint64_t *out,
	struct err *err)
{
	uint64_t value = 0;

	if (message->left < size)
		return cut_short(err);
	for (size_t i = size; i > 0; i--)
		value = value << 8 | message->at[i - 1];
	message->at += size;
	message->left -= size;
	*out = value;
	return true;
}

static bool
read_bytes(struct protobuf *message, struct protobuf *out, struct err *err)
{
	uint64_t len;

	if (!read_varint(message, &len, err))
		return false;
	if (len > message->left)
		return cut_short(err);
	*out = (struct protobuf){message->at, (size_t)len};
	message->at += len;
	message->left -= (size_t)len;
	return true;
}

bool
protobuf_next(struct protobuf *message, struct protobuf_field *out,
	struct err *err)
{
	struct protobuf_field field = {0};
	uint64_t tag;

	if (message->left == 0) {
		*out = field;
		return true;
	}
	if (!read_varint(message, &tag, err))
		return false;
	if (tag >> 3 == 0 || tag >> 3 > NUMBER_MAX)
		return no_message(err);
	field.number = (uint32_t)(tag >> 3);
	field.type = (enum protobuf_type)(tag & 7);
	*out = field;
	switch (out->type) {
	case PROTOBUF_VARINT:
		return read_varint(message, &out->value, err);
	case PROTOBUF_FIXED64:
		return read_fixed(message, 8, &out->value, err);
	case PROTOBUF_FIXED32:
		return read_fixed(message, 4, &out->value, err);
	case PROTOBUF_BYTES:
		return read_bytes(message, &out->bytes, err);
	}
	return no_message(err);
}

static void
add_varint(struct buf *out, uint64_t value)
{
	for (; value > 0x7F; value >>= 7)
		buf_add_byte(out, (uint8_t)(value | 0x80));
	buf_add_byte(out, (uint8_t)value);
}

static void
add_tag(struct buf *out, uint32_t number, enum protobuf_type type)
{
	add_varint(out, (uint64_t)number << 3 | (uint64_t)type);
}

void
protobuf_add_number(struct buf *out, uint32_t number, uint64_t value)
{
	add_tag(out, number, PROTOBUF_VARINT);
	add_varint(out, value);
}

void
protobuf_add_bytes(struct buf *out, uint32_t number, const void *bytes,
	size_t len)
{
	add_tag(out, number, PROTOBUF_BYTES);
	add_varint(out, len);
	buf_add(out, bytes, len);
}
