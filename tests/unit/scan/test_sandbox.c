/*
 * Each forbidden thing is tried in a process of its own that has entered the
 * sandbox, and must fail or end that process.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "scan/sandbox.h"

#include <cmocka.h>

/* Returns true if it worked. */
typedef bool deed(void);

#define NOT_ENTERED 99
#define WORKED 0
#define FAILED 1
#define PAGE 4096

static bool
open_file(void)
{
	return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}

static bool
open_own_folder(void)
{
	return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0;
}

static bool
open_to_write(void)
{
	return open("/tmp/otp-scan-was-here", O_WRONLY | O_CREAT | O_CLOEXEC,
		       0600) >= 0;
}

static bool
make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
make_unix_socket(void)
{
	return socket(AF_UNIX, SOCK_DGRAM, 0) >= 0;
}

static bool
start_program(void)
{
	char *const argv[] = {NULL}, *const env[] = {NULL};

	return execve("/bin/true", argv, env) == 0;
}

static bool
start_process(void)
{
	return fork() >= 0;
}

static bool
trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool
map_executable(void)
{
	return mmap(NULL, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
make_executable(void)
{
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page != MAP_FAILED &&
		mprotect(page, PAGE, PROT_READ | PROT_EXEC) == 0;
}

static bool
send_signal(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
make_memory_file(void)
{
	return memfd_create("x", MFD_CLOEXEC) >= 0;
}

static bool
remove_file(void)
{
	return unlink("/tmp/otp-scan-was-here") == 0;
}

static bool
raise_limit(void)
{
	const struct rlimit max = {RLIM_INFINITY, RLIM_INFINITY};

	return setrlimit(RLIMIT_AS, &max) == 0;
}

static bool
talk_to_ring(void)
{
	return syscall(SYS_io_uring_setup, 1, NULL) >= 0;
}

static bool
duplicate_descriptor(void)
{
	return dup(STDIN_FILENO) >= 0;
}

static bool
take_too_much_memory(void)
{
	void *block = malloc((size_t)3 * 1024 * 1024 * 1024);
	bool worked = block != NULL;

	free(block);
	return worked;
}

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* What decoding needs: memory of any size, sorting, the clock, answering. */
static bool
compute(void)
{
	size_t count = (size_t)1 << 20;
	int *numbers = malloc(count * sizeof(*numbers));
	struct timespec now;
	bool good = numbers != NULL;

	for (size_t i = 0; good && i < count; i++)
		numbers[i] = (int)(count - i);
	if (good)
		qsort(numbers, count, sizeof(*numbers), by_value);
	good = good && numbers[0] == 1;
	free(numbers);
	return good && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0 &&
		write(STDOUT_FILENO, "", 0) == 0;
}

static bool
enter_all(void)
{
	struct err err = {0};

	return sandbox_enter(true, &err);
}

static bool
enter_limits_only(void)
{
	struct err err = {0};

	return sandbox_enter(false, &err);
}

static bool
enter_landlock(void)
{
	struct err err = {0};
	bool done = false;

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		landlock_enter(&done, &err) && done;
}

static bool
enter_seccomp(void)
{
	struct err err = {0};
	bool done = false;

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		seccomp_enter(-1, &done, &err) && done;
}

/* The wait status of a child that enters and tries. */
static int
status_of(deed *enter, deed *try)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (!enter())
			_exit(NOT_ENTERED);
		_exit(try() ? WORKED : FAILED);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
skip_without(bool there, const char *what)
{
	if (there)
		return;
	fprintf(stderr, "no %s here: the sandbox is NOT tested\n", what);
	skip();
}

static bool
can_enter(deed *enter)
{
	int status = status_of(enter, compute);

	return !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_ENTERED);
}

static void
test_forbidden_things_fail_or_end_the_process(void **state)
{
	static const struct {
		const char *what;
		deed *try;
		int signal; /* or 0: it fails */
	} rows[] = {
		{"open a file", open_file, 0},
		{"open a folder", open_own_folder, 0},
		{"open a file to write", open_to_write, 0},
		{"make a socket", make_socket, SIGSYS},
		{"make a local socket", make_unix_socket, SIGSYS},
		{"start a program", start_program, SIGSYS},
		{"start a process", start_process, SIGSYS},
		{"be traced", trace, SIGSYS},
		{"map executable memory", map_executable, SIGSYS},
		{"make memory executable", make_executable, SIGSYS},
		{"send a signal", send_signal, SIGSYS},
		{"make a file in memory", make_memory_file, SIGSYS},
		{"remove a file", remove_file, SIGSYS},
		{"raise a limit", raise_limit, SIGSYS},
		{"make a ring", talk_to_ring, SIGSYS},
		{"duplicate a descriptor", duplicate_descriptor, SIGSYS},
		{"take too much memory", take_too_much_memory, 0},
	};

	(void)state;
	skip_without(sandbox_is_built(), "sandbox in this build");
	skip_without(can_enter(enter_all), "landlock or seccomp here");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int status = status_of(enter_all, rows[i].try);

		print_message("%s: status %d\n", rows[i].what, status);
		if (rows[i].signal != 0) {
			assert_true(WIFSIGNALED(status));
			assert_int_equal(WTERMSIG(status), rows[i].signal);
		} else {
			assert_true(WIFEXITED(status));
			assert_int_equal(WEXITSTATUS(status), FAILED);
		}
	}
}

static void
test_computing_goes_on_inside(void **state)
{
	int status;

	(void)state;
	skip_without(sandbox_is_built(), "sandbox in this build");
	skip_without(can_enter(enter_all), "landlock or seccomp here");
	status = status_of(enter_all, compute);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), WORKED);
}

static void
test_landlock_alone_closes_the_file_system(void **state)
{
	static deed *const rows[] = {
		open_file, open_own_folder, open_to_write, start_program,
		remove_file,
	};

	(void)state;
	skip_without(sandbox_is_built(), "sandbox in this build");
	skip_without(can_enter(enter_landlock), "landlock in this kernel");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int status = status_of(enter_landlock, rows[i]);

		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), FAILED);
	}
}

static void
test_seccomp_alone_fails_to_open(void **state)
{
	int status;

	(void)state;
	skip_without(sandbox_is_built(), "sandbox in this build");
	skip_without(can_enter(enter_seccomp), "seccomp in this kernel");
	status = status_of(enter_seccomp, open_file);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), FAILED);
}

static void
test_limits_hold_without_confinement(void **state)
{
	int status;

	(void)state;
	skip_without(sandbox_is_built(), "sandbox in this build");
	status = status_of(enter_limits_only, take_too_much_memory);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), FAILED);
	status = status_of(enter_limits_only, open_file);
	assert_int_equal(WEXITSTATUS(status), WORKED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_forbidden_things_fail_or_end_the_process),
		cmocka_unit_test(test_computing_goes_on_inside),
		cmocka_unit_test(test_landlock_alone_closes_the_file_system),
		cmocka_unit_test(test_seccomp_alone_fails_to_open),
		cmocka_unit_test(test_limits_hold_without_confinement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
