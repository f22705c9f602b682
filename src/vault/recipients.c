#include "vault/recipients.h"

#include "base/secmem.h"
#include "base/str.h"

#define SECRET_START "AGE-SECRET-KEY-"
#define PUBLIC_START "age1"

void
recipients_wipe(struct recipients *recipients)
{
	for (size_t i = 0; i < recipients->count; i++)
		str_free(&recipients->items[i]);
	secmem_free(recipients->items);
	*recipients = (struct recipients){0};
}

bool
recipients_put(struct recipients *recipients, const char *text,
	struct err *err)
{
	size_t size = AGE_STANZAS_MAX * sizeof(*recipients->items);
	char *copy;

	if (recipients->count == AGE_STANZAS_MAX)
		return err_set(err, ERR_REFUSED,
			"recipients must be at most %d, are more",
			AGE_STANZAS_MAX);
	if (recipients->items == NULL)
		recipients->items = secmem_alloc(size);
	if (recipients->items == NULL)
		return err_nomem(err);
	copy = str_dup(text, err);
	if (copy == NULL)
		return false;
	recipients->items[recipients->count++] = copy;
	return true;
}

bool
recipients_copy(const struct recipients *from, struct recipients *to,
	struct err *err)
{
	for (size_t i = 0; i < from->count; i++)
		if (!recipients_put(to, from->items[i], err))
			return false;
	return true;
}

/* Names what people are likely to give instead. */
static bool
parse(const char *text, struct age_recipient *out, struct err *err)
{
	if (str_starts_nocase(text, SECRET_START))
		return err_set(err, ERR_FORMAT, "must be a public key "
			"(age1...), is an identity, which is to be kept "
			"secret; age-keygen -y tells its public key");
	if (str_starts_nocase(text, PUBLIC_START) &&
	    strchr(text + strlen(PUBLIC_START), '1') != NULL)
		return err_set(err, ERR_FORMAT, "must be a key of age-keygen "
			"(X25519), is of another kind");
	return age_recipient_parse(text, strlen(text), out, err);
}

/* Its place, or the count. */
static size_t
find(const struct recipients *recipients, const char *text)
{
	size_t i = 0;

	while (i < recipients->count &&
		!str_equal_nocase(recipients->items[i], text))
		i++;
	return i;
}

bool
recipients_add(struct recipients *recipients, const char *text,
	struct err *err)
{
	struct age_recipient recipient;
	BUF written = {0};

	if (!parse(text, &recipient, err))
		return false;
	age_recipient_write(&recipient, &written);
	if (!buf_ok(&written, err))
		return false;
	if (find(recipients, buf_text(&written)) < recipients->count)
		return err_set(err, ERR_REFUSED, "is a recipient already");
	return recipients_put(recipients, buf_text(&written), err);
}

bool
recipients_remove(struct recipients *recipients, const char *text,
	struct err *err)
{
	size_t at = find(recipients, text);

	if (at == recipients->count)
		return err_set(err, ERR_NO_MATCH, "is not a recipient");
	if (recipients->count == 1)
		return err_set(err, ERR_REFUSED, "is the last recipient: "
			"nobody could open the vault without it");
	str_free(&recipients->items[at]);
	recipients->count--;
	memmove(recipients->items + at, recipients->items + at + 1,
		(recipients->count - at) * sizeof(*recipients->items));
	return true;
}

bool
recipients_header(const struct recipients *recipients,
	struct age_header *out, struct secret *file_key, struct err *err)
{
	struct age_recipient keys[AGE_STANZAS_MAX];

	for (size_t i = 0; i < recipients->count; i++)
		if (!parse(recipients->items[i], &keys[i], err))
			return err_field(err, "recipients[%zu]", i);
	return age_header_new_x25519(keys, recipients->count, out, file_key,
		err);
}
