#include <ctype.h>
#include <poll.h>

#include "base/utf8.h"
#include "codec/base64.h"
#include "drive.h"

/* The length of form if text begins like it, letters standing for digits. */
static size_t
matches(const char *text, const char *form)
{
	size_t i = 0;

	while (form[i] != '\0' && (text[i] == form[i] ||
		    (islower((unsigned char)form[i]) &&
			    isdigit((unsigned char)text[i]))))
		i++;
	return form[i] == '\0' ? i : 0;
}

/* What is written down has the time of the real clock. */
static void
mask_times(char *text)
{
	static const char *const forms[] = {"yyyy-mm-dd hh:mm", "yyyy-mm-dd",
		"yyyymmddThhmmssZ"};

	for (; *text != '\0'; text++) {
		for (size_t i = 0; i < COUNT_OF(forms); i++)
			memcpy(text, forms[i], matches(text, forms[i]));
	}
}

static void
add_row(const struct driver *d, int row, struct buf *out)
{
	size_t end = out->len;

	for (int column = 0; column < d->columns; column++) {
		VTermScreenCell cell;
		VTermPos pos = {row, column};

		if (!vterm_screen_get_cell(d->screen, pos, &cell))
			continue;
		if (cell.chars[0] == UINT32_MAX)
			continue;
		if (cell.chars[0] == 0 || cell.chars[0] == ' ') {
			buf_add_byte(out, ' ');
			continue;
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL &&
		     cell.chars[i] != 0; i++)
			utf8_add(out, cell.chars[i]);
		end = out->len;
	}
	out->len = end;
	buf_add_byte(out, '\n');
}

/* All rows without the blanks at their ends and the empty ones at the end. */
void
screen_add(const struct driver *d, struct buf *out)
{
	if (d->screen == NULL)
		return;
	for (int row = 0; row < d->rows; row++)
		add_row(d, row, out);
	while (out->len > 1 && out->data[out->len - 2] == '\n')
		out->len--;
	buf_add(out, "", 0);
	if (out->data != NULL)
		out->data[out->len] = '\0';
	if (out->data != NULL)
		mask_times((char *)out->data);
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	struct driver *d = user;

	if (property == VTERM_PROP_ALTSCREEN)
		d->second_screen = value->boolean != 0;
	else if (property == VTERM_PROP_TITLE)
		d->title_set = true;
	return 1;
}

static int
on_scrollback(int columns, const VTermScreenCell *cells, void *user)
{
	struct driver *d = user;

	for (int i = 0; i < columns; i++) {
		if (cells[i].chars[0] != UINT32_MAX)
			utf8_add(&d->kept, cells[i].chars[0] != 0
					? cells[i].chars[0] : ' ');
	}
	buf_add_byte(&d->kept, '\n');
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = {
	.settermprop = on_property,
	.sb_pushline = on_scrollback,
};

void
screen_type(const char *bytes, size_t len, void *driver)
{
	const struct driver *d = driver;

	while (len > 0) {
		ssize_t put = write(d->master, bytes, len);

		if (put < 0)
			return;
		bytes += put;
		len -= (size_t)put;
	}
}

/* As long as nothing moves the cursor to the beginning in another way. */
static bool
clears_all(const struct driver *d, const char *sequence)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(d->vt), &at);
	return strcmp(sequence, "\033[2J") == 0 ||
		(strcmp(sequence, "\033[J") == 0 && at.row == 0 &&
		 at.col == 0);
}

/* Gives the terminal what was written, and looks at the second screen before
 * it is closed, and at the first before it is cleared: there are terminals,
 * tmux among them, whose scrollback has it then. */
static void
feed(struct driver *d, const char *bytes, size_t len)
{
	static const char leave[] = "\033[?1049l";
	static const char *const looks[] = {leave, "\033[2J", "\033[J"};

	buf_add(&d->raw, bytes, len);
	while (len > 0) {
		size_t before = len, end = 0;
		const char *sequence = "";

		for (size_t i = 0; i < COUNT_OF(looks); i++) {
			const char *at = memmem(bytes, len, looks[i],
				strlen(looks[i]));

			if (at == NULL || (size_t)(at - bytes) >= before)
				continue;
			before = (size_t)(at - bytes);
			sequence = looks[i];
		}
		vterm_input_write(d->vt, bytes, before);
		if (sequence == leave)
			d->used_second_screen = true;
		if (sequence == leave ? d->second_screen
			: !d->second_screen && clears_all(d, sequence))
			screen_add(d, &d->kept);
		end = before + strlen(sequence);
		vterm_input_write(d->vt, bytes + before, end - before);
		bytes += end;
		len -= end;
	}
	vterm_screen_flush_damage(d->screen);
}

