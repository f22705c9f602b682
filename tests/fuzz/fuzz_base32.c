/* What is read as a text key is written as one that reads the same. */
#include "codec/base32.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	SECRET key = {0}, again = {0};
	BUF text = {0};
	struct err err;

	if (!base32_decode((const char *)bytes, len, &key, &err))
		return 0;
	base32_encode(key.bytes, key.len, &text);
	if (!base32_decode(buf_text(&text), text.len, &again, &err) ||
	    !secret_equal(&key, &again))
		abort();
	return 0;
}
