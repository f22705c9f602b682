/*
 * Sockets come from socket(); from socketcall() on some 32-bit architectures,
 * whose arguments a filter cannot see, so that all of its sockets are refused;
 * and from io_uring, which passes no filter and is refused as a whole. What
 * another process hands over by a local socket stays possible: it takes that
 * other process.
 */
#include "os/no_network.h"

#include <errno.h>
#include <sys/socket.h>

#include <seccomp.h>

#define SOCKETCALL_SOCKET 1 /* SYS_SOCKET of linux/net.h */

/* Other kinds of programs that a kernel runs besides its own, with numbers of
 * their own for the calls. One that is not here could not run at all. */
static const struct {
	uint32_t native, other;
} kinds[] = {
	{SCMP_ARCH_X86_64, SCMP_ARCH_X86},
	{SCMP_ARCH_X86_64, SCMP_ARCH_X32},
	{SCMP_ARCH_AARCH64, SCMP_ARCH_ARM},
};

static void
filter_free(scmp_filter_ctx *filter)
{
	if (*filter != NULL)
		seccomp_release(*filter);
}

static int
add_kinds(scmp_filter_ctx filter)
{
	uint32_t native = seccomp_arch_native();
	int result = 0;

	for (size_t i = 0; i < COUNT_OF(kinds) && result == 0; i++) {
		if (kinds[i].native == native)
			result = seccomp_arch_add(filter, kinds[i].other);
	}
	return result;
}

static int
add_rules(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp not_local = {
		.arg = 0, .op = SCMP_CMP_NE, .datum_a = AF_UNIX,
	};
	const struct scmp_arg_cmp makes_one = {
		.arg = 0, .op = SCMP_CMP_EQ, .datum_a = SOCKETCALL_SOCKET,
	};
	int result = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES),
		SCMP_SYS(socket), 1, &not_local);

	if (result == 0)
		result = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES),
			SCMP_SYS(socketcall), 1, &makes_one);
	if (result == 0)
		result = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM),
			SCMP_SYS(io_uring_setup), 0, NULL);
	return result;
}

bool
no_network_enter(struct err *err)
{
	CLEANUP(filter_free) scmp_filter_ctx filter =
		seccomp_init(SCMP_ACT_ALLOW);
	int result = filter != NULL ? add_kinds(filter) : -ENOMEM;

	if (result == 0)
		result = add_rules(filter);
	/* Older kernels would slow all of the process down with it, against
	 * neighbours that a single-threaded one does not have. */
	if (result == 0)
		(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1);
	if (result == 0)
		result = seccomp_load(filter);
	if (result == 0)
		return true;
	errno = -result;
	return err_errno(err, "cannot refuse network sockets by seccomp");
}

bool
no_network_holds(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == EACCES;
}
