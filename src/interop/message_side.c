#include "interop/message_side.h"

#include "interop/message_gap.h"

#define WINDOW 240       /* bytes looked at on either side */
#define BEFORE 60        /* the word stands before it ... */
#define AFTER 52         /* ... or behind it */
#define USED 44          /* "enter 123456" */
#define LABEL 18         /* directly before: "code: 123456" */
#define VAGUE 55         /* "text code 4482 to" */
#define ASIDE 20         /* characters to what is named by the way */
#define OTHER_WORD 45
#define AMID 14          /* in another sentence, not alone */
#define LINKED 30        /* the most that a long sentence takes away */

void
message_fold_window(const struct message_source *source, size_t from, size_t to,
	struct buf *out)
{
	while (from < to && ((uint8_t)source->text[from] & 0xc0) == 0x80)
		from++;
	while (to < source->len && to > from &&
		((uint8_t)source->text[to] & 0xc0) == 0x80)
		to--;
	message_fold(source->text + from, to - from, out);
}

/* "account 123456", but not "code for the account: 123456". */
static bool
is_right_there(const struct message_source *source, const char *text,
	size_t at, const char *gap)
{
	size_t from = at;
	struct message_sign before;

	if (gap[strspn(gap, " .:")] != '\0')
		return false;
	while (from > 0 && text[from - 1] != '\n')
		from--;
	if (strchr(gap, ':') == NULL)
		return true;
	before = message_last_sign(&source->words, text + from, at - from,
		SENSES(SENSE_USE) | SENSES(SENSE_ABOUT));
	return message_sense_of(before.sense) != SENSE_CODE;
}

/* The nearest word; not one that names another number, which stands behind it
 * already, and no weak one but right there. */
static struct message_sign
nearest_before(const struct message_source *source, const struct buf *window)
{
	const char *text = buf_text(window);
	struct message_sign other = {.at = window->len};
	size_t len = window->len;

	while (len > 0) {
		struct message_sign sign = message_last_sign(&source->words,
			text, len, SENSES(SENSE_USE) | SENSES(SENSE_ABOUT));
		const char *behind = text + sign.at + sign.len;
		bool is_other;

		sign.sense = message_sense_of(sign.sense);
		is_other = sign.sense == SENSE_OTHER ||
			sign.sense == SENSE_WEAK;
		if (sign.sense == SENSE_NONE)
			return other;
		if (!is_other)
			return other.sense == SENSE_NONE ||
				!gap_ends_sentence(behind, strlen(behind)) ?
				sign : other;
		if (other.sense == SENSE_NONE && !gap_has_number(behind) &&
		    (sign.sense == SENSE_OTHER ||
			    is_right_there(source, text, sign.at, behind))) {
			if (gap_length(behind, strlen(behind)) < ASIDE ||
			    !gap_ends_with_link(behind))
				return sign;
			other = sign;
		}
		len = sign.at;
	}
	return other;
}

/* "Serial: 123456": the words before the colon are none of codes, and so the
 * number is none, whatever they are. */
static bool
has_other_label(const struct message_source *source, const struct buf *window)
{
	const char *text = buf_text(window);
	size_t end = window->len, from;
	struct message_sign sign;

	while (end > 0 && strchr(" \n", text[end - 1]) != NULL)
		end--;
	if (end == 0 || text[end - 1] != ':')
		return false;
	from = end;
	while (from > 0 && text[from - 1] != '\n' && (text[from] != ' ' ||
			strchr(".!?", text[from - 1]) == NULL))
		from--;
	/* "It is:" labels nothing. */
	if (gap_ends_with_verb(text + from, end - from - 1))
		return false;
	sign = message_last_sign(&source->words, text + from, end - from,
		SENSES(SENSE_OTHER) | SENSES(SENSE_DEAL) |
			SENSES(SENSE_WEAK) | SENSES(SENSE_ABOUT));
	return sign.sense == SENSE_NONE;
}

/* "Use 123456 to ...", in a message about codes. */
static bool
is_used(const struct message_source *source, const struct buf *window)
{
	const char *text = buf_text(window);
	struct message_sign sign = message_last_sign(&source->words, text,
		window->len, SENSES(SENSE_ABOUT));
	const char *behind = text + sign.at + sign.len;
	size_t gap = strlen(behind);

	if (!source->about || sign.sense != SENSE_USE)
		return false;
	return strpbrk(behind, "\n,;.!?:") == NULL && gap <= ASIDE / 2 ? true :
		!gap_ends_sentence(behind, gap) && gap_ends_with_link(behind);
}

bool
message_is_alone(const struct message_source *source,
	const struct message_token *token)
{
	size_t before = token->at, after = token->end;

	while (before > 0 && strchr(" \t*", source->text[before - 1]) != NULL)
		before--;
	while (after < source->len && strchr(" \t*.\r", source->text[after]) !=
		NULL && source->text[after] != '\0')
		after++;
	return (before == 0 || source->text[before - 1] == '\n') &&
		(after == source->len || source->text[after] == '\n');
}

/* "Enter the code ": sign is the code. */
static bool
is_asked_for(const struct message_source *source, const char *text,
	const struct message_sign *sign)
{
	struct message_sign use = message_last_sign(&source->words, text,
		sign->at, SENSES(SENSE_ABOUT) | SENSES(SENSE_WEAK));
	const char *gap = text + use.at + use.len;
	size_t len = sign->at - use.at - use.len;

	return use.sense == SENSE_USE && len <= ASIDE &&
		!gap_ends_sentence(gap, len);
}

