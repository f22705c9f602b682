#include "app/progress.h"
#include "app/rewind.h"
#include "app/session_identity.h"

/* The payload of an opened file; takes *file and *key over. */
static bool
take_payload(struct vault_file *file, struct secret *key, struct payload *out,
	struct err *err)
{
	struct vault *vault = vault_open(file, key, err);

	if (vault == NULL)
		return false;
	*out = vault->payload;
	vault->payload = (struct payload){0};
	vault_close(vault);
	return true;
}

static bool
open_with(struct vault_file *file, const struct secret *key,
	struct payload *out, struct err *err)
{
	SECRET copy = {0};

	return secret_set(&copy, key->bytes, key->len, err) &&
		take_payload(file, &copy, out, err);
}

static bool
fits(const struct vault_file *file, const struct secret *key)
{
	struct err ignored;

	return key->bytes != NULL &&
		age_header_verify(&file->header, key, &ignored);
}

static bool
ask_key(const struct session *session, struct foreign *foreign,
	const struct vault_file *file, const char *path, struct err *err)
{
	SECRET passphrase = {0};
	SECRET key = {0};
	struct progress *progress;
	bool good;

	if (foreign->passphrase == NULL)
		return err_set(err, ERR_LOCKED, "has another passphrase than "
			"the vault has now");
	if (!foreign->passphrase(foreign->arg, path, &passphrase, err))
		return false;
	progress = progress_begin(session_progress_fd(session),
		"Deriving the key...");
	good = age_header_unlock_scrypt(&file->header, &passphrase, &key, err);
	progress_end(progress);
	if (!good)
		return false;
	secret_wipe(&foreign->key);
	foreign->key = secret_move(&key);
	return true;
}

static bool
try_identities(const struct session *session, struct foreign *foreign,
	const struct vault_file *file, struct err *err)
{
	struct age_recipient ignored;
	IDENTITIES identities = {0};
	SECRET key = {0};

	if (!session_identities(session, &identities, err))
		return false;
	if (identities.count == 0)
		return err_set(err, ERR_LOCKED, "is opened by an identity, "
			"not by a passphrase: give its file with --identity "
			"or OTP_IDENTITY");
	if (!identities_unlock(&identities, &file->header, &key, &ignored,
		    err))
		return false;
	secret_wipe(&foreign->key);
	foreign->key = secret_move(&key);
	return true;
}

static bool
find_key(const struct session *session, struct foreign *foreign,
	const struct vault_file *file, const char *path, struct err *err)
{
	if (fits(file, &foreign->key))
		return true;
	return age_header_has(&file->header, AGE_X25519_TYPE) ?
		try_identities(session, foreign, file, err) :
		ask_key(session, foreign, file, path, err);
}

static bool
open_file(const struct session *session, struct foreign *foreign,
	const char *path, struct payload *out, struct err *err)
{
	VAULT_FILE file = {0};
	const struct secret *own = session->vault != NULL ?
		&session->vault->file_key : &session->damaged_key;

	if (!vault_file_read(path, &file, err))
		return false;
	if (fits(&file, own))
		return open_with(&file, own, out, err);
	return find_key(session, foreign, &file, path, err) &&
		open_with(&file, &foreign->key, out, err);
}

bool
foreign_open(const struct session *session, struct foreign *foreign,
	const char *path, struct payload *out, struct err *err)
{
	return open_file(session, foreign, path, out, err) ||
		err_at(err, "%s", path);
}
