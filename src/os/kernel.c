#include "os/kernel.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

/* Our own, as the system's header may be older than its kernel. */
#define LANDLOCK_CREATE_RULESET 444L
#define LANDLOCK_CREATE_VERSION 1U

int
kernel_landlock(void)
{
	long version = syscall(LANDLOCK_CREATE_RULESET, NULL, 0,
		LANDLOCK_CREATE_VERSION);

	return version > 0 ? (int)version : 0;
}

/* With no address it says EFAULT. */
bool
kernel_seccomp(void)
{
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) == 0 ||
		errno == EFAULT;
}

bool
kernel_dumpable(void)
{
	struct rlimit core;

	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0 ||
		getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0;
}
