#include "app/session_open.h"

#include "app/progress.h"
#include "base/str.h"
#include "vault/history.h"

bool
session_at_vault(const struct session *session, struct err *err)
{
	if (err->kind == ERR_INTERRUPTED ||
	    str_starts(err->where, session->vault_path))
		return false;
	return err_at(err, "%s", session->vault_path);
}

/* Adds to the err which earlier state is good; key may be NULL, as long as it
 * is not known. False. */
static bool
name_good_revision(const struct session *session, const struct secret *key,
	struct err *err)
{
	HISTORY history = {0};
	const struct history_item *item;
	struct err ignored;
	size_t len = strlen(err->text);

	if (session->naming == SESSION_NAME_NOTHING ||
	    err->kind != ERR_DAMAGED ||
	    !history_list(session->vault_path, key, &history, &ignored))
		return false;
	item = history_newest_good(&history, key);
	if (item != NULL)
		snprintf(err->text + len, sizeof(err->text) - len,
			"; see otp help restore; the newest good revision is "
			"%s", session->naming == SESSION_NAME_PATH ?
			item->path : item->label);
	return false;
}

/* Makes an err "wrong passphrase" that of a damaged header if a revision shows
 * that it is one. */
static void
suspect_header(const struct session *session, const struct vault_file *file,
	struct err *err)
{
	HISTORY history = {0};
	struct err ignored;

	if (err->kind == ERR_LOCKED &&
	    history_list(session->vault_path, NULL, &history, &ignored) &&
	    history_shows_damage(&history, &file->header))
		err_set(err, ERR_DAMAGED, "the header is damaged: a revision "
			"has another with the same MAC");
}

bool
session_no_key(const struct session *session, const struct vault_file *file,
	struct err *err)
{
	suspect_header(session, file, err);
	return name_good_revision(session, NULL, err) ||
		session_at_vault(session, err);
}

bool
session_read_vault(const struct session *session, struct vault_file *file,
	struct err *err)
{
	if (!vault_file_read(session->vault_path, file, err))
		return name_good_revision(session, NULL, err) ||
			session_at_vault(session, err);
	if (age_header_has(&file->header, AGE_SCRYPT_TYPE) ||
	    age_header_has(&file->header, AGE_X25519_TYPE))
		return true;
	err_set(err, ERR_LOCKED, "is opened neither by a passphrase nor by "
		"identities of age-keygen (X25519), but by other keys");
	return session_no_key(session, file, err);
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
	return good || session_no_key(session, file, err);
}

bool
session_open(struct session *session, struct vault_file *file,
	struct secret *key, struct err *err)
{
	SECRET copy = {0};

	if (!secret_set(&copy, key->bytes, key->len, err))
		return false;
	session->vault = vault_open(file, key, err);
	if (session->vault != NULL)
		return true;
	name_good_revision(session, &copy, err);
	if (err->kind == ERR_DAMAGED) {
		secret_wipe(&session->damaged_key);
		session->damaged_key = secret_move(&copy);
	}
	return session_at_vault(session, err);
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

bool
session_suspend(struct session *session, struct secret *key, struct err *err)
{
	if (!secret_set(key, session->vault->file_key.bytes,
		    session->vault->file_key.len, err))
		return false;
	session_lock(session);
	return true;
}

bool
session_resume(struct session *session, const struct secret *key,
	struct err *err)
{
	VAULT_FILE file = {0};
	SECRET copy = {0};

	return session_read_vault(session, &file, err) &&
		secret_set(&copy, key->bytes, key->len, err) &&
		session_open(session, &file, &copy, err);
}
