/*
 * Services show their codes in many ways, and people copy them with what is
 * around: numbers, bullets, columns. What looks like a sentence is refused
 * rather than kept as a code that never was one.
 */
#include "app/recovery.h"

#include "base/secmem.h"
#include "base/utf8.h"

#define CODE_MIN 4    /* letters and digits */
#define NUMBER_MAX 3  /* digits before "." or ")" */
#define PROSE_WORDS 3

static const char *const bullets[] = {
	"-", "*", "+", "\xe2\x80\xa2" /* bullet */, "\xc2\xb7" /* dot */,
	"\xe2\x80\x93" /* dash */, "\xe2\x97\xa6", "\xe2\x96\xaa",
	"\xe2\x98\x90" /* box */, "[ ]",
};

struct span {
	const char *text;
	size_t len;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A byte of a letter or a digit; of other scripts, all. */
static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
		(c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static struct span
trim(struct span span)
{
	while (span.len > 0 && is_blank(span.text[0])) {
		span.text++;
		span.len--;
	}
	while (span.len > 0 && is_blank(span.text[span.len - 1]))
		span.len--;
	return span;
}

/* The length of "12." or "3)" with what follows a blank or the end, or 0. */
static size_t
number_len(struct span span)
{
	size_t len = 0;

	while (len < span.len && is_digit(span.text[len]))
		len++;
	if (len == 0 || len > NUMBER_MAX || len == span.len ||
	    (span.text[len] != '.' && span.text[len] != ')'))
		return 0;
	len++;
	return len == span.len || is_blank(span.text[len]) ? len : 0;
}

static size_t
bullet_len(struct span span)
{
	for (size_t i = 0; i < COUNT_OF(bullets); i++) {
		size_t len = strlen(bullets[i]);

		if (len < span.len && memcmp(span.text, bullets[i], len) == 0 &&
		    is_blank(span.text[len]))
			return len;
	}
	return 0;
}

/* The next word up to a blank. */
static size_t
word_len(struct span span)
{
	size_t len = 0;

	while (len < span.len && !is_blank(span.text[len]))
		len++;
	return len;
}

struct shape {
	size_t words, digits, dashed, letters;
	bool even; /* all words are of one length */
	bool odd_signs; /* such as sentences have, and addresses */
};

static struct shape
shape_of(struct span span)
{
	struct shape shape = {.even = true};
	size_t first = 0;

	for (span = trim(span); span.len > 0; span = trim(span)) {
		size_t len = word_len(span);
		bool dashed = false;

		for (size_t i = 0; i < len; i++) {
			char c = span.text[i];

			shape.digits += is_digit(c);
			shape.letters += is_word(c);
			dashed |= c == '-' && i > 0 && i + 1 < len;
			shape.odd_signs |= strchr("@,:;(){}<>\"", c) != NULL;
		}
		shape.dashed += dashed;
		if (shape.words++ == 0)
			first = len;
		shape.even &= len == first;
		shape.odd_signs |= span.text[len - 1] == '.';
		span.text += len;
		span.len -= len;
	}
	return shape;
}

/* "1234 5678" and "abcd efgh ijkl" are codes, "Backup codes" is none. */
static bool
is_code(const struct shape *shape)
{
	if (shape->letters < CODE_MIN || shape->odd_signs)
		return false;
	return shape->words == 1 || shape->even ||
		(shape->words < PROSE_WORDS && shape->digits > 0);
}

bool
recovery_same(const char *a, const char *b)
{
	for (;;) {
		while (is_blank(*a) || *a == '-')
			a++;
		while (is_blank(*b) || *b == '-')
			b++;
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

static bool
check_text(struct span code, struct err *err)
{
	size_t at = 0;

	if (code.len > ENTRY_RECOVERY_CODE_MAX)
		return err_set(err, ERR_FORMAT, "must be at most %d bytes, is "
			"%zu", ENTRY_RECOVERY_CODE_MAX, code.len);
	while (at < code.len) {
		uint32_t c = utf8_next(code.text, code.len, &at);

		if (c == UTF8_INVALID)
			return err_set(err, ERR_FORMAT,
				"must be UTF-8, is not");
		if (c < 0x20 || utf8_is_unsafe(c))
			return err_set(err, ERR_FORMAT, "must not have control "
				"characters, has U+%04X", (unsigned int)c);
	}
	return true;
}

static bool
add(struct recovery_codes *codes, struct span code, size_t line,
	struct err *err)
{
	struct recovery_code *grown;
	STRING text = NULL;

	if (!check_text(code, err))
		return false;
	text = str_ndup(code.text, code.len, err);
	if (text == NULL)
		return false;
	for (size_t i = 0; i < codes->len; i++) {
		if (recovery_same(codes->items[i].text, text))
			return err_set(err, ERR_REFUSED, "is the same code as "
				"in line %zu", codes->items[i].line);
	}
	if (codes->len == ENTRY_RECOVERY_MAX)
		return err_set(err, ERR_REFUSED, "must be at most %d codes, "
			"are more", ENTRY_RECOVERY_MAX);
	grown = secmem_realloc(codes->items,
		(codes->len + 1) * sizeof(*codes->items));
	if (grown == NULL)
		return err_nomem(err);
	codes->items = grown;
	grown[codes->len++] = (struct recovery_code){text, line};
	text = NULL;
	return true;
}

static bool
add_code(struct recovery_codes *codes, struct span piece, size_t line,
	struct err *err)
{
	struct shape shape;

	piece = trim(piece);
	shape = shape_of(piece);
	if (!is_code(&shape))
		return err_set(err, ERR_FORMAT, "does not look like a code");
	return add(codes, piece, line, err);
}

/* Codes that have dashes have no blanks: those separate them. */
static bool
add_piece(struct recovery_codes *codes, struct span piece, size_t line,
	struct err *err)
{
	struct shape shape;

	piece = trim(piece);
	shape = shape_of(piece);
	if (shape.words < 2 || shape.dashed != shape.words)
		return add_code(codes, piece, line, err);
	while (piece.len > 0) {
		size_t len = word_len(piece);

		if (!add_code(codes, (struct span){piece.text, len}, line,
			    err))
			return false;
		piece.text += len;
		piece.len -= len;
		piece = trim(piece);
	}
	return true;
}

/* Where the first column ends: at a tab, at two blanks, before a number. */
static size_t
column_len(struct span span)
{
	for (size_t i = 0; i < span.len; i++) {
		struct span rest = {span.text + i, span.len - i};

		if (rest.text[0] == '\t' || (rest.len > 1 &&
			    is_blank(rest.text[0]) && is_blank(rest.text[1])))
			return i;
		if (i > 0 && is_blank(rest.text[-1]) && number_len(rest) > 0)
			return i;
	}
	return span.len;
}

static bool
add_columns(struct recovery_codes *codes, struct span span, size_t line,
	struct err *err)
{
	for (span = trim(span); span.len > 0; span = trim(span)) {
		size_t mark = bullet_len(span);
		size_t len;

		mark = mark > 0 ? mark : number_len(span);
		span = trim((struct span){span.text + mark, span.len - mark});
		if (span.len == 0)
			return true;
		len = column_len(span);
		if (!add_piece(codes, (struct span){span.text, len}, line,
			    err))
			return false;
		span.text += len;
		span.len -= len;
	}
	return true;
}

static void
forget_from(struct recovery_codes *codes, size_t len)
{
	while (codes->len > len)
		str_free(&codes->items[--codes->len].text);
}

bool
recovery_parse_line(const char *text, size_t len, size_t line, bool literal,
	struct recovery_codes *codes, struct err *err)
{
	struct span span = trim((struct span){text, len});
	size_t before = codes->len;

	if (span.len == 0)
		return true;
	if (literal ? add(codes, span, line, err) :
		add_columns(codes, span, line, err))
		return true;
	forget_from(codes, before);
	return err_at(err, "line %zu", line);
}

bool
recovery_parse(const char *text, size_t len, bool literal,
	struct recovery_codes *codes, struct err *err)
{
	size_t at = 0, line = 0, before = codes->len;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	while (at < len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t size = end != NULL ? (size_t)(end - text) - at :
			len - at;

		if (!recovery_parse_line(text + at, size, ++line, literal,
			    codes, err)) {
			forget_from(codes, before);
			return false;
		}
		at += size + 1;
	}
	return codes->len > before ||
		err_set(err, ERR_FORMAT, "there is no code");
}

void
recovery_codes_wipe(struct recovery_codes *codes)
{
	forget_from(codes, 0);
	secmem_free(codes->items);
	*codes = (struct recovery_codes){0};
}
