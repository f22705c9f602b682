/* Lists of URIs, with Google's exports in them. */
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
	const struct format *format = format_find("uri");
	IMPORT import = {0};
	struct err err;

	(void)format->match(bytes, len);
	if (!format->read(bytes, len, NULL, &import, &err))
		return 0;
	for (size_t i = 0; i < import.entries.len; i++) {
		if (!entry_check(import.entries.items[i], &err))
			abort();
	}
	for (size_t i = 0; i < import.note_count; i++) {
		if (import.notes[i].index >= import.entries.len)
			abort();
	}
	return 0;
}
