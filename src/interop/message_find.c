/*
 * Every number, or word of capitals and digits, that could be a code is
 * weighed by the nearest words on both sides: those that name codes, and those
 * that name what else has numbers. Shape and place add a little. It is taken
 * if enough speaks for it and no other comes near; when in doubt, nothing is.
 */
#include "interop/message.h"

#include "base/utf8.h"
#include "codec/unicode.h"
#include "interop/message_parts.h"
#include "interop/message_words.h"

#define WINDOW 110       /* bytes looked at on either side */
#define CANDIDATES_MAX 2000
#define ENOUGH 40        /* of what follows, for a code */
#define NEAR 14          /* a second one that comes so near is in doubt */
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
#define FOLDED_MAX (3 * WINDOW)

struct finder {
	const char *text;
	size_t len;
	const char *hint; /* folded, or NULL */
	struct message_words words;
	struct message_found *found;
	size_t seen;
};

struct token {
	size_t at, end;
	char code[MESSAGE_CODE_SIZE];
	size_t digits, letters;
	bool grouped;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char
char_at(const struct finder *finder, size_t at)
{
	return at < finder->len ? finder->text[at] : ' ';
}

/* May a code begin behind this character, or end before it? */
static bool
is_edge(char c, bool begins)
{
	if (is_digit(c) || is_letter(c))
		return false;
	return begins ? strchr("./,+@&=%_\\$-~", c) == NULL :
		strchr("/@&=%_\\$-~+", c) == NULL;
}

/* A run of letters, digits and single dashes or blanks between digits. */
static bool
read_token(const struct finder *finder, size_t at, struct token *out)
{
	size_t len = 0, end = at;

	*out = (struct token){.at = at};
	for (;; end++) {
		char c = char_at(finder, end), next = char_at(finder, end + 1);

		if (end < finder->len && (is_digit(c) || is_letter(c))) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->digits += is_digit(c);
			out->letters += is_letter(c);
			continue;
		}
		if (c == '-' && end > at && (is_digit(next) ||
			    (next >= 'A' && next <= 'Z'))) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->grouped = true;
			continue;
		}
		/* "123 456", and "1 2 3 4 5 6" of boxes. */
		if (c == ' ' && end > at && is_digit(next) &&
		    is_digit(char_at(finder, end - 1)) && out->letters == 0) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->grouped = true;
			continue;
		}
		break;
	}
	out->end = end;
	return len > 0 && len + 1 < sizeof(out->code);
}

/* "123-456", "123 456", "1234 5678", "12 34 56", "1 2 3 4 5 6": the pieces are
 * of one length. */
static bool
is_even(const char *code)
{
	size_t first = strcspn(code, " -"), pieces = 0;

	for (const char *at = code; *at != '\0'; pieces++) {
		size_t len = strcspn(at, " -");

		if (len != first)
			return false;
		at += len;
		at += *at != '\0';
	}
	return pieces <= 2 || (first == 2 && pieces == 3) ||
		(first == 1 && pieces >= 4);
}

static void
ungroup(char *code)
{
	char *to = code;

	for (const char *at = code; *at != '\0'; at++)
		if (*at != ' ' && *at != '-')
			*to++ = *at;
	*to = '\0';
}

static bool
has_lower(const char *code)
{
	for (; *code != '\0'; code++)
		if (*code >= 'a' && *code <= 'z')
			return true;
	return false;
}

/* The shape of codes; it becomes what is to be typed. */
static bool
is_code_like(struct token *token)
{
	size_t dash = strcspn(token->code, "-");

	if (token->letters == 0) {
		if (token->grouped && !is_even(token->code))
			return false;
		if (token->digits < 4 || token->digits > 10)
			return false;
		ungroup(token->code);
		return true;
	}
	if (has_lower(token->code) || strchr(token->code, ' ') != NULL)
		return false;
	/* "G-123456" */
	if (token->grouped)
		return token->digits + token->letters >= 5 && dash <= 4 &&
			(token->digits >= 4 || dash == 3 || dash == 4);
	return token->digits > 0 && token->digits + token->letters >= 5 &&
		token->digits + token->letters <= 8;
}

