#include "world.h"

#include "app/accounts.h"
#include "app/edit.h"

/* RFC 4226 appendix D: codes of counters 0, 1, 2. */
#define RFC_KEY "12345678901234567890"
#define OTHER_KEY "another key"
#define LATER (WORLD_NOW + 100)

static void
set_key(struct secret *secret, const char *key)
{
	struct err err = {0};

	assert_true(secret_set(secret, key, strlen(key), &err));
}

static void
make_entry(struct entry *entry, enum entry_type type, const char *account)
{
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	entry_set_type(entry, type);
	assert_true(str_replace(&entry->issuer, "GitHub", &err));
	assert_true(str_replace(&entry->account, account, &err));
	assert_true(entry_add_tag(entry, "work", &err));
	set_key(&entry->secret, RFC_KEY);
}

static void
add(struct world *world, enum entry_type type, const char *account,
	char id[static ENTRY_ID_SIZE])
{
	ENTRY entry = {0};
	struct err err = {0};

	make_entry(&entry, type, account);
	assert_true(accounts_add(&world->session, &entry, id, &err));
}

static struct entry *
look_up(const struct world *world, const char *id)
{
	struct entry *entry = entries_by_id(
		&world->session.vault->payload.entries, id);

	assert_non_null(entry);
	return entry;
}

static void
change(struct world *world, const char *id, const struct edit *edit)
{
	bool changed = false;
	struct err err = {0};

	world->session.stamps.at = LATER;
	if (!edit_account(&world->session, id, edit, &changed, &err))
		fail_msg("%s: %s", err.where, err.text);
	assert_true(changed);
	session_lock(&world->session);
	world_unlock(world);
}

/* Refused so, and nothing is saved. */
static void
refuse(struct world *world, const char *id, const struct edit *edit,
	enum err_kind kind, const char *where, const char *text)
{
	uint64_t revision = world_revision(world);
	bool changed;
	struct err err = {0};

	assert_false(edit_account(&world->session, id, edit, &changed, &err));
	assert_int_equal(err.kind, kind);
	assert_string_equal(err.where, where);
	assert_string_equal(err.text, text);
	assert_int_equal(world_revision(world), revision);
}

static void
test_every_field_can_be_changed(void **state)
{
	static const char *const tags[] = {"home", "ftp"};
	static const char *const untag[] = {"WORK"};
	static const enum entry_algorithm algorithm = ENTRY_SHA256;
	static const unsigned int digits = 8, period = 60;
	static const bool favorite = true;
	struct world *world = *state;
	const struct edit edit = {
		.issuer = "GitLab", .account = "bob", .note = "two\nlines",
		.add_tags = tags, .add_tag_count = 2,
		.remove_tags = untag, .remove_tag_count = 1,
		.algorithm = &algorithm, .digits = &digits, .period = &period,
		.favorite = &favorite,
	};
	char id[ENTRY_ID_SIZE];
	const struct entry *entry;

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	change(world, id, &edit);
	entry = look_up(world, id);
	assert_string_equal(entry->issuer, "GitLab");
	assert_string_equal(entry->account, "bob");
	assert_string_equal(entry->note, "two\nlines");
	assert_int_equal(entry->tag_count, 2);
	assert_string_equal(entry->tags[0], "home");
	assert_string_equal(entry->tags[1], "ftp");
	assert_int_equal(entry->algorithm, ENTRY_SHA256);
	assert_int_equal(entry->digits, 8);
	assert_int_equal(entry->period, 60);
	assert_true(entry->favorite);
	assert_int_equal(entry->secret.len, strlen(RFC_KEY));
	assert_int_equal(entry->created, WORLD_NOW);
	assert_int_equal(entry->modified, LATER);
}

static void
test_what_is_not_said_stays(void **state)
{
	static const bool favorite = true;
	struct world *world = *state;
	const struct edit edit = {.favorite = &favorite};
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	change(world, id, &edit);
	assert_string_equal(look_up(world, id)->issuer, "GitHub");
	assert_string_equal(look_up(world, id)->account, "alice");
	assert_string_equal(look_up(world, id)->tags[0], "work");
	assert_int_equal(look_up(world, id)->digits, 6);
}

