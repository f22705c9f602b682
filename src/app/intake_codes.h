/* The QR codes of a picture into an intake; private to app. */
#ifndef APP_INTAKE_CODES_H
#define APP_INTAKE_CODES_H

#include "app/intake_items.h"
#include "qr/scan.h"

/* Accounts are taken, the other codes are skipped. ERR_NO_MATCH if none is an
 * account, ERR_FORMAT if the only one is a bad one; but in a folder that is
 * no failure. */
bool intake_codes(const struct gather *gather, const struct scan_result *scan,
	struct err *err) MUST_USE;

#endif
