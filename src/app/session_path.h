/* Where the vault is; private to app. */
#ifndef APP_SESSION_PATH_H
#define APP_SESSION_PATH_H

#include "base/err.h"

/* From the option (or NULL), OTP_VAULT, XDG_DATA_HOME, HOME, passwd. In
 * secmem; release with str_free(). */
char *session_find_vault(const char *option, struct err *err) MUST_USE;

#endif
