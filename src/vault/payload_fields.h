/* From a parsed line to what it describes. ERR_FORMAT names the field. */
#ifndef VAULT_PAYLOAD_FIELDS_H
#define VAULT_PAYLOAD_FIELDS_H

#include "codec/json.h"
#include "vault/payload_line.h"

void json_release(json_t **value);

#define JSON CLEANUP(json_release) json_t *

/* Line 1; the entries of *payload are left alone. */
bool fields_vault(json_t *line, struct payload *payload, struct err *err)
	MUST_USE;

/* An id: a UUID in lower case. */
bool fields_id(const char *text, size_t len, char out[static ENTRY_ID_SIZE])
	MUST_USE;

/* Fills *entry (empty before) from a line that is just as we write them; else
 * it is left empty and nothing is said about the line. */
bool fields_plain(const char *text, size_t len, struct entry *entry);

/* *entry has its defaults before. */
bool fields_entry(json_t *line, struct entry *entry, struct err *err)
	MUST_USE;

bool fields_tombstone(json_t *line, struct tombstone *tombstone,
	struct err *err) MUST_USE;

/* Of a broken line whatever helps a person to recognise it; line may be NULL
 * or any value. */
void fields_readable(const json_t *line, struct entry *entry);

#endif
