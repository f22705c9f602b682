#include "interop/formats.h"

const struct format *const formats[] = {
	&format_otp,
	&format_json,
	&format_uri,
	&format_google,
	NULL,
};

const struct format *
format_find(const char *name)
{
	for (size_t i = 0; formats[i] != NULL; i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}

const struct format *
format_guess(const uint8_t *bytes, size_t len)
{
	enum format_match best = MATCH_NO;
	const struct format *found = NULL;

	for (size_t i = 0; formats[i] != NULL; i++) {
		enum format_match match = formats[i]->match == NULL ? MATCH_NO
			: formats[i]->match(bytes, len);

		if (match > best) {
			best = match;
			found = formats[i];
		}
	}
	return found;
}

bool
format_fits(const struct format *format, const struct entry *entry,
	struct buf *lost, struct err *err)
{
	return entry_check(entry, err) &&
		(format->fits == NULL || format->fits(entry, lost, err)) &&
		buf_ok(lost, err);
}
