/* What became of all that was to be imported. */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H

#include "cli/gather.h"

/* Prints it, with the codes of new accounts, and notes what a person should
 * know. ERR_PARTIAL if not all of it could be imported; if nothing could, why.
 */
bool outcome_print(const struct gathering *all, struct err *err) MUST_USE;

#endif
