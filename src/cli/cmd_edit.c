#include <inttypes.h>

#include "app/verify.h"
#include "base/str.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/key_input.h"

struct edit_options {
	struct fields fields;
	const char *rename, *resync, *duplicate;
	bool key;
};

static bool
says_nothing(const struct edit_options *options)
{
	const struct fields *fields = &options->fields;

	return options->rename == NULL && !options->key &&
		fields->issuer == NULL && fields->note == NULL &&
		!fields->has_type && !fields->has_algorithm &&
		!fields->has_digits && !fields->has_period &&
		!fields->has_counter && fields->tag_count == 0 &&
		fields->untag_count == 0 && !fields->favorite &&
		!fields->no_favorite;
}

/* A URI tells how the codes of its key are made, too. */
static bool
read_key(const struct session *session, struct entry *typed,
	struct edit *edit, struct err *err)
{
	bool is_uri;

	if (!key_input_read(session, "New text key or otpauth:// URI: ",
		    typed, &is_uri, err))
		return false;
	key_input_warn(session, typed);
	edit->key = &typed->secret;
	if (!is_uri)
		return true;
	edit->type = &typed->type;
	edit->algorithm = &typed->algorithm;
	edit->digits = &typed->digits;
	if (typed->type == ENTRY_HOTP)
		edit->counter = &typed->counter;
	else
		edit->period = &typed->period;
	return true;
}

/* What --type says makes what a URI says of counter or period void. */
static void
drop_useless(const struct fields *fields, enum entry_type type,
	struct edit *edit)
{
	if (type != ENTRY_HOTP && !fields->has_counter)
		edit->counter = NULL;
	if (type == ENTRY_HOTP && !fields->has_period)
		edit->period = NULL;
}

static void
warn_back(const struct session *session, uint64_t before, uint64_t counter)
{
	if (counter < before)
		session_note(session, "warning: the codes of counters %" PRIu64
			" to %" PRIu64 " come once more: who has seen one may "
			"use it before you; a merge with a copy of the vault "
			"brings the higher counter back", counter, before - 1);
}

static bool
usage(const char *what, struct err *err)
{
	err_set(err, ERR_USAGE, "%s; see \"otp help edit\"", what);
	return err_at(err, "edit");
}

/* One code, or two with a comma between them. */
static bool
resync(struct session *session, const struct entry *entry, const char *codes,
	struct err *err)
{
	const char *comma = strchr(codes, ',');
	struct resync found = {0};
	char id[ENTRY_ID_SIZE];
	STRING first = NULL;
	BUF title = {0};

	memcpy(id, entry->id, sizeof(id));
	account_title(entry, &title);
	first = str_ndup(codes, strcspn(codes, ","), err);
	if (first == NULL || !buf_ok(&title, err) ||
	    !verify_resync(session, id, first,
		    comma != NULL ? comma + 1 : NULL, &found, err))
		return false;
	session_note(session, "counter of %s is now %" PRIu64 ", before it "
		"was %" PRIu64, buf_text(&title), found.counter,
		found.before);
	warn_back(session, found.before, found.counter);
	return true;
}

static bool
duplicate(struct session *session, const struct entry *entry,
	const struct edit_options *wanted, struct err *err)
{
	char id[ENTRY_ID_SIZE], copy[ENTRY_ID_SIZE];
	NAMES names = {0};
	BUF title = {0};

	memcpy(id, entry->id, sizeof(id));
	if (!fields_names(&wanted->fields, wanted->duplicate, &names, err))
		return false;
	if (names.issuer == NULL)
		names.issuer = str_dup(entry->issuer, err);
	if (names.issuer == NULL ||
	    !edit_duplicate(session, id, names.issuer, names.account, copy,
		    err))
		return false;
	entry = entries_by_id(&session->vault->payload.entries, copy);
	if (entry != NULL)
		account_title(entry, &title);
	session_note(session, "added %s", buf_text(&title));
	return buf_ok(&title, err);
}

