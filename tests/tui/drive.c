/*
 * Plays a script of keys and expected screens against a program on a pty.
 *
 *	size COLUMNS ROWS      env NAME [VALUE]      sh COMMAND (setting up)
 *	secret TEXT            must not be left behind
 *	needs PROGRAM          skips the rest where there is none
 *	run ARGUMENTS          starts $OTP with them, read by sh
 *	start COMMAND          starts another program
 *	keys KEY...            j <Enter> <C-l> <A-x> <Up> <Space> ...
 *	mouse click X Y | double click X Y | wheel up X Y | wheel down X Y |
 *	mouse old click X Y (in bytes) | focus in | focus out
 *	type TEXT              paste TEXT (bracketed; \n is a line break)
 *	wait TEXT              gone TEXT             until COMMAND (screen on
 *	                       its stdin, until it exits with 0)
 *	screen                 and the expected lines, each after a "|"
 *	camera THEME READER TEXT  READER (zbarimg, ZXingReader) finds the text
 *	                       in a picture of the terminal (term_picture)
 *	cursor COLUMN ROW      where it is, shown or not
 *	colors yes|no          whether any cell has a colour
 *	clipboard TEXT         what OSC 52 has put there
 *	resize COLUMNS ROWS    signal NAME
 *	suspended              waits for it; foreground  continues
 *	exit STATUS            waits for the end (exit signal 6: by that)
 *
 * Every line that waits is one test. UPDATE=1 rewrites the screens.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>

#include "drive.h"

#define DEADLINE_MS 60000
#define SETTLE_MS 400

static void PRINTF_LIKE(1, 2)
say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	fflush(stdout);
}

void
die(const struct driver *d, const char *what)
{
	say("not ok %d - %s:%d: %s: %s\n1..%d\n", d->test + 1, d->script,
		d->line, what, strerror(errno), d->test + 1);
	if (d->shell > 0)
		kill(d->shell, SIGKILL);
	exit(1);
}

static void
result(struct driver *d, bool ok, const char *what)
{
	d->test++;
	d->failed += ok ? 0 : 1;
	say("%sok %d - line %d: %s\n", ok ? "" : "not ", d->test, d->line,
		what);
}

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

typedef bool condition(struct driver *d, const char *text);

static bool
wait_until(struct driver *d, condition *met, const char *text)
{
	int64_t end = now_ms() + DEADLINE_MS;

	while (!met(d, text)) {
		int64_t left = end - now_ms();

		if (left <= 0)
			return false;
		/* Nothing more comes from a program that has ended. */
		if (screen_has(d, "[exit ") || screen_has(d, "[signal "))
			end = end < now_ms() + SETTLE_MS ? end
							 : now_ms() + SETTLE_MS;
		/* What runs outside may change without any output. */
		screen_pump(d, left < 100 ? (int)left : 100);
	}
	return true;
}

static bool
is_shown(struct driver *d, const char *text)
{
	return screen_has(d, text);
}

static bool
is_gone(struct driver *d, const char *text)
{
	return !is_shown(d, text);
}

static bool
is_screen(struct driver *d, const char *text)
{
	BUF shown = {0};

	screen_add(d, &shown);
	return strcmp(buf_text(&shown), text) == 0;
}

static bool
is_clipboard(struct driver *d, const char *text)
{
	BUF clipboard = {0};

	screen_clipboard(d, &clipboard);
	return strcmp(buf_text(&clipboard), text) == 0;
}

static bool
is_colored(struct driver *d, const char *text)
{
	return screen_has_colors(d) == (strcmp(text, "yes") == 0);
}

static void
cmd_keys(struct driver *d, char *text)
{
	char *rest, *word = strtok_r(text, " ", &rest);

	for (; word != NULL; word = strtok_r(NULL, " ", &rest)) {
		size_t len = strlen(word);

		if (word[0] == '<' && len > 2 && word[len - 1] == '>') {
			word[len - 1] = '\0';
			if (!keys_press(d, word + 1))
				die(d, "no such key");
		} else {
			screen_type(word, len, d);
		}
	}
}

static void
cmd_needs(struct driver *d, char *text)
{
	char command[256];

	snprintf(command, sizeof(command), "command -v %s >/dev/null", text);
	if (shell_agrees(d, command))
		return;
	say("ok %d - line %d # SKIP no %s here\n", ++d->test, d->line, text);
	d->skipped = true;
}

