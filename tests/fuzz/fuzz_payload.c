/*
 * The lines inside a vault: fed in two pieces, cut where the first byte says.
 * What was read and written again must read as just as many accounts.
 */
#include "vault/payload.h"

#include "codec/json.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	json_start();
	return 0;
}

static bool
read_all(struct payload *payload, const uint8_t *bytes, size_t len, size_t cut,
	struct err *err)
{
	CLEANUP(payload_reader_wipe) struct payload_reader reader = {
		.payload = payload,
	};

	return payload_feed(&reader, bytes, cut, err) &&
		payload_feed(&reader, bytes + cut, len - cut, err) &&
		payload_finish(&reader, err);
}

static bool
gather(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	CLEANUP(payload_wipe) struct payload first = {0};
	CLEANUP(payload_wipe) struct payload second = {0};
	struct err err = {0};
	BUF text = {0};

	if (len == 0 || !read_all(&first, bytes + 1, len - 1,
		    bytes[0] < len - 1 ? bytes[0] : len - 1, &err))
		return 0;
	if (!payload_write(&first, gather, &text, &err) ||
	    !read_all(&second, text.data, text.len, text.len / 2, &err) ||
	    first.entries.len != second.entries.len ||
	    first.tombstone_count != second.tombstone_count)
		abort();
	return 0;
}
