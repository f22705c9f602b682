/* Numbers that are known for something else by their form. */
#include "interop/message_weigh.h"

static const char *const money[] = {
	"$", "€", "£", "¥", "₹", "₽", "₩", "EUR", "USD", "GBP", "CHF", "INR",
	"Rs", "Rs.", "PLN", "TRY", "BRL", "JPY", "CNY", "AUD", "CAD", "SEK",
	"NOK", "DKK", "CZK", "AED", "SAR", "MXN", "Kr", "kr", "kr.",
};

/* What stands for the digits before it: "*4471". */
static const char *const masks[] = {"*", "•", "…", "#"};

static bool
ends_with_one(const char *text, size_t len, const char *const *list,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(list[i]);

		if (len >= size && memcmp(text + len - size, list[i], size) ==
			0 && (len == size ||
				!message_is_letter(list[i][0]) ||
				!message_is_letter(text[len - size - 1])))
			return true;
	}
	return false;
}

static bool
is_masked(const struct message_source *source,
	const struct message_token *token)
{
	return message_char(source, token->end) != '*' &&
		ends_with_one(source->text, token->at, masks,
			COUNT_OF(masks));
}

/* A time, or a number in parentheses, or a plus: more digits before it. */
static bool
goes_on_before(const struct message_source *source, size_t at)
{
	const char *before = source->text + at;

	if (at < 2)
		return false;
	if (before[-1] == ':')
		return message_is_digit(before[-2]);
	if (before[-1] == ')')
		return at >= 3 && message_is_digit(before[-2]);
	return before[-1] == ' ' && (before[-2] == '+' ||
		(before[-2] == ')' && at >= 3 && message_is_digit(before[-3])));
}

bool
message_is_other(const struct message_source *source,
	const struct message_token *token)
{
	char next = message_char(source, token->end);
	size_t at = token->at;

	if ((next == '.' || next == ',' || next == ':' || next == '-') &&
	    message_is_digit(message_char(source, token->end + 1)))
		return true;
	if (goes_on_before(source, at) || is_masked(source, token))
		return true;
	while (at > 0 && source->text[at - 1] == ' ')
		at--;
	return ends_with_one(source->text, at, money, COUNT_OF(money));
}

static unsigned
number_of(const char *digits, size_t len)
{
	unsigned value = 0;

	for (size_t i = 0; i < len; i++)
		value = value * 10 + (unsigned)(digits[i] - '0');
	return value;
}

static bool
is_day(unsigned year, unsigned month, unsigned day)
{
	return year >= 1900 && year < 2100 && month >= 1 && month <= 12 &&
		day >= 1 && day <= 31;
}

bool
message_is_date(const struct message_token *token)
{
	const char *code = token->code;

	if (token->letters > 0)
		return false;
	if (token->digits == 4)
		return is_day(number_of(code, 4), 1, 1);
	return token->digits == 8 &&
		(is_day(number_of(code, 4), number_of(code + 4, 2),
			number_of(code + 6, 2)) ||
		is_day(number_of(code + 4, 4), number_of(code + 2, 2),
			number_of(code, 2)));
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool
message_is_place(const struct message_source *source,
	const struct message_token *token)
{
	const char *before = source->text + token->at;
	size_t at = token->at;

	if (token->letters > 0 || token->digits > 6 || token->grouped)
		return false;
	if (at >= 4 && before[-1] == ' ' && is_capital(before[-2]) &&
	    is_capital(before[-3]) && before[-4] == ' ')
		return true;
	return (at == 0 || before[-1] == '\n' || (at >= 2 &&
			before[-1] == ' ' && before[-2] == ',')) &&
		message_char(source, token->end) == ' ' &&
		is_capital(message_char(source, token->end + 1));
}
