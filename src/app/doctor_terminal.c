#include "app/doctor_checks.h"

#include <fcntl.h>
#include <langinfo.h>

#include "app/clipboard.h"
#include "base/file.h"
#include "os/proc.h"

#define TPUT_DEADLINE_MS 2000
#define TPUT_OUT_MAX ((size_t)4096)
#define TPUT_NOT_KNOWN 3 /* exit status: terminfo has no such type */

static int
open_terminal(void)
{
	return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

void
doctor_clipboard(struct session *session, struct doctor_finding *out)
{
	FD tty = open_terminal();
	const char *way = clipboard_way(tty);

	(void)session;
	if (way != NULL)
		doctor_say(out, DOCTOR_OK, "by %s", way);
	else
		doctor_say(out, DOCTOR_WARN, "no way to it: neither Wayland "
			"with wl-copy, X11 with xclip or xsel, nor a terminal");
}

/* What the terminal's description says; tput(1) comes with it. False if there
 * is none. */
static bool
count_colors(char *out, size_t size)
{
	const char *const argv[] = {"tput", "colors", NULL};
	const struct proc proc = {
		.argv = argv,
		.input = -1,
		.out_max = TPUT_OUT_MAX,
		.err_max = TPUT_OUT_MAX,
		.deadline_ms = TPUT_DEADLINE_MS,
	};
	PROC_RESULT result = {0};
	struct err ignored;

	snprintf(out, size, "unknown");
	if (!proc_run(&proc, &result, &ignored) || result.status != 0)
		return result.status != TPUT_NOT_KNOWN;
	snprintf(out, size, "%.*s",
		(int)strspn(buf_text(&result.out), "0123456789"),
		buf_text(&result.out));
	if (out[0] == '\0')
		snprintf(out, size, "none");
	return true;
}

void
doctor_terminal(struct session *session, struct doctor_finding *out)
{
	FD tty = open_terminal();
	const char *term = getenv("TERM");
	const char *set = nl_langinfo(CODESET);
	char colors[20];

	if (tty < 0) {
		doctor_say(out, DOCTOR_OK, "none here");
		return;
	}
	if (term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0) {
		doctor_say(out, DOCTOR_WARN, "TERM does not say what it is: "
			"a dialogue of lines takes the place of the screen");
		return;
	}
	if (!count_colors(colors, sizeof(colors)))
		doctor_say(out, DOCTOR_WARN, "%.100s is not known here, and "
			"taken for one that it is like, if there is one: "
			"install ncurses-term", term);
	else if (strcmp(set, "UTF-8") != 0)
		doctor_say(out, DOCTOR_WARN, "%.100s, characters: %s, not "
			"UTF-8: the screen keeps to ASCII; colours: %s", term,
			set, colors);
	else
		doctor_say(out, DOCTOR_OK, "%.100s, characters: UTF-8, "
			"colours: %s%s", term, colors,
			session->options.no_color ? " (not wanted)" : "");
}
