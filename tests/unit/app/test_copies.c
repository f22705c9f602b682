#include "accounts_of.h"

#include "app/copies.h"

static void
test_names_of_copies(void **state)
{
	static const struct {
		const char *vault, *name;
		bool match;
	} rows[] = {
		/* Syncthing, browsers, Nextcloud, Dropbox, editors */
		{"vault.age", "vault.sync-conflict-20261121-210000-ABCDEFG.age",
			true},
		{"vault.age", "vault (1).age", true},
		{"vault.age", "vault (conflicted copy 2026-11-21 210000).age",
			true},
		{"vault.age", "vault (Jane's conflicted copy).age", true},
		{"vault.age", "vault.age~", true},
		{"vault.age", "vault.age.~1~", true},
		{"vault.age", "vault 2.age", true},
		{"vault", "vault.sync-conflict-20261121-210000-ABCDEFG", true},
		/* Windows, GNOME, macOS, KDE */
		{"vault.age", "vault - Copy.age", true},
		{"vault.age", "vault - Copy (2).age", true},
		{"vault.age", "vault (copy).age", true},
		{"vault.age", "vault (3rd copy).age", true},
		{"vault.age", "vault copy 2.age", true},
		{"vault.age", "vault (Copy 1).age", true},
		/* not itself, nor what lies beside it for other reasons */
		{"vault.age", "vault.age", false},
		{"vault.age", "vaults.age", false},
		{"vault.age", "other (1).age", false},
		{"vault.age", "vault (1).txt", false},
		{"vault.age", "vault-backup.age", false},
		{"vault.age", ".vault.age.lock", false},
		{"vault.age", ".vault.age.tmp-12345678", false},
		{"vault.age", "vault.age.damaged-20261121T210000Z", false},
		{"vault.age", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (copies_match(rows[i].vault, rows[i].name) != rows[i].match)
			fail_msg("%s", rows[i].name);
	}
}

static void
test_copies_are_found_beside_the_vault_in_order(void **state)
{
	struct world *world = *state;
	COPIES copies = {0};
	STRING folder = NULL;
	struct err err = {0};

	assert_true(copies_find(&world->session, &copies, &err));
	assert_int_equal(copies.len, 0);
	copies_wipe(&copies);
	world_write(world, "vault.age~", "x");
	world_write(world, "vault (1).age", "x");
	world_write(world, "notes.txt", "x");
	folder = str_format(&err, "%s/vault (2).age", world->dir);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_true(copies_find(&world->session, &copies, &err));
	assert_int_equal(copies.len, 2);
	assert_non_null(strstr(copies.paths[0], "/vault (1).age"));
	assert_non_null(strstr(copies.paths[1], "/vault.age~"));
}

/* What the vault will have become when somebody else has added this. */
static void
diverge(struct world *world, const char *name, struct payload *out)
{
	ENTRY entry = {0};
	struct err err = {0};

	assert_true(payload_copy(&world->session.vault->payload, out, &err));
	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.account, name, &err));
	assert_true(secret_set(&entry.secret, name, strlen(name), &err));
	snprintf(entry.id, sizeof(entry.id), "%s",
		"9f2b3c4d-0001-4a5b-8c9d-000000000001");
	assert_true(entries_add(&out->entries, &entry, &err));
	out->revision += 5;
}

static void
test_merging_saves_once_and_only_what_is_new(void **state)
{
	struct world *world = *state;
	HISTORY_CHANGES changes = {0};
	PAYLOAD copy = {0};
	BUF names = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	diverge(world, "theirs", &copy);
	accounts_make(&world->session, ENTRY_TOTP, "ours", id);
	assert_true(copies_merge(&world->session, &copy, 1, true, &changes,
		&err));
	assert_int_equal(changes.len, 1);
	assert_string_equal(changes.items[0].text, "added theirs");
	assert_int_equal(world_revision(world), 1);
	history_changes_wipe(&changes);
	assert_true(copies_merge(&world->session, &copy, 1, false, &changes,
		&err));
	assert_int_equal(changes.len, 1);
	session_lock(&world->session);
	world_unlock(world);
	assert_string_equal(accounts_names(&world->session, &names),
		"ours theirs ");
	history_changes_wipe(&changes);
	world->revision = world->session.vault->payload.revision;
	assert_true(copies_merge(&world->session, &copy, 1, false, &changes,
		&err));
	assert_int_equal(changes.len, 0);
	assert_int_equal(world_revision(world), 0);
}

static void
test_another_vault_is_refused_and_nothing_saved(void **state)
{
	struct world *world = *state;
	HISTORY_CHANGES changes = {0};
	struct payload payloads[2] = {0};
	struct err err = {0};

	world_unlock(world);
	diverge(world, "theirs", &payloads[0]);
	assert_true(payload_init(&payloads[1], &err));
	assert_false(copies_merge(&world->session, payloads, 2, false,
		&changes, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(world_revision(world), 0);
	assert_int_equal(changes.len, 0);
	payload_wipe(&payloads[0]);
	payload_wipe(&payloads[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_of_copies),
		WORLD_CASE(test_copies_are_found_beside_the_vault_in_order),
		WORLD_CASE(test_merging_saves_once_and_only_what_is_new),
		WORLD_CASE(test_another_vault_is_refused_and_nothing_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
