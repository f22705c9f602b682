/* What the kernel has to confine processes with. */
#ifndef OS_KERNEL_H
#define OS_KERNEL_H

#include "base/base.h"

/* The version of landlock's interface; 0 if there is none. */
int kernel_landlock(void);

/* Does it take seccomp filters? */
bool kernel_seccomp(void);

/* Will this process leave a core file, or let others trace it? */
bool kernel_dumpable(void);

#endif
