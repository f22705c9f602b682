/* Where programs are, and what this process allows others. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/str.h"
#include "os/proc.h"

#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"

static bool
is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		access(path, X_OK) == 0;
}

char *
proc_find(const char *name, struct err *err)
{
	const char *at = getenv("PATH");

	if (strchr(name, '/') != NULL)
		return str_dup(name, err);
	if (at == NULL)
		at = DEFAULT_PATH;
	for (;;) {
		size_t len = strcspn(at, ":");

		/* Empty and relative ones would mean the working directory. */
		if (len > 0 && at[0] == '/' && len < PATH_MAX) {
			STRING path = str_format(err, "%.*s/%s", (int)len, at,
				name);
			char *found = path;

			if (path == NULL)
				return NULL;
			if (is_program(path)) {
				path = NULL;
				return found;
			}
		}
		if (at[len] == '\0')
			break;
		at += len + 1;
	}
	err_set(err, ERR_SYSTEM, "there is no program %s in PATH", name);
	return NULL;
}

bool
proc_exists(const char *name)
{
	struct err ignored;
	STRING path = proc_find(name, &ignored);

	return path != NULL && is_program(path);
}

char *
proc_self_path(struct err *err)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	if (len < 0 || len == (ssize_t)sizeof(path)) {
		err_errno(err, "cannot read /proc/self/exe");
		return NULL;
	}
	return str_ndup(path, (size_t)len, err);
}

char *
proc_helper_path(const char *name, struct err *err)
{
	STRING self = proc_self_path(err);
	char *slash = self != NULL ? strrchr(self, '/') : NULL;

	if (self == NULL)
		return NULL;
	if (slash != NULL)
		*slash = '\0';
	return str_format(err, "%s/../libexec/otp/%s", self, name);
}

/* The hard limit stays, or a child could not have its own back. */
void
proc_harden(struct proc_origin *before)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction old;
	struct rlimit none;

	*before = (struct proc_origin){0};
	if (getrlimit(RLIMIT_CORE, &before->core) == 0) {
		none = before->core;
		none.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &none);
	}
	prctl(PR_SET_DUMPABLE, 0);
	before->umask = umask(077);
	/* Ignored, it would make waitpid() fail. */
	if (sigaction(SIGCHLD, &action, &old) == 0)
		before->ignores_children = old.sa_handler == SIG_IGN;
	/* Then write() fails, and it can be told why. */
	if (sigaction(SIGXFSZ, &ignore, &old) == 0)
		before->ignores_file_size = old.sa_handler == SIG_IGN;
}

void
proc_unharden(const struct proc_origin *before)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction action = {.sa_handler = SIG_DFL};

	setrlimit(RLIMIT_CORE, &before->core);
	umask(before->umask);
	if (before->ignores_children)
		sigaction(SIGCHLD, &ignore, NULL);
	if (!before->ignores_file_size)
		sigaction(SIGXFSZ, &action, NULL);
}
