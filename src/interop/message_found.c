#include "interop/message_found.h"

#define NEAR 14 /* a second one that comes so near is in doubt */

/* The line around it, printable as one. */
static void
keep_line(const struct message_source *source,
	const struct message_token *token, char out[static MESSAGE_LINE_SIZE])
{
	size_t from = token->at, to = token->end, len;

	while (from > 0 && source->text[from - 1] != '\n' &&
		token->at - from < MESSAGE_LINE_SIZE / 2)
		from--;
	while (to < source->len && source->text[to] != '\n')
		to++;
	while (from < token->at &&
		((uint8_t)source->text[from] & 0xc0) == 0x80)
		from++;
	len = to - from < MESSAGE_LINE_SIZE - 1 ? to - from :
		MESSAGE_LINE_SIZE - 1;
	while (len > 0 && from + len < source->len &&
		((uint8_t)source->text[from + len] & 0xc0) == 0x80)
		len--;
	memcpy(out, source->text + from, len);
	out[len] = '\0';
}

void
message_found_keep(struct message_found *found,
	const struct message_source *source,
	const struct message_token *token, int score)
{
	struct message_code item = {.score = score};
	size_t at;

	memcpy(item.code, token->code, sizeof(item.code));
	keep_line(source, token, item.line);
	for (at = 0; at < found->count; at++) {
		if (strcmp(found->items[at].code, item.code) != 0)
			continue;
		if (found->items[at].score >= score)
			return;
		memmove(found->items + at, found->items + at + 1,
			(found->count - at - 1) * sizeof(item));
		found->count--;
		break;
	}
	for (at = 0; at < found->count; at++)
		if (found->items[at].score < score)
			break;
	if (at == MESSAGE_FOUND_MAX)
		return;
	if (found->count == MESSAGE_FOUND_MAX)
		found->count--;
	memmove(found->items + at + 1, found->items + at,
		(found->count - at) * sizeof(item));
	found->items[at] = item;
	found->count++;
}

void
message_found_prefer(struct message_found *found, const char *hint)
{
	if (hint == NULL)
		return;
	for (size_t i = 0; i < found->count; i++) {
		BUF domain = {0};

		message_fold(found->items[i].domain,
			strlen(found->items[i].domain), &domain);
		if (strstr(buf_text(&domain), hint) == NULL)
			continue;
		found->items[0] = found->items[i];
		found->count = 1;
		return;
	}
}

bool
message_found_judge(struct message_found *found, struct err *err)
{
	size_t in_doubt = 1;

	if (found->count == 0)
		return err_set(err, ERR_NO_MATCH,
			"there is no one-time code in the message");
	while (in_doubt < found->count && found->items[in_doubt].score + NEAR >
		found->items[0].score)
		in_doubt++;
	found->count = in_doubt;
	return in_doubt == 1 ? true : err_set(err, ERR_AMBIGUOUS,
		"%zu numbers in the message may be the code", in_doubt);
}

void
message_found_wipe(struct message_found *found)
{
	explicit_bzero(found, sizeof(*found));
}
