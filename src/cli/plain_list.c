#include "cli/plain_list.h"

#include "base/secmem.h"
#include "cli/account.h"
#include "cli/output.h"

#define LIST_MAX 1000000

void
plain_name(const struct entry *entry, struct buf *out)
{
	bool both = entry->issuer[0] != '\0' && entry->account[0] != '\0';

	if (entry->issuer[0] == '\0' && entry->account[0] == '\0') {
		buf_add_str(out, entry->id);
		return;
	}
	output_field(out, entry->issuer);
	buf_add_str(out, both ? ": " : "");
	output_field(out, entry->account);
}

static void
add_line(size_t number, const struct entry *entry, struct buf *out)
{
	buf_addf(out, "%zu. ", number);
	plain_name(entry, out);
	if (entry->favorite)
		buf_add_str(out, ", favorite");
	if (entry_is_broken(entry)) {
		buf_add_str(out, ", broken: ");
		output_field(out, entry->reason);
	} else if (entry->type == ENTRY_HOTP) {
		buf_add_str(out, ", by counter");
	}
	if (entry->tag_count > 0) {
		BUF tags = {0};

		account_tags(entry, &tags);
		buf_add_str(out, ", tagged ");
		output_field(out, buf_text(&tags));
	}
	buf_add_byte(out, '\n');
}

bool
plain_list(struct plain_list *list, const struct session *session,
	const struct selection *found, struct err *err)
{
	BUF text = {0};

	if (found->len == 0)
		return err_set(err, ERR_NO_MATCH, "no account matches");
	plain_list_wipe(list);
	list->ids = secmem_alloc(found->len * sizeof(*list->ids));
	if (list->ids == NULL)
		return err_nomem(err);
	list->count = found->len;
	for (size_t i = 0; i < found->len; i++) {
		memcpy(list->ids[i], found->items[i]->id, ENTRY_ID_SIZE);
		add_line(i + 1, found->items[i], &text);
	}
	return output_write(session, &text, err);
}

void
plain_list_wipe(struct plain_list *list)
{
	secmem_free(list->ids);
	*list = (struct plain_list){0};
}

char *
plain_list_id(const struct plain_list *list, const char *word)
{
	struct err ignored;
	uint64_t number;

	if (word[0] == '#')
		word++;
	else if (strlen(word) > PLAIN_BARE_DIGITS)
		return NULL;
	if (!str_to_uint(word, 1, LIST_MAX, &number, &ignored) ||
	    number > list->count)
		return NULL;
	return list->ids[number - 1];
}
