/* For work that nobody will wait for. */
#ifndef OS_DEADLINE_H
#define OS_DEADLINE_H

#include "base/err.h"

/* From so many milliseconds on, whatever it is doing, the program ends at once
 * with status 0. Only for what has nothing to clean up. */
bool deadline_start(unsigned int milliseconds, struct err *err) MUST_USE;

#endif
