#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "app/rewind.h"
#include "app/session_open.h"
#include "app/target.h"
#include "base/file.h"
#include "base/str.h"

#define SECONDS_A_DAY INT64_C(86400)
#define TRIES 3

/* The copy until it is known to be good. */
struct temporary {
	char *path;
	int fd;
};

static void
temporary_wipe(struct temporary *temporary)
{
	if (temporary->path != NULL)
		unlink(temporary->path);
	fd_close(&temporary->fd);
	str_free(&temporary->path);
}

/* The file's bytes, and in the session what they mean. */
static bool
read_vault(struct session *session, struct buf *out, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		buf_clear(out);
		if ((vault_is_stale(session->vault) &&
			    !vault_reload(session->vault, err)) ||
		    !file_read(session->vault_path, VAULT_FILE_MAX, out, err))
			return session_at_vault(session, err);
		if (!vault_is_stale(session->vault))
			return true;
	}
	err_set(err, ERR_SYSTEM, "other programs keep changing it");
	return session_at_vault(session, err);
}

static bool
write_copy(struct temporary *temporary, const struct buf *bytes,
	struct err *err)
{
	temporary->fd = mkostemp(temporary->path, O_CLOEXEC);
	if (temporary->fd < 0) {
		str_free(&temporary->path);
		return err_errno(err, "cannot create");
	}
	return fd_write_all(temporary->fd, bytes->data, bytes->len, err) &&
		(fsync(temporary->fd) == 0 || err_errno(err, "cannot write"));
}

/* As a stranger would read it, from the disk if the system can be asked so. */
static bool
check_copy(const struct session *session, const struct temporary *temporary,
	const struct buf *bytes, struct err *err)
{
	struct foreign nobody = {0};
	PAYLOAD payload = {0};
	BUF found = {0};
	bool equal = false;

	(void)posix_fadvise(temporary->fd, 0, 0, POSIX_FADV_DONTNEED);
	if (!file_read(temporary->path, VAULT_FILE_MAX, &found, err))
		return err_at(err, "reading back");
	equal = found.len == bytes->len &&
		memcmp(found.data, bytes->data, found.len) == 0;
	if (equal && (!foreign_open(session, &nobody, temporary->path,
			      &payload, err) ||
		    !payload_equal(&payload, &session->vault->payload,
			    &equal, err)))
		return false;
	return equal || err_set(err, ERR_SYSTEM, "what was written reads back "
		"differently; there is no backup");
}

static bool
sync_folder(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	STRING folder = slash == NULL ? str_dup(".", err)
		: str_ndup(path, (size_t)(slash - path) + 1, err);
	FD fd = -1;

	if (folder == NULL)
		return false;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* Some file systems cannot flush a folder, and say so with EINVAL. */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		return err_errno(err, "cannot flush its folder");
	return true;
}

/* Unlike a rename, a link replaces nothing; but not every file system has
 * links. */
static bool
put_in_place(struct temporary *temporary, const char *path, bool replace,
	struct err *err)
{
	struct stat st;

	if (!replace && link(temporary->path, path) == 0)
		return sync_folder(path, err);
	if (!replace && lstat(path, &st) == 0)
		return target_refuse_existing(err);
	if (rename(temporary->path, path) != 0)
		return err_errno(err, "cannot create");
	str_free(&temporary->path);
	return sync_folder(path, err);
}

static bool
copy_to(struct session *session, const char *path, bool replace,
	struct err *err)
{
	CLEANUP(temporary_wipe) struct temporary temporary = {.fd = -1};
	BUF bytes = {0};

	if (!target_check(session, path, replace, err))
		return err_at(err, "%s", path);
	if (!read_vault(session, &bytes, err))
		return false;
	temporary.path = str_format(err, "%s.XXXXXX", path);
	return temporary.path != NULL &&
		((write_copy(&temporary, &bytes, err) &&
			check_copy(session, &temporary, &bytes, err) &&
			put_in_place(&temporary, path, replace, err)) ||
			err_at(err, "%s", path));
}

static bool
note_time(struct payload *payload, void *arg, struct err *err)
{
	const int64_t *now = arg;

	(void)err;
	payload->backup = *now;
	return true;
}

bool
backup_make(struct session *session, const char *path, bool replace,
	struct err *err)
{
	int64_t now = clock_now(&session->stamps);

	if (!copy_to(session, path, replace, err))
		return false;
	if (session_change(session, note_time, &now, err))
		return true;
	return err_at(err, "the backup is good, but its time could not be "
		"noted");
}

/* When the oldest account came, of which time is known; else long ago. */
static int64_t
oldest_account(const struct payload *payload)
{
	int64_t oldest = 0;

	for (size_t i = 0; i < payload->entries.len; i++) {
		int64_t created = payload->entries.items[i]->created;

		if (created > 0 && (oldest == 0 || created < oldest))
			oldest = created;
	}
	return oldest;
}

bool
backup_is_due(const struct session *session)
{
	const struct payload *payload = &session->vault->payload;
	int64_t since = payload->backup != 0 ? payload->backup
					     : oldest_account(payload);

	return payload->entries.len > 0 && clock_now(&session->stamps) -
		since >= BACKUP_DAYS * SECONDS_A_DAY;
}