static void
cmd_type(struct driver *d, char *text)
{
	screen_type(text, strlen(text), d);
}

static void
cmd_mouse(struct driver *d, char *text)
{
	if (!keys_mouse(d, text))
		die(d, "no such thing of the mouse");
}

static void
cmd_paste(struct driver *d, char *text)
{
	char *at;

	while ((at = strstr(text, "\\n")) != NULL) {
		at[0] = '\r';
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
	vterm_keyboard_start_paste(d->vt);
	screen_type(text, strlen(text), d);
	vterm_keyboard_end_paste(d->vt);
}

static void
cmd_run(struct driver *d, char *text)
{
	char command[1024];

	snprintf(command, sizeof(command), "exec \"$OTP\" %s", text);
	shell_run(d, command);
}

static void
cmd_start(struct driver *d, char *text)
{
	shell_run(d, text);
}

static void
cmd_size(struct driver *d, char *text)
{
	char *rest;

	d->columns = (int)strtol(text, &rest, 10);
	d->rows = (int)strtol(rest, &rest, 10);
	if (*rest != '\0' || d->rows < 1 || d->rows > ROWS_MAX || d->columns < 1 ||
	    d->columns > COLUMNS_MAX)
		die(d, "size COLUMNS ROWS");
}

static void
cmd_resize(struct driver *d, char *text)
{
	struct winsize size = {0};

	cmd_size(d, text);
	d->resized = true;
	size.ws_row = (unsigned short)d->rows;
	size.ws_col = (unsigned short)d->columns;
	vterm_set_size(d->vt, d->rows, d->columns);
	ioctl(d->master, TIOCSWINSZ, &size);
}

static void
cmd_signal(struct driver *d, char *text)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"HUP", SIGHUP}, {"INT", SIGINT}, {"TERM", SIGTERM},
		{"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"ABRT", SIGABRT}};

	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		if (strcmp(signals[i].name, text) == 0 &&
		    shell_signal(d, signals[i].number))
			return;
	}
	die(d, "no such signal");
}

static void
cmd_env(struct driver *d, char *text)
{
	char *value = strchr(text, ' ');

	(void)d;
	if (value != NULL)
		*value++ = '\0';
	if (value != NULL)
		setenv(text, value, 1);
	else
		unsetenv(text);
}

static void
cmd_sh(struct driver *d, char *text)
{
	BUF command = {0};

	buf_addf(&command, ". \"$TUI/lib.sh\"; set -eu; %s", text);
	if (!shell_agrees(d, buf_text(&command)))
		die(d, "the command failed");
}

static void
cmd_secret(struct driver *d, char *text)
{
	if (d->secret_count < SECRETS_MAX)
		d->secrets[d->secret_count++] = strdup(text);
}

static void
show_screen(struct driver *d)
{
	BUF shown = {0};
	char *line, *rest;

	if (d->vt == NULL)
		return;
	screen_add(d, &shown);
	line = shown.len > 0 ? (char *)shown.data : NULL;
	while (line != NULL && (rest = strchr(line, '\n')) != NULL) {
		*rest = '\0';
		say("# |%s\n", line);
		line = rest + 1;
	}
}

static void
test_condition(struct driver *d, condition *met, const char *word,
	const char *text)
{
	char what[256];
	bool ok = wait_until(d, met, text);

	snprintf(what, sizeof(what), "%s %s", word, text);
	result(d, ok, what);
	if (!ok)
		show_screen(d);
}

static void
cmd_wait(struct driver *d, char *text)
{
	test_condition(d, is_shown, "wait", text);
}

static void
cmd_gone(struct driver *d, char *text)
{
	test_condition(d, is_gone, "gone", text);
}

static void
cmd_until(struct driver *d, char *text)
{
	test_condition(d, shell_agrees, "until", text);
}

/* What a reader finds in a picture of the terminal. */
static bool
is_read(struct driver *d, const char *text)
{
	BUF command = {0};

	buf_addf(&command, ". \"$TUI/lib.sh\"; sees %d %d %s", d->columns,
		d->rows, text);
	return shell_reads(d, buf_text(&command));
}

static void
cmd_camera(struct driver *d, char *text)
{
	test_condition(d, is_read, "camera", text);
}

