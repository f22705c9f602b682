/*
 * Which keyring (keyrings(7)): it must be one that another terminal, tmux and
 * cron of the same user reach, and that ends no later than the machine.
 *
 * - The session keyring is made anew by each login (pam_keyinit), by each
 *   service of systemd and by "keyctl session": tmux keeps that of the login
 *   that started it, so a key there is seen by some terminals only.
 * - The user-session keyring is a fallback for processes without a session
 *   keyring, and no other looks there.
 * - The persistent keyring outlives all logins by days, which nobody asked
 *   for, and not every kernel has it.
 * - The user keyring is one for each user (and user namespace), whatever
 *   session a process is in. It is named directly here, as a session keyring
 *   need not link to it: that of a systemd service such as cron does not.
 *
 * Hence the permissions: a process whose session does not link to the user
 * keyring does not "possess" the keys in it, so the user's own bits must let
 * it find, read and revoke the key. That gives nothing away: every process of
 * the user may link that keyring to its own and possess the key. Group and
 * others get nothing.
 *
 * The key is made in a keyring of this process alone and moved when it has
 * its permissions and its timeout: killed in between, nothing stays behind.
 *
 * System calls rather than libkeyutils: there are seven, and a library would
 * be loaded in every run for the few that need one.
 */
#include "os/keyring.h"

#include <errno.h>
#include <linux/keyctl.h>
#include <sys/syscall.h>

#define TYPE "user"

/* The bits of keyctl_setperm(3), which linux/keyctl.h does not have. */
#define FOR_POSSESSOR 24
#define FOR_USER 16
#define VIEW 0x01U
#define READ 0x02U
#define SEARCH 0x08U
#define LINK 0x10U
#define SET_ATTRIBUTES 0x20U /* revoking, too */
#define PERMISSIONS \
	((VIEW | READ | SEARCH | LINK | SET_ATTRIBUTES) << FOR_POSSESSOR | \
	(VIEW | READ | SEARCH | SET_ATTRIBUTES) << FOR_USER)

static const struct {
	int number;
	const char *reason;
} reasons[] = {
	{ENOSYS, "the kernel has no keyring"},
	{EPERM, "the kernel's keyring may not be used here, as in many "
		"containers"},
	{EACCES, "the kernel's keyring may not be used here"},
	{EDQUOT, "the user's keyring in the kernel is full"},
};

static bool
fail(struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (reasons[i].number == errno)
			return err_set(err, ERR_SYSTEM, "%s",
				reasons[i].reason);
	return err_errno(err, "cannot use the kernel's keyring");
}

/* Was it that there is no such key, or no more? */
static bool
is_absence(int number)
{
	return number == ENOKEY || number == EKEYEXPIRED ||
		number == EKEYREVOKED;
}

/* The key's number, or -1. */
static long
find(const char *name)
{
	return syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, TYPE,
		name, 0);
}

static long
finish(long key, unsigned int seconds)
{
	long done = syscall(SYS_keyctl, KEYCTL_SETPERM, key, PERMISSIONS);

	if (done == 0)
		done = syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, key, seconds);
	if (done == 0)
		done = syscall(SYS_keyctl, KEYCTL_LINK, key,
			KEY_SPEC_USER_KEYRING);
	return done;
}

bool
keyring_put(const char *name, const struct secret *value,
	unsigned int seconds, struct err *err)
{
	long key = syscall(SYS_add_key, TYPE, name, value->bytes, value->len,
		KEY_SPEC_PROCESS_KEYRING);
	bool good;

	if (key < 0)
		return fail(err);
	good = finish(key, seconds) == 0 || fail(err);
	syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_PROCESS_KEYRING);
	return good;
}

bool
keyring_get(const char *name, struct secret *out, struct err *err)
{
	SECRET value = {0};
	long key = find(name), len;

	if (key < 0)
		return is_absence(errno) || fail(err);
	if (!secret_init(&value, KEYRING_VALUE_MAX, err))
		return false;
	len = syscall(SYS_keyctl, KEYCTL_READ, key, value.bytes, value.len);
	if (len < 0)
		return is_absence(errno) || fail(err);
	/* The kernel tells the whole length, and gives nothing, if it is more. */
	if (len > KEYRING_VALUE_MAX)
		return err_set(err, ERR_SYSTEM, "what the kernel's keyring "
			"holds is longer than %d bytes", KEYRING_VALUE_MAX);
	return secret_set(out, value.bytes, (size_t)len, err);
}

bool
keyring_forget(const char *name, bool *was_there, struct err *err)
{
	long key = find(name);

	*was_there = key >= 0;
	if (key < 0)
		return is_absence(errno) || fail(err);
	if (syscall(SYS_keyctl, KEYCTL_REVOKE, key) != 0 && !is_absence(errno))
		return fail(err);
	syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING);
	return true;
}

bool
keyring_usable(struct err *err)
{
	return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID,
		KEY_SPEC_USER_KEYRING, 0) >= 0 || fail(err);
}
