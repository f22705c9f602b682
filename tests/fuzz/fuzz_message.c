/* Any bytes are a message; a code that is found has the shape of one. */
#include "base/utf8.h"
#include "interop/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	MESSAGE_FOUND found = {0};
	BUF text = {0};
	struct err err;

	if (!message_text(bytes, len, &text, &err))
		return 0;
	if (text.len > MESSAGE_TEXT_MAX + (size_t)MESSAGE_PARTS_MAX * 4)
		abort();
	if (!message_find(buf_text(&text), text.len, "Example", &found, &err) &&
	    err.kind != ERR_NO_MATCH && err.kind != ERR_AMBIGUOUS)
		abort();
	for (size_t i = 0; i < found.count; i++) {
		size_t size = strlen(found.items[i].code);

		if (size < 4 || size >= MESSAGE_CODE_SIZE)
			abort();
	}
	return 0;
}
