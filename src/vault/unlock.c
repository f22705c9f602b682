#include "vault/unlock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "os/proc.h"

#define COMMAND_OUTPUT_MAX ((size_t)64 * 1024)

/* Whatever the reason, there is no passphrase to be had; without memory there
 * is nothing to be had. */
static bool
unavailable(struct err *err)
{
	if (!err_is_nomem(err) && err->kind != ERR_INTERRUPTED)
		err->kind = ERR_LOCKED;
	return false;
}

/* Takes the line up to its newline; "\r\n" ends one, too. */
static bool
take_line(const uint8_t *bytes, size_t len, struct secret *out,
	struct err *err)
{
	const uint8_t *end = len > 0 ? memchr(bytes, '\n', len) : NULL;

	if (end != NULL)
		len = (size_t)(end - bytes);
	if (end != NULL && len > 0 && bytes[len - 1] == '\r')
		len--;
	if (len > PASSPHRASE_MAX)
		return err_set(err, ERR_LOCKED,
			"a passphrase must be at most %d bytes, is longer",
			PASSPHRASE_MAX);
	if (len == 0)
		return err_set(err, ERR_LOCKED,
			"has no passphrase in its first line");
	return secret_set(out, bytes, len, err);
}

bool
unlock_from_fd(int fd, struct secret *out, struct err *err)
{
	SECRET line = {0};
	size_t have = 0;

	if (!secret_init(&line, PASSPHRASE_MAX + 2, err))
		return false;
	/* One by one: what is behind the line is for others. */
	while (have < line.len) {
		ssize_t got = read(fd, line.bytes + have, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			err_errno(err, "cannot read");
			return unavailable(err);
		}
		if (got == 0 || line.bytes[have++] == '\n')
			break;
	}
	return take_line(line.bytes, have, out, err);
}

void
unlock_check_mode(int fd, const char *what,
	char warning[static UNLOCK_WARNING_SIZE])
{
	struct stat st;

	warning[0] = '\0';
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		snprintf(warning, UNLOCK_WARNING_SIZE, "has mode %03o, so "
			"others may get at the %s; better: chmod 600",
			(unsigned int)st.st_mode & 0777, what);
}

bool
unlock_from_file(const char *path, struct secret *out,
	char warning[static UNLOCK_WARNING_SIZE], struct err *err)
{
	FD fd = file_open(path, err);

	warning[0] = '\0';
	if (fd < 0)
		return unavailable(err);
	unlock_check_mode(fd, "passphrase", warning);
	return unlock_from_fd(fd, out, err);
}

bool
unlock_from_command(const char *command, struct secret *out, struct err *err)
{
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	const struct proc proc = {
		.argv = argv,
		.input = -1, /* stdin may hold a key for otp itself */
		.keep_stderr = true,
		.out_max = COMMAND_OUTPUT_MAX,
	};
	PROC_RESULT result = {0};

	if (!proc_run(&proc, &result, err))
		return unavailable(err);
	if (result.signal != 0)
		return err_set(err, ERR_LOCKED, "was ended by signal %d",
			result.signal);
	if (result.status != 0)
		return err_set(err, ERR_LOCKED,
			"gave no passphrase but exit status %d",
			result.status);
	return take_line(result.out.data, result.out.len, out, err);
}
