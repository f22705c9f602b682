/* Whose account an otpauth URI is. */
#ifndef CORE_OTPAUTH_NAMES_H
#define CORE_OTPAUTH_NAMES_H

#include "core/otpauth_parts.h"

/* Issuer and account of *entry from label and parameters; what they leave over
 * goes to its note. Only memory can fail. */
bool otpauth_read_names(const struct uri *uri, struct entry *entry,
	struct err *err) MUST_USE;

#endif
