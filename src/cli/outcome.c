#include "cli/outcome.h"

#include "cli/output.h"
#include "codec/json.h"
#include "core/code.h"

#define NO_CODE "-" /* counter codes: showing one would use it up */
#define OUTCOME_COLUMNS 12 /* "skipped: reason" may be longer */

/* The code, because the service may be asking for it. Not for a counter: the
 * code would be used up, and a backup holds many. */
static const char *
code_of(const struct gathering *all, const struct intake_item *item,
	struct code *code)
{
	const struct entry *entry = &item->entry;
	struct err ignored;

	/* The vault had it by the time of saving. */
	if (!all->options->dry_run && item->id[0] == '\0')
		return "";
	if (entry->type == ENTRY_HOTP)
		return NO_CODE;
	if (!code_at(entry, clock_now(&all->session->clock), 0,
		    code, &ignored))
		return "";
	return code->text;
}

/* Skipped, though it should have been an account. */
static size_t
count_skipped(const struct intake *intake)
{
	return intake_count(intake, INTAKE_SKIPPED) -
		intake_count_foreign(intake);
}

/* What a person should know of an item besides its line. */
static void
note(const struct gathering *all, const struct intake_item *item)
{
	if (item->foreign)
		session_note(all->session, "%s: a QR code in it is not for an "
			"authenticator: %s", item->source,
			item->reason);
	if (item->state != INTAKE_NEW)
		return;
	if (item->reason != NULL && item->reason[0] != '\0')
		session_note(all->session, "%s: %s", item->name, item->reason);
	if (item->entry.type == ENTRY_HOTP)
		session_note(all->session, "%s: its first code is given, and "
			"used up, by \"otp get\"", item->name);
}

static void
add_line(const struct gathering *all, const struct intake_item *item,
	struct table *table)
{
	struct code code;

	switch (item->state) {
	case INTAKE_NEW:
		table_add(table, "added");
		table_add(table, item->name);
		table_add(table, code_of(all, item, &code));
		return;
	case INTAKE_DUPLICATE:
		table_add(table, "duplicate");
		break;
	case INTAKE_SKIPPED:
		table_addf(table, "skipped: %s: %s", item->source,
			item->reason);
		break;
	}
	table_add(table, item->name);
	table_add(table, "");
}

static bool
tell_notes(const struct gathering *all, struct err *err)
{
	BUF notes = {0};
	char *rest, *line;

	if (!intake_notes(&all->intake, &notes, err))
		return false;
	rest = (char *)notes.data;
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		session_note(all->session, "%s", line);
	return true;
}

static void
tell_items(const struct gathering *all)
{
	for (size_t i = 0; i < all->intake.len; i++)
		note(all, &all->intake.items[i]);
}

static void
add_member(struct buf *out, const char *key, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	buf_addf(out, ",\"%s\":", key);
	json_write_text(text, out);
}

static void
add_object(const struct gathering *all, const struct intake_item *item,
	struct buf *out)
{
	static const char *const states[] = {
		[INTAKE_NEW] = "added",
		[INTAKE_DUPLICATE] = "duplicate",
		[INTAKE_SKIPPED] = "skipped",
	};
	struct code code;

	buf_addf(out, "{\"state\":\"%s\"", states[item->state]);
	add_member(out, "source", item->source);
	add_member(out, "name", item->name);
	add_member(out, "id", item->id);
	add_member(out, "reason", item->reason);
	if (item->state == INTAKE_NEW && item->entry.type != ENTRY_HOTP)
		add_member(out, "code", code_of(all, item, &code));
	buf_add_byte(out, '}');
}

static bool
print_json(const struct gathering *all, struct err *err)
{
	const struct intake *intake = &all->intake;
	bool first = true;
	BUF out = {0};

	buf_addf(&out, "{\"added\":%zu,\"duplicate\":%zu,\"skipped\":%zu,"
		"\"sources\":%zu,\"unusable\":%zu,\"accounts\":[",
		intake_count(intake, INTAKE_NEW),
		intake_count(intake, INTAKE_DUPLICATE), count_skipped(intake),
		all->sources, all->failed);
	for (size_t i = 0; i < intake->len; i++) {
		if (intake->items[i].foreign)
			continue;
		buf_add_str(&out, first ? "\n" : ",\n");
		add_object(all, &intake->items[i], &out);
		first = false;
	}
	buf_add_str(&out, first ? "]}" : "\n]}");
	return output_json(all->session, &out, err);
}

static bool
print_outcome(const struct gathering *all, struct err *err)
{
	static const struct column columns[] = {
		{.width_max = OUTCOME_COLUMNS}, {0}, {0},
	};
	TABLE table = {
		.columns = columns,
		.column_count = COUNT_OF(columns),
	};
	BUF summary = {0};

	for (size_t i = 0; i < all->intake.len; i++) {
		const struct intake_item *item = &all->intake.items[i];

		if (!item->foreign)
			add_line(all, item, &table);
	}
	if (!table_print(&table, all->session, err))
		return false;
	buf_addf(&summary, "%s%zu added, %zu duplicate, %zu skipped",
		all->options->dry_run ? "dry run: " : "",
		intake_count(&all->intake, INTAKE_NEW),
		intake_count(&all->intake, INTAKE_DUPLICATE),
		count_skipped(&all->intake));
	if (all->failed > 0)
		buf_addf(&summary, ", %zu of %zu sources unusable",
			all->failed, all->sources);
	buf_add_byte(&summary, '\n');
	return output_write(all->session, &summary, err);
}

/* All bad in the same way: that; only codes for something else: no match. */
static enum err_kind
why_nothing(const struct gathering *all, size_t skipped)
{
	enum err_kind kind = intake_skipped_kind(&all->intake);

	if (skipped == 0)
		return all->failed > 0 ? all->first.kind : ERR_NO_MATCH;
	return all->failed == 0 || all->first.kind == kind ? kind : ERR_FORMAT;
}

static bool
verdict(const struct gathering *all, struct err *err)
{
	size_t skipped = count_skipped(&all->intake);
	size_t done = all->intake.len -
		intake_count(&all->intake, INTAKE_SKIPPED);

	if (done > 0 && skipped == 0 && all->failed == 0)
		return true;
	if (done > 0)
		err_set(err, ERR_PARTIAL, "not everything could be imported");
	else
		err_set(err, why_nothing(all, skipped),
			"nothing could be imported");
	return err_at(err, "import");
}

bool
outcome_print(const struct gathering *all, struct err *err)
{
	tell_items(all);
	return (all->options->json ? print_json : print_outcome)(all, err) &&
		tell_notes(all, err) && verdict(all, err);
}
