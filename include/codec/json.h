/*
 * Typed getters over jansson. A getter that fails has named the field, what
 * was wanted and what was found; a missing optional field leaves *out alone.
 * jansson allocates through secmem (json_start()).
 */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include <jansson.h>

#include "base/buf.h"

enum json_need { JSON_REQUIRED, JSON_OPTIONAL };

/* Routes jansson's memory through secmem. Once, at the program's start. */
void json_start(void);

/* What a text may take in memory is some hundred times its size. */
#define JSON_TEXT_MAX ((size_t)16 * 1024 * 1024)

/* Parses one document; rejects duplicate keys, trailing bytes and more than
 * JSON_TEXT_MAX. The err names line and column, never the text. NULL on
 * failure. */
json_t *json_parse(const char *text, size_t len, struct err *err) MUST_USE;

/* null counts as missing in all of these. */
bool json_get_text(const json_t *object, const char *key, enum json_need need,
	const char **out, struct err *err) MUST_USE;
bool json_get_bool(const json_t *object, const char *key, enum json_need need,
	bool *out, struct err *err) MUST_USE;
/* A JSON number, or a string of digits. */
bool json_get_uint(const json_t *object, const char *key, enum json_need need,
	uint64_t min, uint64_t max, uint64_t *out, struct err *err) MUST_USE;
bool json_get_array(const json_t *object, const char *key, enum json_need need,
	json_t **out, struct err *err) MUST_USE;

/* Appends the value as compact JSON text. */
bool json_write(const json_t *value, struct buf *out, struct err *err) MUST_USE;

/* Appends text as a JSON string with its quotes (RFC 8259 section 7), UTF-8
 * kept; bytes that are not UTF-8 become U+FFFD. */
void json_write_text(const char *text, struct buf *out);

/* A number above 2^53 becomes a string of digits, so that readers that hold
 * numbers as doubles (jq) lose nothing; json_get_uint() takes both. */
json_t *json_from_uint(uint64_t value) MUST_USE;

#endif
