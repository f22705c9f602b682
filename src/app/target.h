/* Files that a command is told to write; private to app. */
#ifndef APP_TARGET_H
#define APP_TARGET_H

#include "app/session.h"

/* Is it a folder, the vault itself, or a file that must not be replaced? */
bool target_check(const struct session *session, const char *path,
	bool replace, struct err *err) MUST_USE;

bool target_refuse_existing(struct err *err);

#endif
