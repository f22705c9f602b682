/*
 * Usage: fault record FILE PROGRAM [ARG...]
 *        fault WHAT WHERE [WHAT WHERE]... -- PROGRAM [ARG...]
 * Runs a program and lets chosen system calls of it go wrong.
 *
 * "record" writes a line for each call: its place, its name, its first argument
 * and its result ("?" if there is none).
 *
 * WHERE is a place as recorded, "NAME:N" for the Nth call of that name; or a
 * number, of all calls from 1; or the name of calls, all of which are meant
 * then. A number is not the same in every run: allocators, and above all those
 * of the sanitizers, ask for memory when they like. WHAT is done to it:
 *   kill    the program gets SIGKILL before the call is made
 *   short   a write writes half of what it was given
 *   torn    the same, and the program gets SIGKILL behind it
 *   =VALUE  the call is not made, but gives VALUE
 *   ENOSPC  (or another name) the call is not made, but fails with this error
 *
 * The exit status is the program's, 128 more than the signal that ended it, 99
 * if something in the list was never reached, 98 if this machine cannot do
 * that. Children are not followed.
 */
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>

#include "base/base.h"

#include <seccomp.h>

#define STATUS_UNREACHED 99
#define STATUS_CANNOT 98
#define STATUS_SIGNAL 128
#define RULES_MAX 8
#define NAME_SIZE 32 /* of a call */
#define CALLS_MAX 1024 /* numbers of calls are below it */
#define SIZE_ARGUMENT 2 /* of write(2), from 0 */
#define CALL_STOP (SIGTRAP | 0x80) /* PTRACE_O_TRACESYSGOOD */

/* How the registers are used when the kernel is called. */
#if defined(__x86_64__)
#define CAN_CHANGE true
#define REGISTERS struct user_regs_struct
#define SIZE_REGISTER(regs) ((regs)->rdx)
#define RESULT_REGISTER(regs) ((regs)->rax)
#elif defined(__aarch64__)
#define CAN_CHANGE true
#define REGISTERS struct user_regs_struct
#define SIZE_REGISTER(regs) ((regs)->regs[SIZE_ARGUMENT])
#define RESULT_REGISTER(regs) ((regs)->regs[0])
#else
#define CAN_CHANGE false
#define REGISTERS struct unknown_registers
#define SIZE_REGISTER(regs) ((regs)->any)
#define RESULT_REGISTER(regs) ((regs)->any)
struct unknown_registers {
	unsigned long any;
};
#endif

#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif

enum what {
	WHAT_KILL,
	WHAT_SHORT,
	WHAT_TORN,
	WHAT_RESULT,
};

struct rule {
	enum what what;
	long result;
	int call; /* or negative: any */
	unsigned long number; /* among those, from 1; or 0: each */
	bool reached;
};

struct run {
	pid_t pid;
	struct rule rules[RULES_MAX];
	size_t rule_count;
	FILE *record;
	unsigned long number; /* of the last call */
	unsigned long counts[CALLS_MAX]; /* of each call */
	const struct rule *changed; /* the call that is being made */
};

static const struct {
	const char *name;
	enum what what;
} changes[] = {
	{"kill", WHAT_KILL},
	{"short", WHAT_SHORT},
	{"torn", WHAT_TORN},
};

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"EACCES", EACCES},
	{"EDQUOT", EDQUOT},
	{"EINTR", EINTR},
	{"EINVAL", EINVAL},
	{"EIO", EIO},
	{"EMLINK", EMLINK},
	{"ENOLCK", ENOLCK},
	{"ENOMEM", ENOMEM},
	{"ENOSPC", ENOSPC},
	{"ENOSYS", ENOSYS},
	{"EOPNOTSUPP", EOPNOTSUPP},
	{"EPERM", EPERM},
	{"EROFS", EROFS},
	{"EWOULDBLOCK", EWOULDBLOCK},
	{"EXDEV", EXDEV},
};

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "fault: %s\n", what);
	exit(STATUS_CANNOT);
}

