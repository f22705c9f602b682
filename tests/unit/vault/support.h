/* A throw-away folder with a vault in it, and how to look at its files. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "vault/vault.h"

#define PASSPHRASE "correct horse battery staple"
#define FAST_LOG_N 1
#define NOW INT64_C(1700000000)

static const struct clock now = {.frozen = true, .at = NOW};

struct place {
	char folder[64];
	char vault[96];
};

static inline void
place_init(struct place *place)
{
	snprintf(place->folder, sizeof(place->folder), "/tmp/otp-XXXXXX");
	if (mkdtemp(place->folder) == NULL)
		abort();
	snprintf(place->vault, sizeof(place->vault), "%s/vault.age",
		place->folder);
}

static inline void
remove_tree(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *item;

	if (dir == NULL) {
		unlinkat(parent, name, 0);
		return;
	}
	while ((item = readdir(dir)) != NULL) {
		if (strcmp(item->d_name, ".") != 0 &&
		    strcmp(item->d_name, "..") != 0)
			remove_tree(fd, item->d_name);
	}
	closedir(dir);
	unlinkat(parent, name, AT_REMOVEDIR);
}

static inline void
place_wipe(struct place *place)
{
	remove_tree(AT_FDCWD, place->folder);
}

#define PLACE CLEANUP(place_wipe) struct place

/* How many names in the folder begin with the prefix. */
static inline size_t
count_names(const char *folder, const char *prefix)
{
	DIR *dir = opendir(folder);
	const struct dirent *item;
	size_t count = 0;

	if (dir == NULL)
		return 0;
	while ((item = readdir(dir)) != NULL)
		count += strncmp(item->d_name, prefix, strlen(prefix)) == 0;
	closedir(dir);
	return count;
}

static inline void
read_bytes(const char *path, struct buf *out)
{
	struct err err;

	if (!file_read(path, (size_t)1 << 24, out, &err))
		abort();
}

static inline void
write_bytes(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct err err;

	if (fd < 0 || !fd_write_all(fd, bytes, len, &err))
		abort();
	close(fd);
}

static inline bool
same_bytes(const char *path, const struct buf *bytes)
{
	BUF found = {0};

	read_bytes(path, &found);
	return found.len == bytes->len &&
		memcmp(found.data, bytes->data, found.len) == 0;
}

static inline void
set_passphrase(struct secret *out)
{
	struct err err;

	if (!secret_set(out, PASSPHRASE, strlen(PASSPHRASE), &err))
		abort();
}

static inline struct vault *
new_vault(const char *path)
{
	SECRET passphrase = {0};
	struct err err;

	set_passphrase(&passphrase);
	return vault_new(path, &passphrase, FAST_LOG_N, &now, &err);
}

static inline struct vault *
open_vault(const char *path, struct err *err)
{
	VAULT_FILE file = {0};
	SECRET passphrase = {0};
	SECRET key = {0};

	set_passphrase(&passphrase);
	if (!vault_file_read(path, &file, err) ||
	    !age_header_unlock_scrypt(&file.header, &passphrase, &key, err))
		return NULL;
	return vault_open(&file, &key, err);
}

/* A change that adds an account of the name in arg. */
static inline bool
add_account(struct payload *payload, void *arg, struct err *err)
{
	ENTRY entry = {0};

	snprintf(entry.id, sizeof(entry.id),
		"00000000-0000-4000-8000-%012zu", payload->entries.len);
	return entry_init(&entry, err) &&
		str_replace(&entry.account, arg, err) &&
		secret_set(&entry.secret, "12345678901234567890", 20, err) &&
		entries_add(&payload->entries, &entry, err);
}

static inline bool
add_one(struct vault *vault, const char *name, struct err *err)
{
	char copy[64];

	snprintf(copy, sizeof(copy), "%s", name);
	return vault_change(vault, &now, add_account, copy, err);
}

static inline void
close_vault(struct vault **vault)
{
	vault_close(*vault);
}

#define OPEN_VAULT CLEANUP(close_vault) struct vault *

#endif
