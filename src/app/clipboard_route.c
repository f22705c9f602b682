#include "app/clipboard_route.h"

#define ERRORS_MAX ((size_t)64 * 1024)

#define ARGV(...) (const char *const[]){__VA_ARGS__, NULL}

const struct clipboard_route clipboard_routes[] = {
	{
		.name = "wl-copy",
		.variable = "WAYLAND_DISPLAY",
		/* Clipboard managers leave sensitive text alone, but older
		 * versions do not know the option. */
		.copy = {
			ARGV("wl-copy", "--sensitive", "--type", "text/plain"),
			ARGV("wl-copy", "--type", "text/plain"),
		},
		.paste = ARGV("wl-paste", "--no-newline", "--type", "text"),
		.clear = ARGV("wl-copy", "--clear"),
	}, {
		.name = "xclip",
		.variable = "DISPLAY",
		.copy = {ARGV("xclip", "-selection", "clipboard", "-in")},
		.paste = ARGV("xclip", "-selection", "clipboard", "-out"),
		.clear = ARGV("xclip", "-selection", "clipboard", "-in"),
	}, {
		.name = "xsel",
		.variable = "DISPLAY",
		.copy = {ARGV("xsel", "--clipboard", "--input")},
		.paste = ARGV("xsel", "--clipboard", "--output"),
		.clear = ARGV("xsel", "--clipboard", "--clear"),
	},
	{.name = NULL},
};

bool
clipboard_has(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0';
}

/* Lines before the reason, which maim writes where there is no compositor. */
static const char *const warnings[] = {"Failed to detect a compositor"};

/* The first line that the program wrote, without its own name. */
static const char *
reason_of(const char *name, const char *said)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < COUNT_OF(warnings); i++) {
		if (strncmp(said, warnings[i], strlen(warnings[i])) == 0) {
			said += strcspn(said, "\r\n");
			said += strspn(said, "\r\n");
		}
	}
	if (strncmp(said, name, len) == 0 && said[len] == ':')
		said += len + 1 + strspn(said + len + 1, " ");
	return said;
}

static bool
complain(const char *name, const struct proc_result *result, struct err *err)
{
	const char *said = reason_of(name, buf_text(&result->err));
	size_t len = strcspn(said, "\r\n");

	if (result->stopped)
		err_set(err, ERR_INTERRUPTED, "stopped");
	else if (result->timed_out)
		err_set(err, ERR_SYSTEM, CLIPBOARD_NO_ANSWER);
	else if (len > 0)
		err_set(err, ERR_SYSTEM, "%.*s", (int)(len < 300 ? len : 300),
			said);
	else
		err_set(err, ERR_SYSTEM, "failed");
	return err_at(err, "%s", name);
}

static bool
run(const struct proc *proc, struct proc_result *result, struct err *err)
{
	return proc_run(proc, result, err) && (result->status == 0 ||
		complain(proc->argv[0], result, err));
}

bool
clipboard_run_until(int stop, const char *const *argv, size_t out_max,
	int deadline_ms, struct proc_result *result, struct err *err)
{
	struct proc proc = {
		.argv = argv,
		.input = -1,
		.out_max = out_max,
		.err_max = ERRORS_MAX,
		.deadline_ms = deadline_ms,
		.stop = stop,
	};

	return run(&proc, result, err);
}

bool
clipboard_run(const char *const *argv, const char *feed, size_t len,
	size_t out_max, int deadline_ms, struct proc_result *result,
	struct err *err)
{
	struct proc proc = {
		.argv = argv,
		.input = -1,
		.feed = feed,
		.feed_len = len,
		.out_max = out_max,
		.err_max = ERRORS_MAX,
		.deadline_ms = deadline_ms,
	};

	return run(&proc, result, err);
}