/* The text from..to, folded, with one blank for many; ended by a NUL. */
static void
fold_window(const struct finder *finder, size_t from, size_t to,
	struct buf *out)
{
	while (from < to && ((uint8_t)finder->text[from] & 0xc0) == 0x80)
		from++;
	while (to < finder->len && to > from &&
		((uint8_t)finder->text[to] & 0xc0) == 0x80)
		to--;
	unicode_fold(finder->text + from, to - from, true, out);
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
		if (len - i >= 3 && memcmp(text + i, "。", 3) == 0)
			return true;
	}
	return false;
}

static bool
has_number(const char *text, size_t len)
{
	size_t run = 0;

	for (size_t i = 0; i < len; i++) {
		run = is_digit(text[i]) ? run + 1 : 0;
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
		words += is_letter(text[i]);
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
		run = is_digit(*gap) ? run + 1 : 0;
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
nearest_before(const struct finder *finder, struct buf *window)
{
	struct message_sign sign = message_last_sign(&finder->words,
		buf_text(window));
	size_t tail = window->len;

	while (sign.sense == SENSE_OTHER &&
		has_own_number(buf_text(window) + sign.at + sign.len)) {
		BUF head = {0};

		buf_add(&head, window->data, sign.at);
		if (head.len == 0)
			return (struct message_sign){.at = tail};
		sign = message_last_sign(&finder->words, buf_text(&head));
	}
	return sign;
}

static int
weigh_before(const struct finder *finder, const struct token *token,
	bool *labelled)
{
	BUF window = {0};
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0, gap;
	struct message_sign sign;
	const char *behind;
	int weight;

	fold_window(finder, from, token->at, &window);
	sign = nearest_before(finder, &window);
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
weigh_after(const struct finder *finder, const struct token *token)
{
	BUF window = {0};
	size_t to = token->end + WINDOW < finder->len ? token->end + WINDOW :
		finder->len, blanks = 0;
	struct message_sign sign;
	const char *text;

	fold_window(finder, token->end, to, &window);
	text = buf_text(&window);
	blanks = strspn(text, " ");
	sign = message_first_sign(&finder->words, text + blanks);
	if (sign.sense == SENSE_UNIT)
		return -1000;
	if (sign.sense != SENSE_CODE && sign.sense != SENSE_CODES)
		return 0;
	return AFTER + weigh_gap(text, sign.at + blanks) -
		(count_lines(text, sign.at + blanks) > 0 ? SENTENCE : 0);
}

static bool
is_alone(const struct finder *finder, const struct token *token)
{
	size_t before = token->at, after = token->end;

	while (before > 0 && strchr(" \t*", finder->text[before - 1]) != NULL)
		before--;
	while (after < finder->len && strchr(" \t*.\r", finder->text[after]) !=
		NULL && finder->text[after] != '\0')
		after++;
	return (before == 0 || finder->text[before - 1] == '\n') &&
		(after == finder->len || finder->text[after] == '\n');
}

static int
weigh_shape(const struct token *token, bool labelled)
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
is_part_of_other(const struct finder *finder, const struct token *token)
{
	static const char *const money[] = {"$", "€", "£", "¥", "₹", "₽", "₩"};
	const char *before = finder->text + token->at;
	char next = char_at(finder, token->end);
	char behind = char_at(finder, token->end + 1);
	size_t at = token->at;

	if ((next == '.' || next == ',' || next == ':' || next == '-') &&
	    is_digit(behind))
		return true;
	if (at >= 2 && (before[-1] == ':' || before[-1] == ')' ||
		    (before[-1] == ' ' && (before[-2] == ')' ||
				before[-2] == '+'))) &&
	    (before[-1] != ':' || is_digit(before[-2])) &&
	    (before[-1] != ')' || (at >= 3 && is_digit(before[-2]))))
		return true;
	while (at > 0 && finder->text[at - 1] == ' ')
		at--;
	for (size_t i = 0; i < COUNT_OF(money); i++) {
		size_t len = strlen(money[i]);

		if (at >= len && memcmp(finder->text + at - len, money[i],
				len) == 0)
			return true;
	}
	return false;
}

/* The line around it, printable as one. */
static void
keep_line(const struct finder *finder, const struct token *token,
	char out[static MESSAGE_LINE_SIZE])
{
	size_t from = token->at, to = token->end, len;

	while (from > 0 && finder->text[from - 1] != '\n' &&
		token->at - from < MESSAGE_LINE_SIZE / 2)
		from--;
	while (to < finder->len && finder->text[to] != '\n')
		to++;
	while (from < token->at && ((uint8_t)finder->text[from] & 0xc0) == 0x80)
		from++;
	len = to - from < MESSAGE_LINE_SIZE - 1 ? to - from :
		MESSAGE_LINE_SIZE - 1;
	while (len > 0 && from + len < finder->len &&
		((uint8_t)finder->text[from + len] & 0xc0) == 0x80)
		len--;
	memcpy(out, finder->text + from, len);
	out[len] = '\0';
}

static bool
is_hinted(const struct finder *finder, const struct token *token)
{
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0;
	size_t to = token->end + WINDOW < finder->len ? token->end + WINDOW :
		finder->len;
	BUF window = {0};

	if (finder->hint == NULL)
		return false;
	fold_window(finder, from, to, &window);
	return strstr(buf_text(&window), finder->hint) != NULL;
}

/* Shops and meetings have codes, too, that look alike. */
static bool
is_advertised(const struct finder *finder, const struct token *token)
{
	static const char *const signs[] = {"% off", "checkout", "discount",
		"offer", "coupon", "voucher", "rabatt", "gutschein", "promo"};
	size_t from = token->at > WINDOW ? token->at - WINDOW : 0;
	size_t to = token->end + WINDOW < finder->len ? token->end + WINDOW :
		finder->len;
	BUF window = {0};

	fold_window(finder, from, to, &window);
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (strstr(buf_text(&window), signs[i]) != NULL)
			return true;
	return false;
}

static bool
is_invitation(const struct finder *finder)
{
	static const char *const signs[] = {"meeting id", "meeting-id",
		"webinar id", "conference id", "dial in", "dial-in"};
	const struct span text = {finder->text, finder->len};

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (span_find_nocase(text, signs[i]) < text.len)
			return true;
	return false;
}

/* Keeps the best; the same code again is one. */
static void
keep(struct finder *finder, const struct token *token, int score)
{
	struct message_found *found = finder->found;
	struct message_code item = {.score = score};
	size_t at;

	memcpy(item.code, token->code, sizeof(item.code));
	keep_line(finder, token, item.line);
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

static void
weigh(struct finder *finder, struct token *token)
{
	bool labelled;
	int before, after, score;

	if (!is_code_like(token) || is_part_of_other(finder, token))
		return;
	before = weigh_before(finder, token, &labelled);
	after = weigh_after(finder, token);
	score = before > after ? before : after;
	if (before < 0 && after > 0)
		score = after + before / 2;
	if (after < -500)
		score = after;
	if (score < ENOUGH / 2 ||
	    (token->letters > 0 && is_advertised(finder, token)))
		return;
	score += weigh_shape(token, labelled) +
		(is_alone(finder, token) ? ALONE : 0) +
		(is_hinted(finder, token) ? HINTED : 0);
	if (score >= ENOUGH)
		keep(finder, token, score);
}

/* Addresses of the web and of mail are no place for codes. */
static size_t
skip_address(const struct finder *finder, size_t at)
{
	size_t end = at;
	bool is_address = false;

	while (end < finder->len && (uint8_t)finder->text[end] > ' ') {
		is_address |= finder->text[end] == '@' ||
			(finder->text[end] == ':' &&
				char_at(finder, end + 1) == '/') ||
			strncmp(finder->text + end, "www.", 4) == 0;
		end++;
	}
	return is_address ? end : at;
}

static void
walk(struct finder *finder)
{
	char before = ' ';
	size_t at = 0;

	while (at < finder->len && finder->seen < CANDIDATES_MAX) {
		char c = finder->text[at];
		struct token token;
		size_t end = before <= ' ' ? skip_address(finder, at) : at;

		if (end > at) {
			at = end;
			before = 'x';
			continue;
		}
		if ((is_digit(c) || is_letter(c)) && is_edge(before, true)) {
			if (read_token(finder, at, &token) &&
			    token.digits + token.letters >= 4 &&
			    token.digits > 0 &&
			    is_edge(char_at(finder, token.end), false)) {
				finder->seen++;
				weigh(finder, &token);
			}
			/* The pieces of what is no code are none. */
			if (token.grouped)
				at = token.end - 1;
			c = finder->text[at];
		}
		while (at + 1 < finder->len && (is_digit(c) || is_letter(c)) &&
			(is_digit(finder->text[at + 1]) ||
				is_letter(finder->text[at + 1])))
			at++;
		before = finder->text[at];
		at++;
	}
}

static bool
is_domain_char(char c)
{
	return is_digit(c) || is_letter(c) || c == '.' || c == '-';
}

/* "@example.com #123456", at the beginning of a line. */
static void
read_bound(struct finder *finder, struct span line)
{
	struct message_code item = {.score = 1000};
	size_t domain = 1, code;

	if (line.len < 8 || line.at[0] != '@')
		return;
	while (domain < line.len && is_domain_char(line.at[domain]))
		domain++;
	code = domain + 2;
	if (domain < 4 || code >= line.len ||
	    domain - 1 >= sizeof(item.domain) ||
	    memcmp(line.at + domain, " #", 2) != 0)
		return;
	while (code < line.len && (is_digit(line.at[code]) ||
		    is_letter(line.at[code])))
		code++;
	if (code - domain - 2 < 4 || code - domain - 2 >= sizeof(item.code) ||
	    finder->found->count == MESSAGE_FOUND_MAX)
		return;
	memcpy(item.domain, line.at + 1, domain - 1);
	memcpy(item.code, line.at + domain + 2, code - domain - 2);
	snprintf(item.line, sizeof(item.line), "@%.60s #%.20s",
		item.domain, item.code);
	for (size_t i = 0; i < finder->found->count; i++)
		if (strcmp(finder->found->items[i].code, item.code) == 0)
			return;
	finder->found->items[finder->found->count++] = item;
}

/* With a hint, codes for its domain come before those for others. */
static void
prefer_hinted(struct finder *finder)
{
	struct message_found *found = finder->found;

	for (size_t i = 0; finder->hint != NULL && i < found->count; i++) {
		BUF domain = {0};

		unicode_fold(found->items[i].domain,
			strlen(found->items[i].domain), true, &domain);
		if (strstr(buf_text(&domain), finder->hint) == NULL)
			continue;
		found->items[0] = found->items[i];
		found->count = 1;
		return;
	}
}

static bool
judge(struct message_found *found, struct err *err)
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

static bool
finder_run(struct finder *finder, struct err *err)
{
	struct span text = {finder->text, finder->len}, line;

	if (!message_words_init(&finder->words, err))
		return false;
	while (span_line(&text, &line))
		read_bound(finder, line);
	prefer_hinted(finder);
	if (finder->found->count == 0 && !is_invitation(finder))
		walk(finder);
	return judge(finder->found, err);
}

bool
message_find(const char *text, size_t len, const char *hint,
	struct message_found *out, struct err *err)
{
	struct finder finder = {.text = text, .len = len, .found = out};
	BUF folded = {0};
	bool good;

	*out = (struct message_found){0};
	if (hint != NULL) {
		unicode_fold(hint, strlen(hint), true, &folded);
		if (!buf_ok(&folded, err))
			return false;
	}
	if (folded.len > 0)
		finder.hint = buf_text(&folded);
	good = finder_run(&finder, err);
	message_words_wipe(&finder.words);
	return good;
}

void
message_found_wipe(struct message_found *found)
{
	explicit_bzero(found, sizeof(*found));
}
