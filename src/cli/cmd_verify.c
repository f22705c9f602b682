#include <inttypes.h>

#include "app/prompt.h"
#include "app/verify.h"
#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"

#define INPUT_MAX ((size_t)1024) /* bytes of a code on standard input */

struct verify_options {
	bool has_window, once, json;
	uint64_t window;
};

static bool
set_window(void *options, const char *value, struct err *err)
{
	struct verify_options *verify = options;

	verify->has_window = true;
	return str_to_uint(value, 0, VERIFY_WINDOW_MAX, &verify->window, err);
}

/* CODE, or for "-" what standard input has. */
static bool
read_code(const char *operand, char **out, struct err *err)
{
	BUF input = {0};

	if (strcmp(operand, "-") != 0) {
		*out = str_dup(operand, err);
		return *out != NULL;
	}
	if (isatty(STDIN_FILENO))
		return prompt_line("Code: ", out, err);
	if (!fd_read_all(STDIN_FILENO, INPUT_MAX, &input, err))
		return err_at(err, "standard input");
	*out = str_ndup(buf_text(&input), input.len, err);
	return *out != NULL;
}

static void
add_json(const struct verdict *verdict, bool counted, struct buf *out)
{
	buf_addf(out, "{\"valid\":true,\"steps\":%" PRId64, verdict->steps);
	if (counted)
		account_json_number(out, "counter", verdict->counter);
	else
		buf_addf(out, ",\"skew_min\":%" PRId64 ",\"skew_max\":%" PRId64,
			verdict->skew_min, verdict->skew_max);
	buf_add_byte(out, '}');
}

/* The other clock may be where ours is if the range has 0 in it. */
static void
add_words(const struct verdict *verdict, bool counted, struct buf *out)
{
	const char *code = verdict->steps == 1 || verdict->steps == -1 ?
		"code" : "codes";

	if (counted && verdict->steps == 0)
		buf_addf(out, "valid; the counter is now %" PRIu64 "\n",
			verdict->counter);
	else if (counted)
		buf_addf(out, "valid, after %" PRId64 " %s left out; the "
			"counter is now %" PRIu64 "\n", verdict->steps, code,
			verdict->counter);
	else if (verdict->steps == 0)
		buf_add_str(out, "valid now\n");
	else if (verdict->steps < 0)
		buf_addf(out, "valid, %" PRId64 " %s ago: its clock is %"
			PRId64 " to %" PRId64 " s behind\n", -verdict->steps,
			code, -verdict->skew_max, -verdict->skew_min);
	else
		buf_addf(out, "valid, %" PRId64 " %s ahead: its clock is %"
			PRId64 " to %" PRId64 " s ahead\n", verdict->steps,
			code, verdict->skew_min, verdict->skew_max);
}

static void
add_columns(const struct verdict *verdict, bool counted, struct buf *out)
{
	if (counted)
		buf_addf(out, "%" PRId64 "\t%" PRIu64 "\n", verdict->steps,
			verdict->counter);
	else
		buf_addf(out, "%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n",
			verdict->steps, verdict->skew_min, verdict->skew_max);
}

static bool
tell(const struct session *session, const struct verdict *verdict,
	bool counted, bool json, struct err *err)
{
	BUF text = {0};

	if (json) {
		add_json(verdict, counted, &text);
		return output_json(session, &text, err);
	}
	(session->out_is_tty ? add_words : add_columns)(verdict, counted,
		&text);
	return output_write(session, &text, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct verify_options *wanted = options;
	unsigned int window = wanted->has_window ?
		(unsigned int)wanted->window : VERIFY_WINDOW_DEFAULT;
	const struct entry *entry = account_select(session, argv[0],
		SCOPE_LIVE, err);
	char id[ENTRY_ID_SIZE];
	struct verdict verdict;
	STRING code = NULL;
	bool counted, good;

	if (entry == NULL || !read_code(argv[1], &code, err))
		return false;
	memcpy(id, entry->id, sizeof(id));
	counted = entry->type == ENTRY_HOTP;
	if (argc > 2)
		good = verify_pair(session, id, code, argv[2], window,
			&verdict, err);
	else
		good = verify_code(session, id, code, window, wanted->once,
			&verdict, err);
	return good && tell(session, &verdict, counted, wanted->json, err);
}

static const struct option_def options[] = {
	{.name = "window", .value = "N",
		.help = "how many steps away a code may be, 0 to 3000 "
			"(default 1): before and after, with a counter after",
		.kind = OPTION_TEXT, .set = set_window},
	{.name = "once", .help = "take no code twice, nor one before it",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct verify_options, once)},
	{.name = "json", .help = "as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct verify_options, json)},
	{0},
};

const struct command cmd_verify = {
	.name = "verify",
	.args = "ACCOUNT CODE [CODE]",
	.help = "checks a code that somebody else gives",
	.more = "Exits with 8 if it is not valid. CODE may have blanks in it, "
		"and - reads it from standard input. Tells the clock skew "
		"that it implies; elsewhere than on a terminal between tabs: "
		"steps from now, the least and the most seconds that the "
		"other clock is ahead (negative: behind). A counter is put "
		"behind a valid code, and told after the steps; two codes in "
		"a row make it safe to look far ahead.",
	.flags = COMMAND_VAULT,
	.min = 2,
	.max = 3,
	.options = options,
	.options_size = sizeof(struct verify_options),
	.run = run,
};
