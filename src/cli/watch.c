#include "cli/watch.h"

#define ESC 0x1b
#define BELL 0x07
#define BACKSPACE 0x08
#define DELETE 0x7f

static void
forget_line(struct watch *watch)
{
	watch->len = 0;
	watch->line[0] = '\0';
}

static void
add(struct watch *watch, uint8_t byte)
{
	if (watch->len == WATCH_LINE_MAX) {
		/* A prompt is at the end: half of the line is enough. */
		watch->len = WATCH_LINE_MAX / 2;
		memmove(watch->line, watch->line + WATCH_LINE_MAX -
			watch->len, watch->len);
	}
	watch->line[watch->len++] = (char)byte;
	watch->line[watch->len] = '\0';
}

/* The whole of the last character, which may have several bytes. */
static void
take_back(struct watch *watch)
{
	while (watch->len > 0) {
		uint8_t byte = (uint8_t)watch->line[--watch->len];

		watch->line[watch->len] = '\0';
		if ((byte & 0xc0) != 0x80)
			return;
	}
}

static bool
is_echo(struct watch *watch, uint8_t byte)
{
	if (watch->echo[0] == '\0')
		return false;
	if (byte == (uint8_t)watch->echo[watch->echo_at]) {
		watch->echo_at++;
		if (watch->echo[watch->echo_at] != '\0')
			return true;
		explicit_bzero(watch->echo, sizeof(watch->echo));
		return true;
	}
	explicit_bzero(watch->echo, sizeof(watch->echo));
	return false;
}

static void
on_text(struct watch *watch, uint8_t byte)
{
	bool returned = watch->returned;

	watch->returned = byte == '\r';
	if (byte == ESC) {
		watch->state = WATCH_ESCAPE;
		watch->returned = returned;
	} else if (byte == '\n') {
		forget_line(watch);
	} else if (byte == BACKSPACE) {
		take_back(watch);
	} else if (byte == '\t') {
		add(watch, ' ');
	} else if (byte >= ' ' && byte != DELETE && !is_echo(watch, byte)) {
		if (returned)
			forget_line(watch);
		add(watch, byte);
	}
}

static void
on_escape(struct watch *watch, uint8_t byte)
{
	if (byte == '[')
		watch->state = WATCH_SEQUENCE;
	else if (strchr("]PX^_", byte) != NULL && byte != 0)
		watch->state = WATCH_STRING;
	else if (byte >= ' ' && byte <= '/')
		watch->state = WATCH_ONE_MORE;
	else
		watch->state = WATCH_TEXT;
}

/* What moves the cursor to another line begins a new one. */
static void
on_sequence(struct watch *watch, uint8_t byte)
{
	if (byte < '@' || byte > '~')
		return;
	watch->state = WATCH_TEXT;
	if (strchr("ABEFHJdf", byte) != NULL)
		forget_line(watch);
}

static void
on_string(struct watch *watch, uint8_t byte)
{
	if (byte == BELL)
		watch->state = WATCH_TEXT;
	else if (byte == ESC)
		watch->state = WATCH_STRING_END;
}

static void
on_string_end(struct watch *watch, uint8_t byte)
{
	watch->state = WATCH_TEXT;
	if (byte != '\\')
		on_escape(watch, byte);
}

static void
on_one_more(struct watch *watch, uint8_t byte)
{
	if (byte < ' ' || byte > '/')
		watch->state = WATCH_TEXT;
}

static void (*const on_byte[])(struct watch *watch, uint8_t byte) = {
	[WATCH_TEXT] = on_text,
	[WATCH_ESCAPE] = on_escape,
	[WATCH_SEQUENCE] = on_sequence,
	[WATCH_STRING] = on_string,
	[WATCH_STRING_END] = on_string_end,
	[WATCH_ONE_MORE] = on_one_more,
};

void
watch_feed(struct watch *watch, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	for (size_t i = 0; i < len; i++)
		on_byte[watch->state](watch, at[i]);
}

void
watch_typed(struct watch *watch, const char *code)
{
	forget_line(watch);
	watch->returned = false;
	watch->echo_at = 0;
	snprintf(watch->echo, sizeof(watch->echo), "%s", code);
}
