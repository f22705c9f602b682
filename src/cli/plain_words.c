/* What can be typed in the dialogue, and what it does. */
#include "cli/plain_words.h"

#include "cli/output.h"
#include "cli/plain_code.h"
#include "cli/plain_settings.h"
#include "cli/run.h"
#include "cli/words.h"

/* A word of the dialogue itself; rest is what follows it. */
struct plain_word {
	const char *name, *help;
	bool (*say)(struct plain *plain, const char *rest, struct err *err);
};

static bool
say(const struct plain *plain, const char *text, struct err *err)
{
	BUF line = {0};

	buf_addf(&line, "%s\n", text);
	return output_write(plain->session, &line, err);
}

bool
plain_open(struct session *session, struct err *err)
{
	if (session->vault != NULL && vault_is_stale(session->vault) &&
	    !vault_reload(session->vault, err)) {
		if (err->kind != ERR_LOCKED)
			return err_at(err, "%s", session->vault_path);
		session_lock(session);
	}
	return session_unlock(session, err);
}

/* The list, and the last code, may be from before it was removed. */
static const struct entry *
find_live(const struct plain *plain, const char *id)
{
	const struct entry *entry = entries_by_id(
		&plain->session->vault->payload.entries, id);

	return entry != NULL && entry->trashed == 0 ? entry : NULL;
}

static bool
tell_number(struct plain *plain, const char *id, struct err *err)
{
	char copy[ENTRY_ID_SIZE];

	memcpy(copy, id, sizeof(copy));
	if (!plain_open(plain->session, err))
		return false;
	if (find_live(plain, copy) == NULL)
		return err_set(err, ERR_NO_MATCH, "that account was removed");
	if (!plain_code(plain->session, copy, err))
		return false;
	memcpy(plain->last, copy, sizeof(plain->last));
	return true;
}

static bool
has_accounts(const struct session *session)
{
	const struct entries *entries = &session->vault->payload.entries;

	for (size_t i = 0; i < entries->len; i++) {
		if (entries->items[i]->trashed == 0)
			return true;
	}
	return false;
}

/* A lone match is told at once, unless that would use up a counter. */
static bool
find(struct plain *plain, const char *pattern, struct err *err)
{
	SELECTION found = {0};

	if (!plain_open(plain->session, err) ||
	    !entries_filter(&plain->session->vault->payload.entries, pattern,
		    NULL, SCOPE_LIVE, &found, err))
		return false;
	if (pattern[0] != '\0' && found.len == 1 &&
	    plain_has_period(found.items[0]))
		return tell_number(plain, found.items[0]->id, err);
	if (found.len == 0 && !has_accounts(plain->session))
		return say(plain, PLAIN_NONE_YET, err);
	if (found.len == 0)
		return err_set(err, ERR_NO_MATCH, "no account matches; "
			"\"list\" tells all accounts, \"help\" what else can "
			"be typed");
	return plain_list(&plain->list, plain->session, &found, err) &&
		say(plain, found.len == 1 ? "Type 1 for its code." :
			"Type a number for its code.", err);
}

/* An account's code again, as it is now. */
static bool
again(struct plain *plain, struct err *err)
{
	const struct entry *entry;

	if (plain->last[0] == '\0')
		return say(plain, "No code was told yet: type part of a "
			"name, or \"help\".", err);
	if (!plain_open(plain->session, err))
		return false;
	entry = find_live(plain, plain->last);
	if (entry == NULL)
		return say(plain, "That account was removed.", err);
	if (!plain_has_period(entry))
		return say(plain, "That was a counter's code: each is used "
			"once. Type its number for the next one.", err);
	return tell_number(plain, plain->last, err);
}

/* Accounts of the last list may be told by their numbers. */
static void
put_ids(const struct plain *plain, const struct parsed *parsed)
{
	const char *args = parsed->command->args;

	if (args == NULL || strstr(args, "ACCOUNT") == NULL)
		return;
	for (int i = 0; i < parsed->operand_count; i++) {
		char *id = plain_list_id(&plain->list, parsed->operands[i]);

		if (id != NULL)
			parsed->operands[i] = id;
	}
}

static bool
run_words(struct plain *plain, struct words *words, struct err *err)
{
	struct session *session = plain->session;
	PARSED parsed = {0};

	if (!options_parse(words->count, words->items, &parsed, err))
		return false;
	if (parsed.globals.help)
		return run_help(session, parsed.command, err);
	if (parsed.global != NULL) {
		err_set(err, ERR_USAGE, "is to be said where otp is started");
		return err_at(err, "--%s", parsed.global->name);
	}
	if ((parsed.command->flags & COMMAND_LAUNCHES) != 0) {
		err_set(err, ERR_USAGE, "starts a program, which is done "
			"before the vault is open: end this with \"quit\" "
			"first");
		return err_at(err, "%s", parsed.command->name);
	}
	if (!options_check(&parsed, err))
		return false;
	put_ids(plain, &parsed);
	if ((parsed.command->flags & COMMAND_VAULT) != 0 &&
	    !plain_open(session, err))
		return false;
	return run_command(session, &parsed, err);
}

