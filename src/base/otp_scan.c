#include "base/otp_scan.h"

static const enum err_kind kinds[] = {
	[OTP_SCAN_NOTHING] = ERR_NO_MATCH,
	[OTP_SCAN_UNREADABLE] = ERR_UNREADABLE,
	[OTP_SCAN_REFUSED] = ERR_REFUSED,
	[OTP_SCAN_DECLARED] = ERR_UNREADABLE,
};

int
otp_scan_status(const struct err *err)
{
	for (size_t i = OTP_SCAN_NOTHING; i < COUNT_OF(kinds); i++) {
		if (kinds[i] == err->kind)
			return (int)i;
	}
	return OTP_SCAN_FAILED;
}

enum err_kind
otp_scan_kind(int status)
{
	if (status < OTP_SCAN_NOTHING || (size_t)status >= COUNT_OF(kinds))
		return ERR_FORMAT;
	return kinds[status];
}
