/*
 * What this process gives up before it reads a stranger's picture: files,
 * network, other programs, new executable memory, and more than its share of
 * memory and time.
 */
#ifndef SCAN_SANDBOX_H
#define SCAN_SANDBOX_H

#include "base/err.h"

/* Forgets the environment and closes all but descriptors 0 to 2. */
void sandbox_prepare(void);

/* Limits, no new privileges, no core, no tracing; then landlock and seccomp,
 * if confined is wanted: ERR_REFUSED if the kernel lacks one. No way back. */
bool sandbox_enter(bool confined, struct err *err) MUST_USE;

/* The same for one that watches a camera: it may ask this descriptor for
 * pictures, for as long as its parent lets it. */
bool sandbox_enter_with_camera(bool confined, int camera, struct err *err)
	MUST_USE;

/* False in a build for the sanitizers, where sandbox_enter() does nothing. */
bool sandbox_is_built(void);

/* The two parts, for sandbox_enter() and the tests. camera may be -1. *done
 * says whether the kernel has it. No new privileges must have been said. */
bool landlock_enter(bool *done, struct err *err) MUST_USE;
bool seccomp_enter(int camera, bool *done, struct err *err) MUST_USE;

#endif
