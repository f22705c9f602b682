#include "app/accounts.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"

struct trash_options {
	bool json;
};

static bool
print_json(const struct session *session, const struct selection *found,
	struct err *err)
{
	BUF out = {0};

	for (size_t i = 0; i < found->len; i++) {
		buf_add_str(&out, i == 0 ? "[\n" : ",\n");
		if (!account_json(found->items[i], NULL, &out, err))
			return false;
	}
	buf_add_str(&out, found->len == 0 ? "[]" : "\n]");
	return output_json(session, &out, err);
}

static bool
print_table(const struct session *session, const struct selection *found,
	struct err *err)
{
	static const struct column columns[] = {
		{.title = "ID"}, {.title = "ISSUER"}, {.title = "ACCOUNT"},
		{.title = "TRASHED"},
	};
	TABLE table = {
		.columns = columns,
		.column_count = COUNT_OF(columns),
	};

	for (size_t i = 0; i < found->len; i++) {
		const struct entry *entry = found->items[i];
		char id[ACCOUNT_SHORT_ID_SIZE];
		char trashed[CLOCK_TEXT_SIZE];

		account_short_id(entry, id);
		clock_format(entry->trashed, trashed);
		table_add(&table, id);
		table_add(&table, entry->issuer);
		table_add(&table, entry->account);
		table_add(&table, trashed);
	}
	return table_print(&table, session, err);
}

static bool
list(struct session *session, const struct trash_options *options, int argc,
	char *const *argv, struct err *err)
{
	SELECTION found = {0};

	(void)argc;
	(void)argv;
	if (!entries_filter(&session->vault->payload.entries, NULL, NULL,
		    SCOPE_TRASH, &found, err))
		return false;
	if (found.len == 0 && session->out_is_tty && !options->json) {
		session_note(session, "the trash is empty");
		return true;
	}
	return options->json ? print_json(session, &found, err) :
		print_table(session, &found, err);
}

static bool
restore(struct session *session, const struct trash_options *options,
	int argc, char *const *argv, struct err *err)
{
	const char *title;
	PICKED picked = {0};

	(void)options;
	if (!account_pick(session, argv, (size_t)argc, SCOPE_TRASH, &picked,
		    err) ||
	    !accounts_restore(session, picked.ids, picked.count, err))
		return false;
	title = buf_text(&picked.titles);
	for (size_t i = 0; i < picked.count; i++) {
		session_note(session, "restored %s", title);
		title += strlen(title) + 1;
	}
	return true;
}

static bool
empty(struct session *session, const struct trash_options *options, int argc,
	char *const *argv, struct err *err)
{
	size_t count = 0;
	PICKED picked = {0};

	(void)options;
	if (argc > 0) {
		if (!account_pick(session, argv, (size_t)argc, SCOPE_TRASH,
			    &picked, err) ||
		    !accounts_delete(session, picked.ids, picked.count, err))
			return false;
		count = picked.count;
	} else if (!accounts_empty_trash(session, &count, err)) {
		return false;
	}
	session_note(session, "deleted for good: %zu", count);
	return true;
}

static const struct action {
	const char *name;
	bool takes_accounts, needs_accounts, takes_json;
	bool (*run)(struct session *session,
		const struct trash_options *options, int argc,
		char *const *argv, struct err *err);
} actions[] = {
	{"list", false, false, true, list},
	{"restore", true, true, false, restore},
	{"empty", true, false, false, empty},
};

static const struct action *
action_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static bool
misused(const char *what, struct err *err)
{
	err_set(err, ERR_USAGE, "%s; see \"otp help trash\"", what);
	return err_at(err, "trash");
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct trash_options *trash = options;
	const struct action *action = argc == 0 ? &actions[0] :
		action_find(argv[0]);

	if (action == NULL)
		return misused("must be list, restore or empty", err);
	argc = argc > 0 ? argc - 1 : 0;
	if (action->needs_accounts && argc == 0)
		return misused("restore needs ACCOUNT...", err);
	if (!action->takes_accounts && argc > 0)
		return misused("takes no ACCOUNT here", err);
	if (trash->json && !action->takes_json)
		return misused("--json is for the list", err);
	return session_unlock(session, err) &&
		action->run(session, trash, argc, argv + 1, err);
}

static const struct option_def options[] = {
	{.name = "json", .help = "list as one JSON array",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct trash_options, json)},
	{0},
};

const struct command cmd_trash = {
	.name = "trash",
	.args = "[list | restore ACCOUNT... | empty [ACCOUNT...]]",
	.help = "lists the trash, restores from it or empties it",
	.more = "What was removed stays there for 30 days. Elsewhere than on "
		"a terminal the columns are separated by tabs: id, issuer, "
		"account, time of removal. \"empty\" deletes for good: those "
		"that are named, or all.",
	.max = -1,
	.options = options,
	.options_size = sizeof(struct trash_options),
	.run = run,
};
