/*
 * Who may open a vault that has no passphrase: public keys, "age1...". The
 * header does not tell them, so line 1 of the payload does.
 */
#ifndef VAULT_RECIPIENTS_H
#define VAULT_RECIPIENTS_H

#include "vault/age.h"

struct recipients {
	char **items;
	size_t count; /* at most AGE_STANZAS_MAX */
};

void recipients_wipe(struct recipients *recipients);
bool recipients_copy(const struct recipients *from, struct recipients *to,
	struct err *err) MUST_USE;

/* Adds a text as it stands in a vault, unchecked. */
bool recipients_put(struct recipients *recipients, const char *text,
	struct err *err) MUST_USE;

/* Adds a key that somebody gave: ERR_FORMAT if it is none, ERR_REFUSED if it
 * is there already. Neither tells the text. */
bool recipients_add(struct recipients *recipients, const char *text,
	struct err *err) MUST_USE;

/* ERR_NO_MATCH if it is not there, ERR_REFUSED if it is the last. */
bool recipients_remove(struct recipients *recipients, const char *text,
	struct err *err) MUST_USE;

/* A header for all of them and its file key, both fresh. */
bool recipients_header(const struct recipients *recipients,
	struct age_header *out, struct secret *file_key, struct err *err)
	MUST_USE;

#endif