/* What must not be missed for coming in two pieces. */
static const char frame_begin[] = "\033[?2026h", frame_end[] = "\033[?2026l";
static const char *const noticed[] = {frame_begin, frame_end, "\033[?1049l",
	"\033[2J", "\033[J"};

/* How many bytes at the end may be the beginning of one of those. */
static size_t
begun(const struct buf *bytes)
{
	size_t most = 0;

	for (size_t i = 0; i < COUNT_OF(noticed); i++) {
		for (size_t len = strlen(noticed[i]) - 1; len > most; len--) {
			if (len <= bytes->len && memcmp(bytes->data +
				    bytes->len - len, noticed[i], len) == 0)
				most = len;
		}
	}
	return most;
}

/* How much of what has come is shown next: one picture, as another may follow
 * at once and nobody would have seen this one, and nothing of half a picture.
 * 0 if more must come first. */
static size_t
next_picture(const struct buf *bytes)
{
	const char *text = buf_text(bytes), *at;

	at = memmem(text, bytes->len, frame_end, strlen(frame_end));
	if (at != NULL)
		return (size_t)(at - text) + strlen(frame_end);
	at = memmem(text, bytes->len, frame_begin, strlen(frame_begin));
	if (at != NULL)
		return (size_t)(at - text);
	return bytes->len - begun(bytes);
}

static bool
read_more(struct driver *d, int timeout_ms)
{
	struct pollfd fd = {.fd = d->master, .events = POLLIN};
	char bytes[4096];
	ssize_t got;

	if (d->master < 0 || poll(&fd, 1, timeout_ms) <= 0)
		return false;
	got = read(d->master, bytes, sizeof(bytes));
	if (got > 0)
		buf_add(&d->coming, bytes, (size_t)got);
	return got > 0;
}

/* Takes in what comes within the time; false if nothing did. */
bool
screen_pump(struct driver *d, int timeout_ms)
{
	size_t len = next_picture(&d->coming);
	BUF rest = {0};

	while (len == 0 && read_more(d, timeout_ms))
		len = next_picture(&d->coming);
	/* Nothing follows: then also what is cut off there. */
	if (len == 0)
		len = d->coming.len;
	if (len == 0)
		return false;
	feed(d, buf_text(&d->coming), len);
	buf_add(&rest, d->coming.data + len, d->coming.len - len);
	buf_clear(&d->coming);
	buf_add(&d->coming, rest.data, rest.len);
	return true;
}

void
screen_start(struct driver *d)
{
	static const char prompt[] = "prompt$ otp\r\n";

	d->vt = vterm_new(d->rows, d->columns);
	vterm_set_utf8(d->vt, 1);
	vterm_output_set_callback(d->vt, screen_type, d);
	d->screen = vterm_obtain_screen(d->vt);
	vterm_screen_enable_altscreen(d->screen, 1);
	vterm_screen_set_callbacks(d->screen, &screen_callbacks, d);
	vterm_screen_reset(d->screen, 1);
	vterm_input_write(d->vt, prompt, strlen(prompt));
}

bool
screen_has(const struct driver *d, const char *text)
{
	BUF shown = {0};

	screen_add(d, &shown);
	return strstr(buf_text(&shown), text) != NULL;
}

bool
screen_has_colors(const struct driver *d)
{
	for (int row = 0; row < d->rows; row++) {
		for (int column = 0; column < d->columns; column++) {
			VTermPos pos = {row, column};
			VTermScreenCell cell;

			if (vterm_screen_get_cell(d->screen, pos, &cell) &&
			    (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
			     !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)))
				return true;
		}
	}
	return false;
}

/* libvterm keeps OSC 52 for itself in some versions, so it is read from the
 * bytes: ESC ] 52 ; c ; BASE64 and BEL or ESC. */
void
screen_clipboard(const struct driver *d, struct buf *out)
{
	static const char start[] = "\033]52;c;";
	const char *at = buf_text(&d->raw), *last = NULL;
	struct err err;

	while ((at = strstr(at, start)) != NULL)
		last = at += strlen(start);
	if (last != NULL && !base64_decode(last, strcspn(last, "\a\033"),
			BASE64_STRICT, out, &err))
		buf_add_str(out, "not base64");
}

void
screen_cursor(const struct driver *d, char out[static 32])
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(d->vt), &at);
	snprintf(out, 32, "%d %d", at.col, at.row);
}
