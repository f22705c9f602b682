/*
 * Every number, or word of capitals and digits, that could be a code is
 * weighed by the nearest words on both sides: those that name codes, and those
 * that name what else has numbers. Shape and place add a little. It is taken
 * if enough speaks for it and no other comes near; when in doubt, nothing is.
 */
#include "interop/message.h"

#include "interop/message_found.h"
#include "interop/message_parts.h"

#define CANDIDATES_MAX 2000

#define LOOSE_MIN 5      /* digits of what is taken without a word for it */
#define LOOSE_MAX 8
#define LOOSE_TEXT 4000  /* in a short message only */

struct finder {
	struct message_source source;
	struct message_found *found;
	struct message_token loose; /* the first that nothing is said of */
	bool has_loose, has_many, is_shown;
	size_t seen;
};

static bool
is_invitation(const struct finder *finder)
{
	static const char *const signs[] = {"meeting id", "meeting-id",
		"webinar id", "conference id", "dial in", "dial-in"};
	const struct span text = {finder->source.text, finder->source.len};

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (span_find_nocase(text, signs[i]) < text.len)
			return true;
	return false;
}

/* A number that no word is for or against. */
static void
note_loose(struct finder *finder, const struct message_token *token,
	bool is_shown)
{
	if (token->letters > 0)
		return;
	if (finder->has_loose && strcmp(finder->loose.code, token->code) != 0)
		finder->has_many = true;
	if (!finder->has_loose)
		finder->loose = *token;
	finder->has_loose = true;
	finder->is_shown |= is_shown;
}

/* A short message about a code, with one number only, that nothing else is
 * known for and that stands as codes do. */
static void
take_loose(struct finder *finder)
{
	const struct message_token *loose = &finder->loose;

	if (finder->found->count == 0 && finder->has_loose &&
	    !finder->has_many && finder->is_shown && finder->source.about &&
	    finder->source.len <= LOOSE_TEXT && loose->digits >= LOOSE_MIN &&
	    loose->digits <= LOOSE_MAX)
		message_found_keep(finder->found, &finder->source, loose,
			MESSAGE_ENOUGH);
}

static void
weigh(struct finder *finder, struct message_token *token)
{
	struct message_weight weight;

	if (!message_is_code_like(token))
		return;
	weight = message_weigh(&finder->source, token);
	if (weight.score >= MESSAGE_ENOUGH)
		message_found_keep(finder->found, &finder->source, token,
			weight.score);
	else if (!weight.typed)
		note_loose(finder, token, weight.shown);
}

/* Addresses of the web and of mail are no place for codes. */
static size_t
skip_address(const struct finder *finder, size_t at)
{
	size_t end = at;
	bool is_address = false;

	while (end < finder->source.len &&
		(uint8_t)finder->source.text[end] > ' ') {
		is_address |= finder->source.text[end] == '@' ||
			(finder->source.text[end] == ':' &&
				message_char(&finder->source,
					end + 1) == '/') ||
			strncmp(finder->source.text + end, "www.", 4) == 0;
		end++;
	}
	return is_address ? end : at;
}

static bool
is_word(char c)
{
	return message_is_digit(c) || message_is_letter(c);
}

static void
walk(struct finder *finder)
{
	char before = ' ';
	size_t at = 0;

	while (at < finder->source.len && finder->seen < CANDIDATES_MAX) {
		char c = finder->source.text[at];
		struct message_token token;
		size_t end = before <= ' ' ? skip_address(finder, at) : at;

		if (end > at) {
			at = end;
			before = 'x';
			continue;
		}
		if (message_is_edge(before, true) && is_word(c)) {
			if (message_read_token(&finder->source, at, &token) &&
			    token.digits + token.letters >= 4 &&
			    (token.digits > 0 || token.grouped) &&
			    message_is_edge(message_char(&finder->source,
					token.end), false)) {
				finder->seen++;
				weigh(finder, &token);
			}
			/* The pieces of what is no code are none. */
			if (token.grouped)
				at = token.end - 1;
			c = finder->source.text[at];
		}
		while (at + 1 < finder->source.len && is_word(c) &&
			is_word(finder->source.text[at + 1]))
			at++;
		before = finder->source.text[at];
		at++;
	}
}

static bool
is_domain_char(char c)
{
	return message_is_digit(c) || message_is_letter(c) || c == '.' ||
		c == '-';
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
	while (code < line.len && (message_is_digit(line.at[code]) ||
		    message_is_letter(line.at[code])))
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

static bool
finder_run(struct finder *finder, struct err *err)
{
	struct span text = {finder->source.text, finder->source.len}, line;

	while (span_line(&text, &line))
		read_bound(finder, line);
	message_found_prefer(finder->found, finder->source.hint);
	if (finder->found->count == 0 && !is_invitation(finder))
		walk(finder);
	take_loose(finder);
	return message_found_judge(finder->found, err);
}

/* What the message as a whole speaks of. */
static bool
find_subject(struct message_source *source, struct err *err)
{
	unsigned seen = 0;
	size_t at = 0;
	BUF folded = {0};
	struct message_sign sign;

	message_fold(source->text, source->len, &folded);
	do {
		sign = message_first_sign(&source->words,
			buf_text(&folded) + at, folded.len - at,
			SENSES(SENSE_UNIT));
		at += sign.at + sign.len;
		seen |= SENSES(sign.sense);
	} while (sign.sense != SENSE_NONE);
	source->proof = (seen & (SENSES(SENSE_CODE) | SENSES(SENSE_ABOUT))) !=
		0;
	source->about = source->proof || (seen & SENSES(SENSE_BARE)) != 0;
	source->deal = !source->proof && (seen & SENSES(SENSE_DEAL)) != 0;
	return buf_ok(&folded, err);
}

bool
message_find(const char *text, size_t len, const char *hint,
	struct message_found *out, struct err *err)
{
	struct finder finder = {.found = out};
	BUF folded = {0}, plain = {0};

	*out = (struct message_found){0};
	if (hint != NULL)
		message_fold(hint, strlen(hint), &folded);
	message_plain((struct span){text, len}, &plain);
	if (!buf_ok(&folded, err) || !buf_ok(&plain, err))
		return false;
	if (folded.len > 0)
		finder.source.hint = buf_text(&folded);
	finder.source.text = buf_text(&plain);
	finder.source.len = plain.len;
	message_words_init(&finder.source.words);
	return find_subject(&finder.source, err) &&
		finder_run(&finder, err);
}
