/* An export as QR codes: page files, or page by page on the terminal. */
#ifndef CLI_EXPORT_PAGES_H
#define CLI_EXPORT_PAGES_H

#include "app/export.h"

/* path ends as a picture's name does. One page goes to path itself, more to
 * PATH-1.png, PATH-2.png and so on; if one of these cannot be, none is
 * written. */
bool export_pages_save(const struct session *session,
	const struct export *export, const char *path, bool replace,
	struct err *err) MUST_USE;

/* Waits for Enter between two. Where the terminal is small, there are fewer
 * accounts on each. */
bool export_pages_show(const struct session *session,
	const struct export *export, struct err *err) MUST_USE;

#endif
