#include "app/access.h"

#include "app/session_identity.h"
#include "app/session_open.h"
#include "base/str.h"

static bool
make_new(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	const struct recipients *const *given = arg;

	return recipients_copy(*given, &payload->recipients, err) &&
		recipients_header(&payload->recipients, header, file_key,
			err);
}

bool
access_create(const struct session *session,
	const struct recipients *recipients, struct err *err)
{
	struct vault *vault = vault_new_for(session->vault_path, make_new,
		&recipients, &session->stamps, err);

	vault_close(vault);
	return vault != NULL || err_at(err, "%s", session->vault_path);
}

typedef bool edit_fn(struct recipients *recipients, const char *text,
	struct err *err);

struct edit {
	const struct session *session;
	edit_fn *apply;
	char *const *keys;
	int count;
};

/* A vault that was made by other means may not tell whom it is for. If it is
 * for one only, that is whose identity has opened it. */
static bool
know_own(const struct session *session, struct recipients *recipients,
	struct err *err)
{
	const struct age_header *header = &session->vault->header;
	struct age_recipient own;
	BUF text = {0};

	if (recipients->count > 0 || header->stanza_count != 1 ||
	    !session_own_recipient(session, header, &own))
		return true;
	age_recipient_write(&own, &text);
	return buf_ok(&text, err) &&
		recipients_put(recipients, buf_text(&text), err);
}

bool
access_list(const struct session *session, struct recipients *out, bool *all,
	struct err *err)
{
	const struct vault *vault = session->vault;

	*all = false;
	if (!recipients_copy(&vault->payload.recipients, out, err) ||
	    !know_own(session, out, err))
		return false;
	*all = out->count == vault->header.stanza_count;
	return true;
}

static bool
is_of(const struct secret *identity, const char *recipient)
{
	struct age_recipient own, other;
	struct err ignored;

	return age_identity_recipient(identity, &own, &ignored) &&
		age_recipient_parse(recipient, strlen(recipient), &other,
			&ignored) &&
		memcmp(own.bytes, other.bytes, sizeof(own.bytes)) == 0;
}

static bool
has_key(char *const *keys, int count, const char *key)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(keys[i], key) == 0)
			return true;
	}
	return false;
}

bool
access_shuts_out(const struct session *session,
	const struct recipients *known, char *const *keys, int count)
{
	IDENTITIES identities = {0};
	struct err ignored;
	bool out = false;

	if (!session_identities(session, &identities, &ignored))
		return false;
	for (size_t i = 0; i < identities.count; i++) {
		for (size_t j = 0; j < known->count; j++) {
			if (!is_of(&identities.items[i], known->items[j]))
				continue;
			if (!has_key(keys, count, known->items[j]))
				return false;
			out = true;
		}
	}
	return out;
}

/* Only what looks public is named: it may have been given by mistake. */
static bool
at_key(const char *key, struct err *err)
{
	return err_at(err, "%s", str_starts_nocase(key, "age1") ? key :
		"recipient");
}

/* Whom a new header would shut out. */
static bool
check_known(const struct edit *edit, const struct recipients *known,
	struct err *err)
{
	size_t wanted = edit->session->vault->header.stanza_count;

	if (known->count == wanted)
		return true;
	err_set(err, ERR_REFUSED, "its first line must name its %zu "
		"recipients, names %zu; see otp-vault(5)", wanted,
		known->count);
	return err_at(err, "%s", edit->session->vault_path);
}

static bool
make_edited(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	const struct edit *edit = arg;
	struct recipients *recipients = &payload->recipients;

	if (!know_own(edit->session, recipients, err) ||
	    !check_known(edit, recipients, err))
		return false;
	for (int i = 0; i < edit->count; i++)
		if (!edit->apply(recipients, edit->keys[i], err))
			return at_key(edit->keys[i], err);
	return recipients_header(recipients, header, file_key, err);
}

static bool
has_passphrase(const struct session *session)
{
	return session->vault != NULL &&
		age_header_has(&session->vault->header, AGE_SCRYPT_TYPE);
}

static bool
edit_recipients(struct session *session, edit_fn *apply, char *const *keys,
	int count, struct err *err)
{
	struct edit edit = {session, apply, keys, count};

	if (has_passphrase(session)) {
		err_set(err, ERR_REFUSED, "is opened by a passphrase, and has "
			"no recipients");
		return err_at(err, "%s", session->vault_path);
	}
	return session_rekey(session, make_edited, &edit, err);
}

bool
access_add(struct session *session, char *const *keys, int count,
	struct err *err)
{
	return edit_recipients(session, recipients_add, keys, count, err);
}

bool
access_remove(struct session *session, char *const *keys, int count,
	struct err *err)
{
	return edit_recipients(session, recipients_remove, keys, count, err);
}

/* Made before the vault is locked for others, as it takes its time. */
struct made {
	struct age_header header;
	struct secret file_key;
};

static void
made_wipe(struct made *made)
{
	age_header_wipe(&made->header);
	secret_wipe(&made->file_key);
}

static bool
take_made(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	struct made *made = arg;

	(void)payload;
	(void)err;
	*header = age_header_move(&made->header);
	*file_key = secret_move(&made->file_key);
	return true;
}

bool
access_check_passphrase(const struct session *session,
	const struct secret *passphrase, struct err *err)
{
	VAULT_FILE file = {0};
	SECRET key = {0};

	return session_read_vault(session, &file, err) &&
		session_derive(session, &file, passphrase, &key, err);
}

bool
access_set_passphrase(struct session *session,
	const struct secret *passphrase, unsigned int log_n, struct err *err)
{
	CLEANUP(made_wipe) struct made made = {0};

	if (!has_passphrase(session)) {
		err_set(err, ERR_REFUSED, "is opened by identities, and has no "
			"passphrase");
		return err_at(err, "%s", session->vault_path);
	}
	return age_header_new_scrypt(passphrase, log_n, &made.header,
			&made.file_key, err) &&
		session_rekey(session, take_made, &made, err);
}
