/* What this process gives up before it reads a stranger's picture. */
#ifndef SCAN_SANDBOX_H
#define SCAN_SANDBOX_H

#include "base/err.h"

/* Memory, time and file limits, no new privileges, no core, no tracing.
 * There is no way back. */
bool sandbox_enter(struct err *err) MUST_USE;

#endif
