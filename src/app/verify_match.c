#include "app/verify_match.h"

/* What people and programs put between the digits. */
static const char *const separators[] = {
	" ", "\t", "\r", "\n", "-", "\xc2\xa0" /* NBSP */,
	"\xe2\x80\x89" /* thin */, "\xe2\x80\xaf" /* narrow NBSP */,
};

static size_t
separator_len(const char *text)
{
	for (size_t i = 0; i < COUNT_OF(separators); i++) {
		if (str_starts(text, separators[i]))
			return strlen(separators[i]);
	}
	return 0;
}

/* How many characters are left without separators; out has room for as many as
 * the longest code has, and is cut there. */
static size_t
bare_code(const struct entry *entry, const char *code,
	char out[static CODE_TEXT_SIZE])
{
	size_t used = 0, count = 0;

	memset(out, 0, CODE_TEXT_SIZE);
	while (*code != '\0') {
		size_t skip = separator_len(code);
		char c = *code;

		code += skip > 0 ? skip : 1;
		if (skip > 0)
			continue;
		if (entry->type == ENTRY_STEAM && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (used < CODE_TEXT_SIZE - 1)
			out[used++] = c;
		/* All but the further bytes of a UTF-8 character. */
		count += (c & 0xC0) != 0x80;
	}
	return count;
}

bool
verify_read(const struct entry *entry, const char *code,
	char out[static CODE_TEXT_SIZE], struct err *err)
{
	size_t len = bare_code(entry, code, out);

	if (len == entry->digits)
		return true;
	return err_set(err, ERR_MISMATCH, "the code must have %u characters, "
		"has %zu", entry->digits, len);
}

/* In the same time wherever they differ. */
static bool
same_code(const char a[static CODE_TEXT_SIZE],
	const char b[static CODE_TEXT_SIZE], size_t len)
{
	unsigned char differ = 0;

	for (size_t i = 0; i < len; i++)
		differ |= (unsigned char)(a[i] ^ b[i]);
	return differ == 0;
}

bool
verify_is(const struct entry *entry, uint64_t counter,
	const char code[static CODE_TEXT_SIZE], bool *same, struct err *err)
{
	char candidate[CODE_TEXT_SIZE] = "";
	bool made = code_at_counter(entry, counter, candidate, err);

	*same = made && same_code(candidate, code, entry->digits);
	explicit_bzero(candidate, sizeof(candidate));
	return made;
}
