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

/* The reason is the first line that the program wrote. */
static bool
complain(const char *name, const struct proc_result *result, struct err *err)
{
	const char *said = buf_text(&result->err);
	size_t len = strcspn(said, "\r\n");

	if (result->timed_out)
		err_set(err, ERR_SYSTEM, CLIPBOARD_NO_ANSWER);
	else if (len > 0)
		err_set(err, ERR_SYSTEM, "%.*s", (int)(len < 300 ? len : 300),
			said);
	else
		err_set(err, ERR_SYSTEM, "failed");
	return err_at(err, "%s", name);
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

	return proc_run(&proc, result, err) && (result->status == 0 ||
		complain(argv[0], result, err));
}
