#include "tui/term.h"

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