static void
test_what_changes_nothing_is_not_saved(void **state)
{
	static const char *const tags[] = {"Work"};
	static const unsigned int digits = 6;
	struct world *world = *state;
	const struct edit edit = {
		.account = "alice", .digits = &digits,
		.add_tags = tags, .add_tag_count = 1,
	};
	char id[ENTRY_ID_SIZE];
	bool changed = true;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	assert_true(edit_account(&world->session, id, &edit, &changed, &err));
	assert_false(changed);
	assert_int_equal(world_revision(world), 1);
}

static void
test_a_tag_may_be_written_anew(void **state)
{
	static const char *const add_tags[] = {"Work"};
	static const char *const remove_tags[] = {"work"};
	struct world *world = *state;
	const struct edit edit = {
		.add_tags = add_tags, .add_tag_count = 1,
		.remove_tags = remove_tags, .remove_tag_count = 1,
	};
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	change(world, id, &edit);
	assert_string_equal(look_up(world, id)->tags[0], "Work");
}

static void
test_the_key_before_goes_to_the_history(void **state)
{
	struct world *world = *state;
	SECRET key = {0}, first = {0};
	const struct edit edit = {.key = &key}, back = {.key = &first};
	char id[ENTRY_ID_SIZE];
	const struct entry *entry;
	struct code code;
	struct err err = {0};

	set_key(&key, OTHER_KEY);
	set_key(&first, RFC_KEY);
	world_unlock(world);
	add(world, ENTRY_HOTP, "alice", id);
	assert_true(accounts_code(&world->session, id, 1, true, &code, &err));
	change(world, id, &edit);
	entry = look_up(world, id);
	assert_true(secret_equal(&entry->secret, &key));
	assert_int_equal(entry->counter, 0);
	assert_int_equal(entry->history_count, 1);
	assert_true(secret_equal(&entry->history[0].secret, &first));
	assert_int_equal(entry->history[0].until, LATER);
	assert_int_equal(entry->history[0].counter, 2);
	/* Codes that were used with it are not handed out again. */
	change(world, id, &back);
	entry = look_up(world, id);
	assert_int_equal(entry->counter, 2);
	assert_int_equal(entry->history_count, 1);
	assert_true(secret_equal(&entry->history[0].secret, &key));
}

static void
test_the_key_it_has_is_refused(void **state)
{
	struct world *world = *state;
	SECRET key = {0};
	const struct edit edit = {.key = &key};
	char id[ENTRY_ID_SIZE];

	set_key(&key, RFC_KEY);
	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	refuse(world, id, &edit, ERR_REFUSED, "GitHub:alice: key",
		"is the one that it has already");
}

static void
test_a_change_of_type_and_back(void **state)
{
	static const enum entry_type totp = ENTRY_TOTP, hotp = ENTRY_HOTP,
		steam = ENTRY_STEAM;
	static const enum entry_algorithm sha512 = ENTRY_SHA512;
	static const uint64_t counter = 7;
	struct world *world = *state;
	const struct edit to_hotp = {.type = &hotp, .counter = &counter};
	const struct edit to_totp = {.type = &totp, .algorithm = &sha512};
	const struct edit to_steam = {.type = &steam};
	const struct edit again = {.type = &hotp};
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	change(world, id, &to_hotp);
	assert_int_equal(look_up(world, id)->type, ENTRY_HOTP);
	assert_int_equal(look_up(world, id)->counter, 7);
	change(world, id, &to_totp);
	assert_int_equal(look_up(world, id)->period, 30);
	assert_int_equal(look_up(world, id)->algorithm, ENTRY_SHA512);
	change(world, id, &to_steam);
	assert_int_equal(look_up(world, id)->digits, 5);
	assert_int_equal(look_up(world, id)->algorithm, ENTRY_SHA1);
	change(world, id, &again);
	assert_int_equal(look_up(world, id)->digits, 6);
	assert_int_equal(look_up(world, id)->counter, 7);
}

