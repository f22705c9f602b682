/*
 * otpauth-migration:// URIs: what Google Authenticator puts into the QR codes
 * of "Transfer accounts", some ten accounts in each.
 */
#ifndef INTEROP_MIGRATION_H
#define INTEROP_MIGRATION_H

#include "interop/format.h"

#define MIGRATION_SCHEME "otpauth-migration:"

/* Field numbers of MigrationPayload. */
enum {
	PAYLOAD_ACCOUNT = 1,
	PAYLOAD_FORMAT,
	PAYLOAD_SIZE,
	PAYLOAD_INDEX,
	PAYLOAD_ID,
};

/* Those of OtpParameters. */
enum {
	ACCOUNT_SECRET = 1,
	ACCOUNT_NAME,
	ACCOUNT_ISSUER,
	ACCOUNT_ALGORITHM,
	ACCOUNT_DIGITS,
	ACCOUNT_TYPE,
	ACCOUNT_COUNTER,
	ACCOUNT_FIELDS,
};

/* Their values; those of an algorithm are one more than ours. */
#define MIGRATION_FORMAT 1
#define MIGRATION_MD5 4
#define MIGRATION_DIGITS_SIX 1
#define MIGRATION_DIGITS_EIGHT 2
#define MIGRATION_HOTP 1
#define MIGRATION_TOTP 2

/* Adds the accounts of one URI, and which part of an export it is. ERR_FORMAT
 * when it holds none that can be known; out then has none of it. The skipped
 * ones have places like "accounts[3].secret". */
bool migration_read(const char *uri, size_t len, struct import *out,
	struct err *err) MUST_USE;

#endif
