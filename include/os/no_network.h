/* This process, and all that it starts, can open no socket but local ones. */
#ifndef OS_NO_NETWORK_H
#define OS_NO_NETWORK_H

#include "base/err.h"

/*
 * Asks the kernel to refuse socket() for all but AF_UNIX with EACCES, from now
 * on and for children too. There is no way back. It entails that no child gains
 * rights by a set-user-ID program such as sudo. ERR_SYSTEM where the kernel has
 * no such filters; nothing has changed then, and one may go on.
 */
bool no_network_enter(struct err *err);

/* Tries it out: is a network socket refused? */
bool no_network_holds(void);

#endif
