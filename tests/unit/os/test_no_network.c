/* Each test runs in a child, as there is no way back from a filter. */
#include <setjmp.h>
#include <stdarg.h>

#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "os/no_network.h"

#include <cmocka.h>

#define IO_URING_SETUP 425L /* older headers lack it */
#define NO_FILTERS 77

static bool
refuses(int domain, int type)
{
	int fd = socket(domain, type, 0);

	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == EACCES;
}

static bool
enter(void)
{
	struct err err = {0};

	if (no_network_enter(&err))
		return true;
	fprintf(stderr, "# %s\n", err.text);
	return false;
}

static int
network_is_refused(void)
{
	if (no_network_holds())
		return 1;
	if (!enter())
		return NO_FILTERS;
	return no_network_holds() && refuses(AF_INET, SOCK_STREAM) &&
		refuses(AF_INET, SOCK_DGRAM) &&
		refuses(AF_INET6, SOCK_STREAM) &&
		refuses(AF_NETLINK, SOCK_RAW) &&
		refuses(AF_PACKET, SOCK_RAW) ? 0 : 2;
}

/* The kernel looks at the lower half of the number only. */
static int
high_bits_do_not_hide_it(void)
{
	if (!enter())
		return NO_FILTERS;
	return syscall(SYS_socket, 0x100000000L + AF_INET, SOCK_STREAM, 0) <
		0 && errno == EACCES ? 0 : 1;
}

static int
rings_are_refused(void)
{
	char params[256] = {0};

	if (!enter())
		return NO_FILTERS;
	return syscall(IO_URING_SETUP, 1, params) < 0 && errno == EPERM ? 0 :
		1;
}

static int
local_sockets_work(void)
{
	int ends[2];

	if (!enter())
		return NO_FILTERS;
	if (socket(AF_UNIX, SOCK_STREAM, 0) < 0)
		return 1;
	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 ? 0 : 2;
}

static int
it_can_be_entered_twice(void)
{
	if (!enter())
		return NO_FILTERS;
	return enter() && no_network_holds() ? 0 : 1;
}

static void
in_child(int (*test)(void))
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(test());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_FILTERS)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define IN_CHILD(name) \
	static void \
	test_##name(void **state) \
	{ \
		(void)state; \
		in_child(name); \
	}

IN_CHILD(network_is_refused)
IN_CHILD(high_bits_do_not_hide_it)
IN_CHILD(rings_are_refused)
IN_CHILD(local_sockets_work)
IN_CHILD(it_can_be_entered_twice)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_network_is_refused),
		cmocka_unit_test(test_high_bits_do_not_hide_it),
		cmocka_unit_test(test_rings_are_refused),
		cmocka_unit_test(test_local_sockets_work),
		cmocka_unit_test(test_it_can_be_entered_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
