/* May others read, or worse, replace what only the owner should? */
#include "app/doctor_checks.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>

#define FOR_OTHERS ((mode_t)(S_IRWXG | S_IRWXO))
#define WRITTEN_BY_OTHERS ((mode_t)(S_IWGRP | S_IWOTH))

static void
check_mode(const char *path, const char *wanted, struct doctor_finding *out)
{
	struct stat st;

	if (stat(path, &st) != 0 && errno == ENOENT)
		doctor_say(out, DOCTOR_OK, "%s: there is none", path);
	else if (stat(path, &st) != 0)
		doctor_say(out, DOCTOR_FAIL, "%s: cannot be looked at", path);
	else if (st.st_uid != geteuid())
		doctor_say(out, DOCTOR_WARN, "%s: belongs to another user",
			path);
	else if ((st.st_mode & FOR_OTHERS) != 0)
		doctor_say(out, DOCTOR_WARN, "%s: others may %s it (mode "
			"%04o): chmod %s", path,
			(st.st_mode & WRITTEN_BY_OTHERS) != 0 ? "change" :
			"read", (unsigned int)(st.st_mode & ALLPERMS), wanted);
	else
		doctor_say(out, DOCTOR_OK, "%s: mode %04o", path,
			(unsigned int)(st.st_mode & ALLPERMS));
}

void
doctor_vault_file(struct session *session, struct doctor_finding *out)
{
	check_mode(session->vault_path, "600", out);
}

/* The one that the file is in, wherever a link to it lies. */
void
doctor_vault_folder(struct session *session, struct doctor_finding *out)
{
	char path[PATH_MAX];

	if (realpath(session->vault_path, path) == NULL)
		snprintf(path, sizeof(path), "%s", session->vault_path);
	check_mode(dirname(path), "700", out);
}

void
doctor_passphrase_file(struct session *session, struct doctor_finding *out)
{
	const char *path = session->options.passphrase_file;

	if (path == NULL)
		path = getenv("OTP_PASSPHRASE_FILE");
	if (path == NULL || path[0] == '\0')
		doctor_say(out, DOCTOR_OK, "none is used");
	else
		check_mode(path, "600", out);
}

/* The first that others may get at, or else the last. */
void
doctor_identity_file(struct session *session, struct doctor_finding *out)
{
	const struct session_options *given = &session->options;
	const char *path = getenv("OTP_IDENTITY");

	doctor_say(out, DOCTOR_OK, "none is used");
	if (given->identity_count == 0 && path != NULL && path[0] != '\0')
		check_mode(path, "600", out);
	for (size_t i = 0; i < given->identity_count &&
	    out->state == DOCTOR_OK; i++)
		check_mode(given->identities[i], "600", out);
}
