#include "vault/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/secmem.h"
#include "base/str.h"
#include "vault/history.h"
#include "vault/revisions.h"
#include "vault/save.h"

bool
vault_look(const char *path, bool *there, struct err *err)
{
	struct stat st;

	*there = lstat(path, &st) == 0;
	if (!*there)
		return errno == ENOENT || err_errno(err, "cannot open");
	if (stat(path, &st) != 0 && errno == ENOENT)
		return err_set(err, ERR_REFUSED,
			"is a link to a file that is not there");
	return true;
}

bool
vault_is_missing(const char *path)
{
	struct err ignored;
	bool there;

	return vault_look(path, &there, &ignored) && !there;
}

bool
vault_exists(const char *path)
{
	return !vault_is_missing(path) || history_is_left(path);
}

struct vault *
vault_open(struct vault_file *file, struct secret *file_key, struct err *err)
{
	struct vault *vault = secmem_alloc(sizeof(*vault));

	if (vault == NULL) {
		err_nomem(err);
		return NULL;
	}
	*vault = (struct vault){.file_key = secret_move(file_key)};
	if (!vault_file_payload(file, &vault->file_key, &vault->payload,
		    err)) {
		vault_close(vault);
		return NULL;
	}
	vault->path = file->path;
	vault->header = age_header_move(&file->header);
	vault->stamp = file->stamp;
	file->path = NULL;
	vault_file_wipe(file);
	return vault;
}

void
vault_close(struct vault *vault)
{
	if (vault == NULL)
		return;
	str_free(&vault->path);
	age_header_wipe(&vault->header);
	secret_wipe(&vault->file_key);
	payload_wipe(&vault->payload);
	secmem_free(vault);
}

/* Puts new contents into *vault; the givers are empty then. */
static void
vault_take(struct vault *vault, struct age_header *header,
	struct payload *payload, const struct vault_stamp *stamp)
{
	age_header_wipe(&vault->header);
	payload_wipe(&vault->payload);
	vault->header = age_header_move(header);
	vault->payload = *payload;
	vault->stamp = *stamp;
	vault->taken++;
	*payload = (struct payload){0};
}

/* The file as it is now, with the key that we have. */
static bool
read_again(const struct vault *vault, const char *path,
	struct vault_file *file, struct payload *payload, struct err *err)
{
	if (!vault_file_read(path, file, err))
		return false;
	if (!age_header_verify(&file->header, &vault->file_key, err)) {
		if (err->kind == ERR_DAMAGED)
			err_set(err, ERR_LOCKED, "its key was changed "
				"meanwhile; unlock it again");
		return false;
	}
	return vault_file_payload(file, &vault->file_key, payload, err);
}

bool
vault_is_stale(const struct vault *vault)
{
	struct vault_stamp stamp;
	struct stat st;

	if (stat(vault->path, &st) != 0)
		return true;
	vault_stamp_set(&stamp, &st);
	return !vault_stamp_equal(&stamp, &vault->stamp);
}

bool
vault_reload(struct vault *vault, struct err *err)
{
	VAULT_FILE file = {0};
	PAYLOAD payload = {0};

	if (!read_again(vault, vault->path, &file, &payload, err))
		return false;
	vault_take(vault, &file.header, &payload, &file.stamp);
	return true;
}

/* The newest state, under the lock, on its way to the next one. */
struct next {
	struct folder folder;
	struct vault_file file;
	struct payload payload;
	/* Of the file; a merge raises the payload's. */
	uint64_t old_revision;
	int64_t old_saved;
	/* Of the next state, if they are not those of the file. */
	struct age_header header;
	struct secret file_key;
};

#define NEXT CLEANUP(next_wipe) struct next
#define NEXT_NONE {.folder = FOLDER_NONE}

static void
next_wipe(struct next *next)
{
	secret_wipe(&next->file_key);
	age_header_wipe(&next->header);
	payload_wipe(&next->payload);
	vault_file_wipe(&next->file);
	folder_wipe(&next->folder);
}

/* Locks and reads. */
static bool
next_begin(struct next *next, const struct vault *vault, struct err *err)
{
	struct folder *folder = &next->folder;
	STRING path = NULL;

	if (!folder_open(folder, vault->path, err) ||
	    !folder_lock(folder, err))
		return false;
	path = str_format(err, "%s/%s", folder->path, folder->name);
	if (path == NULL || !read_again(vault, path, &next->file,
		    &next->payload, err))
		return false;
	if (next->payload.version > PAYLOAD_VERSION)
		return err_set(err, ERR_REFUSED, "is of a newer version of "
			"otp (%llu), which alone can change it",
			(unsigned long long)next->payload.version);
	next->old_revision = next->payload.revision;
	next->old_saved = next->payload.saved;
	return true;
}

/* Counts the revision up, saves, and makes the new state that of *vault. */
static bool
next_save(struct next *next, struct vault *vault, int64_t now,
	struct err *err)
{
	struct payload *payload = &next->payload;
	bool rekeyed = next->file_key.len > 0;
	struct age_header *header =
		rekeyed ? &next->header : &next->file.header;
	struct save save = {
		.folder = &next->folder,
		.header = header,
		.file_key = rekeyed ? &next->file_key : &vault->file_key,
		.payload = payload,
		.old = &next->file,
		.old_revision = next->old_revision,
		.old_saved = next->old_saved,
	};
	struct vault_stamp stamp;
	bool replaced, good;

	if (!payload_purge(payload, now, err))
		return false;
	payload->revision = payload_revision_after(payload->revision, 1);
	payload->saved = now;
	good = save_write(&save, &replaced, &stamp, err);
	if (replaced) {
		vault_take(vault, header, payload, &stamp);
		if (rekeyed) {
			secret_wipe(&vault->file_key);
			vault->file_key = secret_move(&next->file_key);
		}
	}
	if (good)
		revisions_prune(&next->folder, now);
	return good;
}

/* The recipients are those of the header, whatever the change did: it may
 * have brought in an older state. */
static bool
apply(struct payload *payload, vault_change_fn *change, void *arg,
	struct err *err)
{
	CLEANUP(recipients_wipe) struct recipients kept = {0};

	if (!recipients_copy(&payload->recipients, &kept, err) ||
	    !change(payload, arg, err))
		return false;
	recipients_wipe(&payload->recipients);
	payload->recipients = kept;
	kept = (struct recipients){0};
	return true;
}

bool
vault_change(struct vault *vault, const struct clock *clock,
	vault_change_fn *change, void *arg, struct err *err)
{
	NEXT next = NEXT_NONE;

	if (!next_begin(&next, vault, err))
		return err_at(err, "%s", vault->path);
	if (!apply(&next.payload, change, arg, err))
		return false;
	return next_save(&next, vault, clock_now(clock), err) ||
		err_at(err, "%s", vault->path);
}

bool
vault_rekey(struct vault *vault, const struct clock *clock,
	vault_header_fn *make, void *arg, struct err *err)
{
	NEXT next = NEXT_NONE;

	if (!next_begin(&next, vault, err))
		return err_at(err, "%s", vault->path);
	if (!make(&next.payload, arg, &next.header, &next.file_key, err))
		return false;
	return next_save(&next, vault, clock_now(clock), err) ||
		err_at(err, "%s", vault->path);
}
