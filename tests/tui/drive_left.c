#include "drive.h"

static bool
has_code(const char *text)
{
	/* Three or four digits, a blank, three or four digits. */
	for (; *text != '\0'; text++) {
		size_t first = strspn(text, "0123456789");

		if ((first == 3 || first == 4) && text[first] == ' ') {
			size_t second = strspn(text + first + 1,
				"0123456789");

			if (second == 3 || second == 4)
				return true;
		}
		if (first > 0)
			text += first - 1;
	}
	return false;
}

static bool
same_modes(const struct driver *d)
{
	struct termios now;

	return tcgetattr(d->master, &now) == 0 &&
		now.c_iflag == d->before.c_iflag &&
		now.c_oflag == d->before.c_oflag &&
		now.c_lflag == d->before.c_lflag &&
		memcmp(now.c_cc, d->before.c_cc, sizeof(now.c_cc)) == 0;
}

/* Of a private mode that was set, the last word must be its reset. */
static bool
mode_is_off(const struct driver *d, const char *on, const char *off)
{
	const char *all = buf_text(&d->raw), *last_on = NULL, *last_off = NULL;

	for (const char *at = all; (at = strstr(at, on)) != NULL; at++)
		last_on = at;
	for (const char *at = all; (at = strstr(at, off)) != NULL; at++)
		last_off = at;
	return last_on == NULL || (last_off != NULL && last_off > last_on);
}

void
left_check(struct driver *d, report_fn *result)
{
	BUF all = {0};
	bool secret = false;

	screen_add(d, &all);
	buf_add(&all, buf_text(&d->kept), d->kept.len);
	for (size_t i = 0; i < d->secret_count; i++)
		secret = secret || strstr(buf_text(&all), d->secrets[i]);
	result(d, !secret, "no secret is left on a screen");
	result(d, !has_code(buf_text(&all)), "no code is left on a screen");
	/* libvterm takes the cursor that was hidden when ESC 7 saved it for
	 * hidden again at the end; terminals do not. */
	result(d, !d->second_screen && !d->title_set &&
		mode_is_off(d, "\033[?25l", "\033[?25h"),
		"screen, cursor and title are as before");
	result(d, same_modes(d), "the terminal's modes are as before");
	result(d, mode_is_off(d, "\033[?2004h", "\033[?2004l") &&
		mode_is_off(d, "\033[?2026h", "\033[?2026l") &&
		mode_is_off(d, "\033[?1000h", "\033[?1000l") &&
		mode_is_off(d, "\033[?1006h", "\033[?1006l") &&
		mode_is_off(d, "\033[?1004h", "\033[?1004l") &&
		mode_is_off(d, "\033[?1h", "\033[?1l"),
		"private modes are off");
	/* A terminal that was made smaller has lost some of it. */
	if (d->used_second_screen && !d->resized)
		result(d, strncmp(buf_text(&all), "prompt$ otp\n", 12) == 0,
			"what was on the screen before is there again");
}
