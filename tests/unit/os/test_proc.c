#include <setjmp.h>
#include <stdarg.h>

#include "os/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/str.h"

#include <cmocka.h>

#define OUT_MAX ((size_t)1024 * 1024)

static const struct proc defaults = {
	.input = -1,
	.out_max = OUT_MAX,
	.err_max = OUT_MAX,
};

/* Runs a line of shell with what else is set in *proc. */
static bool
run_shell(struct proc proc, const char *line, struct proc_result *result,
	struct err *err)
{
	const char *argv[] = {"sh", "-c", line, NULL};

	proc.argv = argv;
	return proc_run(&proc, result, err);
}

static void
test_captures_both_streams_and_the_status(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};

	(void)state;
	assert_true(run_shell(defaults, "echo out; echo err >&2; exit 3",
		&result, &err));
	assert_int_equal(result.status, 3);
	assert_int_equal(result.signal, 0);
	assert_false(result.timed_out);
	assert_string_equal(buf_text(&result.out), "out\n");
	assert_string_equal(buf_text(&result.err), "err\n");
}

static void
test_names_the_signal_that_ended_it(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};

	(void)state;
	assert_true(run_shell(defaults, "kill -TERM $$", &result, &err));
	assert_int_equal(result.status, -1);
	assert_int_equal(result.signal, SIGTERM);
}

static void
test_stdin_is_empty_by_default(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};

	(void)state;
	assert_true(run_shell(defaults, "cat", &result, &err));
	assert_int_equal(result.status, 0);
	assert_int_equal(result.out.len, 0);
}

static void
test_feeds_more_than_a_pipe_holds_and_reads_it_back(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	BUF big = {0};

	(void)state;
	for (size_t i = 0; i < OUT_MAX; i++)
		buf_add_byte(&big, (uint8_t)(i * 31));
	assert_true(buf_ok(&big, &err));
	proc.feed = big.data;
	proc.feed_len = big.len;
	assert_true(run_shell(proc, "cat", &result, &err));
	assert_int_equal(result.out.len, big.len);
	assert_memory_equal(result.out.data, big.data, big.len);
}

static void
test_a_child_that_reads_nothing_does_not_end_us(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	BUF big = {0};
	struct sigaction action;
	sigset_t blocked;

	(void)state;
	for (size_t i = 0; i < OUT_MAX; i++)
		buf_add_byte(&big, 'x');
	proc.feed = big.data;
	proc.feed_len = big.len;
	assert_true(run_shell(proc, "exec 0</dev/null; echo done", &result,
		&err));
	assert_int_equal(result.status, 0);
	assert_string_equal(buf_text(&result.out), "done\n");
	sigaction(SIGPIPE, NULL, &action);
	assert_true(action.sa_handler == SIG_DFL);
	sigprocmask(SIG_SETMASK, NULL, &blocked);
	assert_false(sigismember(&blocked, SIGPIPE));
	sigpending(&blocked);
	assert_false(sigismember(&blocked, SIGPIPE));
}

static void
test_gives_a_descriptor_as_stdin(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "hello", 5), 5);
	close(ends[1]);
	proc.input = ends[0];
	assert_true(run_shell(proc, "cat", &result, &err));
	assert_string_equal(buf_text(&result.out), "hello");
	close(ends[0]);
}

static void
test_no_other_descriptor_reaches_the_child(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	int fd = open("/dev/null", O_RDONLY);
	int high = fcntl(fd, F_DUPFD, 200);

	(void)state;
	assert_true(fd >= 0 && high >= 200);
	/* The shell's own glob opens one more, which is gone by the time. */
	assert_true(run_shell(defaults,
		"for f in /proc/self/fd/*; do [ -e \"$f\" ] && echo ${f##*/}; "
		"done", &result, &err));
	assert_string_equal(buf_text(&result.out), "0\n1\n2\n");
	close(fd);
	close(high);
}

