/* Pictures of the screen by the portal of the desktop; private to app. */
#ifndef APP_SCREEN_PORTAL_H
#define APP_SCREEN_PORTAL_H

#include "base/buf.h"

/* False in a build without otp-portal, which needs libdbus. */
bool screen_portal_is_there(void);

/* Appends the picture that the user takes by the desktop's own dialogue. The
 * file that the portal keeps it in is removed. */
bool screen_portal(int stop, int deadline_ms, struct buf *out, struct err *err)
	MUST_USE;

#endif
