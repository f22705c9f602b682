/*
 * Usage: without landlock|seccomp... -- PROGRAM [ARG...]
 * Runs a program on a kernel that has not these, as it seems to the program
 * and to all that it starts. The exit status is the program's, 98 if this
 * machine cannot do that.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/base.h"

#include <seccomp.h>

#define STATUS_CANNOT 98
#define LANDLOCK_CREATE_RULESET 444 /* our own, as headers may be older */

static bool
without_landlock(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
		LANDLOCK_CREATE_RULESET, 0) == 0;
}

static bool
without_seccomp(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
		       SCMP_SYS(seccomp), 0) == 0 &&
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL),
			SCMP_SYS(prctl), 1,
			SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) == 0;
}

static const struct {
	const char *name;
	bool (*add)(scmp_filter_ctx filter);
} features[] = {
	{"landlock", without_landlock},
	{"seccomp", without_seccomp},
};

static bool
leave_out(scmp_filter_ctx filter, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(features); i++) {
		if (strcmp(name, features[i].name) == 0)
			return features[i].add(filter);
	}
	return false;
}

int
main(int argc, char **argv)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool good = filter != NULL;
	int i = 1;

	for (; i < argc && strcmp(argv[i], "--") != 0; i++)
		good = good && leave_out(filter, argv[i]);
	if (!good || i + 1 >= argc || seccomp_load(filter) != 0) {
		fputs("without: cannot do that here\n", stderr);
		return STATUS_CANNOT;
	}
	execvp(argv[i + 1], argv + i + 1);
	perror(argv[i + 1]);
	return STATUS_CANNOT;
}
