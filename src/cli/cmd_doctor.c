#include "app/doctor.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/json.h"

struct doctor_options {
	bool json;
};

static void
add_json(const struct doctor_check *check,
	const struct doctor_finding *finding, struct buf *out)
{
	buf_add_str(out, out->len == 0 ? "[\n{" : ",\n{");
	buf_add_str(out, "\"check\":");
	json_write_text(check->what, out);
	buf_addf(out, ",\"state\":\"%s\",\"detail\":",
		doctor_word(finding->state));
	json_write_text(finding->detail, out);
	buf_add_byte(out, '}');
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	static const struct column columns[] = {{0}, {0}, {0}};
	const struct doctor_options *doctor = options;
	TABLE table = {.columns = columns, .column_count = COUNT_OF(columns)};
	bool healthy = true;
	BUF json = {0};

	(void)argc;
	(void)argv;
	for (size_t i = 0; doctor_checks[i].what != NULL; i++) {
		struct doctor_finding finding = {0};

		doctor_checks[i].look(session, &finding);
		healthy &= finding.state != DOCTOR_FAIL;
		add_json(&doctor_checks[i], &finding, &json);
		table_add(&table, doctor_word(finding.state));
		table_add(&table, doctor_checks[i].what);
		table_add(&table, finding.detail);
	}
	buf_add_str(&json, "\n]");
	if (!(doctor->json ? output_json(session, &json, err) :
		    table_print(&table, session, err)))
		return false;
	/* It has been told above. */
	return healthy || err_set(err, ERR_REFUSED, "%s", "");
}

static const struct option_def options[] = {
	{.name = "json", .help = "as one JSON array",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct doctor_options, json)},
	{0},
};

const struct command cmd_doctor = {
	.name = "doctor",
	.help = "looks for what may be wrong",
	.more = "One line for each check: ok, warn or fail, what was looked "
		"at, and what was found. It asks for nothing: the vault's "
		"contents are checked if it is unlocked, or if an option or "
		"the environment tells the passphrase. Exits with 1 if "
		"anything failed.",
	.options = options,
	.options_size = sizeof(struct doctor_options),
	.run = run,
};
