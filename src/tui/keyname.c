#include "tui/term.h"

#include "base/str.h"
#include "base/utf8.h"

static const struct {
	uint32_t key;
	const char *name, *arrow;
} names[] = {
	{K_TAB, "Tab", NULL}, {K_ENTER, "Enter", NULL}, {K_ESC, "Esc", NULL},
	{K_BACKSPACE, "Backspace", NULL}, {' ', "Space", NULL},
	{K_UP, "Up", "↑"}, {K_DOWN, "Down", "↓"}, {K_LEFT, "Left", "←"},
	{K_RIGHT, "Right", "→"}, {K_PAGE_UP, "PgUp", NULL},
	{K_PAGE_DOWN, "PgDn", NULL}, {K_HOME, "Home", NULL},
	{K_END, "End", NULL}, {K_DELETE, "Del", NULL},
	{K_BACKTAB, "Shift-Tab", NULL}, {K_F1, "F1", NULL},
	{K_F1 + 1, "F2", NULL}, {K_F1 + 2, "F3", NULL},
	{K_F1 + 3, "F4", NULL}, {K_F1 + 4, "F5", NULL},
	{K_F1 + 5, "F6", NULL}, {K_F1 + 6, "F7", NULL},
	{K_F1 + 7, "F8", NULL}, {K_F1 + 8, "F9", NULL},
	{K_F1 + 9, "F10", NULL}, {K_F1 + 10, "F11", NULL},
	{K_F12, "F12", NULL},
	/* A comment begins with it in the config file. */
	{';', "Semicolon", ";"},
};

void
key_label(uint32_t key, bool ascii, char out[static KEY_LABEL_SIZE])
{
	const char *alt = (key & K_ALT) != 0 ? "Alt-" : "";
	char text[UTF8_MAX_BYTES + 1] = "";

	key &= ~(uint32_t)K_ALT;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (names[i].key != key)
			continue;
		snprintf(out, KEY_LABEL_SIZE, "%s%s", alt,
			names[i].arrow != NULL && !ascii ? names[i].arrow
							 : names[i].name);
		return;
	}
	if (key < 0x20) {
		snprintf(out, KEY_LABEL_SIZE, "%sCtrl-%c", alt,
			(int)(key + '@'));
		return;
	}
	utf8_encode(key, text);
	snprintf(out, KEY_LABEL_SIZE, "%s%s", alt, text);
}

static uint32_t
parse_plain(const char *name)
{
	size_t at = 0, len = strlen(name);
	uint32_t key;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (str_equal_nocase(names[i].name, name))
			return names[i].key;
	}
	if (len == 0)
		return K_NONE;
	key = utf8_next(name, len, &at);
	return at == len && !utf8_is_unsafe(key) ? key : K_NONE;
}

uint32_t
key_parse(const char *name)
{
	uint32_t alt = 0, key;
	char letter;

	if (str_starts_nocase(name, "Alt-") && name[4] != '\0') {
		alt = K_ALT;
		name += 4;
	}
	if (str_starts_nocase(name, "Ctrl-") && strlen(name) == 6) {
		letter = name[5];
		if (letter >= 'a' && letter <= 'z')
			letter = (char)(letter - 'a' + 'A');
		if (letter < '@' || letter > '_')
			return K_NONE;
		key = K_CTRL((uint32_t)letter);
	} else {
		key = parse_plain(name);
	}
	return key == K_NONE ? K_NONE : key | alt;
}
