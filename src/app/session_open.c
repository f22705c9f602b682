#include "app/session_open.h"

#include "app/progress.h"
#include "base/str.h"

bool
session_at_vault(const struct session *session, struct err *err)
{
	if (err->kind == ERR_INTERRUPTED ||
	    str_starts(err->where, session->vault_path))
		return false;
	return err_at(err, "%s", session->vault_path);
}

bool
session_read_vault(const struct session *session, struct vault_file *file,
	struct err *err)
{
	if (!vault_file_read(session->vault_path, file, err))
		return session_at_vault(session, err);
	if (age_header_has(&file->header, AGE_SCRYPT_TYPE) ||
	    age_header_has(&file->header, AGE_X25519_TYPE))
		return true;
	err_set(err, ERR_LOCKED, "is opened neither by a passphrase nor by "
		"identities of age-keygen (X25519), but by other keys");
	return session_at_vault(session, err);
}

bool
session_wants_passphrase(const struct session *session, bool *wants,
	struct err *err)
{
	VAULT_FILE file = {0};

	if (!session_read_vault(session, &file, err))
		return false;
	*wants = age_header_has(&file.header, AGE_SCRYPT_TYPE);
	return true;
}

bool
session_derive(const struct session *session, const struct vault_file *file,
	const struct secret *passphrase, struct secret *key, struct err *err)
{
	struct progress *progress = progress_begin(
		session_progress_fd(session), "Deriving the key...");
	bool good = age_header_unlock_scrypt(&file->header, passphrase, key,
		err);

	progress_end(progress);
	return good || session_at_vault(session, err);
}

bool
session_open(struct session *session, struct vault_file *file,
	struct secret *key, struct err *err)
{
	session->vault = vault_open(file, key, err);
	return session->vault != NULL || session_at_vault(session, err);
}

bool
session_unlock_with(struct session *session, const struct secret *passphrase,
	struct err *err)
{
	VAULT_FILE file = {0};
	SECRET key = {0};

	session_lock(session);
	return session_read_vault(session, &file, err) &&
		session_derive(session, &file, passphrase, &key, err) &&
		session_open(session, &file, &key, err);
}