static bool
parse_what(const char *text, struct rule *rule)
{
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		rule->what = changes[i].what;
		if (strcmp(text, changes[i].name) == 0)
			return true;
	}
	rule->what = WHAT_RESULT;
	if (text[0] == '=') {
		rule->result = strtol(text + 1, NULL, 10);
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(errors); i++) {
		rule->result = -errors[i].number;
		if (strcmp(text, errors[i].name) == 0)
			return true;
	}
	return false;
}

static bool
parse_where(const char *text, struct rule *rule)
{
	char name[NAME_SIZE];
	size_t length = strcspn(text, ":");

	rule->call = -1;
	rule->number = strtoul(text, NULL, 10);
	if (rule->number > 0)
		return true;
	if (length >= sizeof(name))
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	rule->call = seccomp_syscall_resolve_name(name);
	if (text[length] == '\0')
		return rule->call >= 0;
	rule->number = strtoul(text + length + 1, NULL, 10);
	return rule->call >= 0 && rule->number > 0;
}

/* Gives the program, behind the rules. */
static char **
parse_rules(struct run *run, char **argv)
{
	for (; argv[0] != NULL && strcmp(argv[0], "--") != 0; argv += 2) {
		struct rule *rule = &run->rules[run->rule_count++];

		if (run->rule_count == RULES_MAX || argv[1] == NULL ||
		    !parse_what(argv[0], rule) || !parse_where(argv[1], rule))
			fail("cannot understand what should go wrong");
		if (rule->what != WHAT_KILL && !CAN_CHANGE)
			fail("knows nothing of the registers here");
	}
	if (argv[0] == NULL || argv[1] == NULL)
		fail("needs a program");
	return argv + 1;
}

static void
get_registers(pid_t pid, REGISTERS *regs)
{
	struct iovec area = {.iov_base = regs, .iov_len = sizeof(*regs)};

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &area) != 0)
		fail("cannot read registers");
}

static void
set_registers(pid_t pid, REGISTERS *regs)
{
	struct iovec area = {.iov_base = regs, .iov_len = sizeof(*regs)};

	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &area) != 0)
		fail("cannot set registers");
}

/* Makes it a call that does nothing. */
#if defined(__x86_64__)
static void
empty_call(pid_t pid)
{
	REGISTERS regs;

	get_registers(pid, &regs);
	regs.orig_rax = SYS_getpid;
	set_registers(pid, &regs);
}
#else
static void
empty_call(pid_t pid)
{
	int call = SYS_getpid;
	struct iovec area = {.iov_base = &call, .iov_len = sizeof(call)};

	if (ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &area) != 0)
		fail("cannot change a call");
}
#endif

/* How many calls of this name there were, with this one. */
static unsigned long
nth(const struct run *run, uint64_t call)
{
	return call < CALLS_MAX ? run->counts[call] : 0;
}

static bool
is_meant(const struct run *run, const struct rule *rule, uint64_t call)
{
	if (rule->call < 0)
		return rule->number == run->number;
	return (uint64_t)rule->call == call &&
	       (rule->number == 0 || rule->number == nth(run, call));
}

/* The first rule for this call. */
static struct rule *
find_rule(struct run *run, const struct __ptrace_syscall_info *info)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		struct rule *rule = &run->rules[i];

		if (!is_meant(run, rule, info->entry.nr))
			continue;
		if ((rule->what == WHAT_SHORT || rule->what == WHAT_TORN) &&
		    (info->entry.nr != SYS_write ||
		     info->entry.args[SIZE_ARGUMENT] < 2))
			continue;
		return rule;
	}
	return NULL;
}

static void
record_entry(const struct run *run, const struct __ptrace_syscall_info *info)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE,
		(int)info->entry.nr);

	if (name == NULL)
		fail("a call without a name");
	fprintf(run->record, "%s:%lu %s %d ", name, nth(run, info->entry.nr),
		name, (int)info->entry.args[0]);
	free(name);
}

