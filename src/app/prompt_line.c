#include "app/prompt_line.h"

#include "app/prompt.h"
#include "base/file.h"
#include "base/utf8.h"
#include "codec/unicode.h"

#define ESCAPE_MS 50
#define PASTE_BEGINS 200
#define PASTE_ENDS 201

enum {
	KEY_BACKSPACE = 0x08,
	KEY_TAB = 0x09,
	KEY_NEWLINE = 0x0A,
	KEY_RETURN = 0x0D,
	KEY_ESCAPE = 0x1B,
	KEY_DELETE = 0x7F,
};

static void
put(const struct prompt_line *line, const char *text, size_t len)
{
	struct err ignored;
	bool done = fd_write_all(line->fd, text, len, &ignored);

	(void)done;
}

void
prompt_line_show(const struct prompt_line *line)
{
	put(line, line->question, strlen(line->question));
	if (line->echo)
		put(line, buf_text(&line->text), line->text.len);
}

int
prompt_line_patience(const struct prompt_line *line)
{
	return line->escape == ESCAPE_BEGUN ? ESCAPE_MS : -1;
}

void
prompt_line_pause(struct prompt_line *line)
{
	line->escape = ESCAPE_NONE;
}

void
prompt_line_wipe(struct prompt_line *line)
{
	buf_wipe(&line->text);
}

/* Where the last character begins. */
static size_t
last_start(const struct prompt_line *line)
{
	size_t at = line->text.len;

	while (at > 0) {
		at--;
		if ((line->text.data[at] & 0xC0) != 0x80)
			break;
	}
	return at;
}

static void
cut(struct prompt_line *line, size_t len)
{
	explicit_bzero(line->text.data + len, line->text.len - len);
	line->text.len = len;
}

static void
erase_last(struct prompt_line *line)
{
	size_t start = last_start(line), at = start;
	int width;

	if (line->text.len == 0)
		return;
	width = unicode_width(utf8_next(buf_text(&line->text), line->text.len,
		&at));
	cut(line, start);
	for (int i = 0; line->echo && i < width; i++)
		put(line, "\b \b", 3);
}

static void
erase_all(struct prompt_line *line)
{
	while (line->text.len > 0)
		erase_last(line);
	line->overflow = false;
}

/* Shows a character once its last byte is there; takes back one that must not
 * reach a terminal. */
static void
echo_last(struct prompt_line *line)
{
	size_t start = last_start(line), at = start;
	uint32_t code_point = utf8_next(buf_text(&line->text), line->text.len,
		&at);

	if (code_point == UTF8_INVALID)
		return;
	if (utf8_is_unsafe(code_point))
		cut(line, start);
	else
		put(line, buf_text(&line->text) + start, at - start);
}

static void
add(struct prompt_line *line, uint8_t byte)
{
	if (line->text.len >= PROMPT_MAX) {
		line->overflow = true;
		return;
	}
	buf_add_byte(&line->text, byte);
	if (line->echo && !line->text.failed)
		echo_last(line);
}

static void
end_sequence(struct prompt_line *line, uint8_t last)
{
	if (last == '~' && line->number == PASTE_BEGINS)
		line->pasting = true;
	if (last == '~' && line->number == PASTE_ENDS)
		line->pasting = false;
	line->escape = ESCAPE_NONE;
}

/* Swallows what keys like the arrows send. */
static void
escape_byte(struct prompt_line *line, uint8_t byte)
{
	if (line->escape == ESCAPE_BEGUN) {
		line->number = 0;
		line->escape = byte == '[' ? ESCAPE_CSI :
			byte == 'O' ? ESCAPE_SS3 : ESCAPE_NONE;
	} else if (line->escape == ESCAPE_SS3) {
		line->escape = ESCAPE_NONE;
	} else if (byte >= '0' && byte <= '9') {
		if (line->number < 1000)
			line->number = line->number * 10 + (byte - '0');
	} else if (byte >= 0x40 && byte <= 0x7E) {
		end_sequence(line, byte);
	}
}

void
prompt_line_byte(struct prompt_line *line, int taken)
{
	uint8_t byte = (uint8_t)taken;

	if (taken < 0) {
		line->gone = true;
		line->done = true;
	} else if (line->escape != ESCAPE_NONE) {
		escape_byte(line, byte);
	} else if (byte == KEY_ESCAPE) {
		line->escape = ESCAPE_BEGUN;
	} else if (byte == KEY_NEWLINE || byte == KEY_RETURN) {
		line->done = !line->pasting;
	} else if (byte == line->erase || byte == KEY_BACKSPACE ||
	    byte == KEY_DELETE) {
		erase_last(line);
	} else if (byte == line->kill) {
		erase_all(line);
	} else if (byte == line->end) {
		line->gone = line->text.len == 0;
		line->done = line->gone;
	} else if (byte >= ' ' || (byte == KEY_TAB && !line->echo)) {
		add(line, byte);
	}
}
