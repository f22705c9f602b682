#include "interop/message_words.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define LONG_PHRASE 8 /* bytes: such a one may go on as a word */

void
message_words_init(struct message_words *words)
{
	uint16_t at = 0;

	memset(words->first, 0, sizeof(words->first));
	for (size_t i = 0; i < MESSAGE_LISTS; i++) {
		const struct message_phrases *phrases = &message_phrases[i];

		for (size_t j = 0; j < phrases->count &&
			at < MESSAGE_PHRASES_MAX; j++, at++) {
			const char *phrase = phrases->list[j];
			uint8_t byte = (uint8_t)(phrase[0] == '*' ?
				phrase[1] : phrase[0]);

			words->phrase[at] = phrase;
			words->sense[at] = (uint8_t)phrases->sense;
			words->next[at] = words->first[byte];
			words->first[byte] = (uint16_t)(at + 1);
		}
	}
}

/* Letters that Unicode does not take apart, but that are as often written
 * without their stroke. */
static const struct {
	char from[3];
	char to;
} strokes[] = {
	{"\u0142", 'l'}, {"\u00f8", 'o'}, {"\u0111", 'd'}, {"\u0131", 'i'},
};

void
message_fold(const char *text, size_t len, struct buf *out)
{
	size_t from = out->len, to = from;

	unicode_fold(text, len, true, out);
	while (from < out->len) {
		bool is_stroke = false;

		for (size_t i = 0; i < COUNT_OF(strokes) && !is_stroke &&
			from + 1 < out->len; i++) {
			is_stroke = memcmp(out->data + from, strokes[i].from,
				2) == 0;
			if (is_stroke)
				out->data[to] = (uint8_t)strokes[i].to;
		}
		if (!is_stroke)
			out->data[to] = out->data[from];
		to++;
		from += is_stroke ? 2 : 1;
	}
	if (to < out->len)
		out->data[to] = '\0';
	out->len = to;
}

/* Is text[at..at + len) a word of its own, as far as it has to be? */
static bool
stands_alone(const char *text, size_t all, size_t at, size_t len,
	bool may_end_word)
{
	size_t end = at + len, begin = at, last = at + len - 1;

	if (!may_end_word && unicode_joins(utf8_next(text, all, &begin)) &&
	    unicode_joins(utf8_before(text, at)))
		return false;
	while (last > at && ((uint8_t)text[last] & 0xc0) == 0x80)
		last--;
	return len >= LONG_PHRASE || end == all ||
		!unicode_joins(utf8_next(text, all, &last)) ||
		!unicode_joins(utf8_next(text, all, &end));
}

/* Which of two is to be taken: the later (or earlier), else the longer one. */
static bool
is_better(const struct message_sign *a, const struct message_sign *b,
	bool want_last)
{
	size_t a_end = a->at + a->len, b_end = b->at + b->len;

	if (b->sense == SENSE_NONE)
		return true;
	if (want_last)
		return a_end != b_end ? a_end > b_end : a->len > b->len;
	/* "promo code" before the "code" in it. */
	return a->at != b->at ? a->at < b->at : a->len > b->len;
}

enum message_sense
message_sense_of(enum message_sense sense)
{
	return sense == SENSE_BARE ? SENSE_CODE :
		sense == SENSE_DEAL ? SENSE_OTHER : sense;
}

struct search {
	const struct message_words *words;
	const char *text;
	size_t len;
	unsigned without;
	bool want_last;
};

static void
look_at(const struct search *search, size_t at, struct message_sign *best)
{
	const struct message_words *words = search->words;
	size_t i = words->first[(uint8_t)search->text[at]];

	for (; i > 0; i = words->next[i - 1]) {
		const char *phrase = words->phrase[i - 1];
		bool may_end_word = phrase[0] == '*';
		struct message_sign sign = {
			.sense = (enum message_sense)words->sense[i - 1],
			.at = at,
			.bare = words->sense[i - 1] == SENSE_BARE,
		};

		phrase += may_end_word ? 1 : 0;
		sign.len = strlen(phrase);
		if (sign.len > search->len - at ||
		    (search->without & SENSES(sign.sense)) != 0 ||
		    (sign.sense == SENSE_UNIT &&
			    (search->want_last || at > 0)) ||
		    memcmp(search->text + at, phrase, sign.len) != 0)
			continue;
		if (stands_alone(search->text, search->len, at, sign.len,
			    may_end_word) &&
		    is_better(&sign, best, search->want_last))
			*best = sign;
	}
}

static struct message_sign
find_sign(const struct search *search)
{
	struct message_sign best = {0};

	for (size_t at = 0; at < search->len; at++) {
		look_at(search, at, &best);
		if (!search->want_last && best.sense != SENSE_NONE)
			break;
	}
	return best;
}

struct message_sign
message_last_sign(const struct message_words *words, const char *text,
	size_t len, unsigned without)
{
	return find_sign(&(struct search){words, text, len, without, true});
}

struct message_sign
message_first_sign(const struct message_words *words, const char *text,
	size_t len, unsigned without)
{
	return find_sign(&(struct search){words, text, len, without, false});
}
