/* Settings in words; private to cli. */
#ifndef CLI_PLAIN_SETTINGS_H
#define CLI_PLAIN_SETTINGS_H

#include "app/session.h"

/* What "settings" is followed by: nothing tells all, a name what it is for, a
 * name and a value sets it. */
bool plain_settings(struct session *session, const char *rest,
	struct err *err) MUST_USE;

#endif
