#include "vault/revisions.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/secmem.h"

#define SECONDS_A_DAY 86400
#define STEP ((size_t)4096)
#define VARIANTS_MAX 99
#define TIME_SIZE ((size_t)32)
#define TIME_MAX INT64_C(253402300799) /* the year 9999, which is readable */

/* "20261121T210000Z" */
static void
name_time(int64_t at, char out[static TIME_SIZE])
{
	time_t seconds = (time_t)(at < TIME_MAX ? at : TIME_MAX);
	struct tm utc = {0};

	gmtime_r(&seconds, &utc);
	if (strftime(out, TIME_SIZE, "%Y%m%dT%H%M%SZ", &utc) == 0)
		snprintf(out, TIME_SIZE, "19700101T000000Z");
}

void
revision_name(const char *vault, const struct revision *revision,
	char out[static REVISION_NAME_SIZE])
{
	char text[TIME_SIZE];

	name_time(revision->saved, text);
	snprintf(out, REVISION_NAME_SIZE, "%s.%" PRIu64 ".%s", vault,
		revision->number, text);
	if (revision->variant > 1)
		snprintf(out + strlen(out), REVISION_NAME_SIZE - strlen(out),
			"-%u", revision->variant);
}

/* A number, and what must be behind it. */
static bool
parse_number(const char **at, char behind, uint64_t *out)
{
	char *end = NULL;

	if (**at < '0' || **at > '9')
		return false;
	errno = 0;
	*out = strtoull(*at, &end, 10);
	if (errno != 0 || *end != behind)
		return false;
	*at = end + 1;
	return true;
}

bool
revision_parse(const char *vault, const char *name, struct revision *out)
{
	size_t len = strlen(vault);
	const char *at = name + len + 1;
	uint64_t number, variant = 1;
	char ours[REVISION_NAME_SIZE];
	struct tm utc = {0};

	if (strncmp(name, vault, len) != 0 || name[len] != '.' ||
	    !parse_number(&at, '.', &number))
		return false;
	at = strptime(at, "%Y%m%dT%H%M%SZ", &utc);
	if (at == NULL)
		return false;
	if (*at == '-') {
		at++;
		if (!parse_number(&at, '\0', &variant) || variant < 2 ||
		    variant > VARIANTS_MAX)
			return false;
	} else if (*at != '\0') {
		return false;
	}
	*out = (struct revision){
		.number = number,
		.saved = (int64_t)timegm(&utc),
		.variant = (unsigned int)variant,
	};
	/* "042" is none of ours, and 42 may be there, too. */
	revision_name(vault, out, ours);
	return strcmp(name, ours) == 0;
}

static int
newest_first(const void *a, const void *b)
{
	const struct revision *left = a, *right = b;

	if (left->number != right->number)
		return left->number < right->number ? 1 : -1;
	if (left->saved != right->saved)
		return left->saved < right->saved ? 1 : -1;
	return left->variant < right->variant ? 1 : -1;
}

void
revisions_choose(struct revision *revisions, size_t count, int64_t now)
{
	bool taken[VAULT_REVISION_DAYS] = {false};

	if (count == 0)
		return;
	qsort(revisions, count, sizeof(*revisions), newest_first);
	for (size_t i = 0; i < count; i++) {
		int64_t age = now / SECONDS_A_DAY -
			revisions[i].saved / SECONDS_A_DAY;

		/* A clock that was wrong does not cost a revision. */
		if (age < 0)
			age = 0;
		revisions[i].keep = i < VAULT_REVISIONS_KEPT;
		if (age < VAULT_REVISION_DAYS && !taken[age]) {
			taken[age] = true;
			revisions[i].keep = true;
		}
	}
}

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
		if (revision.variant == VARIANTS_MAX)
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
	char text[TIME_SIZE];

	name_time(now, text);
	for (unsigned int variant = 1; variant <= VARIANTS_MAX; variant++) {
		snprintf(name, REVISION_NAME_SIZE, "%s.damaged-%s",
			folder->name, text);
		if (variant > 1)
			snprintf(name + strlen(name), REVISION_NAME_SIZE -
				strlen(name), "-%u", variant);
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
	if (list.len > 0)
		qsort(list.items, list.len, sizeof(*list.items), newest_first);
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
