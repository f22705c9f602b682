#include "interop/message_weigh.h"

#include "codec/unicode.h"

#define WINDOW 110       /* bytes looked at on either side */
#define BEFORE 60        /* the word stands before it ... */
#define AFTER 52         /* ... or behind it */
#define LABEL 18         /* directly before: "code: 123456" */
#define NEWLINE 4
#define SENTENCE 24
#define OTHER_NUMBER 22
#define OTHER_WORD 45
#define ALONE 14         /* on its line */
#define YEAR 30
#define LINKED 30        /* the most that a long sentence takes away */
#define HINTED 20

/* The text from..to, folded, with one blank for many; ended by a NUL. */
static void
fold_window(const struct message_source *source, size_t from, size_t to,
	struct buf *out)
{
	while (from < to && ((uint8_t)source->text[from] & 0xc0) == 0x80)
		from++;
	while (to < source->len && to > from &&
		((uint8_t)source->text[to] & 0xc0) == 0x80)
		to--;
	unicode_fold(source->text + from, to - from, true, out);
}

static int
count_lines(const char *text, size_t len)
{
	int lines = 0;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	return lines < 3 ? lines : 3;
}

static bool
has_sentence_end(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr(".!?", text[i]) != NULL && i + 1 < len &&
		    (text[i + 1] == ' ' || text[i + 1] == '\n'))
			return true;
		if (i + 2 < len && memcmp(text + i, "。", 3) == 0)
			return true;
	}
	return false;
}

static bool
has_number(const char *text, size_t len)
{
	size_t run = 0;

	for (size_t i = 0; i < len; i++) {
		run = message_is_digit(text[i]) ? run + 1 : 0;
		if (run == 4)
			return true;
	}
	return false;
}

/* Blanks, colons and the like, or little words as "is", only. */
static bool
is_label_gap(const char *text, size_t len)
{
	size_t words = 0;

	for (size_t i = 0; i < len; i++) {
		if ((uint8_t)text[i] >= 0x80)
			continue;
		words += message_is_letter(text[i]);
		if (strchr(".!?,;", text[i]) != NULL)
			return false;
	}
	return words <= 4 && len <= 16;
}

static int
weigh_gap(const char *gap, size_t len)
{
	int weight = -(int)len / 2 - NEWLINE * count_lines(gap, len);

	if (has_sentence_end(gap, len))
		weight -= SENTENCE;
	if (has_number(gap, len))
		weight -= OTHER_NUMBER;
	return weight;
}

static bool
has_own_number(const char *gap)
{
	size_t run = 0;

	for (; *gap != '\0'; gap++) {
		run = message_is_digit(*gap) ? run + 1 : 0;
		if (run == 3)
			return true;
	}
	return false;
}

/* "is", ": " and the like right before a number give it to what the whole
 * sentence is about. */
