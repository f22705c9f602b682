#include "scan/sandbox.h"

#include "base/otp_scan.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#define MEMORY_MAX ((rlim_t)2 * 1024 * 1024 * 1024)
#define CPU_SECONDS_MAX 20
#define FILES_MAX 16

/* Time is up with SIGXCPU, which the parent tells from a crash. No limit on
 * the size of files: it would end us when descriptor 1 is one. */
static const struct {
	__rlimit_resource_t what;
	struct rlimit max;
} limits[] = {
	{RLIMIT_AS, {MEMORY_MAX, MEMORY_MAX}},
	{RLIMIT_CPU, {CPU_SECONDS_MAX, CPU_SECONDS_MAX + 1}},
	{RLIMIT_CORE, {0, 0}},
	{RLIMIT_NOFILE, {FILES_MAX, FILES_MAX}},
};

void
sandbox_prepare(void)
{
	clearenv();
	syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
}

bool
sandbox_is_built(void)
{
	return true;
}

static bool
refuse(const char *missing, struct err *err)
{
	return err_set(err, ERR_REFUSED, "is refused: the kernel has %s to "
		"confine the decoder with; \"otp import "
		OTP_SCAN_NO_SANDBOX "\" goes without, for pictures that you "
		"trust", missing);
}

static bool
confine(int camera, struct err *err)
{
	bool landlock, seccomp;

	if (!landlock_enter(&landlock, err) ||
	    !seccomp_enter(camera, &seccomp, err))
		return false;
	if (!landlock && !seccomp)
		return refuse("neither landlock nor seccomp", err);
	if (!landlock)
		return refuse("no landlock", err);
	return seccomp || refuse("no seccomp", err);
}

/* A limit that is lower already stays. */
static bool
limit(__rlimit_resource_t what, const struct rlimit *max)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return false;
	if (now.rlim_max > max->rlim_max)
		now.rlim_max = max->rlim_max;
	if (now.rlim_cur > max->rlim_cur)
		now.rlim_cur = max->rlim_cur;
	return setrlimit(what, &now) == 0;
}

static bool
enter(bool confined, int camera, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		if (camera >= 0 && limits[i].what == RLIMIT_CPU)
			continue;
		if (!limit(limits[i].what, &limits[i].max))
			return err_errno(err, "cannot limit resources");
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return err_errno(err, "cannot give up privileges");
	return !confined || confine(camera, err);
}

bool
sandbox_enter(bool confined, struct err *err)
{
	return enter(confined, -1, err);
}

bool
sandbox_enter_with_camera(bool confined, int camera, struct err *err)
{
	return enter(confined, camera, err);
}