static void
test_impossible_accounts_are_refused(void **state)
{
	static const enum entry_type steam = ENTRY_STEAM;
	static const unsigned int digits = 8, period = 60, too_many = 60;
	static const uint64_t counter = 1, last = UINT64_MAX;
	static const char *const untag[] = {"none"};
	struct world *world = *state;
	const struct edit to_steam = {.type = &steam, .digits = &digits};
	const struct edit long_codes = {.digits = &too_many};
	const struct edit count = {.counter = &counter};
	const struct edit end = {.counter = &last};
	const struct edit tick = {.period = &period};
	const struct edit nameless = {.issuer = "", .account = ""};
	const struct edit control = {.account = "a\nb"};
	const struct edit tagless = {
		.remove_tags = untag, .remove_tag_count = 1,
	};
	char totp[ENTRY_ID_SIZE], hotp[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", totp);
	add(world, ENTRY_HOTP, "bob", hotp);
	refuse(world, totp, &to_steam, ERR_FORMAT, "GitHub:alice: digits",
		"must be 5 for Steam, is 8");
	refuse(world, totp, &long_codes, ERR_FORMAT, "GitHub:alice: digits",
		"must be 4 to 10, is 60");
	refuse(world, totp, &count, ERR_USAGE, "GitHub:alice: counter",
		"has no meaning for type totp");
	refuse(world, hotp, &tick, ERR_USAGE, "GitHub:bob: period",
		"has no meaning for type hotp");
	refuse(world, hotp, &end, ERR_REFUSED, "GitHub:bob: counter",
		"is used up at 18446744073709551615");
	refuse(world, totp, &nameless, ERR_REFUSED, "GitHub:alice: account",
		"must not be empty, nor the issuer");
	refuse(world, totp, &control, ERR_FORMAT, "GitHub:alice: account",
		"must not have control characters, has U+000A");
	refuse(world, totp, &tagless, ERR_NO_MATCH, "GitHub:alice",
		"has no tag \"none\"");
	refuse(world, "no-such-id", &control, ERR_NO_MATCH, "",
		"there is no such account");
}

static void
test_a_duplicate_is_refused_by_name(void **state)
{
	struct world *world = *state;
	const struct edit edit = {.account = "alice"};
	char first[ENTRY_ID_SIZE], second[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", first);
	add(world, ENTRY_TOTP, "bob", second);
	refuse(world, second, &edit, ERR_REFUSED, "GitHub:alice",
		"is there already, with this very key");
}

/* A newer version's field of this account. */
static bool
add_unknown(struct payload *payload, void *arg, struct err *err)
{
	struct entry *entry = entries_by_id(&payload->entries, arg);

	return str_replace(&entry->extra, "{\"icon\":\"octocat\"}", err);
}

static void
test_unknown_keys_survive(void **state)
{
	struct world *world = *state;
	const struct edit edit = {.account = "bob"};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	assert_true(session_change(&world->session, add_unknown, id, &err));
	change(world, id, &edit);
	assert_string_equal(look_up(world, id)->account, "bob");
	assert_string_equal(look_up(world, id)->extra,
		"{\"icon\":\"octocat\"}");
}

static bool
add_broken(struct payload *payload, void *arg, struct err *err)
{
	static const char line[] = "{\"type\":\"morse\"}";
	ENTRY entry = {0};

	if (!entry_init(&entry, err) ||
	    !secret_set(&entry.raw, line, strlen(line), err))
		return false;
	entry.reason = str_dup("is broken", err);
	memcpy(entry.id, arg, sizeof(entry.id));
	return entry.reason != NULL &&
		entries_add(&payload->entries, &entry, err);
}

static void
test_broken_lines_are_left_alone(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE] = "11111111-1111-4111-8111-111111111111";
	const struct edit edit = {.account = "bob"};
	char copy[ENTRY_ID_SIZE];
	bool changed;
	struct err err = {0};
	const struct entry *entry;

	world_unlock(world);
	assert_true(session_change(&world->session, add_broken, id, &err));
	entry = world->session.vault->payload.entries.items[0];
	assert_false(edit_account(&world->session, entry->id, &edit, &changed,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text,
		"is broken, and its line is kept as it is");
	assert_false(edit_duplicate(&world->session, entry->id, "a", "b",
		copy, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_a_locked_session_says_so(void **state)
{
	struct world *world = *state;
	const struct edit edit = {.account = "bob"};
	bool changed;
	struct err err = {0};

	assert_false(edit_account(&world->session, "x", &edit, &changed,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static bool
give_past(struct payload *payload, void *arg, struct err *err)
{
	struct entry *entry = entries_by_id(&payload->entries, arg);
	SECRET key = {0};

	return secret_set(&key, OTHER_KEY, strlen(OTHER_KEY), err) &&
		entry_add_old_key(entry, &key, 1, 0, err) &&
		entry_add_recovery(entry, "abcd-efgh", 0, err);
}

static void
test_a_twin_has_key_and_tags_but_no_past(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], twin[ENTRY_ID_SIZE];
	const struct entry *entry;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	assert_true(session_change(&world->session, give_past, id, &err));
	world->session.stamps.at = LATER;
	assert_true(edit_duplicate(&world->session, id, "GitHub", "bob", twin,
		&err));
	entry = look_up(world, twin);
	assert_string_not_equal(twin, id);
	assert_string_equal(entry->account, "bob");
	assert_string_equal(entry->tags[0], "work");
	assert_true(secret_equal(&entry->secret, &look_up(world, id)->secret));
	assert_int_equal(entry->created, LATER);
	assert_int_equal(entry->recovery_count, 0);
	assert_int_equal(entry->history_count, 0);
	assert_int_equal(look_up(world, id)->recovery_count, 1);
	assert_false(edit_duplicate(&world->session, id, "GitHub", "bob", twin,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_a_counter_has_no_twin(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], twin[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, "alice", id);
	assert_false(edit_duplicate(&world->session, id, "GitHub", "bob", twin,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:alice");
}

static void
test_several_are_edited_in_one_save(void **state)
{
	static const char *const tags[] = {"ftp"}, *const untag[] = {"home"};
	static const bool favorite = true;
	struct world *world = *state;
	struct edit edit = {
		.add_tags = tags, .add_tag_count = 1,
		.remove_tags = untag, .remove_tag_count = 1,
		.favorite = &favorite,
	};
	char first[ENTRY_ID_SIZE], second[ENTRY_ID_SIZE], other[ENTRY_ID_SIZE];
	const char *const ids[] = {first, second};
	const struct edit home = {.add_tags = untag, .add_tag_count = 1};
	uint64_t revision;
	size_t changed;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", first);
	add(world, ENTRY_TOTP, "bob", second);
	add(world, ENTRY_TOTP, "carol", other);
	change(world, second, &home);
	revision = world_revision(world);
	/* The first has no such tag: nothing is done to the other either. */
	assert_false(edit_accounts(&world->session, ids, 2, &edit, &changed,
		&err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.where, "GitHub:alice");
	assert_int_equal(world_revision(world), revision);
	edit.may_lack_tags = true;
	assert_true(edit_accounts(&world->session, ids, 2, &edit, &changed,
		&err));
	assert_int_equal(changed, 2);
	assert_int_equal(world_revision(world), revision + 1);
	assert_true(look_up(world, first)->favorite);
	assert_true(entry_has_tag(look_up(world, first), "ftp"));
	assert_true(entry_has_tag(look_up(world, second), "ftp"));
	assert_false(entry_has_tag(look_up(world, second), "home"));
	assert_false(look_up(world, other)->favorite);
	assert_true(edit_accounts(&world->session, ids, 2, &edit, &changed,
		&err));
	assert_int_equal(changed, 0);
	assert_int_equal(world_revision(world), revision + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_every_field_can_be_changed),
		WORLD_CASE(test_what_is_not_said_stays),
		WORLD_CASE(test_what_changes_nothing_is_not_saved),
		WORLD_CASE(test_a_tag_may_be_written_anew),
		WORLD_CASE(test_the_key_before_goes_to_the_history),
		WORLD_CASE(test_the_key_it_has_is_refused),
		WORLD_CASE(test_a_change_of_type_and_back),
		WORLD_CASE(test_impossible_accounts_are_refused),
		WORLD_CASE(test_a_duplicate_is_refused_by_name),
		WORLD_CASE(test_unknown_keys_survive),
		WORLD_CASE(test_broken_lines_are_left_alone),
		WORLD_CASE(test_a_locked_session_says_so),
		WORLD_CASE(test_a_twin_has_key_and_tags_but_no_past),
		WORLD_CASE(test_a_counter_has_no_twin),
		WORLD_CASE(test_several_are_edited_in_one_save),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
