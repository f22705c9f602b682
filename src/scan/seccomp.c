/* The few system calls of computing and of answering; any other ends the
 * process. Opening a file fails only, as glibc tries it for message texts and
 * character sets. */
#include "scan/heif.h"
#include "scan/sandbox.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <linux/videodev2.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <seccomp.h>

static const char *const allowed[] = {
	"read", "write", "close", "lseek", "fstat", "newfstatat",
	"munmap", "mremap", "brk", "madvise", "mlock", "mlock2", "munlock",
	"futex", "getrandom", "clock_gettime",
	"sysinfo", /* by qsort() of glibc */
	"rt_sigreturn", "exit", "exit_group",
	/* The names on 32-bit systems. */
	"_llseek", "fstat64", "fstatat64", "clock_gettime64", "futex_time64",
	"sigreturn",
};

static const char *const without_exec[] = {"mmap", "mmap2", "mprotect"};

static const char *const failing[] = {
	"open", "openat", "access", "faccessat", "readlink", "readlinkat",
};

static void
filter_free(scmp_filter_ctx *filter)
{
	if (*filter != NULL)
		seccomp_release(*filter);
}

/* Names of other architectures are nothing here. */
static bool
add(scmp_filter_ctx filter, uint32_t action, const char *name,
	unsigned int count, const struct scmp_arg_cmp *tests)
{
	int number = seccomp_syscall_resolve_name(name);

	return number < 0 ||
		seccomp_rule_add_array(filter, action, number, count, tests) ==
		0;
}

static bool
add_all(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp not_executable =
		SCMP_CMP(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	bool good = true;

	for (size_t i = 0; i < COUNT_OF(allowed); i++)
		good &= add(filter, SCMP_ACT_ALLOW, allowed[i], 0, NULL);
	for (size_t i = 0; i < COUNT_OF(without_exec); i++)
		good &= add(filter, SCMP_ACT_ALLOW, without_exec[i], 1,
			&not_executable);
	for (size_t i = 0; i < COUNT_OF(failing); i++)
		good &= add(filter, SCMP_ACT_ERRNO(EACCES), failing[i], 0,
			NULL);
	return good;
}

/* Giving a buffer to a camera and taking it back with a picture in it; and
 * what libv4l asks and sets to make that one brighter. */
static const uint64_t camera_orders[] = {
	VIDIOC_QBUF, VIDIOC_DQBUF, VIDIOC_QUERYBUF, VIDIOC_STREAMOFF,
	VIDIOC_QUERYCTRL, VIDIOC_G_CTRL, VIDIOC_S_CTRL,
};
static const char *const waiting[] = {"poll", "ppoll", "ppoll_time64"};

static bool
add_camera(scmp_filter_ctx filter, int camera)
{
	bool good = true;

	for (size_t i = 0; i < COUNT_OF(camera_orders); i++) {
		const struct scmp_arg_cmp order[] = {
			SCMP_CMP(0, SCMP_CMP_EQ, (scmp_datum_t)camera, 0),
			SCMP_CMP(1, SCMP_CMP_MASKED_EQ, UINT32_MAX,
				camera_orders[i]),
		};

		good &= add(filter, SCMP_ACT_ALLOW, "ioctl",
			COUNT_OF(order), order);
	}
	for (size_t i = 0; i < COUNT_OF(waiting); i++)
		good &= add(filter, SCMP_ACT_ALLOW, waiting[i], 0, NULL);
	return good;
}

/* What starting a thread, and nothing more than a thread, takes. glibc does
 * without clone3(), whose flags a filter cannot see. */
static const char *const for_threads[] = {
	"rt_sigaction", "rt_sigprocmask", "set_robust_list", "rseq",
	"sched_getaffinity", "sched_yield", "gettid", "getpid",
};

static bool
add_threads(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp a_thread =
		SCMP_CMP(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
	const struct scmp_arg_cmp a_name =
		SCMP_CMP(0, SCMP_CMP_EQ, PR_SET_NAME, 0);
	bool good = add(filter, SCMP_ACT_ALLOW, "clone", 1, &a_thread) &&
		add(filter, SCMP_ACT_ALLOW, "prctl", 1, &a_name) &&
		add(filter, SCMP_ACT_ERRNO(ENOSYS), "clone3", 0, NULL);

	for (size_t i = 0; i < COUNT_OF(for_threads); i++)
		good &= add(filter, SCMP_ACT_ALLOW, for_threads[i], 0, NULL);
	return good;
}

/* The kernel takes filters at all: with no address it says EFAULT. */
static bool
is_there(void)
{
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) == 0 ||
		errno == EFAULT;
}

bool
seccomp_enter(int camera, bool *done, struct err *err)
{
	CLEANUP(filter_free) scmp_filter_ctx filter = NULL;
	int result;

	*done = false;
	if (!is_there())
		return true;
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (filter == NULL || !add_all(filter) ||
	    (camera >= 0 && !add_camera(filter, camera)) ||
	    (heif_needs_threads && !add_threads(filter)))
		return err_set(err, ERR_SYSTEM, "cannot make a system call "
			"filter");
	result = seccomp_load(filter);
	if (result != 0) {
		errno = -result;
		return err_errno(err, "cannot enter seccomp");
	}
	*done = true;
	return true;
}
