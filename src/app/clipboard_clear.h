/* Clearing the clipboard after a while; private to app. */
#ifndef APP_CLIPBOARD_CLEAR_H
#define APP_CLIPBOARD_CLEAR_H

#include "app/clipboard_route.h"

/* Starts the helper process that will do it. */
bool clipboard_clear_start(const struct clipboard_route *route,
	const char *text, int seconds, struct err *err) MUST_USE;

#endif
