/* The textual header: its grammar, read strictly. */
#include "vault/age_stanza.h"

#include "base/secmem.h"
#include "base/str.h"
#include "codec/base64.h"

#define VERSION_START "age-encryption.org/"

struct lines {
	const char *at;
	size_t left;
	bool capped;   /* there is more than left, but no header is so long */
	size_t number; /* of the line last taken */
	const char *line;
	size_t len;
};

static const struct {
	const char *type;
	bool (*check)(const struct age_header *header,
		const struct age_stanza *stanza, struct err *err);
} kinds[] = {
	{AGE_SCRYPT_TYPE, age_scrypt_check},
	{AGE_X25519_TYPE, age_x25519_check},
};

static bool
malformed(const struct lines *lines, const char *reason, struct err *err)
{
	err_set(err, ERR_DAMAGED, "%s", reason);
	err_at(err, "line %zu", lines->number);
	return err_at(err, "header");
}

/* Takes the next line; its newline is not part of it. */
static bool
next_line(struct lines *lines, struct err *err)
{
	const char *end = lines->left > 0
		? memchr(lines->at, '\n', lines->left) : NULL;

	lines->number++;
	if (end == NULL)
		return malformed(lines, lines->capped
			? "the header is too long"
			: "the file is cut off here", err);
	lines->line = lines->at;
	lines->len = (size_t)(end - lines->at);
	lines->at = end + 1;
	lines->left -= lines->len + 1;
	return true;
}

static bool
line_starts(const struct lines *lines, const char *start)
{
	size_t len = strlen(start);

	return lines->len >= len && memcmp(lines->line, start, len) == 0;
}

/* One argument of visible ASCII up to the next space. */
static size_t
argument_length(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && text[i] > ' ' && text[i] < 0x7f)
		i++;
	return i < len && text[i] != ' ' ? 0 : i;
}

static bool
stanza_add_arg(struct age_stanza *stanza, const char *text, size_t len,
	struct err *err)
{
	char *copy = str_ndup(text, len, err);

	if (copy == NULL)
		return false;
	if (stanza->type == NULL)
		stanza->type = copy;
	else
		stanza->args[stanza->arg_count++] = copy;
	return true;
}

/* "-> TYPE ARG ARG": exactly one space before each. */
static bool
parse_args(const struct lines *lines, struct age_stanza *stanza,
	struct err *err)
{
	const char *at = lines->line + strlen(AGE_STANZA_START);
	size_t left = lines->len - strlen(AGE_STANZA_START);

	stanza->args = secmem_alloc(AGE_ARGS_MAX * sizeof(*stanza->args));
	if (stanza->args == NULL)
		return err_nomem(err);
	while (left > 0) {
		size_t len = at[0] == ' '
			? argument_length(at + 1, left - 1) : 0;

		if (len == 0)
			return malformed(lines, "must be arguments of visible "
				"characters, one space between them", err);
		if (stanza->arg_count == AGE_ARGS_MAX)
			return malformed(lines, "too many arguments", err);
		if (!stanza_add_arg(stanza, at + 1, len, err))
			return false;
		at += len + 1;
		left -= len + 1;
	}
	if (stanza->type == NULL)
		return malformed(lines, "a stanza must have a type", err);
	return true;
}

/* Lines of 64 columns, ended by a shorter one, which may be empty. */
static bool
parse_body(struct lines *lines, struct age_stanza *stanza, struct err *err)
{
	BUF body = {0};

	do {
		if (!next_line(lines, err))
			return false;
		if (lines->len > AGE_COLUMNS)
			return malformed(lines,
				"must be at most 64 columns", err);
		if (!base64_decode(lines->line, lines->len,
			    BASE64_RAW_STRICT, &body, err))
			return malformed(lines, "must be canonical Base64 "
				"without padding, is not", err);
	} while (lines->len == AGE_COLUMNS);
	return secret_set(&stanza->body, buf_text(&body), body.len, err);
}

static bool
parse_stanza(struct lines *lines, struct age_header *header, struct err *err)
{
	struct age_stanza *stanza;

	if (header->stanza_count == AGE_STANZAS_MAX)
		return malformed(lines, "too many stanzas", err);
	stanza = &header->stanzas[header->stanza_count++];
	return parse_args(lines, stanza, err) &&
		parse_body(lines, stanza, err);
}

