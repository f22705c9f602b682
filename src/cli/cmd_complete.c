/*
 * The accounts for the completions of shells, one a line, each as a word that
 * means just this account. Nobody is asked for anything: a vault that the
 * keyring does not open gives none, and so does one that takes too long.
 */
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/unicode.h"
#include "os/deadline.h"

#define PATIENCE_MS 90 /* of the 100 that a Tab may take */

static bool
same_title(const struct entry *a, const struct entry *b)
{
	BUF left = {0}, right = {0}, title = {0};

	entry_title(a, &title);
	unicode_fold(buf_text(&title), title.len, false, &left);
	buf_clear(&title);
	entry_title(b, &title);
	unicode_fold(buf_text(&title), title.len, false, &right);
	return left.len == right.len &&
		memcmp(buf_text(&left), buf_text(&right), left.len) == 0;
}

/* In the order of names, what has the same one is beside it. */
static bool
is_unique(const struct selection *all, size_t i)
{
	return (i == 0 || !same_title(all->items[i], all->items[i - 1])) &&
		(i + 1 == all->len ||
			!same_title(all->items[i], all->items[i + 1]));
}

/* Is it what the title selects? Asked only where looking at the neighbours
 * does not tell, as it takes a look at all accounts. */
static bool
is_selected(const struct session *session, const struct entry *entry,
	const char *title)
{
	SELECTION found = {0};
	struct err ignored;

	return entries_select(&session->vault->payload.entries, title,
		SCOPE_LIVE, &found, &ignored) && found.items[0] == entry;
}

static void
add_word(const struct session *session, const struct selection *all, size_t i,
	struct buf *out)
{
	const struct entry *entry = all->items[i];
	BUF title = {0}, shown = {0};
	bool good;

	entry_title(entry, &title);
	output_field(&shown, buf_text(&title));
	/* Behind a dash, a word would be taken for an option. */
	good = title.len > 0 && title.len == shown.len &&
		buf_text(&title)[0] != '-' &&
		strcmp(buf_text(&title), buf_text(&shown)) == 0 &&
		is_unique(all, i);
	if (good && (entry->issuer[0] == '\0' || entry->account[0] == '\0' ||
			    strchr(entry->issuer, ':') != NULL))
		good = is_selected(session, entry, buf_text(&title));
	buf_add_str(out, good ? buf_text(&title) : entry->id);
	buf_add_byte(out, '\n');
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	SELECTION all = {0};
	BUF out = {0};

	(void)options;
	(void)argc;
	(void)argv;
	session->options.quiet = true;
	if (!deadline_start(PATIENCE_MS, err))
		return false;
	if (!session_unlock_kept(session))
		return true;
	if (!entries_filter(&session->vault->payload.entries, NULL, NULL,
		    SCOPE_LIVE, &all, err))
		return false;
	for (size_t i = 0; i < all.len; i++)
		add_word(session, &all, i, &out);
	return output_write(session, &out, err);
}

const struct command cmd_complete = {
	.name = "complete-accounts",
	.help = "lists the accounts for the completions of shells",
	.flags = COMMAND_HIDDEN,
	.run = run,
};
