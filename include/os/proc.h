/* Running other programs, and this process's own protection. */
#ifndef OS_PROC_H
#define OS_PROC_H

#include "base/buf.h"

struct proc {
	const char *const *argv; /* argv[0]: a path, or a name found in PATH */
	const char *const *env;  /* the whole environment, or NULL: inherit */
	int input;               /* descriptor for its stdin; -1: /dev/null */
	const void *feed;        /* or bytes written to its stdin; not NULL
				    only with input -1 */
	size_t feed_len;
	bool keep_stderr;        /* its stderr is ours, else it is captured */
	size_t out_max, err_max; /* more output than this is an error */
	int deadline_ms;         /* killed after that; 0: none */
};

struct proc_result {
	int status;       /* exit status, or -1 if a signal ended it */
	int signal;       /* that signal, or 0 */
	bool timed_out;
	struct buf out, err;
};

#define PROC_RESULT CLEANUP(proc_result_wipe) struct proc_result

/* Runs to its end. All other descriptors are closed in the child. False if it
 * could not be started or talked to; a bad exit status is not a failure. */
bool proc_run(const struct proc *proc, struct proc_result *out,
	struct err *err) MUST_USE;
void proc_result_wipe(struct proc_result *result);

/* True if a program of this name is in PATH. */
bool proc_exists(const char *name);

/* "<folder of this program>/../libexec/otp/NAME", so that the build tree and
 * the installed tree work alike. In secmem; release with str_free(). */
char *proc_helper_path(const char *name, struct err *err) MUST_USE;

/* No core files, not dumpable or traceable, umask 077. */
void proc_harden(void);

#endif
