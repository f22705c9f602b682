#include "app/accounts.h"
#include "app/fresh.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/qr_screen.h"

struct new_options {
	struct fields fields;
	uint64_t recovery; /* how many */
	struct qr_wish wish;
	bool json;
};

static bool
set_recovery(void *options, const char *value, struct err *err)
{
	struct new_options *wanted = options;

	return str_to_uint(value, 0, ENTRY_RECOVERY_MAX, &wanted->recovery,
		err);
}

static bool
make(const struct new_options *wanted, const char *name, struct entry *out,
	struct err *err)
{
	if (!entry_init(out, err) ||
	    !fields_apply(&wanted->fields, name, out, err))
		return false;
	if (out->issuer[0] == '\0' && out->account[0] == '\0') {
		err_set(err, ERR_USAGE, "needs a NAME, like ISSUER:ACCOUNT");
		return err_at(err, "new");
	}
	return fresh_key(out, err) &&
		fresh_recovery(out, (size_t)wanted->recovery, err);
}

/* The account is there already: a terminal that is too small, or a name that
 * is too long, costs the picture only. */
static bool
draw(const struct session *session, struct qr_wish wish,
	const struct entry *entry, struct err *err)
{
	QR_MATRIX matrix = {0};
	BUF title = {0}, gap = {0};

	account_title(entry, &title);
	buf_add_byte(&gap, '\n');
	if (!buf_ok(&title, err))
		return false;
	if (qr_screen_encode(entry, &matrix, err) &&
	    qr_screen_fits(session, wish, &matrix, err))
		return output_write(session, &gap, err) &&
			qr_screen_show(session, wish, &matrix,
				buf_text(&title), err);
	session_note(session, "no QR code (\"otp qr\" makes one): %s",
		err->text);
	return true;
}

/* What the other side has to be told besides the key. */
static void
add_parameters(const struct entry *entry, struct buf *out)
{
	buf_addf(out, "%s, %s, %u %s", entry_type_name(entry->type),
		entry_algorithm_name(entry->algorithm), entry->digits,
		entry->type == ENTRY_STEAM ? "characters" : "digits");
	if (entry->type == ENTRY_HOTP)
		buf_addf(out, ", counter %llu",
			(unsigned long long)entry->counter);
	else
		buf_addf(out, ", %u seconds", entry->period);
	buf_add_byte(out, '\n');
}

/* The picture comes last, or the text would push it off a small screen. */
static bool
show(const struct session *session, const struct new_options *wanted,
	const struct entry *entry, struct err *err)
{
	BUF text = {0};

	buf_add_str(&text, "Key: ");
	account_key(entry, true, &text);
	buf_add_str(&text, "\n     ");
	add_parameters(entry, &text);
	if (entry->recovery_count > 0)
		buf_add_str(&text, "\nRecovery codes, each good for once:\n");
	for (size_t i = 0; i < entry->recovery_count; i++)
		buf_addf(&text, "  %s\n", entry->recovery[i].code);
	return output_write(session, &text, err) &&
		(session->options.plain ||
			draw(session, wanted->wish, entry, err));
}

/* The key, and then the codes, one a line. */
static bool
print(const struct session *session, const struct entry *entry,
	struct err *err)
{
	BUF text = {0};

	account_key(entry, false, &text);
	buf_add_byte(&text, '\n');
	for (size_t i = 0; i < entry->recovery_count; i++)
		buf_addf(&text, "%s\n", entry->recovery[i].code);
	return output_write(session, &text, err);
}

static bool
print_json(const struct session *session, const struct entry *entry,
	struct err *err)
{
	const struct account_extra extra = {
		.key = true, .uri = true, .recovery = true,
	};
	BUF json = {0};

	return account_json(entry, &extra, &json, err) &&
		output_json(session, &json, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct new_options *wanted = options;
	const struct entry *entry;
	char id[ENTRY_ID_SIZE];
	ENTRY made = {0};
	BUF title = {0};

	(void)argc;
	if (!make(wanted, argv[0], &made, err))
		return false;
	account_title(&made, &title);
	if (!buf_ok(&title, err) || !accounts_add(session, &made, id, err))
		return false;
	session_note(session, "added %s", buf_text(&title));
	entry = entries_by_id(&session->vault->payload.entries, id);
	if (entry == NULL)
		return err_set(err, ERR_NO_MATCH, "no such account any more");
	if (wanted->json)
		return print_json(session, entry, err);
	return session->out_is_tty ? show(session, wanted, entry, err) :
		print(session, entry, err);
}

static const struct option_def options[] = {
	FIELDS_NEW_OPTIONS("with a key of 20, 32 or 64 bytes, one of"),
	{.name = "recovery", .value = "N",
		.help = "make N recovery codes, too (at most 128)",
		.kind = OPTION_TEXT, .set = set_recovery},
	{.name = "invert", .help = "swap dark and light of the QR code",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct new_options, wish.invert)},
	{.name = "ascii", .help = "draw it with # and blanks only",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct new_options, wish.ascii)},
	{.name = "json", .help = "the account with key, URI and recovery "
			"codes as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct new_options, json)},
	{0},
};

const struct command cmd_new = {
	.name = "new",
	.args = "NAME",
	.help = "makes a random key for a service or a second device",
	.more = "Adds the account NAME (ISSUER:ACCOUNT, or the account alone) "
		"and prints its key: on a terminal with the QR code, elsewhere "
		"the text key alone, and the recovery codes below it, one a "
		"line.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct new_options),
	.run = run,
};
