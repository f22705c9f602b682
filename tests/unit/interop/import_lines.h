/* An import as text, one line an entry, a skip or a note. */
#ifndef IMPORT_LINES_H
#define IMPORT_LINES_H

#include <inttypes.h>

#include "codec/base32.h"
#include "interop/format.h"

static inline void
add_entry_line(const struct entry *entry, struct buf *out)
{
	buf_addf(out, "%s \"%s\" \"%s\" ", entry_type_name(entry->type),
		entry->issuer, entry->account);
	base32_encode(entry->secret.bytes, entry->secret.len, out);
	buf_addf(out, " %s %u", entry_algorithm_name(entry->algorithm),
		entry->digits);
	if (entry->type == ENTRY_HOTP)
		buf_addf(out, " #%" PRIu64 "\n", entry->counter);
	else
		buf_addf(out, " %us\n", entry->period);
}

static inline void
import_lines(const struct import *import, struct buf *out)
{
	for (size_t i = 0; i < import->entries.len; i++)
		add_entry_line(import->entries.items[i], out);
	for (size_t i = 0; i < import->note_count; i++)
		buf_addf(out, "note %zu: %s\n", import->notes[i].index,
			import->notes[i].text);
	for (size_t i = 0; i < import->batches.len; i++) {
		const struct import_batch *batch = &import->batches.items[i];

		buf_addf(out, "export %" PRIu64 " of %" PRIu64 ":",
			batch->id, batch->size);
		for (unsigned int part = 0; part < 64; part++)
			if (batch->seen >> part & 1)
				buf_addf(out, " %u", part);
		buf_add_byte(out, '\n');
	}
	for (size_t i = 0; i < import->skipped_count; i++) {
		char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

		err_format(&import->skipped[i].err, line, sizeof(line));
		buf_addf(out, "skipped \"%s\": %s\n", import->skipped[i].name,
			line);
	}
}

#endif
