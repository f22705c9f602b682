#include "drive.h"

#define BYTES_OF_CLICKS 256

static const struct {
	const char *name;
	VTermKey key;
	uint32_t character;
} key_names[] = {
	{"Enter", VTERM_KEY_ENTER, 0}, {"Tab", VTERM_KEY_TAB, 0},
	{"Esc", VTERM_KEY_ESCAPE, 0}, {"Up", VTERM_KEY_UP, 0},
	{"Down", VTERM_KEY_DOWN, 0}, {"Left", VTERM_KEY_LEFT, 0},
	{"Right", VTERM_KEY_RIGHT, 0}, {"Home", VTERM_KEY_HOME, 0},
	{"End", VTERM_KEY_END, 0}, {"PgUp", VTERM_KEY_PAGEUP, 0},
	{"PgDn", VTERM_KEY_PAGEDOWN, 0}, {"Del", VTERM_KEY_DEL, 0},
	{"BS", VTERM_KEY_BACKSPACE, 0},
	{"F1", (VTermKey)VTERM_KEY_FUNCTION(1), 0},
	{"Space", VTERM_KEY_NONE, ' '}, {"lt", VTERM_KEY_NONE, '<'},
};

bool
keys_press(struct driver *d, char *name)
{
	VTermModifier modifier = VTERM_MOD_NONE;

	while (name[0] != '\0' && name[1] == '-') {
		modifier |= name[0] == 'C' ? VTERM_MOD_CTRL :
			name[0] == 'A' ? VTERM_MOD_ALT : VTERM_MOD_SHIFT;
		name += 2;
	}
	if (strlen(name) == 1) {
		vterm_keyboard_unichar(d->vt, (unsigned char)name[0],
			modifier);
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(key_names); i++) {
		if (strcmp(key_names[i].name, name) != 0)
			continue;
		if (key_names[i].character != 0)
			vterm_keyboard_unichar(d->vt, key_names[i].character,
				modifier);
		else
			vterm_keyboard_key(d->vt, key_names[i].key, modifier);
		return true;
	}
	return false;
}

static void
press(struct driver *d, int button, int x, int y)
{
	vterm_mouse_move(d->vt, y, x, VTERM_MOD_NONE);
	vterm_mouse_button(d->vt, button, true, VTERM_MOD_NONE);
	vterm_mouse_button(d->vt, button, false, VTERM_MOD_NONE);
}

/* The program reads both at once, however slow the machine is. */
static void
press_twice(struct driver *d, int button, int x, int y)
{
	char bytes[BYTES_OF_CLICKS];
	size_t len;

	vterm_output_set_callback(d->vt, NULL, NULL);
	press(d, button, x, y);
	press(d, button, x, y);
	len = vterm_output_read(d->vt, bytes, sizeof(bytes));
	vterm_output_set_callback(d->vt, screen_type, d);
	screen_type(bytes, len, d);
}

/* As by a terminal that knows no decimals. */
static void
press_old(struct driver *d, int button, int x, int y)
{
	char bytes[] = {'\033', '[', 'M', (char)(' ' + button - 1),
		(char)('!' + x), (char)('!' + y), '\033', '[', 'M', '#',
		(char)('!' + x), (char)('!' + y)};

	screen_type(bytes, sizeof(bytes), d);
}

/* " COLUMN ROW" */
static bool
read_place(const char *text, int *x, int *y)
{
	char *end;
	const char *second;

	*x = (int)strtol(text, &end, 10);
	second = end;
	*y = (int)strtol(second, &end, 10);
	return second != text && end != second && *end == '\0';
}

bool
keys_mouse(struct driver *d, const char *what)
{
	static const struct {
		const char *name;
		int button;
		void (*press)(struct driver *d, int button, int x, int y);
	} rows[] = {
		{"click", 1, press}, {"double click", 1, press_twice},
		{"old click", 1, press_old},
		{"wheel up", 4, press}, {"wheel down", 5, press},
	};
	int x, y;

	if (strcmp(what, "focus in") == 0) {
		vterm_state_focus_in(vterm_obtain_state(d->vt));
		return true;
	}
	if (strcmp(what, "focus out") == 0) {
		vterm_state_focus_out(vterm_obtain_state(d->vt));
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t len = strlen(rows[i].name);

		if (strncmp(what, rows[i].name, len) == 0 &&
		    read_place(what + len, &x, &y)) {
			rows[i].press(d, rows[i].button, x, y);
			return true;
		}
	}
	return false;
}
