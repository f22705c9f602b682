#include "vault/revisions.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/secmem.h"

#define STEP ((size_t)4096)

static int
open_revisions(const struct folder *folder, struct err *err)
{
	int fd;

	if (mkdirat(folder->fd, FOLDER_REVISIONS, S_IRWXU) != 0 &&
	    errno != EEXIST) {
		err_errno(err, "cannot make the folder " FOLDER_REVISIONS);
		return -1;
	}
	fd = openat(folder->fd, FOLDER_REVISIONS,
		O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		err_errno(err, "cannot open the folder " FOLDER_REVISIONS);
	return fd;
}

/* How many bytes were read at an offset; short only at the end. */
static ssize_t
read_at(int fd, uint8_t *bytes, size_t len, off_t at)
{
	size_t have = 0;

	while (have < len) {
		ssize_t got = pread(fd, bytes + have, len - have,
			at + (off_t)have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

static bool
copy_bytes(int from, int to, struct err *err)
{
	uint8_t bytes[STEP];
	off_t at = 0;
	ssize_t got;

	do {
		got = read_at(from, bytes, sizeof(bytes), at);
		if (got < 0)
			return err_errno(err, "cannot read");
		if (!fd_write_all(to, bytes, (size_t)got, err))
			return false;
		at += got;
	} while (got > 0);
	return folder_sync_file(to, err);
}

static bool
copy_file(const struct folder *folder, int dir, int from,
	const char *name, struct err *err)
{
	char temp[FOLDER_TEMP_SIZE];
	FD fd = folder_temp(dir, folder->name, temp, err);

	if (fd < 0)
		return false;
	if (copy_bytes(from, fd, err)) {
		if (renameat(dir, temp, dir, name) == 0)
			return true;
		err_errno(err, "cannot write in its folder");
	}
	unlinkat(dir, temp, 0);
	return false;
}

/* Is it the same file, or another with the same bytes? */
static bool
same_content(int fd, int folder, const char *name)
{
	FD other = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	uint8_t a[STEP], b[STEP];
	struct stat st, other_st;
	off_t at = 0;
	ssize_t got;

	if (other < 0 || fstat(fd, &st) != 0 ||
	    fstat(other, &other_st) != 0)
		return false;
	if (st.st_dev == other_st.st_dev && st.st_ino == other_st.st_ino)
		return true;
	do {
		got = read_at(fd, a, sizeof(a), at);
		if (got < 0 || read_at(other, b, sizeof(b), at) != got ||
		    memcmp(a, b, (size_t)got) != 0)
			return false;
		at += got;
	} while (got > 0);
	return true;
}

static bool
exists(int folder, const char *name)
{
	struct stat st;

	return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The vault's present file under another name, in dir. Where nothing is
 * locked, the vault's name may be another file's by now. */
static bool
keep_as(const struct folder *folder, int dir, int fd, const char *name,
	struct err *err)
{
	if (linkat(folder->fd, folder->name, dir, name, 0) == 0) {
		if (same_content(fd, dir, name))
			return folder_sync(dir, err);
		unlinkat(dir, name, 0);
	}
	return copy_file(folder, dir, fd, name, err) && folder_sync(dir, err);
}

bool
revision_keep(const struct folder *folder, int fd, uint64_t number,
	int64_t saved, struct err *err)
{
	struct revision revision = {.number = number, .saved = saved};
	FD revisions = open_revisions(folder, err);
	char name[REVISION_NAME_SIZE];

	if (revisions < 0)
		return false;
	do {
		if (revision.variant == REVISION_VARIANTS_MAX)
			return err_set(err, ERR_SYSTEM,
				"too many revisions with one name");
		revision.variant++;
		revision_name(folder->name, &revision, name);
		/* Kept by a save that ended, maybe before it could flush. */
		if (same_content(fd, revisions, name))
			return folder_sync(revisions, err);
	} while (exists(revisions, name));
	return keep_as(folder, revisions, fd, name, err);
}

bool
revision_keep_damaged(const struct folder *folder, int fd, int64_t now,
	char name[static REVISION_NAME_SIZE], struct err *err)
{
	for (unsigned int variant = 1; variant <= REVISION_VARIANTS_MAX;
	     variant++) {
		revision_name_damaged(folder->name, now, variant, name);
		if (!exists(folder->fd, name))
			return keep_as(folder, folder->fd, fd, name, err);
	}
	return err_set(err, ERR_SYSTEM, "too many damaged files are kept "
		"beside it");
}

bool
revision_is_present(const struct folder *folder,
	const struct revision *revision)
{
	FD revisions = openat(folder->fd, FOLDER_REVISIONS,
		O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	FD present = openat(folder->fd, folder->name,
		O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char name[REVISION_NAME_SIZE];

	revision_name(folder->name, revision, name);
	return revisions >= 0 && present >= 0 &&
		same_content(present, revisions, name);
}

struct list {
	struct revision *items;
	size_t len;
};

static void
list_wipe(struct list *list)
{
	secmem_free(list->items);
}

static bool
list_add(struct list *list, const struct revision *revision)
{
	size_t len = list->len;
	struct revision *grown;

	/* Grows at the powers of two. */
	if ((len & (len - 1)) == 0) {
		grown = secmem_realloc(list->items,
			(len > 0 ? 2 * len : 1) * sizeof(*grown));
		if (grown == NULL)
			return false;
		list->items = grown;
	}
	list->items[list->len++] = *revision;
	return true;
}

static bool
list_read(const struct folder *folder, int revisions, struct list *list)
{
	int fd = openat(revisions, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *item;
	struct revision revision;
	bool good = true;

	if (dir == NULL) {
		fd_close(&fd);
		return false;
	}
	while (good && (item = readdir(dir)) != NULL) {
		if (revision_parse(folder->name, item->d_name, &revision))
			good = list_add(list, &revision);
	}
	closedir(dir);
	return good;
}

bool
revisions_list(const struct folder *folder, struct revision **out,
	size_t *count, struct err *err)
{
	CLEANUP(list_wipe) struct list list = {0};
	FD revisions = openat(folder->fd, FOLDER_REVISIONS,
		O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*out = NULL;
	*count = 0;
	if (revisions < 0 && errno == ENOENT)
		return true;
	if (revisions < 0 || !list_read(folder, revisions, &list))
		return err_errno(err, "cannot read the folder "
			FOLDER_REVISIONS);
	revisions_sort(list.items, list.len);
	*out = list.items;
	*count = list.len;
	list = (struct list){0};
	return true;
}

void
revisions_prune(const struct folder *folder, int64_t now)
{
	struct err ignored;
	FD revisions = open_revisions(folder, &ignored);
	CLEANUP(list_wipe) struct list list = {0};
	char name[REVISION_NAME_SIZE];

	if (revisions < 0 || !list_read(folder, revisions, &list) ||
	    list.len <= VAULT_REVISIONS_KEPT)
		return;
	revisions_choose(list.items, list.len, now);
	for (size_t i = 0; i < list.len; i++) {
		if (list.items[i].keep)
			continue;
		revision_name(folder->name, &list.items[i], name);
		unlinkat(revisions, name, 0);
	}
}
