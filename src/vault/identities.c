#include "vault/identities.h"

#include "base/file.h"
#include "base/secmem.h"
#include "base/str.h"

/* What is looked for in a line, and in the file as a whole. */
#define COMMENT '#'
#define PEM_START "-----BEGIN "

static const char *const other_kinds[] = {
	"AGE-PLUGIN-", "AGE-SECRET-KEY-PQ-",
};

void
identities_wipe(struct identities *identities)
{
	for (size_t i = 0; i < identities->count; i++)
		secret_wipe(&identities->items[i]);
	secmem_free(identities->items);
	*identities = (struct identities){0};
}

static bool
add(struct identities *identities, const char *text, size_t len,
	struct err *err)
{
	size_t size = IDENTITIES_MAX * sizeof(*identities->items);
	SECRET key = {0};

	if (identities->count == IDENTITIES_MAX)
		return err_set(err, ERR_FORMAT,
			"identities must be at most %d, are more",
			IDENTITIES_MAX);
	if (identities->items == NULL)
		identities->items = secmem_alloc(size);
	if (identities->items == NULL)
		return err_nomem(err);
	if (!age_identity_parse(text, len, &key, err))
		return false;
	identities->items[identities->count++] = secret_move(&key);
	return true;
}

static bool
is_other_kind(const char *text, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(other_kinds); i++) {
		size_t start = strlen(other_kinds[i]);

		if (len >= start && memcmp(text, other_kinds[i], start) == 0)
			return true;
	}
	return false;
}

static bool
take_line(struct identities *identities, const char *text, size_t len,
	struct err *err)
{
	while (len > 0 && strchr(" \t\r", text[len - 1]) != NULL)
		len--;
	if (len == 0 || text[0] == COMMENT || is_other_kind(text, len))
		return true;
	return add(identities, text, len, err);
}

static bool
take_lines(struct identities *identities, const char *text, size_t len,
	struct err *err)
{
	for (size_t number = 1; len > 0; number++) {
		const char *end = memchr(text, '\n', len);
		size_t part = end != NULL ? (size_t)(end - text) : len;

		if (!take_line(identities, text, part, err))
			return err_at(err, "line %zu", number);
		text += part;
		len -= part;
		if (end != NULL) {
			text++;
			len--;
		}
	}
	return true;
}

/* What people are likely to have instead of a file of identities. */
static bool
check_kind(const struct buf *bytes, struct err *err)
{
	if (age_match(bytes->data, bytes->len))
		return err_set(err, ERR_LOCKED, "is itself encrypted, which "
			"otp cannot read; decrypt it with: age -d");
	if (str_starts(buf_text(bytes), PEM_START))
		return err_set(err, ERR_FORMAT, "must be identities of "
			"age-keygen, is a key of another program");
	return true;
}

bool
identities_read(const char *path, struct identities *out,
	char warning[static UNLOCK_WARNING_SIZE], struct err *err)
{
	FD fd = file_open(path, err);
	size_t before = out->count;
	BUF bytes = {0};

	warning[0] = '\0';
	if (fd < 0 || !fd_read_all(fd, IDENTITIES_FILE_MAX, &bytes, err) ||
	    !check_kind(&bytes, err) ||
	    !take_lines(out, buf_text(&bytes), bytes.len, err))
		return false;
	if (out->count == before)
		return err_set(err, ERR_LOCKED,
			"has no identity of age-keygen (AGE-SECRET-KEY-1...)");
	unlock_check_mode(fd, "identity", warning);
	return true;
}

bool
identities_unlock(const struct identities *identities,
	const struct age_header *header, struct secret *file_key,
	struct age_recipient *recipient, struct err *err)
{
	for (size_t i = 0; i < identities->count; i++) {
		const struct secret *key = &identities->items[i];

		if (age_header_unlock_x25519(header, key, file_key, err))
			return age_identity_recipient(key, recipient, err);
		if (err->kind != ERR_LOCKED)
			return false;
	}
	return err_set(err, ERR_LOCKED, "none of the identities given opens "
		"it (%zu tried)", identities->count);
}
