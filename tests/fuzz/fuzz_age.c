/* Headers and armor of strangers' age files; no key derivation. */
#include "vault/age.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	CLEANUP(age_header_wipe) struct age_header header = {0};
	struct err err = {0};
	BUF plain = {0};

	age_match(bytes, len);
	if (age_is_armored(bytes, len)) {
		if (!age_unarmor(bytes, len, &plain, &err))
			return 0;
		bytes = plain.data;
		len = plain.len;
	}
	if (len > 0 && age_header_parse(bytes, len, &header, &err) &&
	    header.text.len > len)
		abort();
	return 0;
}
