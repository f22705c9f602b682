/* The folders above a file; private to app. */
#ifndef APP_PARENTS_H
#define APP_PARENTS_H

#include "base/err.h"

/* mkdir -p, mode 0700, for all but the last part of the path. */
bool parents_make(const char *path, struct err *err) MUST_USE;

#endif