static bool
ends_with_link(const char *text)
{
	static const char *const links[] = {":", " is", " lautet", " ist",
		" est", " es", " e", " jest", " je", " to", " ar", " er"};
	size_t len = strlen(text);

	while (len > 0 && text[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < COUNT_OF(links); i++) {
		size_t size = strlen(links[i]);

		if (len >= size && memcmp(text + len - size, links[i],
				size) == 0)
			return true;
	}
	return false;
}

/* The nearest word; not one that names another number, which stands behind it
 * already. The text ends there then. */
static struct message_sign
nearest_before(const struct message_source *source, struct buf *window)
{
	struct message_sign sign = message_last_sign(&source->words,
		buf_text(window));
	size_t tail = window->len;

	while (sign.sense == SENSE_OTHER &&
		has_own_number(buf_text(window) + sign.at + sign.len)) {
		BUF head = {0};

		buf_add(&head, window->data, sign.at);
		if (head.len == 0)
			return (struct message_sign){.at = tail};
		sign = message_last_sign(&source->words, buf_text(&head));
	}
	return sign;
}

static int
weigh_before(const struct message_source *source,
	const struct message_token *token,
	bool *labelled)
{
	BUF window = {0};
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0, gap;
	struct message_sign sign;
	const char *behind;
	int weight;

	fold_window(source, from, token->at, &window);
	sign = nearest_before(source, &window);
	behind = buf_text(&window) + sign.at + sign.len;
	gap = strlen(behind);
	weight = weigh_gap(behind, gap);
	*labelled = sign.sense == SENSE_CODE && is_label_gap(behind, gap);
	if (*labelled)
		return BEFORE + weight + LABEL;
	if (sign.sense == SENSE_CODES)
		return BEFORE - (int)gap / 4;
	if (sign.sense == SENSE_CODE) {
		if (weight < -LINKED && ends_with_link(behind) &&
		    !has_sentence_end(behind, gap))
			weight = -LINKED;
		return BEFORE + weight;
	}
	if (sign.sense == SENSE_OTHER && OTHER_WORD + weight > 0)
		return -(OTHER_WORD + weight);
	return 0;
}

static int
weigh_after(const struct message_source *source,
	const struct message_token *token)
{
	BUF window = {0};
	size_t to = token->end + WINDOW < source->len ? token->end + WINDOW :
		source->len, blanks = 0;
	struct message_sign sign;
	const char *text;

	fold_window(source, token->end, to, &window);
	text = buf_text(&window);
	blanks = strspn(text, " ");
	sign = message_first_sign(&source->words, text + blanks);
	if (sign.sense == SENSE_UNIT)
		return -1000;
	if (sign.sense != SENSE_CODE && sign.sense != SENSE_CODES)
		return 0;
	return AFTER + weigh_gap(text, sign.at + blanks) -
		(count_lines(text, sign.at + blanks) > 0 ? SENTENCE : 0);
}

static bool
is_alone(const struct message_source *source, const struct message_token *token)
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

static int
weigh_shape(const struct message_token *token, bool labelled)
{
	if (token->letters > 0)
		return labelled ? 8 : token->grouped ? 6 : -20;
	if (token->digits == 4 && !labelled && (token->code[0] == '1' ||
		    token->code[0] == '2') && (token->code[1] == '9' ||
		    token->code[1] == '0'))
		return -YEAR;
	if (token->digits == 6)
		return 12;
	return token->digits <= 8 ? 6 : -10;
}

/* A price, a date, a time or the end of a phone number has its mark right
 * before or behind. */
static bool
is_part_of_other(const struct message_source *source,
	const struct message_token *token)
{
	static const char *const money[] = {"$", "€", "£", "¥", "₹", "₽", "₩"};
	const char *before = source->text + token->at;
	char next = message_char(source, token->end);
	char behind = message_char(source, token->end + 1);
	size_t at = token->at;

	if ((next == '.' || next == ',' || next == ':' || next == '-') &&
	    message_is_digit(behind))
		return true;
	if (at >= 2 && (before[-1] == ':' || before[-1] == ')' ||
		    (before[-1] == ' ' && (before[-2] == ')' ||
				before[-2] == '+'))) &&
	    (before[-1] != ':' || message_is_digit(before[-2])) &&
	    (before[-1] != ')' || (at >= 3 && message_is_digit(before[-2]))))
		return true;
	while (at > 0 && source->text[at - 1] == ' ')
		at--;
	for (size_t i = 0; i < COUNT_OF(money); i++) {
		size_t len = strlen(money[i]);

		if (at >= len && memcmp(source->text + at - len, money[i],
				len) == 0)
			return true;
	}
	return false;
}

static bool
is_hinted(const struct message_source *source,
	const struct message_token *token)
{
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0;
	size_t to = token->end + WINDOW < source->len ? token->end + WINDOW :
		source->len;
	BUF window = {0};

	if (source->hint == NULL)
		return false;
	fold_window(source, from, to, &window);
	return strstr(buf_text(&window), source->hint) != NULL;
}

/* Shops and meetings have codes, too, that look alike. */
static bool
is_advertised(const struct message_source *source,
	const struct message_token *token)
{
	static const char *const signs[] = {"% off", "checkout", "discount",
		"offer", "coupon", "voucher", "rabatt", "gutschein", "promo"};
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0;
	size_t to = token->end + WINDOW < source->len ? token->end + WINDOW :
		source->len;
	BUF window = {0};

	fold_window(source, from, to, &window);
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (strstr(buf_text(&window), signs[i]) != NULL)
			return true;
	return false;
}

int
message_weigh(const struct message_source *source,
	const struct message_token *token)
{
	bool labelled;
	int before, after, score;

	if (is_part_of_other(source, token))
		return 0;
	before = weigh_before(source, token, &labelled);
	after = weigh_after(source, token);
	score = before > after ? before : after;
	if (before < 0 && after > 0)
		score = after + before / 2;
	if (after < -500)
		score = after;
	if (score < MESSAGE_ENOUGH / 2 ||
	    (token->letters > 0 && is_advertised(source, token)))
		return 0;
	return score + weigh_shape(token, labelled) +
		(is_alone(source, token) ? ALONE : 0) +
		(is_hinted(source, token) ? HINTED : 0);
}
