#include "app/access.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/json.h"

struct recipients_options {
	bool json;
};

static bool
print_json(const struct session *session, const struct recipients *known,
	bool all, struct err *err)
{
	BUF json = {0};

	buf_add_str(&json, "{\"recipients\":[");
	for (size_t i = 0; i < known->count; i++) {
		buf_add_str(&json, i == 0 ? "" : ",");
		json_write_text(known->items[i], &json);
	}
	buf_addf(&json, "],\"complete\":%s}", all ? "true" : "false");
	return output_json(session, &json, err);
}

static bool
list(struct session *session, const struct recipients_options *options,
	int argc, char *const *argv, struct err *err)
{
	CLEANUP(recipients_wipe) struct recipients known = {0};
	BUF text = {0};
	bool all;

	(void)argc;
	(void)argv;
	if (!access_list(session, &known, &all, err))
		return false;
	for (size_t i = 0; i < known.count; i++) {
		output_field(&text, known.items[i]);
		buf_add_byte(&text, '\n');
	}
	if (!all)
		session_note(session, "warning: %s: its first line names %zu "
			"of its %zu recipients", session->vault_path,
			known.count, session->vault->header.stanza_count);
	if (options->json)
		return print_json(session, &known, all, err);
	return buf_ok(&text, err) && output_write(session, &text, err);
}

static void
tell(const struct session *session, const char *what, int argc,
	char *const *argv)
{
	for (int i = 0; i < argc; i++)
		session_note(session, "%s: %s", what, argv[i]);
}

static bool
add(struct session *session, const struct recipients_options *options,
	int argc, char *const *argv, struct err *err)
{
	(void)options;
	if (!access_add(session, argv, argc, err))
		return false;
	tell(session, "added", argc, argv);
	return true;
}

static bool
drop(struct session *session, const struct recipients_options *options,
	int argc, char *const *argv, struct err *err)
{
	CLEANUP(recipients_wipe) struct recipients known = {0};
	bool all, out;

	(void)options;
	if (!access_list(session, &known, &all, err))
		return false;
	out = access_shuts_out(session, &known, argv, argc);
	if (!access_remove(session, argv, argc, err))
		return false;
	tell(session, "removed", argc, argv);
	session_note(session, "earlier revisions and backups stay open to "
		"whom they were open before");
	if (out)
		session_note(session, "warning: the identities given do not "
			"open the vault any more");
	return true;
}

static const struct verb {
	const char *name;
	bool wants_keys;
	bool (*run)(struct session *session,
		const struct recipients_options *options, int argc,
		char *const *argv, struct err *err);
} verbs[] = {
	{"list", false, list},
	{"add", true, add},
	{"remove", true, drop},
};

/* The first word; none is list. */
static const struct verb *
find_verb(const struct recipients_options *options, int argc,
	char *const *argv, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		const struct verb *verb = &verbs[i];

		if (argc > 0 && strcmp(argv[0], verb->name) != 0)
			continue;
		if (argc < 2 && verb->wants_keys)
			err_set(err, ERR_USAGE, "needs AGE1...");
		else if (argc > 1 && !verb->wants_keys)
			err_set(err, ERR_USAGE, "takes no argument, got %d",
				argc - 1);
		else if (options->json && verb->wants_keys)
			err_set(err, ERR_USAGE, "--json is for the list");
		else
			return verb;
		err_at(err, "recipients %s", verb->name);
		return NULL;
	}
	err_set(err, ERR_USAGE, "must be followed by list, add or remove");
	err_at(err, "recipients");
	return NULL;
}

static bool
check_vault(const struct session *session, struct err *err)
{
	bool wants_passphrase;

	if (!session_wants_passphrase(session, &wants_passphrase, err))
		return false;
	if (!wants_passphrase)
		return true;
	err_set(err, ERR_REFUSED, "is opened by a passphrase, and has no "
		"recipients; otp init --recipient makes a vault that has");
	return err_at(err, "%s", session->vault_path);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct verb *verb = find_verb(options, argc, argv, err);

	if (verb == NULL || !check_vault(session, err) ||
	    !session_unlock(session, err))
		return false;
	return argc > 0 ?
		verb->run(session, options, argc - 1, argv + 1, err) :
		verb->run(session, options, 0, argv, err);
}

static const struct option_def options[] = {
	{.name = "json", .help = "list as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct recipients_options, json)},
	{0},
};

const struct command cmd_recipients = {
	.name = "recipients",
	.args = "[list | add AGE1... | remove AGE1...]",
	.help = "lists or changes who can open a vault without a passphrase",
	.more = "A change gives the vault a new key. Who is removed can still "
		"read copies of earlier states.",
	.max = -1,
	.options = options,
	.options_size = sizeof(struct recipients_options),
	.run = run,
};
