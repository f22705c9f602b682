/* Our own JSON: reading survives anything, and what is read is written as
 * something that reads the same. */
#include "codec/json.h"
#include "interop/format.h"

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
	const struct format *format = format_find("json");
	IMPORT import = {0}, again = {0};
	struct selection all;
	BUF text = {0};
	struct err err;

	(void)format->match(bytes, len);
	if (!format->read(bytes, len, NULL, &import, &err))
		return 0;
	all = (struct selection){import.entries.items, import.entries.len};
	if (!format->write(&all, &text, &err) ||
	    !format->read(text.data, text.len, NULL, &again, &err) ||
	    again.skipped_count > 0 ||
	    again.entries.len != import.entries.len)
		abort();
	for (size_t i = 0; i < again.entries.len; i++) {
		if (!entry_is_duplicate(again.entries.items[i],
			    import.entries.items[i]))
			abort();
	}
	return 0;
}
