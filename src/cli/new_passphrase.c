#include "cli/new_passphrase.h"

#include <limits.h>

#include "app/prompt.h"
#include "base/str.h"
#include "vault/unlock.h"

bool
new_passphrase_set_fd(void *options, const char *value, struct err *err)
{
	struct new_passphrase *given = options;
	uint64_t number;

	if (!str_to_uint(value, 0, INT_MAX, &number, err))
		return false;
	given->fd = (int)number;
	given->has_fd = true;
	return true;
}

bool
new_passphrase_given(const struct new_passphrase *given)
{
	return given->file != NULL || given->has_fd;
}

bool
new_passphrase_check(const struct new_passphrase *given, struct err *err)
{
	if (given->file == NULL || !given->has_fd)
		return true;
	err_set(err, ERR_USAGE, "must come from --new-passphrase-file or "
		"--new-passphrase-fd, not from both");
	return err_at(err, "new passphrase");
}

static bool
from_file(const struct session *session, const char *path,
	struct secret *out, struct err *err)
{
	char warning[UNLOCK_WARNING_SIZE] = "";

	if (path[0] == '\0') {
		err_set(err, ERR_LOCKED, "must name a file, is empty");
		return err_at(err, "--new-passphrase-file");
	}
	if (!unlock_from_file(path, out, warning, err))
		return err_at(err, "%s", path);
	if (warning[0] != '\0')
		session_note(session, "%s: %s", path, warning);
	return true;
}

/* The options of every command tell the present passphrase, not this one. */
static bool
ask(const char *path, struct secret *out, struct err *err)
{
	if (prompt_possible())
		return session_ask_new_passphrase(path, out, err);
	err_set(err, ERR_LOCKED, "there is no terminal to ask for the new "
		"passphrase: give --new-passphrase-file or "
		"--new-passphrase-fd");
	return err_at(err, "%s", path);
}

bool
new_passphrase_get(const struct session *session,
	const struct new_passphrase *given, const char *path,
	struct secret *out, struct err *err)
{
	const char *advice;

	if (!new_passphrase_given(given))
		return ask(path, out, err);
	if (given->file != NULL && !from_file(session, given->file, out, err))
		return false;
	if (given->has_fd && !unlock_from_fd(given->fd, out, err))
		return err_at(err, "--new-passphrase-fd");
	advice = unlock_advice(out);
	if (advice != NULL)
		session_note(session, "passphrase: %s", advice);
	return true;
}
