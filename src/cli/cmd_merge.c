#include "app/copies.h"
#include "base/secmem.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/past.h"

struct merge_options {
	bool dry_run, json;
	const char *passphrase_file;
};

struct sources {
	struct payload *payloads;
	size_t len;
	size_t failed;
	struct err first; /* of the failed ones */
};

static void
sources_wipe(struct sources *sources)
{
	for (size_t i = 0; i < sources->len; i++)
		payload_wipe(&sources->payloads[i]);
	secmem_free(sources->payloads);
}

#define SOURCES CLEANUP(sources_wipe) struct sources

/* Is it this vault at all? Told before anything is merged. */
static bool
check_source(const struct session *session, const struct payload *payload,
	const char *path, struct err *err)
{
	if (strcmp(payload->id, session->vault->payload.id) != 0) {
		err_set(err, ERR_REFUSED, "is another vault, not a copy of "
			"this one; otp import takes its accounts");
		return err_at(err, "%s", path);
	}
	if (payload->version > PAYLOAD_VERSION) {
		err_set(err, ERR_REFUSED, "is of a newer version of otp "
			"(%llu)", (unsigned long long)payload->version);
		return err_at(err, "%s", path);
	}
	return true;
}

static bool
read_source(struct past *past, const char *path, struct payload *out,
	struct err *err)
{
	/* "The copies can be deleted" must not be said of that. */
	if (copies_is_vault(past->session, path)) {
		err_set(err, ERR_REFUSED, "is the vault itself, not a copy");
		return err_at(err, "%s", path);
	}
	if (vault_is_missing(path)) {
		err_set(err, ERR_SYSTEM, "there is no such file");
		return err_at(err, "%s", path);
	}
	return foreign_open(past->session, &past->foreign, path, out, err) &&
		check_source(past->session, out, path, err);
}

/* One that cannot be read is told, and the others go on. */
static bool
read_sources(struct past *past, char *const *paths, size_t count,
	struct sources *out, struct err *err)
{
	out->payloads = secmem_alloc(count * sizeof(*out->payloads));
	if (out->payloads == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		PAYLOAD payload = {0};

		if (read_source(past, paths[i], &payload, err)) {
			out->payloads[out->len++] = payload;
			payload = (struct payload){0};
			continue;
		}
		if (err->kind == ERR_INTERRUPTED || count == 1)
			return false;
		output_error(past->session, err);
		if (out->failed++ == 0)
			out->first = *err;
	}
	return true;
}

static bool
verdict(const struct sources *sources, struct err *err)
{
	if (sources->failed == 0)
		return true;
	if (sources->len > 0)
		err_set(err, ERR_PARTIAL, "not everything could be merged");
	else
		err_set(err, sources->first.kind, "nothing could be merged");
	return err_at(err, "merge");
}

static void
tell(const struct session *session, const struct sources *sources,
	bool dry_run, bool changed)
{
	const char *which = sources->failed > 0 ? " that could be read" : "";

	if (sources->len == 0)
		return;
	if (dry_run)
		session_note(session, "dry run: nothing was saved");
	else
		session_note(session, "%s; the copies%s can be deleted%s",
			changed ? "merged" : "nothing new", which,
			changed ? ", and otp undo takes it back" : "");
}

static bool
merge(struct session *session, const struct merge_options *merge,
	char *const *paths, size_t count, struct err *err)
{
	HISTORY_CHANGES changes = {0};
	SOURCES sources = {0};
	PAST past = {0};

	past_init(&past, session, merge->passphrase_file);
	if (!read_sources(&past, paths, count, &sources, err))
		return false;
	if (sources.len > 0 && !copies_merge(session, sources.payloads,
			sources.len, merge->dry_run, &changes, err))
		return false;
	if (!past_print(session, &changes, merge->json, err))
		return false;
	tell(session, &sources, merge->dry_run, changes.len > 0);
	return verdict(&sources, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	COPIES copies = {0};

	if (argc > 0)
		return merge(session, options, argv, (size_t)argc, err);
	if (!copies_find(session, &copies, err))
		return false;
	if (copies.len == 0) {
		err_set(err, ERR_NO_MATCH, "there are no copies beside it");
		return err_at(err, "%s", session->vault_path);
	}
	for (size_t i = 0; i < copies.len; i++)
		session_note(session, "found %s", copies.paths[i]);
	return merge(session, options, copies.paths, copies.len, err);
}

static const struct option_def options[] = {
	{.name = "dry-run", .help = "only tell what would happen",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct merge_options, dry_run)},
	{.name = "source-passphrase-file", .value = "F",
		.help = "take the passphrase of copies with another one from "
			"the first line of F",
		.kind = OPTION_FILE,
		.offset = offsetof(struct merge_options, passphrase_file)},
	{.name = "json", .help = "what happens as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct merge_options, json)},
	{0},
};

const struct command cmd_merge = {
	.name = "merge",
	.args = "[FILE...]",
	.help = "takes in what diverged copies of the vault have",
	.more = "FILE is a copy of this vault in which other changes were "
		"made. Without one, the conflicting copies that lie beside "
		"the vault are found by their names. Each line tells what "
		"happens to the vault by it. Nothing is lost: of two states "
		"of an account the later one is taken, and what the other "
		"had as its key goes to the account's history.",
	.flags = COMMAND_VAULT,
	.max = -1,
	.options = options,
	.options_size = sizeof(struct merge_options),
	.run = run,
};
