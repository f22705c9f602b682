/* Starting a child with given descriptors; private to os. */
#ifndef OS_PROC_SPAWN_H
#define OS_PROC_SPAWN_H

#include <sys/types.h>

#include "base/err.h"

struct spawn {
	const char *const *argv;
	const char *const *env; /* NULL: inherit */
	int stdio[3];           /* what become its descriptors 0, 1 and 2 */
	bool own_group;         /* a process group of its own; dies with us */
	bool detach;            /* a session of its own; outlives us */
};

/* Returns when the program runs. -1 on failure; nothing is left then. The
 * child of a detached one is an empty shell that has ended already. */
pid_t spawn_start(const struct spawn *spawn, struct err *err) MUST_USE;

/* Waits for its end; the status of waitpid(). */
bool spawn_wait(pid_t pid, int *status, struct err *err) MUST_USE;

/* A copy of a list of texts in ordinary memory, in one block with them: a
 * child finds secmem wiped. NULL when there is no memory for it; free(). */
char **spawn_copy_list(const char *const *list) MUST_USE;

/* Both ends close on exec and are above 2, so that moving them to 0, 1 and 2
 * in a child cannot overwrite one of them. */
bool spawn_pipe(int ends[static 2], struct err *err) MUST_USE;

#endif
