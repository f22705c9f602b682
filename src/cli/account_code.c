#include "cli/account.h"
#include "cli/output.h"

bool
account_print_code(const struct session *session, const struct entry *entry,
	const struct code *code, struct err *err)
{
	struct code next;
	struct account_extra extra = {
		.code = code,
		.now = clock_now(&session->clock),
	};
	BUF json = {0};

	if (entry->type != ENTRY_HOTP) {
		if (!code_at(entry, code->valid_from, 1, &next, err))
			return false;
		extra.next = &next;
	}
	return account_json(entry, &extra, &json, err) &&
		output_json(session, &json, err);
}
