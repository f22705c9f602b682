/* What a helper that a picture has taken over may answer. */
#include "qr/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	SCAN_RESULT result = {0};
	struct err err = {0};
	size_t total = 0;

	if (!scan_frames(bytes, len, &result, &err)) {
		if (err.kind != ERR_SYSTEM || result.len != 0)
			abort();
		return 0;
	}
	for (size_t i = 0; i < result.len; i++)
		total += 4 + result.payloads[i].len;
	if (total != len || result.len == 0 || result.len > SCAN_FRAMES_MAX)
		abort();
	return 0;
}