/* A short one, or one of letters, that is named no more than a code, in a
 * sentence that has nothing about such as one signs in with. */
static bool
is_vague(const struct message_source *source,
	const struct message_token *token, const char *text,
	const struct message_sign *sign)
{
	size_t from = sign->at + sign->len, len = strlen(text);
	struct message_sign about;

	if (!sign->bare || (token->letters == 0 && token->digits >= 6))
		return false;
	while (from > 0 && text[from - 1] != '\n' &&
		!gap_ends_sentence(text + from - 1, 2))
		from--;
	about = message_last_sign(&source->words, text + from, len - from,
		~SENSES(SENSE_ABOUT));
	return about.sense == SENSE_NONE &&
		!is_asked_for(source, text, sign);
}

/* "Twój kod to 1234": "to" is "is" there, but not in "text the code to
 * 1234". */
static bool
is_polish(const char *word, const char *behind)
{
	size_t gap = strlen(behind);

	return (strncmp(word, "kod ", 4) == 0 ||
		strncmp(word, "haslo ", 6) == 0) && gap >= 4 &&
		memcmp(behind + gap - 4, " to ", 4) == 0;
}

static void
weigh_named(const struct message_source *source,
	const struct message_token *token, const char *text,
	const struct message_sign *sign, struct message_side *side)
{
	const char *behind = text + sign->at + sign->len;
	size_t gap = strlen(behind);
	int weight = gap_weigh(behind, gap);
	bool ended = gap_ends_sentence(behind, gap);
	bool alone = message_is_alone(source, token);

	if (sign->sense == SENSE_CODES) {
		side->weight = BEFORE - (int)gap / 4 -
			(ended ? GAP_SENTENCE : 0);
		return;
	}
	side->labelled = gap_is_label(behind, gap);
	side->linked = (gap_ends_with_link(behind) &&
		(!ended || gap_refers_back(behind))) ||
		(!ended && is_polish(text + sign->at, behind));
	if ((side->linked || (alone && gap_ends_last(behind))) &&
	    weight < -LINKED)
		weight = -LINKED;
	/* "the code may be had by texting PAC to 65075" */
	if (!side->labelled && !side->linked && !alone)
		weight -= gap_length(behind, gap) / 2;
	if (!side->linked && is_vague(source, token, text, sign))
		weight -= VAGUE;
	side->weight = BEFORE + weight - (ended && !alone ? AMID : 0) +
		(side->labelled || side->linked ? LABEL : 0);
}

void
message_weigh_before(const struct message_source *source,
	const struct message_token *token, struct message_side *side)
{
	BUF window = {0};
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0;
	struct message_sign sign;
	const char *behind;
	int weight;

	*side = (struct message_side){0};
	message_fold_window(source, from, token->at, &window);
	sign = nearest_before(source, &window);
	behind = buf_text(&window) + sign.at + sign.len;
	side->used = is_used(source, &window);
	if (sign.sense == SENSE_OTHER || sign.sense == SENSE_WEAK) {
		weight = OTHER_WORD + gap_weigh(behind, strlen(behind));
		side->weight = weight > 0 ? -weight : 0;
		side->other = weight > 0;
	} else if (has_other_label(source, &window)) {
		side->other = true;
		return;
	} else if (sign.sense != SENSE_NONE) {
		weigh_named(source, token, buf_text(&window), &sign, side);
	}
	if (side->used && side->weight >= 0 && side->weight < USED)
		side->weight = USED;
}

/* A line that goes on with a small letter goes on with the sentence. */
static bool
goes_on_below(const struct message_source *source, size_t at)
{
	char first = message_char(source, at + 1);

	return message_char(source, at) == '\n' && first >= 'a' &&
		first <= 'z';
}

/* "482913 is your code", but no "482913 is not your code". */
static bool
begins_with_verb(const char *text)
{
	size_t blanks = strspn(text, " ");
	size_t word = strcspn(text + blanks, " \n");

	return blanks > 0 && gap_ends_with_verb(text, blanks + word) &&
		strncmp(text + blanks + word, " not ", 5) != 0;
}

void
message_weigh_after(const struct message_source *source,
	const struct message_token *token, struct message_side *side)
{
	BUF window = {0};
	size_t to = token->end + WINDOW < source->len ? token->end + WINDOW :
		source->len, blanks = 0, gap;
	struct message_sign sign;
	const char *text;
	int weight;

	*side = (struct message_side){0};
	message_fold_window(source, token->end, to, &window);
	text = buf_text(&window);
	blanks = strspn(text, " ");
	sign = message_first_sign(&source->words, text + blanks,
		window.len - blanks, SENSES(SENSE_WEAK) | SENSES(SENSE_USE) |
			SENSES(SENSE_ABOUT));
	sign.sense = message_sense_of(sign.sense);
	side->other = sign.sense == SENSE_UNIT;
	if (sign.sense != SENSE_CODE && sign.sense != SENSE_CODES)
		return;
	gap = sign.at + blanks;
	weight = gap_weigh(text, gap);
	/* "is your Example Bookshop code" is as near as "is your code" */
	side->weight = AFTER + (begins_with_verb(text) &&
		!gap_ends_sentence(text, gap) ? weight / 3 + LABEL : weight);
	if (gap_lines(text, gap) > 0 &&
	    (gap_lines(text, gap) > 1 || !goes_on_below(source, token->end)))
		side->weight -= GAP_SENTENCE;
}
