#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#define READ_STEP ((size_t)64 * 1024)

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

bool
fd_read_all(int fd, size_t cap, struct buf *out, struct err *err)
{
	size_t total = 0;

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
			return err_set(err, ERR_FORMAT,
				"must be at most %zu bytes, is larger", cap);
	}
}

bool
fd_write_all(int fd, const void *bytes, size_t len, struct err *err)
{
	const uint8_t *at = bytes;

	while (len > 0) {
		ssize_t put = write(fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_errno(err, "cannot write");
		at += put;
		len -= (size_t)put;
	}
	return true;
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
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd_move(&fd);
}

bool
file_read(const char *path, size_t cap, struct buf *out, struct err *err)
{
	FD fd = file_open(path, err);

	return fd >= 0 && fd_read_all(fd, cap, out, err);
}