static void
test_closed_standard_descriptors_do_not_mix_up_the_pipes(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	int saved[3];
	bool ran;

	(void)state;
	fflush(stdout);
	for (int i = 0; i < 3; i++) {
		saved[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
		close(i);
	}
	proc.feed = "fed";
	proc.feed_len = 3;
	ran = run_shell(proc, "cat; echo err >&2", &result, &err);
	for (int i = 0; i < 3; i++) {
		dup2(saved[i], i);
		close(saved[i]);
	}
	assert_true(ran);
	assert_string_equal(buf_text(&result.out), "fed");
	assert_string_equal(buf_text(&result.err), "err\n");
}

static void
test_given_environment_is_the_whole_one(void **state)
{
	static const char *const env[] = {"ONLY=this", NULL};
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	const char *argv[] = {"env", NULL};

	(void)state;
	proc.argv = argv;
	proc.env = env;
	assert_true(proc_run(&proc, &result, &err));
	assert_string_equal(buf_text(&result.out), "ONLY=this\n");
}

static size_t
stop_it(void *arg, const uint8_t *bytes, size_t len)
{
	const int *fd = arg;

	(void)bytes;
	assert_int_equal(write(*fd, "", 1), 1);
	return len;
}

static void
test_stop_kills_it_while_it_runs(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	proc.stop = ends[0];
	proc.on_out = stop_it;
	proc.arg = &ends[1];
	proc.deadline_ms = 1000 * 1000;
	assert_true(run_shell(proc, "echo started; exec sleep 1000", &result,
		&err));
	assert_true(result.stopped);
	assert_false(result.timed_out);
	assert_int_equal(result.signal, SIGKILL);
	close(ends[0]);
	close(ends[1]);
}

static void
test_deadline_kills_it_and_what_it_started(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	struct stat st;
	char dir[] = "/tmp/otp-test-proc-XXXXXX";
	STRING fifo = NULL;
	STRING line = NULL;
	int fd;
	char byte;

	(void)state;
	assert_non_null(mkdtemp(dir));
	fifo = str_format(&err, "%s/fifo", dir);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	line = str_format(&err, "(exec 3>%s; echo started; exec sleep 1000) & "
		"wait", fifo);
	fd = open(fifo, O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	proc.deadline_ms = 300;
	assert_true(run_shell(proc, line, &result, &err));
	assert_true(result.timed_out);
	assert_int_equal(result.status, -1);
	assert_int_equal(result.signal, SIGKILL);
	/* The end of file comes once no writer is left. */
	fcntl(fd, F_SETFL, 0);
	assert_int_equal(read(fd, &byte, 1), 0);
	close(fd);
	unlink(fifo);
	assert_int_equal(stat(fifo, &st), -1);
	rmdir(dir);
}

static void
test_too_much_output_is_an_error_and_ends_it(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;

	(void)state;
	proc.out_max = 1000;
	assert_false(run_shell(proc, "yes", &result, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.where, "sh");
	assert_string_equal(err.text,
		"must write at most 1000 bytes, wrote more");
	/* No child is left behind. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void
test_does_not_wait_for_what_stays_in_the_background(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	pid_t left;

	(void)state;
	assert_true(run_shell(defaults, "sleep 1000 & echo $!", &result,
		&err));
	assert_int_equal(result.status, 0);
	left = (pid_t)strtol(buf_text(&result.out), NULL, 10);
	assert_true(left > 1);
	assert_int_equal(kill(left, SIGKILL), 0);
}

static void
test_missing_program_is_named(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	const char *argv[] = {"otp-no-such-program", NULL};

	(void)state;
	proc.argv = argv;
	assert_false(proc_run(&proc, &result, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text,
		"there is no program otp-no-such-program in PATH");
}

static void
test_what_cannot_be_executed_is_named_with_the_reason(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	struct proc proc = defaults;
	const char *argv[] = {"/nonexistent/program", NULL};

	(void)state;
	proc.argv = argv;
	assert_false(proc_run(&proc, &result, &err));
	assert_string_equal(err.text,
		"cannot run /nonexistent/program: No such file or directory");
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void
test_signals_blocked_here_are_not_blocked_there(void **state)
{
	PROC_RESULT result = {0};
	struct err err = {0};
	sigset_t set, before;

	(void)state;
	sigfillset(&set);
	sigprocmask(SIG_SETMASK, &set, &before);
	assert_true(run_shell(defaults, "kill -INT $$; echo alive", &result,
		&err));
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_int_equal(result.signal, SIGINT);
}

static void
test_programs_are_looked_for_in_absolute_folders_only(void **state)
{
	char dir[] = "/tmp/otp-test-path-XXXXXX";
	struct err err = {0};
	char old[PATH_MAX];
	STRING program = NULL;
	STRING path = NULL;
	STRING before = str_dup(getenv("PATH"), &err);
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	program = str_format(&err, "%s/otp-test-tool", dir);
	fd = open(program, O_WRONLY | O_CREAT, 0700);
	assert_true(fd >= 0);
	close(fd);
	assert_non_null(getcwd(old, sizeof(old)));
	assert_int_equal(chdir(dir), 0);

	setenv("PATH", ":.:/nonexistent", 1);
	assert_false(proc_exists("otp-test-tool"));
	path = str_format(&err, "/nonexistent:%s", dir);
	setenv("PATH", path, 1);
	assert_true(proc_exists("otp-test-tool"));
	chmod(program, 0600);
	assert_false(proc_exists("otp-test-tool"));

	setenv("PATH", before, 1);
	assert_int_equal(chdir(old), 0);
	unlink(program);
	rmdir(dir);
}

static void
test_helpers_lie_beside_the_programs_folder(void **state)
{
	struct err err = {0};
	STRING path = proc_helper_path("otp-scan", &err);
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *tail = "/../libexec/otp/otp-scan";

	(void)state;
	assert_true(len > 0);
	self[len] = '\0';
	assert_non_null(path);
	*strrchr(self, '/') = '\0';
	assert_true(str_starts(path, self));
	assert_string_equal(path + strlen(self), tail);
}

static void
test_detached_program_gets_its_feed_and_outlives_the_call(void **state)
{
	char dir[] = "/tmp/otp-test-detach-XXXXXX";
	struct err err = {0};
	STRING fifo = NULL;
	STRING line = NULL;
	const char *argv[] = {"sh", "-c", NULL, NULL};
	char text[64] = "";
	ssize_t got;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	fifo = str_format(&err, "%s/fifo", dir);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	line = str_format(&err, "cat >%s", fifo);
	argv[2] = line;
	assert_true(proc_detach(argv, "orders", 6, &err));
	fd = open(fifo, O_RDONLY);
	got = read(fd, text, sizeof(text) - 1);
	assert_int_equal(got, 6);
	assert_string_equal(text, "orders");
	close(fd);
	unlink(fifo);
	rmdir(dir);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void
test_hardening_allows_no_core_and_no_tracer_and_can_be_undone(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (pid == 0) {
		struct proc_origin origin;
		struct rlimit limit, before;

		umask(027);
		getrlimit(RLIMIT_CORE, &before);
		proc_harden(&origin);
		getrlimit(RLIMIT_CORE, &limit);
		if (limit.rlim_cur != 0)
			_exit(1);
		if (prctl(PR_GET_DUMPABLE) != 0)
			_exit(2);
		if (umask(077) != 077)
			_exit(3);
		proc_unharden(&origin);
		getrlimit(RLIMIT_CORE, &limit);
		if (limit.rlim_cur != before.rlim_cur ||
		    limit.rlim_max != before.rlim_max)
			_exit(4);
		if (umask(0) != 027)
			_exit(5);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_captures_both_streams_and_the_status),
		cmocka_unit_test(test_names_the_signal_that_ended_it),
		cmocka_unit_test(test_stdin_is_empty_by_default),
		cmocka_unit_test(
			test_feeds_more_than_a_pipe_holds_and_reads_it_back),
		cmocka_unit_test(
			test_a_child_that_reads_nothing_does_not_end_us),
		cmocka_unit_test(test_gives_a_descriptor_as_stdin),
		cmocka_unit_test(test_no_other_descriptor_reaches_the_child),
		cmocka_unit_test(
		    test_closed_standard_descriptors_do_not_mix_up_the_pipes),
		cmocka_unit_test(test_given_environment_is_the_whole_one),
		cmocka_unit_test(test_stop_kills_it_while_it_runs),
		cmocka_unit_test(test_deadline_kills_it_and_what_it_started),
		cmocka_unit_test(test_too_much_output_is_an_error_and_ends_it),
		cmocka_unit_test(
			test_does_not_wait_for_what_stays_in_the_background),
		cmocka_unit_test(test_missing_program_is_named),
		cmocka_unit_test(
			test_what_cannot_be_executed_is_named_with_the_reason),
		cmocka_unit_test(
			test_signals_blocked_here_are_not_blocked_there),
		cmocka_unit_test(
			test_programs_are_looked_for_in_absolute_folders_only),
		cmocka_unit_test(test_helpers_lie_beside_the_programs_folder),
		cmocka_unit_test(
		    test_detached_program_gets_its_feed_and_outlives_the_call),
		cmocka_unit_test(test_hardening_allows_no_core_and_no_tracer_and_can_be_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
