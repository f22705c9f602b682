#include "interop/message_gap.h"

#include "interop/message_weigh.h"

#define PRONOUN 10
#define NEWLINE 4
#define OTHER_NUMBER 22

int
gap_lines(const char *text, size_t len)
{
	int lines = 0;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	return lines < 3 ? lines : 3;
}

/* "K. Smith" goes on. */
static bool
is_initial(const char *text, size_t dot)
{
	return dot >= 2 && message_is_letter(text[dot - 1]) &&
		text[dot - 2] == ' ' && text[dot] == '.';
}

bool
gap_ends_sentence(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr(".!?", text[i]) != NULL && i + 1 < len &&
		    (text[i + 1] == ' ' || text[i + 1] == '\n') &&
		    !is_initial(text, i))
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
bool
gap_is_label(const char *text, size_t len)
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

/* Characters; those of scripts without blanks between words say more. */
int
gap_length(const char *text, size_t len)
{
	int length = 0;

	for (size_t i = 0; i < len; i++)
		length += ((uint8_t)text[i] & 0xc0) != 0x80;
	return length;
}

int
gap_weigh(const char *gap, size_t len)
{
	int weight = -gap_length(gap, len) / 2 -
		NEWLINE * gap_lines(gap, len);

	if (gap_ends_sentence(gap, len))
		weight -= GAP_SENTENCE;
	if (has_number(gap, len))
		weight -= OTHER_NUMBER;
	return weight;
}

bool
gap_has_number(const char *gap)
{
	size_t run = 0;

	for (; *gap != '\0'; gap++) {
		run = message_is_digit(*gap) ? run + 1 : 0;
		if (run == 3)
			return true;
	}
	return false;
}

/* "is" and the like right before a number give it to what the whole sentence
 * is about; so does a colon. */
bool
gap_ends_with_verb(const char *text, size_t len)
{
	static const char *const verbs[] = {" is", " lautet", " ist", " est",
		" es", " e", " jest", " je", " ar", " er", " =", " -", " —", " da",
		"는", "은", "は", "为", "是", "為"};

	while (len > 0 && strchr(" \n'\"*[(", text[len - 1]) != NULL)
		len--;
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		size_t size = strlen(verbs[i]);

		if (len >= size && memcmp(text + len - size, verbs[i],
				size) == 0)
			return true;
	}
	return false;
}

bool
gap_ends_with_link(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \n'\"*[(", text[len - 1]) != NULL)
		len--;
	return (len > 0 && text[len - 1] == ':') ||
		gap_ends_with_verb(text, len);
}

/* "... a code. It is: " */
bool
gap_refers_back(const char *text)
{
	size_t len = strlen(text), from = len;

	while (from > 0 && len - from <= PRONOUN &&
		!gap_ends_sentence(text + from, len - from))
		from--;
	if (!gap_ends_sentence(text + from, len - from))
		return false;
	while (len > from && strchr(" :", text[len - 1]) != NULL)
		len--;
	return len - from <= PRONOUN &&
		gap_ends_with_verb(text + from, len - from);
}

/* "Enter the code below." and the number beneath. */
bool
gap_ends_last(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \n*", text[len - 1]) != NULL)
		len--;
	return len > 0 && !gap_ends_sentence(text, len) && len < strlen(text);
}