bool
plain_run_line(struct plain *plain, const char *line, struct err *err)
{
	WORDS words = {0};
	STRING whole = str_format(err, "otp %s", line);

	return whole != NULL &&
		words_split(whole, getenv("HOME"), &words, err) &&
		run_words(plain, &words, err);
}

static bool
say_copy(struct plain *plain, const char *rest, struct err *err)
{
	STRING line = str_format(err, "get --copy %s", rest);

	return line != NULL && plain_run_line(plain, line, err);
}

static bool
say_next(struct plain *plain, const char *rest, struct err *err)
{
	STRING line = str_format(err, "get --next %s", rest);

	return line != NULL && plain_run_line(plain, line, err);
}

/* As on the screen, what unlock has given is taken back, too. */
static bool
say_lock(struct plain *plain, const char *rest, struct err *err)
{
	session_lock(plain->session);
	return plain_run_line(plain, rest[0] == '\0' ? "lock" : rest, err);
}

static bool
say_settings(struct plain *plain, const char *rest, struct err *err)
{
	return plain_settings(plain->session, rest, err);
}

static bool
say_quit(struct plain *plain, const char *rest, struct err *err)
{
	(void)rest;
	(void)err;
	plain->quit = true;
	return true;
}

static bool say_help(struct plain *plain, const char *rest, struct err *err);

static const struct plain_word plain_words[] = {
	{"help", "what can be typed; with the name of a command, its options",
		say_help},
	{"?", "the same as help", say_help},
	{"list", "the accounts, numbered; with part of a name, those", find},
	{"copy", "a number or name: its code goes to the clipboard",
		say_copy},
	{"next", "a number or name: the code after the current one",
		say_next},
	{"lock", "wipes the open vault; the next word asks for the "
		"passphrase", say_lock},
	{"settings", "all of them; with a name, what it is for; with a name "
		"and a value, sets it", say_settings},
	{"quit", "ends, as Ctrl-D does", say_quit},
};

static const struct plain_word *
find_word(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(plain_words); i++)
		if (strlen(plain_words[i].name) == len &&
		    memcmp(plain_words[i].name, name, len) == 0)
			return &plain_words[i];
	return NULL;
}

static bool
say_help(struct plain *plain, const char *rest, struct err *err)
{
	const struct plain_word *own = find_word(rest, strlen(rest));
	BUF text = {0};

	if (own != NULL && command_find(rest) == NULL) {
		buf_addf(&text, "%s: %s\n", own->name, own->help);
		return output_write(plain->session, &text, err);
	}
	if (rest[0] != '\0') {
		STRING line = str_format(err, "help %s", rest);

		return line != NULL && plain_run_line(plain, line, err);
	}
	buf_add_str(&text, "Type part of a name to find accounts, a number of "
		"the last list for its code, Enter alone for the last code "
		"again, or one of these words:\n");
	for (size_t i = 0; i < COUNT_OF(plain_words); i++)
		buf_addf(&text, "%s: %s\n", plain_words[i].name,
			plain_words[i].help);
	for (size_t i = 0; commands[i] != NULL; i++)
		if ((commands[i]->flags &
			    (COMMAND_HIDDEN | COMMAND_LAUNCHES)) == 0 &&
		    find_word(commands[i]->name,
			    strlen(commands[i]->name)) == NULL)
			buf_addf(&text, "%s: %s\n", commands[i]->name,
				commands[i]->help);
	buf_add_str(&text, "Where a command wants an ACCOUNT, a number of the "
		"last list does, too.\n");
	return output_write(plain->session, &text, err);
}

static bool
is_command(const char *name, size_t len, struct err *err)
{
	STRING word = str_ndup(name, len, err);

	return word != NULL && command_find(word) != NULL;
}

bool
plain_answer(struct plain *plain, const char *line, struct err *err)
{
	size_t len = strcspn(line, PLAIN_BLANKS);
	const char *rest = line + len + strspn(line + len, PLAIN_BLANKS);
	const struct plain_word *word = find_word(line, len);
	const char *id = plain_list_id(&plain->list, line);

	if (len == 0)
		return again(plain, err);
	/* With options it is the command of that name. */
	if (word != NULL && rest[0] != '-')
		return word->say(plain, rest, err);
	if (line[0] == '-' || is_command(line, len, err))
		return plain_run_line(plain, line, err);
	if (id != NULL)
		return tell_number(plain, id, err);
	return find(plain, line, err);
}
