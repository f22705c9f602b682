/*
 * otpauth-migration:// URIs: what Google Authenticator puts into the QR codes
 * of "Transfer accounts", some ten accounts in each.
 */
#ifndef INTEROP_MIGRATION_H
#define INTEROP_MIGRATION_H

#include "interop/format.h"

#define MIGRATION_SCHEME "otpauth-migration:"

/* Adds the accounts of one URI, and which part of an export it is. ERR_FORMAT
 * when it holds none that can be known; out then has none of it. The skipped
 * ones have places like "accounts[3].secret". */
bool migration_read(const char *uri, size_t len, struct import *out,
	struct err *err) MUST_USE;

#endif
