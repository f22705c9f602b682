/* Running other programs, and this process's own protection. */
#ifndef OS_PROC_H
#define OS_PROC_H

#include <sys/resource.h>
#include <sys/types.h>

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
	/* Gets what there is of its output so far, as it comes, and tells how
	 * many bytes it has dealt with; those are not kept. May be NULL. */
	size_t (*on_out)(void *arg, const uint8_t *bytes, size_t len);
	void *arg;
	int deadline_ms;         /* killed after that, with what it started;
				    0: none, and Ctrl-C reaches it too */
	int stop;                /* a descriptor: killed like that once there
				    is something to read; 0: none */
};

struct proc_result {
	int status;       /* exit status, or -1 if a signal ended it */
	int signal;       /* that signal, or 0 */
	bool timed_out, stopped;
	struct buf out, err;
};

#define PROC_RESULT CLEANUP(proc_result_wipe) struct proc_result

/*
 * Runs to its end; what it left running in the background is not waited for.
 * All other descriptors are closed in the child, and no signal is blocked in
 * it. False if it could not be started or talked to, or said too much; a bad
 * exit status, a missed deadline or a stop is not a failure. *out is set either
 * way.
 */
bool proc_run(const struct proc *proc, struct proc_result *out,
	struct err *err) MUST_USE;
void proc_result_wipe(struct proc_result *result);

#define PROC_FEED_MAX ((size_t)4096)

/* Starts a program that outlives us: session of its own, stdin is the feed
 * (at most PROC_FEED_MAX bytes), stdout and stderr go nowhere. */
bool proc_detach(const char *const *argv, const void *feed, size_t feed_len,
	struct err *err) MUST_USE;

/* True if a program of this name is in PATH. */
bool proc_exists(const char *name);

/* The file that runs as name: name itself if it has a slash, else the first
 * in the absolute folders of PATH. In secmem; release with str_free(). */
char *proc_find(const char *name, struct err *err) MUST_USE;

/* The file of this program. In secmem; release with str_free(). */
char *proc_self_path(struct err *err) MUST_USE;

/* "<folder of this program>/../libexec/otp/NAME", so that the build tree and
 * the installed tree work alike. In secmem; release with str_free(). */
char *proc_helper_path(const char *name, struct err *err) MUST_USE;

/*
 * Does the work in a child and collects what that writes to the descriptor, at
 * most out_max bytes: whatever a library leaves in memory goes with the child.
 * There secret memory is empty and must not be used; arg is in ordinary
 * memory. False if the work returns false, or does not return.
 */
typedef bool proc_work(const void *arg, int out);
bool proc_aside(proc_work *work, const void *arg, size_t out_max,
	struct buf *out, struct err *err) MUST_USE;

/* What a process inherits and proc_harden() changes. */
struct proc_origin {
	mode_t umask;
	struct rlimit core;
	bool ignores_children;  /* SIGCHLD */
	bool ignores_file_size; /* SIGXFSZ */
};

/* No core files, not dumpable or traceable, umask 077; children can be waited
 * for whatever was inherited, and a file that may not grow further is an error
 * of write(). */
void proc_harden(struct proc_origin *before);

/* In a child, before exec: as it was. */
void proc_unharden(const struct proc_origin *before);

#endif
