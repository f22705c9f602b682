/* What the terminal reports of the mouse: see "Mouse Tracking" in xterm's
 * control sequences. */
#include "tui/term_state.h"

#define FIELDS 3
#define BYTE_OF_ZERO 32
#define MODIFIERS (4 | 8 | 16) /* Shift, Alt, Ctrl, added to the button */

/* Releases and other buttons are nothing. */
static uint32_t
take(struct term *term, const int fields[static FIELDS])
{
	static const struct {
		int button;
		enum mouse_kind kind;
	} rows[] = {
		{0, MOUSE_CLICK},
		{64, MOUSE_WHEEL_UP},
		{65, MOUSE_WHEEL_DOWN},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!term->mouse_told ||
		    (fields[0] & ~MODIFIERS) != rows[i].button ||
		    fields[1] < 1 || fields[2] < 1)
			continue;
		term->mouse = (struct mouse){rows[i].kind, fields[2] - 1,
			fields[1] - 1};
		return K_MOUSE;
	}
	return K_NONE;
}

static uint32_t
take_decimals(struct term *term)
{
	char *at = term->report.bytes;
	int fields[FIELDS];

	for (size_t i = 0; i < FIELDS; i++) {
		long number = strtol(at, &at, 10);

		if (*at != (i + 1 < FIELDS ? ';' : '\0') || number > INT16_MAX)
			return K_NONE;
		fields[i] = (int)number;
		at++;
	}
	return take(term, fields);
}

static uint32_t
take_bytes(struct term *term)
{
	int fields[FIELDS];

	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = (unsigned char)term->report.bytes[i] -
			BYTE_OF_ZERO;
	return take(term, fields);
}

/* True if it belongs to the report. */
static bool
add(struct report *report, int byte)
{
	bool decimal = (byte >= '0' && byte <= '9') || byte == ';';

	if (report->kind == REPORT_DECIMALS ? !decimal
					    : byte < BYTE_OF_ZERO || byte > 255)
		return false;
	if (report->len + 1 >= sizeof(report->bytes))
		return false;
	report->bytes[report->len++] = (char)byte;
	report->bytes[report->len] = '\0';
	return true;
}

uint32_t
term_read_report(struct term *term)
{
	struct report *report = &term->report;
	int byte;

	while ((byte = wgetch(term->input)) != ERR) {
		if (add(report, byte)) {
			if (report->kind == REPORT_DECIMALS ||
			    report->len < FIELDS)
				continue;
			report->kind = REPORT_NONE;
			return take_bytes(term);
		}
		report->kind = REPORT_NONE;
		if (byte == 'M')
			return take_decimals(term);
		if (byte != 'm')
			ungetch(byte);
		return K_NONE;
	}
	return K_NONE;
}

struct mouse
term_mouse(const struct term *term)
{
	return term->mouse;
}
