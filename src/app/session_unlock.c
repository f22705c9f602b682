#include "app/prompt.h"
#include "app/session_identity.h"
#include "app/session_key.h"
#include "app/session_open.h"
#include "base/str.h"
#include "base/utf8.h"
#include "vault/unlock.h"

#define NO_SOURCE "there is no terminal to ask for the passphrase: give " \
	"--passphrase-file, --passphrase-fd or --passphrase-command"

static bool
from_file(struct session *session, const char *path, struct secret *out,
	struct err *err)
{
	char warning[160] = "";

	if (path[0] == '\0') {
		err_set(err, ERR_LOCKED, "must name a file, is empty");
		return err_at(err, "--passphrase-file");
	}
	if (!unlock_from_file(path, out, warning, err))
		return err_at(err, "%s", path);
	if (warning[0] != '\0')
		session_note(session, "%s: %s", path, warning);
	return true;
}

static int
options_given(const struct session_options *given)
{
	return (given->passphrase_file != NULL) +
		(given->passphrase_fd >= 0) +
		(given->passphrase_command != NULL);
}

static bool
from_options(struct session *session, bool *found, struct secret *out,
	struct err *err)
{
	const struct session_options *given = &session->options;
	int options = options_given(given);

	if (options > 1) {
		err_set(err, ERR_USAGE, "must come from one of "
			"--passphrase-file, --passphrase-fd and "
			"--passphrase-command, not from %d", options);
		return err_at(err, "passphrase");
	}
	*found = options == 1;
	if (given->passphrase_file != NULL)
		return from_file(session, given->passphrase_file, out, err);
	if (given->passphrase_fd >= 0)
		return unlock_from_fd(given->passphrase_fd, out, err) ||
			err_at(err, "--passphrase-fd");
	if (given->passphrase_command != NULL)
		return unlock_from_command(given->passphrase_command, out,
			err) || err_at(err, "--passphrase-command");
	return true;
}

static bool
from_environment(struct session *session, bool *found, struct secret *out,
	struct err *err)
{
	const char *file = getenv("OTP_PASSPHRASE_FILE");
	const char *command = getenv("OTP_PASSPHRASE_COMMAND");

	*found = true;
	if (file != NULL && file[0] != '\0')
		return from_file(session, file, out, err);
	if (command != NULL && command[0] != '\0')
		return unlock_from_command(command, out, err) ||
			err_at(err, "OTP_PASSPHRASE_COMMAND");
	*found = false;
	return true;
}

bool
session_known_passphrase(struct session *session, bool *found,
	struct secret *out, struct err *err)
{
	if (!from_options(session, found, out, err))
		return false;
	return *found || from_environment(session, found, out, err);
}

/* "Passphrase for /home/me/vault.age: ", printable. */
static bool
make_question(const char *words, const char *path, struct buf *out,
	struct err *err)
{
	buf_add_str(out, words);
	utf8_printable(out, path, strlen(path));
	buf_add_str(out, ": ");
	return buf_ok(out, err);
}

static bool
ask(const char *question, struct secret *out, struct err *err)
{
	secret_wipe(out);
	if (!prompt_secret(question, out, err)) {
		if (err->kind == ERR_REFUSED)
			err->kind = ERR_LOCKED;
		return false;
	}
	if (out->len > PASSPHRASE_MAX)
		return err_set(err, ERR_LOCKED, "a passphrase must be at most "
			"%d bytes, is %zu", PASSPHRASE_MAX, out->len);
	return true;
}

/* What prompt_secret() would say without one names no way out. */
static bool
terminal_there(struct err *err)
{
	return prompt_possible() ? true :
		err_set(err, ERR_LOCKED, "%s", NO_SOURCE);
}

static bool
ask_and_open(struct session *session, struct vault_file *file,
	struct err *err)
{
	BUF question = {0};

	if (!terminal_there(err))
		return session_at_vault(session, err);
	if (!make_question("Passphrase for ", session->vault_path,
		    &question, err))
		return false;
	for (int attempt = 1;; attempt++) {
		SECRET passphrase = {0}, key = {0};

		if (!ask(buf_text(&question), &passphrase, err))
			return session_at_vault(session, err);
		if (session_derive(session, file, &passphrase, &key, err))
			return session_open(session, file, &key, err);
		if (err->kind != ERR_LOCKED || attempt == SESSION_ATTEMPTS)
			return false;
		prompt_say("Wrong passphrase, please try again.");
	}
}

