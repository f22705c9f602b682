/* Which terminal it is; for term*.c only. */
#ifndef TUI_TERM_TYPE_H
#define TUI_TERM_TYPE_H

#include "base/base.h"

/* The index-th type that can stand in for one that terminfo does not know, or
 * NULL: there is no other. */
const char *term_stand_in(const char *type, size_t index);

#endif
