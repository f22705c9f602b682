#include <setjmp.h>
#include <stdarg.h>

#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cmocka.h>

#define CAP ((size_t)1000)

/* Each test has a folder of its own, as its working directory. */
static int
enter_folder(void **state)
{
	char name[] = "/tmp/otp-test-XXXXXX";

	*state = mkdtemp(name) != NULL ? strdup(name) : NULL;
	return *state != NULL && chdir(*state) == 0 ? 0 : -1;
}

static int
leave_folder(void **state)
{
	const char *made[] = {"file", "fifo", "folder", "link", "socket"};
	int result;

	for (size_t i = 0; i < COUNT_OF(made); i++)
		remove(made[i]);
	result = chdir("/") == 0 ? rmdir(*state) : -1;
	free(*state);
	return result;
}

static void
make_file(const char *name, size_t len, uint8_t fill)
{
	FD fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct err err = {0};
	BUF bytes = {0};

	for (size_t i = 0; i < len; i++)
		buf_add_byte(&bytes, fill);
	assert_true(fd >= 0);
	assert_true(fd_write_all(fd, buf_text(&bytes), len, &err));
}

static void
assert_refused(const char *name, enum err_kind kind, const char *reason)
{
	struct err err = {0};
	BUF out = {0};

	assert_false(file_read(name, CAP, &out, &err));
	assert_int_equal(err.kind, kind);
	assert_string_equal(err.text, reason);
}

static void
test_a_file_is_read_whole_up_to_the_cap(void **state)
{
	static const size_t sizes[] = {0, 1, CAP - 1, CAP};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct err err = {0};
		BUF out = {0};

		make_file("file", sizes[i], 'x');
		assert_true(file_read("file", CAP, &out, &err));
		assert_int_equal(out.len, sizes[i]);
		assert_int_equal(strlen(buf_text(&out)), sizes[i]);
	}
}

static void
test_a_file_above_the_cap_is_refused(void **state)
{
	(void)state;
	make_file("file", CAP + 1, 'x');
	assert_refused("file", ERR_FORMAT,
		"must be at most 1000 bytes, is larger");
}

static void
test_a_gigantic_file_is_refused_without_reading(void **state)
{
	struct err err = {0};
	BUF out = {0};

	(void)state;
	make_file("file", 0, 0);
	assert_int_equal(truncate("file", (off_t)1 << 42), 0);
	assert_false(file_read("file", CAP, &out, &err));
	assert_int_equal(out.len, 0);
	assert_int_equal(out.cap, 0);
}

static void
test_only_what_is_left_of_a_file_counts(void **state)
{
	struct err err = {0};
	BUF out = {0};
	FD fd = -1;

	(void)state;
	make_file("file", 3 * CAP, 'x');
	fd = file_open("file", &err);
	assert_int_equal(lseek(fd, CAP, SEEK_SET), CAP);
	assert_false(fd_read_all(fd, CAP, &out, &err));
	assert_int_equal(lseek(fd, 2 * CAP, SEEK_SET), 2 * CAP);
	assert_true(fd_read_all(fd, CAP, &out, &err));
	assert_int_equal(out.len, CAP);
}

static void
test_a_fifo_without_a_writer_does_not_hang(void **state)
{
	struct err err = {0};
	BUF out = {0};

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	alarm(60); /* ends the test should it hang */
	assert_false(file_read("fifo", CAP, &out, &err));
	alarm(0);
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "is a pipe that nothing writes to; gave "
		"up after 10 s");
}