bool
session_find_key(struct session *session, const struct vault_file *file,
	bool use_kept, struct secret *key, struct err *err)
{
	SECRET passphrase = {0};
	bool found;

	if (age_header_has(&file->header, AGE_X25519_TYPE))
		return session_identity_key(session, file, use_kept, key, err);
	if (!from_options(session, &found, &passphrase, err))
		return false;
	if (!found && use_kept &&
	    session_kept_key(session, &file->header, key))
		return true;
	if (!found && !from_environment(session, &found, &passphrase, err))
		return false;
	return !found || session_derive(session, file, &passphrase, key, err);
}

/* *opened stays false if nothing but the terminal could tell the key. */
static bool
open_known(struct session *session, struct vault_file *file, bool use_kept,
	bool *opened, struct err *err)
{
	SECRET key = {0};

	*opened = false;
	if (!session_find_key(session, file, use_kept, &key, err))
		return false;
	if (key.bytes == NULL)
		return true;
	*opened = session_open(session, file, &key, err);
	return *opened;
}

static bool
open_or_ask(struct session *session, bool use_kept, struct err *err)
{
	VAULT_FILE file = {0};
	bool opened;

	if (!session_read_vault(session, &file, err) ||
	    !open_known(session, &file, use_kept, &opened, err))
		return false;
	if (!opened && !age_header_has(&file.header, AGE_SCRYPT_TYPE)) {
		err_set(err, ERR_LOCKED, "is opened by an identity, not by a "
			"passphrase: give its file with --identity or "
			"OTP_IDENTITY");
		return session_at_vault(session, err);
	}
	return opened || ask_and_open(session, &file, err);
}

bool
session_unlock(struct session *session, struct err *err)
{
	return session->vault != NULL || open_or_ask(session, true, err);
}

bool
session_unlock_anew(struct session *session, struct err *err)
{
	session_lock(session);
	return open_or_ask(session, false, err);
}

bool
session_unlock_kept(struct session *session)
{
	VAULT_FILE file = {0};
	SECRET key = {0};
	struct err ignored;

	return session->vault != NULL ||
		(options_given(&session->options) == 0 &&
		session->options.identity_count == 0 &&
		session_read_vault(session, &file, &ignored) &&
		session_kept_key(session, &file.header, &key) &&
		session_open(session, &file, &key, &ignored));
}

bool
session_new_passphrase(struct session *session, struct secret *out,
	struct err *err)
{
	const char *advice;
	bool found;

	if (!session_known_passphrase(session, &found, out, err))
		return false;
	if (!found) {
		prompt_say("Only this passphrase opens the vault. If it is "
			"lost, the accounts are lost with it: nobody can "
			"recover it.");
		return session_ask_new_passphrase(session->vault_path, out,
			err);
	}
	advice = unlock_advice(out);
	if (advice != NULL)
		session_note(session, "passphrase: %s", advice);
	return true;
}

/* An err of a question is about its file, unless it is Ctrl-C. */
static bool
at_file(const char *path, struct err *err)
{
	return err->kind == ERR_INTERRUPTED ? false : err_at(err, "%s", path);
}

bool
session_ask_new_passphrase(const char *path, struct secret *out,
	struct err *err)
{
	BUF question = {0};
	const char *advice;

	if (!terminal_there(err))
		return at_file(path, err);
	if (!make_question("New passphrase for ", path, &question, err))
		return false;
	for (int attempt = 1;; attempt++) {
		SECRET again = {0};

		if (!ask(buf_text(&question), out, err))
			return at_file(path, err);
		advice = unlock_advice(out);
		if (advice != NULL)
			prompt_say(advice);
		if (!ask("The same again: ", &again, err))
			return at_file(path, err);
		if (secret_equal(out, &again))
			return true;
		if (attempt == SESSION_ATTEMPTS) {
			err_set(err, ERR_LOCKED,
				"the two passphrases differ");
			return at_file(path, err);
		}
		prompt_say("The two differ, please try again.");
	}
}
