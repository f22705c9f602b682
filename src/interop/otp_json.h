/* The writing half of our own JSON; private to interop. */
#ifndef INTEROP_OTP_JSON_H
#define INTEROP_OTP_JSON_H

#include "interop/format.h"

bool otp_json_write(const struct selection *entries, struct buf *out,
	struct err *err) MUST_USE;

#endif
