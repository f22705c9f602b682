#include "vault/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "crypto/crypto.h"
#include "os/signals.h"

#define LOCK_STEP_MS 10
#define TEMP_TRIES 16

static void
path_free(char **path)
{
	free(*path);
}

/* Splits path at its last slash and opens the folder, without links. */
bool
folder_open_parent(struct folder *folder, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	STRING parent = slash == NULL ? str_dup(".", err)
		: str_ndup(path, slash == path ? 1 : (size_t)(slash - path),
			  err);
	CLEANUP(path_free) char *real = NULL;

	if (parent == NULL)
		return false;
	if (name[0] == '\0')
		return err_set(err, ERR_SYSTEM, "is a folder, not a file");
	real = realpath(parent, NULL);
	if (real == NULL)
		return err_errno(err, "cannot open its folder");
	folder->path = str_dup(real, err);
	folder->name = folder->path != NULL ? str_dup(name, err) : NULL;
	if (folder->name == NULL)
		return false;
	folder->fd = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder->fd >= 0 || err_errno(err, "cannot open its folder");
}

bool
folder_open(struct folder *folder, const char *path, struct err *err)
{
	CLEANUP(path_free) char *real = realpath(path, NULL);

	if (real == NULL)
		return err_errno(err, "cannot find it");
	return folder_open_parent(folder, real, err);
}

/* Flushes the name of a new folder, where its parent may be read. */
static bool
sync_name(char *path, struct err *err)
{
	char *slash = strrchr(path, '/');
	FD fd = -1;

	if (slash != NULL && slash != path)
		*slash = '\0';
	fd = open(slash == NULL ? "." : slash == path ? "/" : path,
		O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (slash != NULL)
		*slash = '/';
	return fd < 0 || folder_sync(fd, err);
}

/* mkdir -p for all but the last part of path. */
static bool
make_parents(const char *path, struct err *err)
{
	STRING part = str_dup(path, err);

	if (part == NULL)
		return false;
	for (char *at = part + 1; part[0] != '\0' && *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(part, S_IRWXU) == 0) {
			if (!sync_name(part, err))
				return false;
		} else if (errno != EEXIST) {
			return err_errno(err, "cannot make its folder");
		}
		*at = '/';
	}
	return true;
}

bool
folder_make(struct folder *folder, const char *path, struct err *err)
{
	size_t len = strlen(path);

	if (len > 0 && path[len - 1] == '/')
		return err_set(err, ERR_SYSTEM, "is a folder, not a file");
	return make_parents(path, err) &&
		folder_open_parent(folder, path, err);
}

static bool
wait_for_lock(struct folder *folder, struct err *err)
{
	static const struct timespec step = {
		.tv_nsec = LOCK_STEP_MS * 1000000L,
	};
	int waited = 0;

	while (flock(folder->lock, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		/* No locks to be had here: then without. */
		if (errno != EWOULDBLOCK)
			return true;
		/* Held back for the save, which has not begun. */
		if (signals_end_pending())
			return err_set(err, ERR_INTERRUPTED, "interrupted "
				"while another program is writing it");
		if (waited >= VAULT_LOCK_WAIT_MS)
			return err_set(err, ERR_SYSTEM, "another program is "
				"writing it; gave up after %d s",
				VAULT_LOCK_WAIT_MS / 1000);
		clock_nanosleep(CLOCK_MONOTONIC, 0, &step, NULL);
		waited += LOCK_STEP_MS;
	}
	folder->locked = true;
	return true;
}

/* What a killed writer left: none of the others is in here now. */
static void
remove_stale(const struct folder *folder, const char *in, const char *prefix)
{
	int fd = openat(folder->fd, in, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *item;

	if (dir == NULL) {
		fd_close(&fd);
		return;
	}
	while ((item = readdir(dir)) != NULL) {
		if (str_starts(item->d_name, prefix))
			unlinkat(dirfd(dir), item->d_name, 0);
	}
	closedir(dir);
}

bool
folder_lock(struct folder *folder, struct err *err)
{
	char name[NAME_MAX + 1];

	snprintf(name, sizeof(name), ".%s.lock", folder->name);
	folder->lock = openat(folder->fd, name,
		O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	if (folder->lock < 0)
		return err_errno(err, "cannot write in its folder");
	if (!wait_for_lock(folder, err))
		return false;
	snprintf(name, sizeof(name), ".%s.tmp-", folder->name);
	if (folder->locked) {
		remove_stale(folder, ".", name);
		remove_stale(folder, FOLDER_REVISIONS, name);
	}
	return true;
}

void
folder_wipe(struct folder *folder)
{
	str_free(&folder->path);
	str_free(&folder->name);
	fd_close(&folder->lock);
	fd_close(&folder->fd);
}

static int
flush(int fd)
{
	int status;

	do {
		status = fsync(fd);
	} while (status != 0 && errno == EINTR);
	return status;
}

bool
folder_sync(int fd, struct err *err)
{
	/* Some file systems cannot flush a folder, and say so with EINVAL. */
	if (flush(fd) == 0 || errno == EINVAL)
		return true;
	return err_errno(err, "cannot flush its folder");
}

bool
folder_sync_file(int fd, struct err *err)
{
	return flush(fd) == 0 || err_errno(err, "cannot write");
}

int
folder_temp(int fd, const char *name, char out[static FOLDER_TEMP_SIZE],
	struct err *err)
{
	for (int i = 0; i < TEMP_TRIES; i++) {
		uint32_t number;
		int made;

		out[0] = '\0';
		if (!crypto_random(&number, sizeof(number), err))
			return -1;
		snprintf(out, FOLDER_TEMP_SIZE, ".%s.tmp-%08x", name,
			(unsigned int)number);
		made = openat(fd, out, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
			S_IRUSR | S_IWUSR);
		if (made >= 0)
			return made;
		if (errno != EEXIST)
			break;
	}
	err_errno(err, "cannot write in its folder");
	out[0] = '\0';
	return -1;
}
