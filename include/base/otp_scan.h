/* What otp and its helper otp-scan agree on, besides the frames. */
#ifndef BASE_OTP_SCAN_H
#define BASE_OTP_SCAN_H

#include "base/err.h"

#define OTP_SCAN "otp-scan"

/* Goes without landlock and seccomp. */
#define OTP_SCAN_NO_SANDBOX "--no-sandbox"
#define OTP_SCAN_CAMERA "--camera"
/* Is ready for codes that declare a rare encoding, which takes longer than
 * most small pictures. */
#define OTP_SCAN_ENCODINGS "--encodings"

/* Its exit status. */
enum otp_scan_status {
	OTP_SCAN_FOUND,
	OTP_SCAN_FAILED,     /* no picture, or a damaged one */
	OTP_SCAN_USAGE,
	OTP_SCAN_NOTHING,    /* there is no QR code in it */
	OTP_SCAN_UNREADABLE, /* there is one, but it cannot be read */
	OTP_SCAN_REFUSED,    /* the kernel has nothing to confine it with */
	OTP_SCAN_DECLARED,   /* a code may be read with OTP_SCAN_ENCODINGS */
};

/* The status that tells of this kind of error, and back. */
int otp_scan_status(const struct err *err);
enum err_kind otp_scan_kind(int status);

#endif
