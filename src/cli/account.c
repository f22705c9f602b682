#include "cli/account.h"

#include "base/file.h"
#include "base/secmem.h"
#include "cli/output.h"

void
account_short_id(const struct entry *entry,
	char out[static ACCOUNT_SHORT_ID_SIZE])
{
	snprintf(out, ACCOUNT_SHORT_ID_SIZE, "%.*s",
		ACCOUNT_SHORT_ID_SIZE - 1, entry->id);
}

void
account_title(const struct entry *entry, struct buf *out)
{
	BUF title = {0};

	entry_title(entry, &title);
	if (title.failed)
		out->failed = true;
	else
		output_field(out, title.len > 0 ? buf_text(&title) :
			entry->id);
}

void
account_tags(const struct entry *entry, struct buf *out)
{
	for (size_t i = 0; i < entry->tag_count; i++)
		buf_addf(out, "%s%s", i == 0 ? "" : ",", entry->tags[i]);
}

static int
compare_ids(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcasecmp(*left, *right);
}

/* So many characters tell them apart: in order, neighbours have the most in
 * common. */
static size_t
id_length(const struct selection *candidates)
{
	size_t length = ACCOUNT_SHORT_ID_SIZE - 1;
	const char **ids = secmem_alloc(sizeof(*ids) * candidates->len);

	if (ids == NULL)
		return ENTRY_ID_SIZE - 1;
	for (size_t i = 0; i < candidates->len; i++)
		ids[i] = candidates->items[i]->id;
	qsort(ids, candidates->len, sizeof(*ids), compare_ids);
	for (size_t i = 1; i < candidates->len; i++)
		while (length < ENTRY_ID_SIZE &&
			strncasecmp(ids[i - 1], ids[i], length) == 0)
			length++;
	secmem_free(ids);
	return length;
}

/* Not silenced by --quiet: it is the error's second half. */
static void
show_candidates(const struct session *session,
	const struct selection *candidates)
{
	size_t length = id_length(candidates);
	BUF lines = {0};
	struct err ignored;

	for (size_t i = 0; i < candidates->len; i++) {
		const struct entry *entry = candidates->items[i];

		buf_addf(&lines, "%.*s\t", (int)length, entry->id);
		output_field(&lines, entry->issuer);
		buf_add_byte(&lines, '\t');
		output_field(&lines, entry->account);
		buf_add_byte(&lines, '\n');
	}
	if (!lines.failed)
		(void)!fd_write_all(fileno(session->errors), lines.data,
			lines.len, &ignored);
}

/* Whether or not they differ in case. */
static bool
same_title(const struct entry *a, const struct entry *b)
{
	BUF left = {0}, right = {0};

	entry_title(a, &left);
	entry_title(b, &right);
	return str_equal_nocase(buf_text(&left), buf_text(&right));
}

/* What is left out where a good one has its name is told of once. */
static void
note_left_out(const struct session *session, const struct entry *chosen,
	const char *selector)
{
	const struct entries *entries = &session->vault->payload.entries;

	if (entry_is_broken(chosen) || str_starts_nocase(chosen->id, selector))
		return;
	for (size_t i = 0; i < entries->len; i++) {
		const struct entry *entry = entries->items[i];

		if (!entry_is_broken(entry) || !same_title(entry, chosen))
			continue;
		session_note(session, "another line of this name is broken; "
			"otp show %s tells more", entry->id);
		return;
	}
}

struct entry *
account_select(const struct session *session, const char *selector,
	enum entries_scope scope, struct err *err)
{
	SELECTION found = {0};

	if (entries_select(&session->vault->payload.entries, selector,
		    scope, &found, err)) {
		note_left_out(session, found.items[0], selector);
		return found.items[0];
	}
	if (err->kind != ERR_AMBIGUOUS)
		return NULL;
	output_error(session, err);
	err->text[0] = '\0';
	show_candidates(session, &found);
	return NULL;
}

static bool
is_picked(const struct picked *picked, const char *id)
{
	for (size_t i = 0; i < picked->count; i++)
		if (strcmp(picked->ids[i], id) == 0)
			return true;
	return false;
}

bool
account_pick(const struct session *session, char *const *selectors,
	size_t count, enum entries_scope scope, struct picked *out,
	struct err *err)
{
	out->ids = secmem_alloc(sizeof(*out->ids) * count);
	if (out->ids == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		const struct entry *entry = account_select(session,
			selectors[i], scope, err);

		if (entry == NULL)
			return false;
		if (is_picked(out, entry->id))
			continue;
		out->ids[out->count++] = entry->id;
		account_title(entry, &out->titles);
		buf_add_byte(&out->titles, '\0');
	}
	return buf_ok(&out->titles, err);
}

void
picked_wipe(struct picked *picked)
{
	secmem_free(picked->ids);
	buf_wipe(&picked->titles);
	*picked = (struct picked){0};
}
