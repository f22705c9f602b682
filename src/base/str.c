#include "base/str.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/secmem.h"

char *
str_ndup(const char *text, size_t len, struct err *err)
{
	char *copy = secmem_alloc(len + 1);

	if (copy == NULL) {
		err_nomem(err);
		return NULL;
	}
	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
str_dup(const char *text, struct err *err)
{
	return str_ndup(text, strlen(text), err);
}

char *
str_format(struct err *err, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = len >= 0 ? secmem_alloc((size_t)len + 1) : NULL;
	if (text == NULL) {
		err_nomem(err);
		return NULL;
	}
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

bool
str_replace(char **text, const char *value, struct err *err)
{
	char *copy = str_dup(value, err);

	if (copy == NULL)
		return false;
	str_free(text);
	*text = copy;
	return true;
}

void
str_free(char **text)
{
	secmem_free(*text);
	*text = NULL;
}

bool
str_equal_nocase(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

bool
str_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_starts_nocase(const char *text, const char *prefix)
{
	return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_to_uint(const char *text, uint64_t min, uint64_t max, uint64_t *out,
	struct err *err)
{
	uint64_t value = 0;
	bool good = text[0] != '\0';

	for (const char *p = text; good && *p != '\0'; p++) {
		unsigned int digit = (unsigned int)(unsigned char)*p - '0';

		good = digit <= 9 && value <= (UINT64_MAX - digit) / 10;
		value = good ? value * 10 + digit : 0;
	}
	if (!good || value < min || value > max)
		return err_set(err, ERR_FORMAT,
			"must be %" PRIu64 " to %" PRIu64 ", is %.40s", min,
			max, text[0] != '\0' ? text : "empty");
	*out = value;
	return true;
}
