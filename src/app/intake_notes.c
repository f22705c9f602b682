#include "app/intake.h"

#include "base/base.h"

static bool
is_seen(const struct import_batch *batch, uint64_t part)
{
	return (batch->seen >> part & 1) != 0;
}

/* The numbers of the parts that were seen, or of those that were not. */
static size_t
add_parts(const struct import_batch *batch, bool seen, struct buf *out)
{
	uint64_t last = 0;
	size_t count = 0, put = 0;

	for (uint64_t part = 0; part < batch->size; part++) {
		if (is_seen(batch, part) == seen) {
			count++;
			last = part;
		}
	}
	for (uint64_t part = 0; part < batch->size; part++) {
		if (is_seen(batch, part) != seen)
			continue;
		if (put++ > 0)
			buf_add_str(out, part == last ? " and " : ", ");
		buf_addf(out, "%d", (int)part + 1);
	}
	return count;
}

static void
add_batch(const struct import_batch *batch, struct buf *out)
{
	BUF seen = {0}, missing = {0};
	size_t have = add_parts(batch, true, &seen);
	size_t lack = add_parts(batch, false, &missing);

	if (lack == 0)
		return;
	buf_addf(out, "an export of Google Authenticator: part%s %s of %d; "
		"%s %s missing\n", have == 1 ? "" : "s", buf_text(&seen),
		(int)batch->size, buf_text(&missing),
		lack == 1 ? "is" : "are");
}

bool
intake_notes(const struct intake *intake, struct buf *out, struct err *err)
{
	for (size_t i = 0; i < intake->batches.len; i++)
		add_batch(&intake->batches.items[i], out);
	buf_add(out, intake->told.data, intake->told.len);
	return buf_ok(out, err);
}