static void
on_entry(struct run *run, const struct __ptrace_syscall_info *info)
{
	REGISTERS regs;
	struct rule *rule;

	run->number++;
	if (info->entry.nr < CALLS_MAX)
		run->counts[info->entry.nr]++;
	if (run->record != NULL)
		record_entry(run, info);
	rule = find_rule(run, info);
	if (rule == NULL)
		return;
	rule->reached = true;
	if (rule->what == WHAT_KILL) {
		kill(run->pid, SIGKILL);
	} else if (rule->what == WHAT_RESULT) {
		empty_call(run->pid);
		run->changed = rule;
	} else {
		get_registers(run->pid, &regs);
		SIZE_REGISTER(&regs) /= 2;
		set_registers(run->pid, &regs);
		run->changed = rule;
	}
}

static void
on_exit_of_call(struct run *run, const struct __ptrace_syscall_info *info)
{
	REGISTERS regs;

	if (run->record != NULL && run->number > 0)
		fprintf(run->record, "%lld\n", (long long)info->exit.rval);
	if (run->changed == NULL)
		return;
	if (run->changed->what == WHAT_TORN) {
		kill(run->pid, SIGKILL);
	} else if (run->changed->what == WHAT_RESULT) {
		get_registers(run->pid, &regs);
		RESULT_REGISTER(&regs) = (unsigned long)run->changed->result;
		set_registers(run->pid, &regs);
	}
	run->changed = NULL;
}

static void
on_call(struct run *run)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, run->pid, sizeof(info), &info) < 0)
		return; /* killed meanwhile */
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
		on_entry(run, &info);
	else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
		on_exit_of_call(run, &info);
}

/* Starts the program; it stands still behind its exec. */
static void
start(struct run *run, char **argv)
{
	int status;

	run->pid = fork();
	if (run->pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(STATUS_CANNOT); /* which the parent tells */
		raise(SIGSTOP);
		execvp(argv[0], argv);
		fail("cannot start the program");
	}
	if (run->pid < 0 || waitpid(run->pid, &status, 0) != run->pid ||
	    !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, run->pid, NULL, PTRACE_O_TRACESYSGOOD |
		PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL) != 0 ||
	    ptrace(PTRACE_CONT, run->pid, NULL, NULL) != 0 ||
	    waitpid(run->pid, &status, 0) != run->pid || !WIFSTOPPED(status))
		fail("may not trace");
}

/* Gives the status that the program ended with. */
static int
follow(struct run *run)
{
	int pending = 0, status;

	for (;;) {
		ptrace(PTRACE_SYSCALL, run->pid, NULL, pending);
		if (waitpid(run->pid, &status, 0) != run->pid)
			fail("lost the program");
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		if (WIFSIGNALED(status))
			return STATUS_SIGNAL + WTERMSIG(status);
		pending = WSTOPSIG(status);
		if (pending == CALL_STOP) {
			pending = 0;
			on_call(run);
		}
	}
}

static bool
all_reached(const struct run *run)
{
	for (size_t i = 0; i < run->rule_count; i++)
		if (!run->rules[i].reached)
			return false;
	return true;
}

int
main(int argc, char **argv)
{
	struct run run = {0};
	bool records = argc > 3 && strcmp(argv[1], "record") == 0;
	char **program = records ? argv + 3 : parse_rules(&run, argv + 1);
	int status;

	if (records)
		run.record = fopen(argv[2], "we");
	if (records && run.record == NULL)
		fail("cannot write the record");
	start(&run, program);
	status = follow(&run);
	if (run.record != NULL && (fputs("?\n", run.record) < 0 ||
	    fclose(run.record) != 0))
		fail("cannot write the record");
	return all_reached(&run) || status > STATUS_SIGNAL ? status
		: STATUS_UNREACHED;
}
