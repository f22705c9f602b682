/*
 * A program of the user's own on a terminal of its own (a pty), started by a
 * process that was forked before this one entered no_network and learned any
 * secret. So the program has the network, may gain rights, and inherits what
 * this process did; and this process has neither.
 *
 * The launcher stays between the two: the program is in the foreground of the
 * pty with a parent in its session, hence Ctrl-Z stops it as it would on any
 * terminal. Should this process die, the terminal hangs up.
 */
#ifndef OS_LAUNCHER_H
#define OS_LAUNCHER_H

#include <sys/types.h>

#include "base/err.h"
#include "os/proc.h"

struct launcher {
	pid_t pid;     /* of the launcher; 0: none */
	int control;   /* socket to it */
	int terminal;  /* our end of the pty; does not block */
	int out, errs; /* what the program writes to its stdout and stderr, if
			  these are not its terminal; else -1 */
};

#define LAUNCHER_NONE {.control = -1, .terminal = -1, .out = -1, .errs = -1}
#define LAUNCHER CLEANUP(launcher_wipe) struct launcher

struct launcher_plan {
	const char *const *argv;  /* argv[0]: a path, or a name in PATH */
	const struct proc_origin *origin;
	bool out_is_piped;  /* its stdout is launcher.out, else the pty */
	bool errs_is_piped; /* its stderr is launcher.errs, else the pty */
	bool errs_is_out;   /* or, before that, the same as its stdout */
	int hidden_fd;      /* a descriptor not to be inherited, or -1 */
};

/* Forks; nothing runs yet. */
bool launcher_start(struct launcher *launcher,
	const struct launcher_plan *plan, struct err *err) MUST_USE;

/* Runs the program: its stdin is ours, or the pty. Returns when it does run;
 * *pid leads its process group. */
bool launcher_go(struct launcher *launcher, bool own_stdin, pid_t *pid,
	struct err *err) MUST_USE;

enum launcher_event {
	LAUNCHER_STOPPED, /* the program, by a signal such as Ctrl-Z */
	LAUNCHER_ENDED,   /* value: its exit status, 128 + N for signal N */
	LAUNCHER_LOST,    /* nothing more will be known */
};

/* The next event; waits for it. control is readable when there is one. */
enum launcher_event launcher_next(struct launcher *launcher, int *value);

/* The stopped program goes on. */
void launcher_resume(struct launcher *launcher);

/* Hangs up, and waits for the launcher. LAUNCHER_NONE is
 * nothing. */
void launcher_wipe(struct launcher *launcher);

#endif
