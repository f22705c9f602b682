#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include "base/str.h"

#define READ_STEP ((size_t)64 * 1024)
#define WRITER_WAIT_MS 10000 /* for somebody to write into a FIFO */

void
fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

int
fd_move(int *fd)
{
	int moved = *fd;

	*fd = -1;
	return moved;
}

static bool
too_large(size_t cap, struct err *err)
{
	return err_set(err, ERR_FORMAT, "must be at most %zu bytes, is larger",
		cap);
}

/* A buffer that grows with what is read would be copied over and over; and a
 * file that is too large need not be read to tell. */
static bool
reserve_for(int fd, size_t cap, struct buf *out, struct err *err)
{
	struct stat status;
	off_t at = lseek(fd, 0, SEEK_CUR);

	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || at < 0 ||
	    status.st_size <= at)
		return true;
	if ((uint64_t)(status.st_size - at) > cap)
		return too_large(cap, err);
	return buf_reserve(out, (size_t)(status.st_size - at) + READ_STEP) !=
		NULL || err_nomem(err);
}

bool
fd_read_all(int fd, size_t cap, struct buf *out, struct err *err)
{
	size_t total = 0;

	if (!reserve_for(fd, cap, out, err))
		return false;
	for (;;) {
		uint8_t *at = buf_reserve(out, READ_STEP);
		ssize_t got;

		if (at == NULL)
			return err_nomem(err);
		got = read(fd, at, READ_STEP);
		at[got > 0 ? got : 0] = '\0';
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "cannot read");
		if (got == 0)
			return true;
		out->len += (size_t)got;
		total += (size_t)got;
		if (total > cap)
			return too_large(cap, err);
	}
}

/* False after the time, or if there can be no waiting. */
static bool
wait_for(int fd, short events, int timeout_ms)
{
	struct pollfd polled = {.fd = fd, .events = events};
	int ready;

	do
		ready = poll(&polled, 1, timeout_ms);
	while (ready < 0 && errno == EINTR);
	return ready > 0;
}

bool
fd_write_all(int fd, const void *bytes, size_t len, struct err *err)
{
	const uint8_t *at = bytes;

	while (len > 0) {
		ssize_t put = write(fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		/* A terminal or pipe that another program set so. */
		if (put < 0 && errno == EAGAIN && wait_for(fd, POLLOUT, -1))
			continue;
		if (put < 0)
			return err_errno(err, "cannot write");
		at += put;
		len -= (size_t)put;
	}
	return true;
}

/* True if somebody has the pipe open for writing. tee(2) takes nothing out of
 * it, and says EAGAIN if there may yet come something. */
static bool
has_writer(int fd)
{
	FD out = -1, in = -1;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	out = ends[0];
	in = ends[1];
	return tee(fd, in, 1, SPLICE_F_NONBLOCK) > 0 || errno == EAGAIN;
}

/* Who writes may take time, but there has to be somebody. */
static bool
wait_for_writer(int fd, struct err *err)
{
	errno = 0;
	if (wait_for(fd, POLLIN, WRITER_WAIT_MS) || has_writer(fd))
		return true;
	return err_set(err, ERR_SYSTEM, "is a pipe that nothing writes to; "
		"gave up after %d s", WRITER_WAIT_MS / 1000);
}

int
file_open(const char *path, struct err *err)
{
	/* O_NONBLOCK: opening a FIFO without a writer must not hang. */
	FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0) {
		err_errno(err, "cannot open");
		return -1;
	}
	if (fstat(fd, &st) != 0) {
		err_errno(err, "cannot open");
		return -1;
	}
	if (S_ISDIR(st.st_mode)) {
		err_set(err, ERR_FORMAT, "is a folder, not a file");
		return -1;
	}
	if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode)) {
		err_set(err, ERR_FORMAT, "is not a regular file");
		return -1;
	}
	if (S_ISFIFO(st.st_mode) && !wait_for_writer(fd, err))
		return -1;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd_move(&fd);
}

bool
file_read(const char *path, size_t cap, struct buf *out, struct err *err)
{
	FD fd = file_open(path, err);

	return fd >= 0 && fd_read_all(fd, cap, out, err);
}

/* Everything up to the close, which may be the first to tell of a full disk. */
static bool
write_out(int fd, const void *bytes, size_t len, struct err *err)
{
	bool ok = fd_write_all(fd, bytes, len, err) &&
		(fsync(fd) == 0 || err_errno(err, "cannot write"));

	if (close(fd) != 0 && ok)
		return err_errno(err, "cannot write");
	return ok;
}

static bool
create_new(const char *path, const void *bytes, size_t len, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		S_IRUSR | S_IWUSR);

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_REFUSED, "exists already");
	if (fd < 0)
		return err_errno(err, "cannot create");
	if (write_out(fd, bytes, len, err))
		return true;
	unlink(path);
	return false;
}

static bool
create_over(const char *path, const void *bytes, size_t len, struct err *err)
{
	STRING temporary = str_format(err, "%s.XXXXXX", path);
	int fd;

	if (temporary == NULL)
		return false;
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "cannot create");
	if (write_out(fd, bytes, len, err)) {
		if (rename(temporary, path) == 0)
			return true;
		err_errno(err, "cannot replace");
	}
	unlink(temporary);
	return false;
}

bool
file_create(const char *path, const void *bytes, size_t len, bool replace,
	struct err *err)
{
	return (replace ? create_over : create_new)(path, bytes, len, err);
}
