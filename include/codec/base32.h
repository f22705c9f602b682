/* Base32 (RFC 4648 section 6) as people type and paste text keys. */
#ifndef CODEC_BASE32_H
#define CODEC_BASE32_H

#include "base/buf.h"
#include "base/secret.h"

/*
 * Decodes a text key: any case; spaces, tabs, newlines, NBSP and other Unicode
 * blanks, dashes and underscores anywhere; '=' at the end in any number; a
 * last group of any length, whose left-over bits are dropped. ERR_FORMAT for
 * an empty result or another character, which is named with its position
 * (counted in characters from 1) and, for 0, 1 and 8, with what was probably
 * meant; those are never mapped silently. out must be empty before.
 */
bool base32_decode(const char *text, size_t len, struct secret *out,
	struct err *err) MUST_USE;

/* Appends upper case without padding. */
void base32_encode(const uint8_t *bytes, size_t len, struct buf *out);

#endif
