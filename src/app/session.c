#include "app/session.h"

#include <stdarg.h>

#include "app/session_path.h"
#include "base/str.h"
#include "base/utf8.h"
#include "os/signals.h"

/* no-color.org: set to anything but nothing. */
static bool
colors_unwanted(void)
{
	const char *value = getenv("NO_COLOR");

	return value != NULL && value[0] != '\0';
}

bool
session_init(struct session *session, const struct session_options *options,
	const struct clock *clock, struct err *err)
{
	char *path = session_find_vault(options->vault, err);

	if (path == NULL)
		return false;
	*session = (struct session){
		.options = *options,
		.clock = *clock,
		.vault_path = path,
		.out = stdout,
		.errors = stderr,
		.out_is_tty = isatty(STDOUT_FILENO) == 1,
		.errors_is_tty = isatty(STDERR_FILENO) == 1,
	};
	session->options.no_color |= colors_unwanted() || options->plain;
	return true;
}

bool
session_read_config(struct session *session, struct err *err)
{
	const char *line;

	if (session->has_config)
		return true;
	if (!config_load(&session->config, err))
		return false;
	session->has_config = true;
	for (line = buf_text(&session->config.problems); *line != '\0';
	     line += strcspn(line, "\n") + 1)
		session_note(session, "otp: %.*s", (int)strcspn(line, "\n"),
			line);
	return true;
}

void
session_wipe(struct session *session)
{
	session_lock(session);
	str_free(&session->vault_path);
	config_wipe(&session->config);
	*session = (struct session){0};
}

void
session_lock(struct session *session)
{
	vault_close(session->vault);
	session->vault = NULL;
	secret_wipe(&session->damaged_key);
}

static bool
is_open(const struct session *session, struct err *err)
{
	if (session->vault != NULL)
		return true;
	err_set(err, ERR_LOCKED, "is locked");
	return err_at(err, "%s", session->vault_path);
}

bool
session_change(struct session *session, vault_change_fn *change, void *arg,
	struct err *err)
{
	struct signals_held held;
	bool done;

	if (!is_open(session, err))
		return false;
	signals_hold(&held);
	done = vault_change(session->vault, &session->stamps, change, arg, err);
	signals_release(&held);
	return done;
}

bool
session_rekey(struct session *session, vault_header_fn *make, void *arg,
	struct err *err)
{
	struct signals_held held;
	struct err ignored;
	bool done, was_there;

	if (!is_open(session, err))
		return false;
	signals_hold(&held);
	done = vault_rekey(session->vault, &session->stamps, make, arg, err);
	/* It still opens the revisions and backups made with it. Without a
	 * keyring there is nothing to forget. */
	if (done && !session_forget_key(session, &was_there, &ignored))
		was_there = false;
	signals_release(&held);
	return done;
}

int
session_progress_fd(const struct session *session)
{
	if (!session->errors_is_tty || session->options.quiet ||
	    session->options.plain)
		return -1;
	return fileno(session->errors);
}

void
session_note(const struct session *session, const char *format, ...)
{
	struct err ignored;
	BUF line = {0};
	va_list args;
	char text[1200];
	int len;

	if (session->options.quiet)
		return;
	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (len < 0)
		return;
	utf8_printable(&line, text, strlen(text));
	if (!buf_ok(&line, &ignored))
		return;
	fprintf(session->errors, "%s\n", buf_text(&line));
	explicit_bzero(text, sizeof(text));
}