/* What does not go with any other option. */
static bool
check_alone(const struct edit_options *wanted, struct err *err)
{
	bool alone = says_nothing(wanted);

	if (wanted->resync == NULL && wanted->duplicate == NULL)
		return !alone || usage("needs an option that says what to "
			"change", err);
	if (!alone || (wanted->resync != NULL && wanted->duplicate != NULL))
		return usage(wanted->resync != NULL ?
			"--resync stands alone" : "--duplicate stands alone",
			err);
	return true;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct edit_options *wanted = options;
	const struct entry *entry;
	enum entry_type type;
	struct edit edit = {0};
	char id[ENTRY_ID_SIZE];
	ENTRY typed = {0};
	NAMES names = {0};
	BUF title = {0};
	bool changed;

	(void)argc;
	if (!check_alone(wanted, err) || !session_unlock(session, err))
		return false;
	entry = account_select(session, argv[0], SCOPE_LIVE, err);
	if (entry != NULL && wanted->resync != NULL)
		return resync(session, entry, wanted->resync, err);
	if (entry != NULL && wanted->duplicate != NULL)
		return duplicate(session, entry, wanted, err);
	if (entry == NULL ||
	    !fields_names(&wanted->fields, wanted->rename, &names, err))
		return false;
	memcpy(id, entry->id, sizeof(id));
	if (wanted->key && !read_key(session, &typed, &edit, err))
		return false;
	type = edit.type != NULL ? *edit.type : entry->type;
	if (!fields_edit(&wanted->fields, type, &edit, err))
		return false;
	drop_useless(&wanted->fields, edit.type != NULL ? *edit.type : type,
		&edit);
	edit.issuer = names.issuer;
	edit.account = names.account;
	if (edit.counter != NULL && edit.key == NULL)
		warn_back(session, entry->counter, *edit.counter);
	if (!edit_account(session, id, &edit, &changed, err))
		return false;
	entry = entries_by_id(&session->vault->payload.entries, id);
	if (entry != NULL)
		account_title(entry, &title);
	session_note(session, changed ? "changed %s" :
		"%s is like that already", buf_text(&title));
	return true;
}

static const struct option_def options[] = {
	{.name = "rename", .value = "NAME",
		.help = "another name: ISSUER:ACCOUNT, or the account alone",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct edit_options, rename)},
	FIELDS_ISSUER_OPTION,
	{.name = "key", .help = "ask for another text key, and keep the one "
			"before in the history",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct edit_options, key)},
	FIELDS_TYPE_OPTION,
	FIELDS_ALGORITHM_OPTION("one of"),
	FIELDS_DIGITS_OPTION("length of the codes, 4 to 10"),
	FIELDS_PERIOD_OPTION("seconds that a code lives, 1 to 86400"),
	FIELDS_COUNTER_OPTION("the next counter to use (HOTP)"),
	{.name = "resync", .value = "CODE[,CODE]",
		.help = "the counter of CODE, which the service expects next, "
			"or the one after two codes in a row",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct edit_options, resync)},
	{.name = "duplicate", .value = "NAME",
		.help = "leave it alone, and add one like it with this name",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct edit_options, duplicate)},
	FIELDS_TAG_OPTION("one more tag; may repeat"),
	{.name = "untag", .value = "T", .help = "without this tag; may repeat",
		.kind = OPTION_TEXT, .set = fields_set_untag},
	FIELDS_NOTE_OPTION("free text instead of the one before"),
	FIELDS_FAVORITE_OPTION,
	{.name = "no-favorite", .help = "no favorite any more",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct edit_options, fields.no_favorite)},
	{0},
};

const struct command cmd_edit = {
	.name = "edit",
	.args = "ACCOUNT",
	.help = "changes fields of an account",
	.more = "What no option names stays as it is. The new key is asked "
		"for without echo, or read from standard input when that is "
		"not a terminal. All is changed, or nothing.",
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct edit_options),
	.run = run,
};
