#include "cli/template.h"

#include <inttypes.h>

#include "cli/account.h"
#include "cli/output.h"

#define NOTHING "-"

/* The account, and its codes where they can be told. */
struct subject {
	const struct entry *entry;
	const struct code *code, *next; /* or NULL */
	int64_t now;
};

/* Of a broken account not all is known. */
static void
add_text(const char *text, struct buf *out)
{
	output_field(out, text != NULL ? text : "");
}

static void
add_id(const struct subject *of, struct buf *out)
{
	buf_add_str(out, of->entry->id);
}

static void
add_issuer(const struct subject *of, struct buf *out)
{
	add_text(of->entry->issuer, out);
}

static void
add_account(const struct subject *of, struct buf *out)
{
	add_text(of->entry->account, out);
}

static void
add_name(const struct subject *of, struct buf *out)
{
	account_title(of->entry, out);
}

static void
add_type(const struct subject *of, struct buf *out)
{
	buf_add_str(out, entry_is_broken(of->entry) ? "broken"
		: entry_type_name(of->entry->type));
}

static void
add_tags(const struct subject *of, struct buf *out)
{
	BUF tags = {0};

	account_tags(of->entry, &tags);
	out->failed = out->failed || tags.failed;
	output_field(out, buf_text(&tags));
}

static void
add_note(const struct subject *of, struct buf *out)
{
	add_text(of->entry->note, out);
}

static void
add_code(const struct subject *of, struct buf *out)
{
	buf_add_str(out, of->code != NULL ? of->code->text : NOTHING);
}

static void
add_next(const struct subject *of, struct buf *out)
{
	buf_add_str(out, of->next != NULL ? of->next->text : NOTHING);
}

static void
add_remaining(const struct subject *of, struct buf *out)
{
	if (of->code == NULL)
		buf_add_str(out, NOTHING);
	else
		buf_addf(out, "%" PRId64, of->code->valid_until - of->now);
}

static const struct {
	const char *name;
	void (*add)(const struct subject *of, struct buf *out);
} fields[] = {
	{"id", add_id}, {"issuer", add_issuer}, {"account", add_account},
	{"name", add_name}, {"type", add_type}, {"tags", add_tags},
	{"note", add_note}, {"code", add_code}, {"next", add_next},
	{"remaining", add_remaining},
};

/* What stands behind a backslash, and what it means. */
static const struct {
	char letter, meaning;
} escapes[] = {{'t', '\t'}, {'n', '\n'}, {'\\', '\\'}, {'{', '{'}};

static size_t
find_field(const char *name, size_t len)
{
	size_t i = 0;

	while (i < COUNT_OF(fields) && (strlen(fields[i].name) != len ||
			memcmp(fields[i].name, name, len) != 0))
		i++;
	return i;
}

static size_t
find_escape(char letter)
{
	size_t i = 0;

	while (i < COUNT_OF(escapes) && escapes[i].letter != letter)
		i++;
	return i;
}

static bool
unknown_field(const char *name, size_t len, struct err *err)
{
	BUF words = {0};

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		buf_addf(&words, "%s%s", i == 0 ? "" : ", ", fields[i].name);
	return err_set(err, ERR_USAGE, "{%.*s}: must be one of %s",
		len < 40 ? (int)len : 40, name, buf_text(&words));
}

/* Where the template goes on behind the escape or field at its front, or NULL
 * with err set. */
static const char *
check_piece(const char *template, const char *at, struct err *err)
{
	size_t len = strcspn(at + 1, "}");

	if (*at == '\\') {
		if (find_escape(at[1]) < COUNT_OF(escapes))
			return at + 2;
		err_set(err, ERR_USAGE, "a backslash must be followed by t, "
			"n, { or a backslash; is not at character %zu",
			(size_t)(at - template) + 1);
	} else if (at[1 + len] == '\0') {
		err_set(err, ERR_USAGE, "{ lacks its }, at character %zu",
			(size_t)(at - template) + 1);
	} else if (find_field(at + 1, len) < COUNT_OF(fields)) {
		return at + len + 2;
	} else {
		unknown_field(at + 1, len, err);
	}
	return NULL;
}

bool
template_check(const char *template, struct err *err)
{
	const char *at = template + strcspn(template, "\\{");

	while (*at != '\0') {
		at = check_piece(template, at, err);
		if (at == NULL)
			return false;
		at += strcspn(at, "\\{");
	}
	return true;
}

static void
write_line(const char *template, const struct subject *of, struct buf *out)
{
	for (const char *at = template; *at != '\0'; at++) {
		size_t len = strcspn(at + 1, "}");

		if (*at == '\\') {
			buf_add_byte(out, (uint8_t)escapes[
				find_escape(*++at)].meaning);
		} else if (*at == '{') {
			fields[find_field(at + 1, len)].add(of, out);
			at += len + 1;
		} else {
			buf_add_byte(out, (uint8_t)*at);
		}
	}
	buf_add_byte(out, '\n');
}

bool
template_write(const char *template, const struct entry *entry, int64_t now,
	struct buf *out, struct err *err)
{
	struct subject subject = {.entry = entry, .now = now};
	struct code code, next;

	if (!entry_is_broken(entry) && entry->type != ENTRY_HOTP) {
		if (!code_at(entry, now, 0, &code, err) ||
		    !code_at(entry, now, 1, &next, err))
			return false;
		subject.code = &code;
		subject.next = &next;
	}
	write_line(template, &subject, out);
	return buf_ok(out, err);
}
