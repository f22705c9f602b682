#include "cli/plain_code.h"

#include "app/accounts.h"
#include "cli/output.h"
#include "cli/plain_list.h"

#define NEXT_SECONDS 10 /* a code with so little left is told with the next */

bool
plain_has_period(const struct entry *entry)
{
	return !entry_is_broken(entry) && entry->type != ENTRY_HOTP;
}

static void
add_code(const struct session *session, const char *code, struct buf *out)
{
	char grouped[CODE_GROUPED_SIZE];

	code_group(code, grouped);
	buf_add_str(out, session->config.values[CONFIG_GROUPING] != 0
			? grouped : code);
	explicit_bzero(grouped, sizeof(grouped));
}

static bool
wants_next(const struct session *session, int64_t left)
{
	int wish = session->config.values[CONFIG_NEXT_CODE];

	return wish == NEXT_ALWAYS || (wish == NEXT_SOON &&
		left <= NEXT_SECONDS);
}

bool
plain_code(struct session *session, const char *id, struct err *err)
{
	const struct entry *entry;
	struct code code, next;
	int64_t left;
	BUF line = {0};

	if (!accounts_code(session, id, 0, true, &code, err))
		return false;
	entry = entries_by_id(&session->vault->payload.entries, id);
	if (entry == NULL)
		return err_set(err, ERR_NO_MATCH, "no such account any more");
	plain_name(entry, &line);
	buf_add_str(&line, ": ");
	add_code(session, code.text, &line);
	left = code.valid_until - clock_now(&session->clock);
	if (plain_has_period(entry))
		buf_addf(&line, ", %lld second%s left", (long long)left,
			left == 1 ? "" : "s");
	if (plain_has_period(entry) && wants_next(session, left)) {
		if (!code_at(entry, code.valid_from, 1, &next, err))
			return false;
		buf_add_str(&line, ", then ");
		add_code(session, next.text, &line);
	}
	buf_add_str(&line, ".\n");
	return output_write(session, &line, err);
}
