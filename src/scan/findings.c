#include "scan/findings.h"

#include "base/utf8.h"

static const uint8_t byte_order_mark[] = {0xEF, 0xBB, 0xBF};

static void
add_text(struct buf *out, const uint8_t *bytes, size_t len)
{
	if (len >= sizeof(byte_order_mark) &&
	    memcmp(bytes, byte_order_mark, sizeof(byte_order_mark)) == 0) {
		bytes += sizeof(byte_order_mark);
		len -= sizeof(byte_order_mark);
	}
	if (utf8_valid((const char *)bytes, len))
		buf_add(out, bytes, len);
	else
		utf8_from_latin1(out, bytes, len);
}

static bool
is_known(const struct findings *findings, const struct buf *text)
{
	for (size_t i = 0; i < findings->len; i++) {
		const struct buf *known = &findings->items[i].payload;

		if (known->len == text->len && (text->len == 0 ||
		    memcmp(known->data, text->data, text->len) == 0))
			return true;
	}
	return false;
}

bool
findings_add(struct findings *findings, const void *bytes, size_t len,
	const struct box *box, struct err *err)
{
	struct finding *item = &findings->items[findings->len];

	if (findings->len == FINDINGS_MAX)
		return true;
	*item = (struct finding){.frame = findings->frame, .box = *box};
	add_text(&item->payload, bytes, len);
	if (!buf_ok(&item->payload, err)) {
		buf_wipe(&item->payload);
		return false;
	}
	if (is_known(findings, &item->payload))
		buf_wipe(&item->payload);
	else
		findings->len++;
	return true;
}

static int
by_top(const void *a, const void *b)
{
	const struct finding *one = a, *two = b;

	if (one->frame != two->frame)
		return one->frame < two->frame ? -1 : 1;
	return (one->box.top > two->box.top) - (one->box.top < two->box.top);
}

static int
by_left(const void *a, const void *b)
{
	const struct finding *one = a, *two = b;

	return (one->box.left > two->box.left) -
		(one->box.left < two->box.left);
}

/* Codes that begin above the middle of the first one are in its line. */
static size_t
line_length(const struct finding *first, size_t count)
{
	int middle = first->box.top + (first->box.bottom - first->box.top) / 2;
	size_t len = 1;

	while (len < count && first[len].frame == first->frame &&
	       first[len].box.top <= middle)
		len++;
	return len;
}

void
findings_sort(struct findings *findings)
{
	size_t at = 0;

	qsort(findings->items, findings->len, sizeof(findings->items[0]),
		by_top);
	while (at < findings->len) {
		struct finding *first = &findings->items[at];
		size_t len = line_length(first, findings->len - at);

		qsort(first, len, sizeof(*first), by_left);
		at += len;
	}
}

void
findings_wipe(struct findings *findings)
{
	for (size_t i = 0; i < findings->len; i++)
		buf_wipe(&findings->items[i].payload);
	*findings = (struct findings){0};
}
