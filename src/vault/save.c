#include "vault/save.h"

#include <errno.h>
#include <fcntl.h>

#include "base/file.h"
#include "crypto/hash.h"
#include "vault/revisions.h"

/* The temporary file, removed unless it became the vault. */
struct temp {
	int folder;
	int fd;
	char name[FOLDER_TEMP_SIZE];
};

static void
temp_wipe(struct temp *temp)
{
	if (temp->name[0] != '\0')
		unlinkat(temp->folder, temp->name, 0);
	fd_close(&temp->fd);
}

static bool
to_file(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	const int *fd = arg;

	return fd_write_all(*fd, bytes, len, err);
}

/* Text on its way into the file, with a digest to compare later. */
struct stream {
	struct age_sealer *sealer;
	struct digest *digest;
};

static bool
to_sealer(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	const struct stream *stream = arg;

	digest_add(stream->digest, bytes, len);
	return age_sealer_feed(stream->sealer, bytes, len, err);
}

static bool
to_digest(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	(void)err;
	digest_add(arg, bytes, len);
	return true;
}

static bool
write_all(const struct save *save, struct temp *temp,
	uint8_t digest[static HASH_MAX_BYTES], struct err *err)
{
	const struct buf *header = &save->header->text;
	AGE_SEALER sealer = {0};
	DIGEST text = {0};
	struct stream stream = {&sealer, &text};

	if (!digest_start(&text, HASH_SHA256, err) ||
	    !fd_write_all(temp->fd, header->data, header->len, err) ||
	    !age_sealer_init(&sealer, save->file_key, to_file, &temp->fd,
		    err) ||
	    !payload_write(save->payload, to_sealer, &stream, err) ||
	    !age_sealer_finish(&sealer, err))
		return false;
	digest_end(&text, digest);
	return folder_sync_file(temp->fd, err);
}

/* Reads the temporary file as any reader would. */
static bool
read_back(const struct save *save, const struct temp *temp,
	uint8_t digest[static HASH_MAX_BYTES], struct err *err)
{
	VAULT_FILE file = {0};
	DIGEST text = {0};
	STRING path = str_format(err, "%s/%s", save->folder->path, temp->name);

	if (path == NULL || !vault_file_read(path, &file, err) ||
	    !age_header_verify(&file.header, save->file_key, err) ||
	    !digest_start(&text, HASH_SHA256, err) ||
	    !vault_file_decrypt(&file, save->file_key, to_digest, &text, err))
		return false;
	digest_end(&text, digest);
	return true;
}

static bool
verify(const struct save *save, const struct temp *temp,
	const uint8_t written[static HASH_MAX_BYTES], struct err *err)
{
	uint8_t found[HASH_MAX_BYTES];

	/* From the disk, not from memory, if the system can be asked so. */
	(void)posix_fadvise(temp->fd, 0, 0, POSIX_FADV_DONTNEED);
	if (!read_back(save, temp, found, err)) {
		if (err->kind != ERR_DAMAGED)
			return err_at(err, "reading back");
	} else if (memcmp(written, found, hash_size(HASH_SHA256)) == 0) {
		return true;
	}
	return err_set(err, ERR_SYSTEM,
		"what was written reads back differently; nothing was changed");
}

/* Some file systems, or their owners, fix the permissions of all files. */
static bool
has_no_modes(int error)
{
	return error == EPERM || error == EOPNOTSUPP || error == ENOSYS;
}

/* The new file gets owner and permissions of the old; for a new vault they
 * are those of mkstemp(3). */
static bool
adopt_owner(const struct save *save, const struct temp *temp, struct err *err)
{
	struct stat st;

	if (save->old == NULL)
		return true;
	if (fstat(save->old->fd, &st) != 0)
		return err_errno(err, "cannot read");
	/* Only root may, and only root needs to. */
	if (st.st_uid != geteuid() || st.st_gid != getegid())
		(void)!fchown(temp->fd, st.st_uid, st.st_gid);
	return fchmod(temp->fd, st.st_mode & 0777) == 0 ||
		has_no_modes(errno) || err_errno(err, "cannot write");
}

/* Has somebody replaced the file since it was read? */
static bool
has_moved(const struct save *save)
{
	struct vault_stamp stamp;
	struct stat st;

	if (save->old == NULL)
		return false;
	if (fstatat(save->folder->fd, save->folder->name, &st, 0) != 0)
		return true;
	vault_stamp_set(&stamp, &st);
	return !vault_stamp_equal(&stamp, &save->old->stamp);
}

static bool
keep_old(const struct save *save, struct err *err)
{
	if (save->old == NULL)
		return true;
	if (save->aside != NULL)
		return revision_keep_damaged(save->folder, save->old->fd,
			save->now, save->aside, err);
	return revision_keep(save->folder, save->old->fd, save->old_revision,
		save->old_saved > 0 ? save->old_saved
				    : save->old->stamp.mtime_s, err);
}

static bool
put_in_place(const struct save *save, struct temp *temp, struct err *err)
{
	int fd = save->folder->fd;
	const char *name = save->folder->name;
	struct stat st;

	if (save->old == NULL) {
		/* Unlike a rename, a link replaces nothing. */
		if (linkat(fd, temp->name, fd, name, 0) == 0)
			return true;
		if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
			return err_set(err, ERR_REFUSED, "exists already");
	}
	if (renameat(fd, temp->name, fd, name) != 0)
		return err_errno(err, "cannot replace");
	temp->name[0] = '\0';
	return true;
}

bool
save_write(const struct save *save, bool *replaced, struct vault_stamp *stamp,
	struct err *err)
{
	CLEANUP(temp_wipe) struct temp temp = {
		.folder = save->folder->fd, .fd = -1,
	};
	uint8_t digest[HASH_MAX_BYTES];
	struct stat st;

	*replaced = false;
	temp.fd = folder_temp(temp.folder, save->folder->name, temp.name, err);
	if (temp.fd < 0 || !adopt_owner(save, &temp, err) ||
	    !write_all(save, &temp, digest, err) ||
	    !verify(save, &temp, digest, err))
		return false;
	if (has_moved(save))
		return err_set(err, ERR_SYSTEM, "another program changed it "
			"at the same moment; nothing was changed, try again");
	if (!keep_old(save, err))
		return false;
	if (fstat(temp.fd, &st) != 0)
		return err_errno(err, "cannot read");
	vault_stamp_set(stamp, &st);
	if (!put_in_place(save, &temp, err))
		return false;
	*replaced = true;
	return folder_sync(save->folder->fd, err);
}
