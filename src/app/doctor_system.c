#include "app/doctor_checks.h"

#include <sys/resource.h>
#include <sys/timex.h>

#include "base/secmem.h"
#include "base/str.h"
#include "os/kernel.h"
#include "os/keyring.h"
#include "os/no_network.h"
#include "os/proc.h"

/* Services accept the code before and after; half of the shortest period is
 * far from where that ends. */
#define CLOCK_OFF_MAX_US 15000000L
#define US_A_MS 1000L

void
doctor_clock(struct session *session, struct doctor_finding *out)
{
	struct timex now = {.modes = 0};
	int state = adjtimex(&now);

	if (session->clock.frozen)
		doctor_say(out, DOCTOR_WARN, "is frozen by --at");
	else if (state < 0)
		doctor_say(out, DOCTOR_WARN, "cannot tell whether it is "
			"synchronised");
	else if (state == TIME_ERROR || (now.status & STA_UNSYNC) != 0)
		doctor_say(out, DOCTOR_WARN, "nothing synchronises it: codes "
			"are refused when it is off by half a minute");
	else if (now.maxerror > CLOCK_OFF_MAX_US)
		doctor_say(out, DOCTOR_WARN, "may be off by %ld s",
			now.maxerror / US_A_MS / 1000);
	else
		doctor_say(out, DOCTOR_OK, "synchronised, off by at most "
			"%ld ms", now.maxerror / US_A_MS + 1);
}

void
doctor_memory(struct session *session, struct doctor_finding *out)
{
	struct rlimit limit = {0};
	char text[40] = "unknown";

	(void)session;
	if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0)
		snprintf(text, sizeof(text), "%llu KiB",
			(unsigned long long)limit.rlim_cur / 1024);
	if (limit.rlim_cur == RLIM_INFINITY)
		snprintf(text, sizeof(text), "none");
	if (secmem_locked())
		doctor_say(out, DOCTOR_OK, "secrets are locked in memory; "
			"limit: %s", text);
	else
		doctor_say(out, DOCTOR_WARN, "some secrets are not locked in "
			"memory and may be swapped out; limit: %s (ulimit -l)",
			text);
}

void
doctor_core_dumps(struct session *session, struct doctor_finding *out)
{
	(void)session;
	if (kernel_dumpable())
		doctor_say(out, DOCTOR_WARN, "a crash could write secrets to "
			"a file");
	else
		doctor_say(out, DOCTOR_OK, "off, and other programs cannot "
			"trace this one");
}

void
doctor_network(struct session *session, struct doctor_finding *out)
{
	(void)session;
	if (no_network_holds())
		doctor_say(out, DOCTOR_OK, "the kernel refuses network "
			"sockets (seccomp)");
	else
		doctor_say(out, DOCTOR_WARN, "not used, but the kernel cannot "
			"enforce it (no seccomp)");
}

void
doctor_decoder(struct session *session, struct doctor_finding *out)
{
	struct err err;
	STRING helper = proc_helper_path("otp-scan", &err);
	int landlock = kernel_landlock();
	bool seccomp = kernel_seccomp();

	(void)session;
	if (helper == NULL || access(helper, X_OK) != 0)
		doctor_say(out, DOCTOR_FAIL, "%s is missing: pictures cannot "
			"be read", helper != NULL ? helper : "otp-scan");
	else if (landlock == 0 || !seccomp)
		doctor_say(out, DOCTOR_WARN, "the kernel has %s: pictures are "
			"read with otp import --no-sandbox only",
			seccomp ? "no landlock" : landlock > 0 ? "no seccomp" :
			"neither landlock nor seccomp");
	else
		doctor_say(out, DOCTOR_OK, "confined by seccomp and landlock "
			"%d", landlock);
}

void
doctor_keyring(struct session *session, struct doctor_finding *out)
{
	struct err err;
	int64_t left;

	if (!keyring_usable(&err))
		doctor_say(out, DOCTOR_WARN, "%s: otp unlock does not work",
			err.text);
	else if (session_key_left(session, &left, &err) && left > 0)
		doctor_say(out, DOCTOR_OK, "usable; unlocked for another "
			"%lld s", (long long)left);
	else
		doctor_say(out, DOCTOR_OK, "usable");
}
