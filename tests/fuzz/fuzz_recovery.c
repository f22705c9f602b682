/* Whatever is pasted: codes that are taken are different, can be kept in an
 * account, and are the same when read again as they are. */
#include "app/recovery.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check(const struct recovery_codes *codes, size_t at)
{
	const char *text = codes->items[at].text;
	RECOVERY_CODES again = {0};
	struct err err;

	if (text[0] == '\0' || strlen(text) > ENTRY_RECOVERY_CODE_MAX ||
	    !recovery_parse(text, strlen(text), true, &again, &err) ||
	    again.len != 1 || strcmp(again.items[0].text, text) != 0)
		abort();
	for (size_t i = 0; i < at; i++)
		if (recovery_same(codes->items[i].text, text) ||
		    codes->items[i].line > codes->items[at].line)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	for (int literal = 0; literal < 2; literal++) {
		RECOVERY_CODES codes = {0};
		struct err err = {0};

		if (!recovery_parse((const char *)bytes, len, literal == 1,
			    &codes, &err) && codes.len > 0)
			abort();
		for (size_t i = 0; i < codes.len; i++)
			check(&codes, i);
	}
	return 0;
}
