#include "app/session_path.h"

#include <pwd.h>

#include "base/str.h"

/* NULL if unset, empty or relative: a relative one would mean a place in the
 * working directory, and the XDG specification says to ignore it too. */
static const char *
absolute_variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] == '/' ? value : NULL;
}

static char *
below_home(struct err *err)
{
	const char *home = absolute_variable("HOME");
	struct passwd entry, *found = NULL;
	char texts[4096];

	if (home == NULL) {
		if (getpwuid_r(getuid(), &entry, texts, sizeof(texts),
			    &found) != 0 || found == NULL ||
		    entry.pw_dir[0] != '/') {
			err_set(err, ERR_USAGE, "cannot tell where the vault "
				"is: set HOME, or say --vault FILE");
			return NULL;
		}
		home = entry.pw_dir;
	}
	return str_format(err, "%s/.local/share/otp/vault.age", home);
}

char *
session_find_vault(const char *option, struct err *err)
{
	const char *variable = getenv("OTP_VAULT");
	const char *data = absolute_variable("XDG_DATA_HOME");

	if (option != NULL && option[0] == '\0') {
		err_set(err, ERR_USAGE, "must name a file, is empty");
		err_at(err, "--vault");
		return NULL;
	}
	if (option != NULL)
		return str_dup(option, err);
	if (variable != NULL && variable[0] != '\0') {
		if (variable[0] == '/')
			return str_dup(variable, err);
		err_set(err, ERR_USAGE, "must be an absolute path, is %.200s",
			variable);
		err_at(err, "OTP_VAULT");
		return NULL;
	}
	if (data != NULL)
		return str_format(err, "%s/otp/vault.age", data);
	return below_home(err);
}