static bool
parse_mac(const struct lines *lines, struct age_header *header,
	struct err *err)
{
	size_t start = strlen(AGE_MAC_START) + 1;
	BUF mac = {0};

	if (!line_starts(lines, AGE_MAC_START " ") ||
	    !base64_decode(lines->line + start, lines->len - start,
		    BASE64_RAW_STRICT, &mac, err) ||
	    mac.len != AGE_MAC_BYTES)
		return malformed(lines, "must be \"--- \" and a MAC of 32 "
			"bytes in canonical Base64, is not", err);
	memcpy(header->mac, mac.data, AGE_MAC_BYTES);
	return true;
}

static bool
parse_version(struct lines *lines, struct err *err)
{
	if (!next_line(lines, err))
		return false;
	if (!line_starts(lines, VERSION_START))
		return err_set(err, ERR_DAMAGED, "is not a vault");
	if (lines->len != strlen(AGE_VERSION_LINE) ||
	    !line_starts(lines, AGE_VERSION_LINE))
		return malformed(lines,
			"must be " AGE_VERSION_LINE ", is another version", err);
	return true;
}

static bool
parse_lines(struct lines *lines, struct age_header *header, struct err *err)
{
	if (!parse_version(lines, err))
		return false;
	for (;;) {
		if (!next_line(lines, err))
			return false;
		if (line_starts(lines, AGE_MAC_START))
			break;
		if (!line_starts(lines, AGE_STANZA_START))
			return malformed(lines, "must begin with \"->\" or "
				"\"---\", does not", err);
		if (!parse_stanza(lines, header, err))
			return false;
	}
	if (header->stanza_count == 0)
		return malformed(lines, "must follow a stanza", err);
	return parse_mac(lines, header, err);
}

static bool
check_kinds(const struct age_header *header, struct err *err)
{
	for (size_t i = 0; i < header->stanza_count; i++) {
		const struct age_stanza *stanza = &header->stanzas[i];

		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			if (strcmp(stanza->type, kinds[k].type) == 0 &&
			    !kinds[k].check(header, stanza, err))
				return err_at(err, "header");
		}
	}
	return true;
}

bool
age_header_has(const struct age_header *header, const char *type)
{
	size_t i = 0;

	while (i < header->stanza_count &&
		strcmp(header->stanzas[i].type, type) != 0)
		i++;
	return i < header->stanza_count;
}

struct age_header
age_header_move(struct age_header *from)
{
	struct age_header moved = *from;

	*from = (struct age_header){0};
	return moved;
}

bool
age_header_parse(const uint8_t *bytes, size_t len, struct age_header *out,
	struct err *err)
{
	struct lines lines = {.at = (const char *)bytes};
	AGE_HEADER header = {0};
	size_t size = AGE_STANZAS_MAX * sizeof(*header.stanzas);

	if (!age_match(bytes, len))
		return err_set(err, ERR_DAMAGED, "is not a vault");
	lines.capped = len >= AGE_HEADER_MAX;
	lines.left = lines.capped ? AGE_HEADER_MAX : len;
	header.stanzas = secmem_alloc(size);
	if (header.stanzas == NULL)
		return err_nomem(err);
	memset(header.stanzas, 0, size);
	if (!parse_lines(&lines, &header, err) || !check_kinds(&header, err))
		return false;
	buf_add(&header.text, bytes, (size_t)(lines.at - (const char *)bytes));
	if (!buf_ok(&header.text, err))
		return false;
	*out = age_header_move(&header);
	return true;
}

static void
stanza_wipe(struct age_stanza *stanza)
{
	str_free(&stanza->type);
	for (size_t i = 0; i < stanza->arg_count; i++)
		str_free(&stanza->args[i]);
	secmem_free(stanza->args);
	secret_wipe(&stanza->body);
}

void
age_header_wipe(struct age_header *header)
{
	for (size_t i = 0; i < header->stanza_count; i++)
		stanza_wipe(&header->stanzas[i]);
	secmem_free(header->stanzas);
	buf_wipe(&header->text);
	*header = (struct age_header){0};
}
