#include "app/session_identity.h"

#include "app/session_key.h"
#include "app/session_open.h"

static bool
read_file(const struct session *session, const char *path,
	struct identities *out, struct err *err)
{
	char warning[UNLOCK_WARNING_SIZE];

	if (!identities_read(path, out, warning, err))
		return err_at(err, "%s", path);
	if (warning[0] != '\0')
		session_note(session, "%s: %s", path, warning);
	return true;
}

static bool
read_options(const struct session *session, struct identities *out,
	struct err *err)
{
	const struct session_options *given = &session->options;

	for (size_t i = 0; i < given->identity_count; i++)
		if (!read_file(session, given->identities[i], out, err))
			return false;
	return true;
}

static bool
read_environment(const struct session *session, struct identities *out,
	struct err *err)
{
	const char *path = getenv("OTP_IDENTITY");

	return path == NULL || path[0] == '\0' ||
		read_file(session, path, out, err);
}

bool
session_identities(const struct session *session, struct identities *out,
	struct err *err)
{
	return read_options(session, out, err) && (out->count > 0 ||
		read_environment(session, out, err));
}

bool
session_identity_key(const struct session *session,
	const struct vault_file *file, bool use_kept, struct secret *key,
	struct err *err)
{
	struct age_recipient ignored;
	IDENTITIES identities = {0};

	if (!read_options(session, &identities, err))
		return false;
	if (identities.count == 0 && use_kept &&
	    session_kept_key(session, &file->header, key))
		return true;
	if (identities.count == 0 &&
	    !read_environment(session, &identities, err))
		return false;
	return identities.count == 0 || identities_unlock(&identities,
		&file->header, key, &ignored, err) ||
		session_no_key(session, file, err);
}

bool
session_own_recipient(const struct session *session,
	const struct age_header *header, struct age_recipient *out)
{
	IDENTITIES identities = {0};
	struct err ignored;
	SECRET key = {0};

	return session_identities(session, &identities, &ignored) &&
		identities_unlock(&identities, header, &key, out, &ignored);
}
