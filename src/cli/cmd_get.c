#include <errno.h>
#include <fcntl.h>

#include "app/accounts.h"
#include "app/clipboard.h"
#include "base/file.h"
#include "base/str.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"

#define WAIT_DEFAULT 5 /* seconds that a code must still live */

struct get_options {
	bool next, copy, wait, peek, json;
	int64_t wait_seconds;
};

static bool
set_wait(void *options, const char *value, struct err *err)
{
	struct get_options *get = options;
	uint64_t seconds = WAIT_DEFAULT;

	if (value != NULL &&
	    !str_to_uint(value, 0, ENTRY_PERIOD_MAX, &seconds, err))
		return false;
	get->wait = true;
	get->wait_seconds = (int64_t)seconds;
	return true;
}

/* Sleeps until the clock shows the time, however often it is set. */
static void
sleep_until(int64_t at)
{
	struct timespec until = {.tv_sec = (time_t)at};

	while (clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, NULL) ==
		EINTR)
		;
}

/*
 * Waits for a fresh code if too little time is left, of which the parts of a
 * second count, too. A frozen clock cannot be waited for: then the code of the
 * next period is taken right away.
 */
static bool
wait_for_fresh(const struct session *session, const struct entry *entry,
	int64_t seconds, unsigned int *steps, struct err *err)
{
	int64_t now = clock_now_ms(&session->clock), left;
	struct code code;

	/* What is broken has no code to wait for, as will be told. */
	if (entry->type == ENTRY_HOTP || entry_is_broken(entry))
		return true;
	if (!code_at(entry, now / 1000, 0, &code, err))
		return false;
	explicit_bzero(code.text, sizeof(code.text));
	left = code.valid_until * 1000 - now;
	if (left >= seconds * 1000)
		return true;
	if (session->clock.frozen) {
		(*steps)++;
		return true;
	}
	if (session->errors_is_tty)
		session_note(session, "waiting %lld s for a fresh code",
			(long long)(left + 999) / 1000);
	sleep_until(code.valid_until);
	return true;
}

static int
open_terminal(void)
{
	return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

/* A counter's code would be used up for nothing. */
static bool
can_copy(struct session *session, struct err *err)
{
	FD tty = open_terminal();

	if (!session_read_config(session, err))
		return false;
	return clipboard_probe(tty, err) || err_at(err, "clipboard");
}

static bool
copy(const struct session *session, const struct code *code, bool next,
	struct err *err)
{
	char note[CLIPBOARD_NOTE_SIZE];
	FD tty = open_terminal();

	if (!clipboard_copy(next ? "next code" : "code", code->text, tty,
		    session->config.values[CONFIG_CLIPBOARD_SECONDS], note, err))
		return err_at(err, "clipboard");
	session_note(session, "%s", note);
	return true;
}

static bool
print(const struct session *session, const struct code *code, struct err *err)
{
	BUF line = {0};

	buf_addf(&line, "%s\n", code->text);
	return output_write(session, &line, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct get_options *get = options;
	const struct entry *entry = account_select(session, argv[0],
		SCOPE_LIVE, err);
	unsigned int steps = get->next ? 1 : 0;
	char id[ENTRY_ID_SIZE];
	struct code code;

	(void)argc;
	if (entry == NULL || (get->copy && !can_copy(session, err)))
		return false;
	memcpy(id, entry->id, sizeof(id));
	if (get->wait && !wait_for_fresh(session, entry, get->wait_seconds,
		    &steps, err))
		return false;
	if (!accounts_code(session, id, steps, !get->peek, &code, err) ||
	    (get->copy && !copy(session, &code, get->next, err)))
		return false;
	if (!get->json)
		return get->copy || print(session, &code, err);
	/* Saving an advanced counter has replaced all entries. */
	entry = entries_by_id(&session->vault->payload.entries, id);
	if (entry == NULL)
		return err_set(err, ERR_NO_MATCH, "no such account any more");
	return account_print_code(session, entry, &code, err);
}

static const struct option_def options[] = {
	{.letter = 'n', .name = "next", .help = "the code after this one",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct get_options, next)},
	{.letter = 'c', .name = "copy",
		.help = "to the clipboard instead of standard output; "
			"cleared after 30 s, see otp-config(5)",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct get_options, copy)},
	{.name = "wait", .value = "S",
		.help = "if fewer than S seconds (default 5) are left, wait "
			"for the fresh code; with --at give it at once",
		.kind = OPTION_MAYBE, .set = set_wait},
	{.name = "peek", .help = "do not advance the counter (HOTP)",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct get_options, peek)},
	{.name = "json", .help = "the account and its codes as one JSON "
			"object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct get_options, json)},
	{0},
};

const struct command cmd_get = {
	.name = "get",
	.args = "ACCOUNT",
	.help = "prints the code of an account",
	.more = "A HOTP counter is advanced in the vault before its code is "
		"printed.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct get_options),
	.run = run,
};
