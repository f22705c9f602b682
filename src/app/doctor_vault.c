/* Can the vault be read, from end to end, and what there is if not? */
#include "app/doctor_checks.h"
#include "app/rescue.h"
#include "app/session_open.h"
#include "vault/history.h"

static void
say_err(struct doctor_finding *out, const struct err *err)
{
	char text[ERR_WHERE_MAX + ERR_TEXT_MAX];

	err_format(err, text, sizeof(text));
	doctor_say(out, DOCTOR_FAIL, "%s", text);
}

/* Appends which revision to go back to. */
static void
name_newest_good(const struct session *session, const struct secret *key,
	struct doctor_finding *out)
{
	HISTORY history = {0};
	const struct history_item *good;
	char saved[CLOCK_TEXT_SIZE];
	size_t len = strlen(out->detail);
	struct err ignored;

	if (!history_list(session->vault_path, key, &history, &ignored) ||
	    (good = history_newest_good(&history, key)) == NULL) {
		snprintf(out->detail + len, sizeof(out->detail) - len,
			"; there is no good revision");
		return;
	}
	clock_format(good->saved, saved);
	snprintf(out->detail + len, sizeof(out->detail) - len,
		"; the newest good revision is %s of %s: %s", good->label,
		saved, good->path);
}

/* And what of the damaged file itself can be had. */
static void
name_salvage(const struct session *session, struct doctor_finding *out)
{
	size_t len = strlen(out->detail), accounts;

	if (rescue_count(session, &accounts))
		snprintf(out->detail + len, sizeof(out->detail) - len,
			"; accounts that can still be read: %zu; see otp help "
			"restore", accounts);
}

static void
say_healthy(const struct payload *payload, struct doctor_finding *out)
{
	size_t broken = 0, count = payload->entries.len;

	for (size_t i = 0; i < count; i++)
		broken += entry_is_broken(payload->entries.items[i]);
	if (payload->version > PAYLOAD_VERSION)
		doctor_say(out, DOCTOR_WARN, "is of a newer version: can be "
			"read, not changed");
	else if (broken > 0)
		doctor_say(out, DOCTOR_WARN, "%zu of its %zu accounts cannot "
			"be read", broken, count);
	else if (payload->revision == PAYLOAD_REVISION_MAX)
		doctor_say(out, DOCTOR_WARN, "its revision number is the "
			"highest there is, which no counting reaches; all "
			"works, but only times tell later states from earlier "
			"ones");
	else
		doctor_say(out, DOCTOR_OK, "opens; accounts: %zu, revision: "
			"%llu", count, (unsigned long long)payload->revision);
}

static void
open_and_say(struct session *session, struct vault_file *file,
	const struct secret *key, struct doctor_finding *out)
{
	SECRET copy = {0};
	struct err err;

	if (secret_set(&copy, key->bytes, key->len, &err) &&
	    session_open(session, file, &copy, &err)) {
		say_healthy(&session->vault->payload, out);
		return;
	}
	say_err(out, &err);
	if (err.kind == ERR_DAMAGED) {
		name_newest_good(session, key, out);
		name_salvage(session, out);
	}
}

static void
look_at_vault(struct session *session, struct doctor_finding *out)
{
	VAULT_FILE file = {0};
	SECRET key = {0};
	struct err err;

	if (session->vault != NULL) {
		say_healthy(&session->vault->payload, out);
	} else if (!vault_exists(session->vault_path)) {
		doctor_say(out, DOCTOR_WARN, "%s: there is none; otp init "
			"makes one", session->vault_path);
	} else if (!vault_file_read(session->vault_path, &file, &err)) {
		session_at_vault(session, &err);
		say_err(out, &err);
		name_newest_good(session, NULL, out);
	} else if (!session_find_key(session, &file, true, &key, &err)) {
		say_err(out, &err);
		if (err.kind == ERR_DAMAGED)
			name_newest_good(session, NULL, out);
	} else if (key.bytes == NULL) {
		doctor_say(out, DOCTOR_OK, "its header is good; the contents "
			"are checked when it is unlocked: otp unlock");
	} else {
		open_and_say(session, &file, &key, out);
	}
}

void
doctor_vault(struct session *session, struct doctor_finding *out)
{
	enum session_naming naming = session->naming;

	/* It is named here, at more length. */
	session->naming = SESSION_NAME_NOTHING;
	look_at_vault(session, out);
	session->naming = naming;
}

static const struct secret *
known_key(const struct session *session)
{
	if (session->vault != NULL)
		return &session->vault->file_key;
	return session->damaged_key.bytes != NULL ? &session->damaged_key
						  : NULL;
}

static bool
all_older(const struct history *history)
{
	for (size_t i = 0; i < history->len; i++) {
		if (history->items[i].state != HISTORY_OTHER_KEY)
			return false;
	}
	return true;
}

void
doctor_revisions(struct session *session, struct doctor_finding *out)
{
	const struct secret *key = known_key(session);
	const struct history_item *good;
	HISTORY history = {0};
	char saved[CLOCK_TEXT_SIZE];
	size_t damaged = 0;
	struct err err;

	if (!history_list(session->vault_path, key, &history, &err)) {
		say_err(out, &err);
		out->state = DOCTOR_WARN;
		return;
	}
	if (history.len == 0) {
		doctor_say(out, DOCTOR_OK, "none yet");
		return;
	}
	for (size_t i = 0; i < history.len; i++)
		damaged += history.items[i].state == HISTORY_DAMAGED;
	good = history_newest_good(&history, key);
	if (good == NULL && all_older(&history)) {
		doctor_say(out, DOCTOR_OK, "%zu, from before the passphrase "
			"or the recipients were changed", history.len);
		return;
	}
	if (good == NULL) {
		doctor_say(out, DOCTOR_WARN, "%zu, and none can be read",
			history.len);
		return;
	}
	clock_format(good->saved, saved);
	doctor_say(out, damaged > 0 ? DOCTOR_WARN : DOCTOR_OK,
		"%zu, of which damaged: %zu; the newest %s is %s of %s",
		history.len, damaged,
		key != NULL ? "that opens" : "with a good header",
		good->label, saved);
}

void
doctor_backup(struct session *session, struct doctor_finding *out)
{
	char made[CLOCK_TEXT_SIZE] = "never";

	if (session->vault == NULL) {
		doctor_say(out, DOCTOR_OK, "the vault knows when the last was "
			"made, and tells when it is unlocked");
		return;
	}
	if (session->vault->payload.backup != 0)
		clock_format(session->vault->payload.backup, made);
	if (backup_is_due(session))
		doctor_say(out, DOCTOR_WARN, "none was made for %d days: otp "
			"backup FILE; the last: %s", BACKUP_DAYS, made);
	else
		doctor_say(out, DOCTOR_OK, "the last: %s", made);
}