static void
cmd_colors(struct driver *d, char *text)
{
	test_condition(d, is_colored, "colors", text);
}

static bool
is_cursor(struct driver *d, const char *text)
{
	char place[32];

	screen_cursor(d, place);
	return strcmp(place, text) == 0;
}

static void
cmd_cursor(struct driver *d, char *text)
{
	test_condition(d, is_cursor, "cursor", text);
}

static void
cmd_clipboard(struct driver *d, char *text)
{
	test_condition(d, is_clipboard, "clipboard", text);
}

static void
cmd_suspended(struct driver *d, char *text)
{
	char report[32];

	(void)text;
	/* That of an earlier time is on the screen that comes back first. */
	snprintf(report, sizeof(report), "[stopped %d]", ++d->stops);
	test_condition(d, is_shown, "suspended", report);
	left_check(d, result);
}

static void
cmd_foreground(struct driver *d, char *text)
{
	(void)text;
	shell_foreground(d);
}

static void
cmd_exit(struct driver *d, char *text)
{
	char shown[64];

	snprintf(shown, sizeof(shown), strncmp(text, "signal", 6) == 0
		? "[%s]" : "[exit %s]", text);
	test_condition(d, is_shown, "exit", shown);
	left_check(d, result);
	shell_end(d);
}

static const struct {
	const char *name;
	void (*run)(struct driver *d, char *text);
} commands[] = {
	{"size", cmd_size}, {"env", cmd_env}, {"sh", cmd_sh},
	{"secret", cmd_secret}, {"run", cmd_run}, {"start", cmd_start},
	{"needs", cmd_needs}, {"keys", cmd_keys},
	{"type", cmd_type}, {"mouse", cmd_mouse}, {"paste", cmd_paste},
	{"wait", cmd_wait},
	{"gone", cmd_gone}, {"until", cmd_until}, {"camera", cmd_camera},
	{"colors", cmd_colors}, {"cursor", cmd_cursor},
	{"clipboard", cmd_clipboard}, {"resize", cmd_resize},
	{"signal", cmd_signal}, {"suspended", cmd_suspended},
	{"foreground", cmd_foreground}, {"exit", cmd_exit},
};

static void
do_screen(struct driver *d, FILE *file)
{
	BUF expected = {0};
	BUF shown = {0};
	bool ok;

	script_read_screen(d, file, &expected);
	if (!d->updating) {
		ok = wait_until(d, is_screen, buf_text(&expected));
		result(d, ok, "screen");
		if (!ok)
			show_screen(d);
		return;
	}
	while (screen_pump(d, SETTLE_MS))
		;
	screen_add(d, &shown);
	for (char *at = (char *)shown.data, *end;
	     at != NULL && (end = strchr(at, '\n')) != NULL; at = end + 1)
		buf_addf(&d->update, "|%.*s\n", (int)(end - at), at);
	result(d, true, "screen (rewritten)");
}

static void
do_line(struct driver *d, char *line, FILE *file)
{
	size_t len = strcspn(line, " ");

	if (line[0] == '\0' || line[0] == '#')
		return;
	if (strcmp(line, "screen") == 0) {
		do_screen(d, file);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		if (strlen(commands[i].name) == len &&
		    strncmp(commands[i].name, line, len) == 0) {
			commands[i].run(d, line + len +
				(line[len] == ' ' ? 1 : 0));
			return;
		}
	}
	errno = EINVAL;
	die(d, line);
}

static void
play(struct driver *d, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while (!d->skipped && (len = getline(&line, &size, file)) > 0) {
		d->line++;
		buf_add(&d->update, line, (size_t)len);
		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		do_line(d, line, file);
	}
	free(line);
}

int
main(int argc, char **argv)
{
	struct driver d = {.rows = 24, .columns = 80, .master = -1};
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (file == NULL) {
		perror("usage: drive FILE.tui");
		return 1;
	}
	d.script = argv[1];
	d.updating = getenv("UPDATE") != NULL;
	play(&d, file);
	shell_end(&d);
	fclose(file);
	if (d.updating && (file = fopen(argv[1], "w")) != NULL) {
		fwrite(d.update.data, 1, d.update.len, file);
		fclose(file);
	}
	buf_wipe(&d.update);
	while (d.secret_count > 0)
		free(d.secrets[--d.secret_count]);
	say("1..%d\n", d.test);
	return d.failed > 0;
}
