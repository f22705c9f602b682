/* Bech32 (BIP 173) without its limit on length: names and keys of age. */
#ifndef CODEC_BECH32_H
#define CODEC_BECH32_H

#include "base/buf.h"
#include "base/secret.h"

#define BECH32_TEXT_MAX 4096

/*
 * Decodes text, all lower or all upper case, whose part before the last '1'
 * must be prefix (in lower case). ERR_FORMAT tells what is wrong, but no part
 * of the text. out must be empty before.
 */
bool bech32_decode(const char *text, size_t len, const char *prefix,
	struct secret *out, struct err *err) MUST_USE;

/* Appends in lower case. */
void bech32_encode(const char *prefix, const uint8_t *bytes, size_t len,
	struct buf *out);

#endif
