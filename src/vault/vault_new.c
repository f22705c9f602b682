/* New vaults. */
#include "vault/vault.h"

#include "base/secmem.h"
#include "base/str.h"
#include "crypto/kdf.h"
#include "vault/history.h"
#include "vault/save.h"

#define MEASURED_LOG_N 14 /* an eighth of the default's work */
#define SALT_BYTES 16

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

	vault->payload.revision = 1;
	vault->payload.saved = now;
	return folder_make(&folder, vault->path, err) &&
		folder_lock(&folder, err) &&
		save_write(&save, &replaced, &vault->stamp, err);
}

struct vault *
vault_new_for(const char *path, vault_header_fn *make, void *arg,
	const struct clock *clock, struct err *err)
{
	struct vault *vault;
	bool there;

	if (!vault_look(path, &there, err))
		return NULL;
	if (there) {
		err_set(err, ERR_REFUSED, "exists already");
		return NULL;
	}
	if (history_is_left(path)) {
		err_set(err, ERR_REFUSED, VAULT_LEFT ": otp restore brings "
			"the newest back; for a new vault, move the folder "
			FOLDER_REVISIONS " away first");
		return NULL;
	}
	vault = secmem_alloc(sizeof(*vault));
	if (vault == NULL) {
		err_nomem(err);
		return NULL;
	}
	*vault = (struct vault){.path = str_dup(path, err)};
	if (vault->path != NULL && payload_init(&vault->payload, err) &&
	    make(&vault->payload, arg, &vault->header, &vault->file_key,
		    err) &&
	    save_new(vault, clock_now(clock), err))
		return vault;
	vault_close(vault);
	return NULL;
}

struct lock {
	const struct secret *passphrase;
	unsigned int log_n;
};

static bool
make_scrypt(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	const struct lock *lock = arg;

	(void)payload;
	return age_header_new_scrypt(lock->passphrase, lock->log_n, header,
		file_key, err);
}

struct vault *
vault_new(const char *path, const struct secret *passphrase,
	unsigned int log_n, const struct clock *clock, struct err *err)
{
	struct lock lock = {passphrase, log_n};

	return vault_new_for(path, make_scrypt, &lock, clock, err);
}
