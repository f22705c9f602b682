#include "codec/unicode.h"

#include <utf8proc.h>

#include "base/secmem.h"
#include "base/utf8.h"

#define VARIATION_EMOJI UINT32_C(0xFE0F)
#define REPLACEMENT UINT32_C(0xFFFD)
#define TEXT_MAX ((size_t)INT32_MAX / 32) /* keeps utf8proc's sums in range */
#define NO_BLANKS UINT32_C(0x2E80) /* scripts from here on part no words */

/* False, with nothing added, if not all of the text is ASCII. */
static bool
fold_ascii(const char *text, size_t len, struct buf *out)
{
	uint8_t *at = buf_reserve(out, len);
	uint8_t all = 0;

	if (at == NULL)
		return true;
	for (size_t i = 0; i < len; i++) {
		uint8_t c = (uint8_t)text[i];

		all |= c;
		at[i] = (uint8_t)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	if (all >= 0x80) {
		at[0] = '\0';
		return false;
	}
	out->len += len;
	return true;
}

/* A copy without what is not UTF-8, on which utf8proc would give up. */
static void
make_valid(const char *text, size_t len, struct buf *out)
{
	size_t at = 0;

	while (at < len) {
		uint32_t c = utf8_next(text, len, &at);

		utf8_add(out, c == UTF8_INVALID ? REPLACEMENT : c);
	}
}

/* Decomposes into memory of ours: utf8proc_map() would leave the text behind
 * in the heap. */
static bool
fold_all(const struct buf *text, utf8proc_option_t options, struct buf *out)
{
	utf8proc_ssize_t count, len;
	utf8proc_int32_t *points;

	count = utf8proc_decompose(text->data, (utf8proc_ssize_t)text->len,
		NULL, 0, options);
	if (count < 0)
		return false;
	points = secmem_alloc(((size_t)count + 1) * sizeof(*points));
	if (points == NULL)
		return false;
	count = utf8proc_decompose(text->data, (utf8proc_ssize_t)text->len,
		points, count, options);
	len = count >= 0 ? utf8proc_reencode(points, count, options) : -1;
	if (len > 0)
		buf_add(out, points, (size_t)len);
	secmem_free(points);
	return len >= 0;
}

void
unicode_fold(const char *text, size_t len, bool strip_marks, struct buf *out)
{
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
		UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
		(strip_marks ? UTF8PROC_STRIPMARK : 0);
	BUF valid = {0};

	if (fold_ascii(text, len, out))
		return;
	if (len <= TEXT_MAX)
		make_valid(text, len, &valid);
	if (len > TEXT_MAX || valid.failed || !fold_all(&valid, options, out))
		out->failed = true;
}

bool
unicode_is_word(uint32_t code_point)
{
	utf8proc_category_t category;

	if (code_point < 0x80)
		return (code_point >= '0' && code_point <= '9') ||
			((code_point | 0x20) >= 'a' &&
				(code_point | 0x20) <= 'z');
	if (code_point > 0x10FFFF)
		return false;
	category = utf8proc_category((utf8proc_int32_t)code_point);
	return category >= UTF8PROC_CATEGORY_LU &&
		category <= UTF8PROC_CATEGORY_NO;
}

bool
unicode_joins(uint32_t code_point)
{
	return code_point < NO_BLANKS && unicode_is_word(code_point);
}

int
unicode_width(uint32_t code_point)
{
	if (code_point == UTF8_INVALID || code_point > 0x10FFFF)
		return 1; /* shown as U+FFFD */
	return utf8proc_charwidth((utf8proc_int32_t)code_point);
}

static bool
is_flag_letter(uint32_t c)
{
	return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* A cluster is as wide as its widest part; flags, and what asks to be shown as
 * emoji, take two columns. */
size_t
unicode_cluster(const char *text, size_t len, size_t at, int *columns)
{
	size_t end = at, next;
	uint32_t before = utf8_next(text, len, &end), c;
	utf8proc_int32_t state = 0;
	int width = unicode_width(before);

	for (; end < len && before != UTF8_INVALID; end = next, before = c) {
		next = end;
		if (before < 0x80 && before != '\r' &&
		    (unsigned char)text[end] < 0x80)
			break;
		c = utf8_next(text, len, &next);
		if (c == UTF8_INVALID ||
		    utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)before, (utf8proc_int32_t)c,
			    &state))
			break;
		if ((is_flag_letter(before) && is_flag_letter(c)) ||
		    (c == VARIATION_EMOJI && width > 0))
			width = 2;
		else if (unicode_width(c) > width)
			width = unicode_width(c);
	}
	*columns = width;
	return end - at;
}

size_t
unicode_columns(const char *text, size_t len)
{
	size_t total = 0, at = 0;
	int columns;

	while (at < len) {
		at += unicode_cluster(text, len, at, &columns);
		total += (size_t)columns;
	}
	return total;
}
