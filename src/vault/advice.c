/*
 * A word on a new passphrase. Length is what counts against somebody who has
 * the file; the rest catches what everybody tries first.
 */
#include "vault/unlock.h"

#include "base/utf8.h"

#define ENOUGH 14        /* characters of more than one kind */
#define ENOUGH_ALONE 18  /* of one kind */
#define DIFFERENT_MIN 6
#define RUN_MIN 4        /* keys in a row that are hardly worth one */

/* Rows of keys and of the alphabet, which people walk along. */
static const char *const rows[] = {
	"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop",
	"asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop",
	"1qaz2wsx3edc4rfv",
};

static const char *const words[] = {
	"password", "passwort", "passphrase", "letmein", "welcome", "admin",
	"secret", "iloveyou", "dragon", "monkey", "football", "master",
	"authenticator",
};

struct look {
	size_t characters, different, kinds;
	bool has_blank;
	size_t walked; /* characters that only go along a row, or repeat */
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Length of the run at text that goes along some row, either way. */
static size_t
run_length(const char *text, size_t len)
{
	size_t longest = 1;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *row = rows[i];
		const char *at = strchr(row, lower(text[0]));
		size_t forth = 1, back = 1;

		if (at == NULL || *at == '\0')
			continue;
		while (forth < len && at[forth] != '\0' &&
			at[forth] == lower(text[forth]))
			forth++;
		while (back < len && (size_t)(at - row) >= back &&
			*(at - back) == lower(text[back]))
			back++;
		longest = forth > longest ? forth : longest;
		longest = back > longest ? back : longest;
	}
	return longest;
}

static size_t
repeat_length(const char *text, size_t len)
{
	size_t same = 1;

	while (same < len && text[same] == text[0])
		same++;
	return same;
}

static size_t
count_walked(const char *text, size_t len)
{
	size_t walked = 0, at = 0;

	while (at < len) {
		size_t run = run_length(text + at, len - at);
		size_t same = repeat_length(text + at, len - at);

		run = same > run ? same : run;
		if (run >= RUN_MIN)
			walked += run - 1;
		at += run >= RUN_MIN ? run : 1;
	}
	return walked;
}

static size_t
kind_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return 1;
	if (c >= 'a' && c <= 'z')
		return 2;
	if (c >= 'A' && c <= 'Z')
		return 4;
	return 8;
}

static struct look
look_at(const char *text, size_t len)
{
	struct look look = {.walked = count_walked(text, len)};
	bool seen[256] = {false};
	size_t at = 0, kinds = 0;

	while (at < len) {
		uint32_t c = utf8_next(text, len, &at);

		look.characters++;
		look.different += !seen[c % 256];
		seen[c % 256] = true;
		look.has_blank |= c == ' ';
		kinds |= kind_of(c);
	}
	for (; kinds != 0; kinds >>= 1)
		look.kinds += kinds & 1;
	return look;
}

/* Is a word that everybody tries most of it? */
static bool
is_mostly_known(const char *text, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		size_t word = strlen(words[i]);

		for (size_t at = 0; at + word <= len; at++) {
			if (strncasecmp(text + at, words[i], word) == 0 &&
			    len < word + DIFFERENT_MIN)
				return true;
		}
	}
	return false;
}

const char *
unlock_advice(const struct secret *passphrase)
{
	const char *text = (const char *)passphrase->bytes;
	struct look look;
	size_t worth;

	if (passphrase->len == 0)
		return "empty: a passphrase must have at least one character";
	look = look_at(text, passphrase->len);
	worth = look.characters - look.walked;
	if (is_mostly_known(text, passphrase->len))
		return "guessable: this word is tried first; five random "
			"words are good";
	if (look.characters >= ENOUGH && worth < ENOUGH)
		return "guessable: much of it is repeated or a row of keys; "
			"five random words are good";
	if (worth < ENOUGH)
		return "short: 14 characters or more are good, or five random "
			"words";
	if (look.different < DIFFERENT_MIN)
		return "guessable: it has few different characters; five "
			"random words are good";
	if (look.kinds == 1 && !look.has_blank && worth < ENOUGH_ALONE)
		return "short for one kind of character: 18 or more are good, "
			"or five random words";
	return NULL;
}
