/* A folder of its own with a vault in it, and a session on that. */
#ifndef TESTS_APP_WORLD_H
#define TESTS_APP_WORLD_H

#include <setjmp.h>
#include <stdarg.h>

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>

#include "app/session.h"
#include "base/file.h"
#include "base/str.h"

#include <cmocka.h>

#define WORLD_PASSPHRASE "correct horse"
#define WORLD_LOG_N 10
#define WORLD_NOW INT64_C(1700000000)

struct world {
	char dir[32];
	char path[64]; /* of the vault */
	struct clock clock;
	struct session session;
	uint64_t revision; /* of the vault when it was made */
};

static inline struct session_options
world_options(const struct world *world)
{
	return (struct session_options){
		.vault = world->path, .passphrase_fd = -1, .quiet = true,
	};
}

static inline void
world_write(const struct world *world, const char *name, const char *text)
{
	struct err err = {0};
	STRING path = str_format(&err, "%s/%s", world->dir, name);
	FD fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_true(fd_write_all(fd, text, strlen(text), &err));
}

static inline void
world_passphrase(struct secret *out)
{
	struct err err = {0};

	assert_true(secret_set(out, WORLD_PASSPHRASE,
		strlen(WORLD_PASSPHRASE), &err));
}

/* Opens the session's vault. */
static inline void
world_unlock(struct world *world)
{
	SECRET passphrase = {0};
	struct err err = {0};

	world_passphrase(&passphrase);
	assert_true(session_unlock_with(&world->session, &passphrase, &err));
}

/* How often the vault was saved since it was made. */
static inline uint64_t
world_revision(const struct world *world)
{
	return world->session.vault->payload.revision - world->revision;
}

/* An account of the open vault. */
static inline const struct entry *
world_entry(const struct world *world, const char *id)
{
	const struct entry *entry = entries_by_id(
		&world->session.vault->payload.entries, id);

	assert_non_null(entry);
	return entry;
}

/* With an empty vault, locked. */
static inline int
world_set_up(void **state)
{
	static const char *const variables[] = {"OTP_VAULT",
		"OTP_PASSPHRASE_FILE", "OTP_PASSPHRASE_COMMAND"};
	struct world *world = calloc(1, sizeof(*world));
	struct session_options options;
	SECRET passphrase = {0};
	struct vault *vault;
	struct err err = {0};

	assert_non_null(world);
	for (size_t i = 0; i < COUNT_OF(variables); i++)
		unsetenv(variables[i]);
	snprintf(world->dir, sizeof(world->dir), "/tmp/otp-test-app-XXXXXX");
	assert_non_null(mkdtemp(world->dir));
	snprintf(world->path, sizeof(world->path), "%s/vault.age", world->dir);
	world->clock = (struct clock){.frozen = true, .at = WORLD_NOW};
	world_passphrase(&passphrase);
	vault = vault_new(world->path, &passphrase, WORLD_LOG_N, &world->clock,
		&err);
	assert_non_null(vault);
	vault_close(vault);
	options = world_options(world);
	assert_true(session_init(&world->session, &options, &world->clock,
		&err));
	world->session.stamps = world->clock;
	world_unlock(world);
	world->revision = world->session.vault->payload.revision;
	session_lock(&world->session);
	*state = world;
	return 0;
}

static inline int
world_remove_one(const char *path, const struct stat *st, int kind,
	struct FTW *walk)
{
	(void)st;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline int
world_tear_down(void **state)
{
	struct world *world = *state;

	session_wipe(&world->session);
	nftw(world->dir, world_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(world);
	return 0;
}

#define WORLD_CASE(name) \
	cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

#endif
