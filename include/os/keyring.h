/*
 * The kernel's keyring: a few bytes that outlive the process, in memory that
 * is never swapped out, until a timeout that the kernel itself keeps. They
 * are shared by all logins of the user, and by nobody else.
 *
 * Where there is no keyring, or a container's rules forbid it, each function
 * fails with ERR_SYSTEM and a reason for people.
 */
#ifndef OS_KEYRING_H
#define OS_KEYRING_H

#include "base/secret.h"

#define KEYRING_VALUE_MAX 1024 /* bytes */

/* Replaces what has this name. Name: less than 4096 bytes. */
bool keyring_put(const char *name, const struct secret *value,
	unsigned int seconds, struct err *err) MUST_USE;

/* *out (empty before) stays empty if there is nothing of this name, or no
 * more. */
bool keyring_get(const char *name, struct secret *out, struct err *err)
	MUST_USE;

/* Makes it unreadable at once, also for who found it before. */
bool keyring_forget(const char *name, bool *was_there, struct err *err)
	MUST_USE;

/* Is there one that we may use? */
bool keyring_usable(struct err *err) MUST_USE;

#endif
