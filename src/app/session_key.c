/*
 * The file key, not the passphrase, is kept: it opens this vault only, and
 * only as long as its header is what it was. The name in the keyring tells
 * the vault's path, so that it can be locked when the file cannot be read; the
 * value tells the MAC of the header, so that a changed one is noticed.
 */
#include "app/session_key.h"

#include <limits.h>
#include <libgen.h>

#include "app/session_open.h"
#include "base/str.h"
#include "os/keyring.h"

#define NAME_MAX_BYTES (PATH_MAX + 16)

/* The time at which it ends (the keyring itself does not tell), most
 * significant byte first; the header's MAC; the file key. */
#define TIME_BYTES 8
#define MAC_AT TIME_BYTES
#define KEY_AT (MAC_AT + AGE_MAC_BYTES)
#define VALUE_BYTES (KEY_AT + AGE_FILE_KEY_BYTES)

/* The path without links, of whatever of it there is. */
static void
resolve(const char *path, char out[static PATH_MAX])
{
	char copy[PATH_MAX], folder[PATH_MAX];
	const char *slash = strrchr(path, '/');

	if (realpath(path, out) != NULL)
		return;
	snprintf(copy, sizeof(copy), "%s", path);
	if (realpath(dirname(copy), folder) == NULL ||
	    snprintf(out, PATH_MAX, "%s/%s", folder,
		    slash != NULL ? slash + 1 : path) >= PATH_MAX)
		snprintf(out, PATH_MAX, "%s", path);
}

static void
name_key(const struct session *session, char out[static NAME_MAX_BYTES])
{
	char path[PATH_MAX];

	resolve(session->vault_path, path);
	snprintf(out, NAME_MAX_BYTES, "otp:%s", path);
}

/* Of the system, whatever --at says: the kernel's timeout goes by it. */
static int64_t
real_now(void)
{
	return clock_now(&(struct clock){0});
}

static void
put_time(int64_t at, uint8_t out[static TIME_BYTES])
{
	for (int i = TIME_BYTES - 1; i >= 0; i--) {
		out[i] = (uint8_t)(at & 0xFF);
		at >>= 8;
	}
}

static int64_t
get_time(const uint8_t *bytes)
{
	uint64_t at = 0;

	for (int i = 0; i < TIME_BYTES; i++)
		at = at << 8 | bytes[i];
	return (int64_t)at;
}

bool
session_keep_key(const struct session *session, int64_t seconds,
	struct err *err)
{
	const struct vault *vault = session->vault;
	char name[NAME_MAX_BYTES];
	SECRET value = {0};

	if (vault == NULL)
		return err_set(err, ERR_LOCKED, "is locked");
	if (!secret_init(&value, VALUE_BYTES, err))
		return false;
	put_time(real_now() + seconds, value.bytes);
	memcpy(value.bytes + MAC_AT, vault->header.mac, AGE_MAC_BYTES);
	memcpy(value.bytes + KEY_AT, vault->file_key.bytes,
		AGE_FILE_KEY_BYTES);
	name_key(session, name);
	return keyring_put(name, &value, (unsigned int)seconds, err);
}

bool
session_forget_key(const struct session *session, bool *was_there,
	struct err *err)
{
	char name[NAME_MAX_BYTES];

	name_key(session, name);
	return keyring_forget(name, was_there, err);
}

/* *value stays empty unless there is one that fits the header. */
static bool
find_value(const struct session *session, const struct age_header *header,
	struct secret *value, struct err *err)
{
	char name[NAME_MAX_BYTES];
	SECRET found = {0};
	bool was_there;

	name_key(session, name);
	if (!keyring_get(name, &found, err))
		return false;
	if (found.bytes == NULL)
		return true;
	if (found.len == VALUE_BYTES && memcmp(found.bytes + MAC_AT,
		    header->mac, AGE_MAC_BYTES) == 0) {
		*value = secret_move(&found);
		return true;
	}
	session_note(session, "%s: its key was changed since it was unlocked",
		session->vault_path);
	return keyring_forget(name, &was_there, err);
}

bool
session_key_left(const struct session *session, int64_t *seconds,
	struct err *err)
{
	VAULT_FILE file = {0};
	SECRET value = {0};

	*seconds = 0;
	if (!session_read_vault(session, &file, err) ||
	    !find_value(session, &file.header, &value, err))
		return false;
	if (value.bytes == NULL)
		return true;
	*seconds = get_time(value.bytes) - real_now();
	/* The clock may have been set back, or this be its last moment. */
	if (*seconds > SESSION_KEEP_MAX)
		*seconds = SESSION_KEEP_MAX;
	if (*seconds < 1)
		*seconds = 1;
	return true;
}

bool
session_kept_key(const struct session *session,
	const struct age_header *header, struct secret *key)
{
	SECRET value = {0};
	struct err ignored;

	if (!find_value(session, header, &value, &ignored) ||
	    value.bytes == NULL ||
	    !secret_set(key, value.bytes + KEY_AT, AGE_FILE_KEY_BYTES,
		    &ignored))
		return false;
	if (age_header_verify(header, key, &ignored))
		return true;
	secret_wipe(key);
	return false;
}
