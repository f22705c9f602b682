/* What is read as a URI is written as one that reads the same. */
#include "codec/json.h"
#include "core/otpauth.h"

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

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0}, again = {0};
	BUF uri = {0};
	struct err err;

	if (!otpauth_parse((const char *)bytes, len, &entry, warning, &err))
		return 0;
	if (!otpauth_write(&entry, &uri, &err) ||
	    !otpauth_parse(buf_text(&uri), uri.len, &again, warning, &err) ||
	    !entry_is_duplicate(&entry, &again) ||
	    entry.algorithm != again.algorithm ||
	    entry.digits != again.digits || entry.period != again.period ||
	    entry.counter != again.counter)
		abort();
	return 0;
}
