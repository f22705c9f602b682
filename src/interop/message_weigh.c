/* Whether a number is a code, by what is on both sides of it, its shape and its
 * place. */
#include "interop/message_side.h"

#define NEARBY 110       /* bytes, for a name or what is advertised */
#define ALONE 14         /* on its line */
#define YEAR 30
#define UNLIKELY 100     /* capitals only, and no label */
#define HINTED 20

static int
weigh_shape(const struct message_source *source,
	const struct message_token *token, const struct message_side *before)
{
	bool labelled = before->labelled || before->linked;

	if (token->digits == 0)
		return labelled ? 0 : -UNLIKELY;
	if (token->letters > 0)
		return labelled ? 8 : token->grouped ? 6 : -20;
	if ((message_is_date(token) || message_is_place(source, token)) &&
	    !before->labelled)
		return -YEAR;
	if (token->digits == 6)
		return 12;
	return token->digits <= 8 ? 6 : -10;
}

static bool
is_hinted(const struct message_source *source,
	const struct message_token *token)
{
	size_t from = token->at > NEARBY ? token->at - NEARBY : 0;
	size_t to = token->end + NEARBY < source->len ? token->end + NEARBY :
		source->len;
	BUF window = {0};

	if (source->hint == NULL)
		return false;
	message_fold_window(source, from, to, &window);
	return strstr(buf_text(&window), source->hint) != NULL;
}

/* Shops and meetings have codes, too, that look alike. */
static bool
is_advertised(const struct message_source *source,
	const struct message_token *token)
{
	static const char *const signs[] = {"% off", "checkout", "discount",
		"offer", "coupon", "voucher", "rabatt", "gutschein", "promo"};
	size_t from = token->at > NEARBY ? token->at - NEARBY : 0;
	size_t to = token->end + NEARBY < source->len ? token->end + NEARBY :
		source->len;
	BUF window = {0};

	message_fold_window(source, from, to, &window);
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (strstr(buf_text(&window), signs[i]) != NULL)
			return true;
	return false;
}

struct message_weight
message_weigh(const struct message_source *source,
	const struct message_token *token)
{
	struct message_weight weight = {0};
	bool alone = message_is_alone(source, token);
	struct message_side before, after;

	message_weigh_before(source, token, &before);
	message_weigh_after(source, token, &after);
	weight.typed = before.other || after.other ||
		message_is_date(token) || message_is_place(source, token) ||
		message_is_other(source, token);
	weight.shown = alone || before.used || token->at == 0;
	if (after.other || message_is_other(source, token))
		return weight;
	weight.score = before.weight > after.weight ? before.weight :
		after.weight;
	if (before.weight < 0 && after.weight > 0)
		weight.score = after.weight + before.weight / 2;
	if (weight.score < MESSAGE_ENOUGH / 2 || source->deal ||
	    (token->letters > 0 && is_advertised(source, token)))
		weight.score = 0;
	else
		weight.score += weigh_shape(source, token, &before) +
			(alone ? ALONE : 0) +
			(is_hinted(source, token) ? HINTED : 0);
	return weight;
}
