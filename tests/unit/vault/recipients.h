/* Key pairs of age, and a vault for them. */
#ifndef RECIPIENTS_H
#define RECIPIENTS_H

#include "support.h"
#include "vault/recipients.h"

/* The key pair of the age specification. */
#define IDENTITY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGF" \
	"PYYSJZGFPQ4EGAEX"
#define RECIPIENT \
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
/* Two made by age-keygen(1). */
#define OTHER "AGE-SECRET-KEY-1N8V6Y4F885FXYQXUMPMPHWH6KF26L98F25H2LEV32XQVV6" \
	"Y32ULQ4THM8H"
#define OTHER_RECIPIENT \
	"age1pmxedwpzczz8fnd5ypqv9rlzsktc4suhrmyz5r8d0wdz5u9dha8qyyhckn"

static inline bool
make_for(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	const char *const *texts = arg;

	recipients_wipe(&payload->recipients);
	for (; *texts != NULL; texts++)
		if (!recipients_add(&payload->recipients, *texts, err))
			return false;
	return recipients_header(&payload->recipients, header, file_key, err);
}

/* A vault for these, which end with NULL. */
static inline struct vault *
new_vault_for(const char *path, const char **texts)
{
	struct err err;

	return vault_new_for(path, make_for, texts, &now, &err);
}

static inline struct vault *
open_with(const char *path, const char *identity, struct err *err)
{
	VAULT_FILE file = {0};
	SECRET key = {0};
	SECRET file_key = {0};

	if (!age_identity_parse(identity, strlen(identity), &key, err) ||
	    !vault_file_read(path, &file, err) ||
	    !age_header_unlock_x25519(&file.header, &key, &file_key, err))
		return NULL;
	return vault_open(&file, &file_key, err);
}

#endif
