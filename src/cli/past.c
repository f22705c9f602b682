#include "cli/past.h"

#include "app/prompt.h"
#include "cli/output.h"
#include "codec/json.h"
#include "vault/unlock.h"

static bool
ask(void *arg, const char *source, struct secret *out, struct err *err)
{
	const struct past *past = arg;
	const char *path = past->passphrase_file;
	char warning[160] = "";
	BUF question = {0};

	if (path != NULL) {
		if (!unlock_from_file(path, out, warning, err))
			return err_at(err, "%s", path);
		if (warning[0] != '\0')
			session_note(past->session, "%s: %s", path, warning);
		return true;
	}
	if (!prompt_possible())
		return err_set(err, ERR_LOCKED, "has another passphrase than "
			"the vault has now; give --source-passphrase-file");
	buf_add_str(&question, "Its passphrase is not that of the vault now. "
		"Passphrase of ");
	output_field(&question, source);
	buf_add_str(&question, ": ");
	return buf_ok(&question, err) &&
		prompt_secret(buf_text(&question), out, err);
}

void
past_init(struct past *past, const struct session *session,
	const char *passphrase_file)
{
	*past = (struct past){
		.session = session,
		.passphrase_file = passphrase_file,
		.foreign = {.passphrase = ask, .arg = past},
	};
}

void
past_wipe(struct past *past)
{
	secret_wipe(&past->foreign.key);
}

bool
past_warn(const struct past *past)
{
	if (past->foreign.unread > 0)
		session_note(past->session, "warning: later revisions that "
			"cannot be opened: %zu; a counter may be behind what "
			"they know", past->foreign.unread);
	return true;
}

static bool
print_json(const struct session *session,
	const struct history_changes *changes, struct err *err)
{
	BUF out = {0};

	buf_add_str(&out, "{\"changes\":[");
	for (size_t i = 0; i < changes->len; i++) {
		buf_add_str(&out, i == 0 ? "" : ",");
		json_write_text(changes->items[i].text, &out);
	}
	buf_add_str(&out, "]}");
	return output_json(session, &out, err);
}

bool
past_print(const struct session *session,
	const struct history_changes *changes, bool json, struct err *err)
{
	BUF out = {0};

	if (json)
		return print_json(session, changes, err);
	for (size_t i = 0; i < changes->len; i++) {
		output_field(&out, changes->items[i].text);
		buf_add_byte(&out, '\n');
	}
	return output_write(session, &out, err);
}
