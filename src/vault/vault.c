#include "vault/vault.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/secmem.h"
#include "base/str.h"
#include "crypto/kdf.h"
#include "vault/revisions.h"
#include "vault/save.h"

#define MEASURED_LOG_N 14 /* an eighth of the default's work */
#define SALT_BYTES 16

bool
vault_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static int64_t
microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* At most a quarter of the memory. */
static bool
fits_memory(unsigned int log_n)
{
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	uint64_t needed = UINT64_C(1024) << log_n;

	return pages <= 0 || page <= 0 ||
		needed <= (uint64_t)pages * (uint64_t)page / 4;
}

bool
vault_measure_log_n(unsigned int *log_n, struct err *err)
{
	static const uint8_t salt[SALT_BYTES];
	SECRET key = {0};
	int64_t start, each;

	*log_n = VAULT_LOG_N_DEFAULT;
	if (!secret_init(&key, 32, err))
		return false;
	start = microseconds();
	if (!kdf_scrypt("measure", strlen("measure"), salt, sizeof(salt),
		    MEASURED_LOG_N, 8, 1, &key, err))
		return false;
	each = microseconds() - start;
	each <<= VAULT_LOG_N_DEFAULT - MEASURED_LOG_N;
	while (*log_n < VAULT_LOG_N_MEASURED_MAX &&
		2 * each < VAULT_KDF_TARGET_MS * INT64_C(1000) &&
		fits_memory(*log_n + 1)) {
		++*log_n;
		each *= 2;
	}
	return true;
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
			err_set(err, ERR_LOCKED, "the passphrase was changed "
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

/* Counts the revision up, saves, and makes the new state that of *vault. */
static bool
save_change(struct vault *vault, const struct folder *folder,
	struct vault_file *file, struct payload *payload, int64_t now,
	struct err *err)
{
	struct save save = {
		.folder = folder,
		.header = &file->header,
		.file_key = &vault->file_key,
		.payload = payload,
		.old = file,
		.old_revision = payload->revision,
		.old_saved = payload->saved,
	};
	struct vault_stamp stamp;
	bool replaced, good;

	if (!payload_purge(payload, now, err))
		return false;
	payload->revision++;
	payload->saved = now;
	good = save_write(&save, &replaced, &stamp, err);
	if (replaced)
		vault_take(vault, &file->header, payload, &stamp);
	if (good)
		revisions_prune(folder, now);
	return good;
}

/* Locks and reads the newest state. */
static bool
begin_change(const struct vault *vault, struct folder *folder,
	struct vault_file *file, struct payload *payload, struct err *err)
{
	STRING path = NULL;

	if (!folder_open(folder, vault->path, err) ||
	    !folder_lock(folder, err))
		return false;
	path = str_format(err, "%s/%s", folder->path, folder->name);
	if (path == NULL || !read_again(vault, path, file, payload, err))
		return false;
	if (payload->version > PAYLOAD_VERSION)
		return err_set(err, ERR_REFUSED, "is of a newer version of "
			"otp (%llu), which alone can change it",
			(unsigned long long)payload->version);
	return true;
}

bool
vault_change(struct vault *vault, const struct clock *clock,
	vault_change_fn *change, void *arg, struct err *err)
{
	FOLDER folder = FOLDER_NONE;
	VAULT_FILE file = {0};
	PAYLOAD payload = {0};

	if (!begin_change(vault, &folder, &file, &payload, err))
		return err_at(err, "%s", vault->path);
	if (!change(&payload, arg, err))
		return false;
	return save_change(vault, &folder, &file, &payload, clock_now(clock),
		err) || err_at(err, "%s", vault->path);
}

static bool
save_new(struct vault *vault, int64_t now, struct err *err)
{
	FOLDER folder = FOLDER_NONE;
	struct save save = {
		.folder = &folder,
		.header = &vault->header,
		.file_key = &vault->file_key,
		.payload = &vault->payload,
	};
	bool replaced;

	if (!payload_init(&vault->payload, err))
		return false;
	vault->payload.revision = 1;
	vault->payload.saved = now;
	return folder_make(&folder, vault->path, err) &&
		folder_lock(&folder, err) &&
		save_write(&save, &replaced, &vault->stamp, err);
}

struct vault *
vault_new(const char *path, const struct secret *passphrase,
	unsigned int log_n, const struct clock *clock, struct err *err)
{
	struct vault *vault;

	if (vault_exists(path)) {
		err_set(err, ERR_REFUSED, "exists already");
		return NULL;
	}
	vault = secmem_alloc(sizeof(*vault));
	if (vault == NULL) {
		err_nomem(err);
		return NULL;
	}
	*vault = (struct vault){.path = str_dup(path, err)};
	if (vault->path != NULL &&
	    age_header_new_scrypt(passphrase, log_n, &vault->header,
		    &vault->file_key, err) &&
	    save_new(vault, clock_now(clock), err))
		return vault;
	vault_close(vault);
	return NULL;
}

bool
vault_create(const char *path, const struct secret *passphrase,
	unsigned int log_n, const struct clock *clock, struct err *err)
{
	struct vault *vault = vault_new(path, passphrase, log_n, clock, err);

	vault_close(vault);
	return vault != NULL;
}
