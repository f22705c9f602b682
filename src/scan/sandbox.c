#include "scan/sandbox.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#define MEMORY_MAX ((rlim_t)2 * 1024 * 1024 * 1024)
#define CPU_SECONDS_MAX 20
#define FILES_MAX 16

/* Time is up with SIGXCPU, which the parent tells from a crash. */
static const struct {
	__rlimit_resource_t what;
	struct rlimit max;
} limits[] = {
	{RLIMIT_AS, {MEMORY_MAX, MEMORY_MAX}},
	{RLIMIT_CPU, {CPU_SECONDS_MAX, CPU_SECONDS_MAX + 1}},
	{RLIMIT_CORE, {0, 0}},
	{RLIMIT_NOFILE, {FILES_MAX, FILES_MAX}},
};

bool
sandbox_enter(struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		if (setrlimit(limits[i].what, &limits[i].max) != 0)
			return err_errno(err, "cannot limit resources");
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return err_errno(err, "cannot give up privileges");
	return true;
}