static void
test_a_fifo_waits_for_its_writer(void **state)
{
	struct err err = {0};
	BUF out = {0};
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		/* waits until it is opened for reading */
		int fd = open("fifo", O_WRONLY | O_CLOEXEC);

		_exit(fd >= 0 && write(fd, "late", 4) == 4 ? 0 : 1);
	}
	assert_true(file_read("fifo", CAP, &out, &err));
	assert_string_equal(buf_text(&out), "late");
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_writing_waits_for_a_pipe_that_does_not_block(void **state)
{
	static const uint8_t bytes[1024 * 1024];
	struct err err = {0};
	FD from = -1, to = -1;
	int ends[2], status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	from = ends[0];
	to = ends[1];
	assert_int_equal(fcntl(to, F_SETFL, O_NONBLOCK), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		BUF got = {0};

		fd_close(&to);
		_exit(fd_read_all(from, sizeof(bytes), &got, &err) &&
				got.len == sizeof(bytes) ? 0 : 1);
	}
	fd_close(&from);
	assert_true(fd_write_all(to, bytes, sizeof(bytes), &err));
	fd_close(&to);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* As in otp import <(command), where the bytes come slowly. */
static void
test_a_pipe_by_name_is_read_to_its_end(void **state)
{
	int ends[2], status;
	struct err err = {0};
	BUF out = {0};
	STRING name = NULL;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	name = str_format(&err, "/dev/fd/%d", ends[0]);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		bool good = true;

		for (int i = 0; i < 200; i++) {
			good = write(ends[1], "abc", 3) == 3 && good;
			sched_yield();
		}
		_exit(good ? 0 : 1);
	}
	close(ends[1]);
	assert_true(file_read(name, CAP, &out, &err));
	assert_int_equal(out.len, 600);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_what_is_not_a_file_is_refused_by_kind(void **state)
{
	const struct sockaddr_un address = {AF_UNIX, "socket"};
	FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_refused("folder", ERR_FORMAT, "is a folder, not a file");
	assert_refused("/dev/null", ERR_FORMAT, "is not a regular file");
	assert_refused("/dev/zero", ERR_FORMAT, "is not a regular file");
	assert_int_equal(bind(fd, (const struct sockaddr *)&address,
		sizeof(address)), 0);
	assert_refused("socket", ERR_SYSTEM,
		"cannot open: No such device or address");
}

static void
test_a_missing_file_is_told_with_the_systems_reason(void **state)
{
	(void)state;
	assert_refused("none", ERR_SYSTEM,
		"cannot open: No such file or directory");
	assert_int_equal(symlink("link", "link"), 0);
	assert_refused("link", ERR_SYSTEM,
		"cannot open: Too many levels of symbolic links");
}

static void
test_an_opened_file_is_closed_on_exec(void **state)
{
	struct err err = {0};

	(void)state;
	make_file("file", 3, 'x');
	FD fd = file_open("file", &err);

	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
}

static void
test_descriptors_are_closed_and_moved(void **state)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int number = fd, moved;

	(void)state;
	moved = fd_move(&fd);
	assert_int_equal(moved, number);
	assert_int_equal(fd, -1);
	fd_close(&fd);
	fd_close(&moved);
	assert_int_equal(moved, -1);
	assert_int_equal(fcntl(number, F_GETFD), -1);
	assert_int_equal(errno, EBADF);
}

static void
test_writing_goes_on_after_short_writes(void **state)
{
	const size_t len = (size_t)1024 * 1024; /* more than a pipe holds */
	struct err err = {0};
	BUF out = {0};
	int ends[2], status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		char *bytes = malloc(len);

		close(ends[0]);
		if (bytes == NULL)
			_exit(1);
		memset(bytes, 'y', len);
		_exit(fd_write_all(ends[1], bytes, len, &err) ? 0 : 1);
	}
	close(ends[1]);
	assert_true(fd_read_all(ends[0], len, &out, &err));
	assert_int_equal(out.len, len);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_a_failed_write_tells_why(void **state)
{
	FD full = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct err err = {0};
	int ends[2];

	(void)state;
	if (full < 0)
		skip();
	assert_false(fd_write_all(full, "x", 1, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text,
		"cannot write: No space left on device");
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	assert_false(fd_write_all(ends[1], "x", 1, &err));
	assert_string_equal(err.text, "cannot write: Broken pipe");
	close(ends[1]);
}

static void
test_a_failed_read_tells_why(void **state)
{
	struct err err = {0};
	BUF out = {0};

	(void)state;
	assert_false(fd_read_all(-1, CAP, &out, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "cannot read: Bad file descriptor");
}

#define FOLDER_TEST(function) \
	cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_a_file_is_read_whole_up_to_the_cap),
		FOLDER_TEST(test_a_file_above_the_cap_is_refused),
		FOLDER_TEST(test_a_gigantic_file_is_refused_without_reading),
		FOLDER_TEST(test_only_what_is_left_of_a_file_counts),
		FOLDER_TEST(test_a_fifo_without_a_writer_does_not_hang),
		FOLDER_TEST(test_a_fifo_waits_for_its_writer),
		cmocka_unit_test(
			test_writing_waits_for_a_pipe_that_does_not_block),
		cmocka_unit_test(test_a_pipe_by_name_is_read_to_its_end),
		FOLDER_TEST(test_what_is_not_a_file_is_refused_by_kind),
		FOLDER_TEST(
			test_a_missing_file_is_told_with_the_systems_reason),
		FOLDER_TEST(test_an_opened_file_is_closed_on_exec),
		cmocka_unit_test(test_descriptors_are_closed_and_moved),
		cmocka_unit_test(test_writing_goes_on_after_short_writes),
		cmocka_unit_test(test_a_failed_write_tells_why),
		cmocka_unit_test(test_a_failed_read_tells_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
