/*
 * While the program runs, only what its codes need is kept: a copy of the
 * account, or for a counter the key of the vault, which is opened again to
 * advance it.
 */
#include "app/accounts.h"
#include "cli/account.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/relay.h"

#define CODES_MAX 3
#define LIVES_MS 5000 /* a code must still live so long */

struct run_options {
	const char *prompt;
};

struct codes {
	struct session *session;
	struct asking asking;
	struct entry entry;
	struct secret key;    /* of the vault, for a counter */
	int typed;
	int64_t used_until;   /* the last code's; 0: there was none */
	unsigned int steps;   /* by which a frozen clock is ahead */
};

static void
codes_wipe(struct codes *codes)
{
	asking_wipe(&codes->asking);
	entry_wipe(&codes->entry);
	secret_wipe(&codes->key);
}

static bool
asked(void *arg, const char *line)
{
	const struct codes *codes = arg;

	return asking_match(&codes->asking, line);
}

/* Of a code that lives shortly, half of its life. */
static int64_t
margin_ms(const struct entry *entry)
{
	int64_t half = (int64_t)entry->period * 500;

	return half < LIVES_MS ? half : LIVES_MS;
}

/* A broken clock shows itself when the code is made. */
static int64_t
due(void *arg)
{
	const struct codes *codes = arg;
	int64_t now = clock_now_ms(&codes->session->clock), left;
	struct code code;
	struct err ignored;

	if (codes->typed == CODES_MAX)
		return -1;
	if (codes->entry.type == ENTRY_HOTP || codes->session->clock.frozen ||
	    !code_at(&codes->entry, now / 1000, 0, &code, &ignored))
		return 0;
	explicit_bzero(code.text, sizeof(code.text));
	left = code.valid_until * 1000 - now;
	return code.valid_until == codes->used_until ||
		left < margin_ms(&codes->entry) ? left : 0;
}

/* Time stands still: instead of waiting, the next code is taken. */
static unsigned int
steps_ahead(struct codes *codes, int64_t now)
{
	struct code code;
	struct err ignored;

	if (!codes->session->clock.frozen ||
	    !code_at(&codes->entry, now, 0, &code, &ignored))
		return 0;
	explicit_bzero(code.text, sizeof(code.text));
	if (codes->steps == 0 && codes->typed == 1 &&
	    (code.valid_until - now) * 1000 < margin_ms(&codes->entry))
		codes->steps = 1;
	return codes->steps++;
}

static bool
counter_code(struct codes *codes, struct code *out, struct err *err)
{
	struct session *session = codes->session;
	bool good = session_resume(session, &codes->key, err) &&
		accounts_code(session, codes->entry.id, 0, true, out, err);

	session_lock(session);
	return good;
}

static bool
make_code(void *arg, struct code *out, struct err *err)
{
	struct codes *codes = arg;
	int64_t now = clock_now(&codes->session->clock);

	codes->typed++;
	if (codes->entry.type == ENTRY_HOTP)
		return counter_code(codes, out, err);
	if (!code_at(&codes->entry, now, steps_ahead(codes, now), out, err))
		return false;
	codes->used_until = out->valid_until;
	return true;
}

static void
tell(void *arg, const struct err *err)
{
	const struct codes *codes = arg;

	output_error(codes->session, err);
}

/* Closes the vault. */
static bool
codes_take(struct codes *codes, const char *selector, struct err *err)
{
	const struct entry *entry = account_select(codes->session, selector,
		SCOPE_LIVE, err);
	struct code first;
	bool good;

	if (entry == NULL ||
	    /* What has no code is told before anything runs. */
	    !accounts_code(codes->session, entry->id, 0, false, &first, err))
		return false;
	explicit_bzero(&first, sizeof(first));
	if (entry->type != ENTRY_HOTP) {
		good = entry_copy(entry, &codes->entry, err);
		session_lock(codes->session);
		return good;
	}
	codes->entry.type = ENTRY_HOTP;
	memcpy(codes->entry.id, entry->id, sizeof(codes->entry.id));
	return session_suspend(codes->session, &codes->key, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct run_options *given = options;
	CLEANUP(codes_wipe) struct codes codes = {.session = session};
	const struct relay_typist typist = {
		.arg = &codes, .asked = asked, .due = due, .code = make_code,
		.tell = tell,
	};

	(void)argc;
	if (!asking_init(&codes.asking, given->prompt, err) ||
	    !session_unlock(session, err) ||
	    !codes_take(&codes, argv[0], err))
		return false;
	return relay_run(session->launcher, &typist, &session->status, err) ||
		err_at(err, "%s", argv[1]);
}

static const struct option_def options[] = {
	{.name = "prompt", .value = "REGEX",
		.help = "the code is also asked for by a line that this POSIX "
			"extended regular expression matches",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct run_options, prompt)},
	{0},
};

const struct command cmd_run = {
	.name = "run",
	.args = "ACCOUNT -- COMMAND [ARGUMENT...]",
	.help = "runs a command and types the code when it asks for one",
	.more = "COMMAND runs on a terminal of its own, through which "
		"everything passes both ways. When it asks for a one-time "
		"code, the account's is typed, at most 3 times and never the "
		"same twice. The exit status is that of COMMAND, 128 + N if "
		"signal N ended it; if otp fails, COMMAND has not been run.",
	.flags = COMMAND_LAUNCHES,
	.min = 2,
	.max = -1,
	.options = options,
	.options_size = sizeof(struct run_options),
	.run = run,
};
