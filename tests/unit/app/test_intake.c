/*
 * Import from text and pictures. otp-scan is a stand-in that tells the frames
 * which the test wrote: for that the test copies itself into a folder laid out
 * like an installed program, and runs from there.
 */
#include "world.h"

#include <errno.h>
#include <sys/wait.h>

#include "app/intake.h"

#define KEY_A "JBSWY3DPEHPK3PXP"
#define KEY_B "GEZDGNBVGY3TQOJQ"
#define URI_A "otpauth://totp/GitHub:alice?secret=" KEY_A "&issuer=GitHub"
#define URI_B "otpauth://totp/GitLab:bob?secret=" KEY_B "&issuer=GitLab"
#define URI_HOTP "otpauth://hotp/Bank:carol?secret=" KEY_B "&issuer=Bank"

/* The first bytes of a PNG file, which is all that otp itself looks at. */
static const uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
	0, 0, 0, 13, 'I', 'H', 'D', 'R'};

static char *
beside(const char *name)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	struct err err = {0};

	assert_true(len > 0);
	self[len] = '\0';
	*strrchr(self, '/') = '\0';
	return str_format(&err, "%s/../libexec/otp/%s", self, name);
}

static void
write_bytes(const char *path, mode_t mode, const void *bytes, size_t len)
{
	struct err err = {0};
	FD fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	assert_true(fd >= 0);
	assert_true(fd_write_all(fd, bytes, len, &err));
}

/* The next pictures hold these codes. */
static void
picture_holds(const char *const *payloads, size_t count)
{
	STRING helper = beside("otp-scan");
	STRING frames = beside("frames");
	STRING script = NULL;
	struct err err = {0};
	BUF bytes = {0};

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(payloads[i]);
		const uint8_t size[] = {0, 0, (uint8_t)(len >> 8),
			(uint8_t)len};

		buf_add(&bytes, size, sizeof(size));
		buf_add(&bytes, payloads[i], len);
	}
	write_bytes(frames, 0600, bytes.data, bytes.len);
	script = str_format(&err, "#!/bin/sh\n/bin/cat >/dev/null\n%s%s\n",
		count > 0 ? "exec /bin/cat " :
		"echo no QR code found >&2; exit 3 # ", frames);
	write_bytes(helper, 0700, script, strlen(script));
}

static bool
take_picture(struct intake *intake, struct world *world, struct err *err)
{
	return intake_bytes(intake, &world->session, NULL, "shot.png", png,
		sizeof(png), err);
}

static bool
take_text(struct intake *intake, struct world *world, const char *text,
	struct err *err)
{
	return intake_bytes(intake, &world->session, NULL, "list.txt",
		(const uint8_t *)text, strlen(text), err);
}

static void
assert_notes(const struct intake *intake, const char *want)
{
	struct err err = {0};
	BUF notes = {0};

	assert_true(intake_notes(intake, &notes, &err));
	assert_string_equal(buf_text(&notes), want);
}

static void
assert_line(const struct err *err, enum err_kind kind, const char *want)
{
	char line[1200];

	err_format(err, line, sizeof(line));
	assert_string_equal(line, want);
	assert_int_equal(err->kind, kind);
}

static void
test_picture_with_one_account(void **state)
{
	static const char *const codes[] = {URI_A};
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(codes, 1);
	world_unlock(*state);
	assert_true(take_picture(&intake, *state, &err));
	assert_int_equal(intake.len, 1);
	assert_int_equal(intake.items[0].state, INTAKE_NEW);
	assert_true(intake.items[0].chosen);
	assert_string_equal(intake.items[0].name, "GitHub:alice");
	assert_string_equal(intake.items[0].source, "shot.png");
	assert_string_equal(intake.items[0].reason, "");
}

static void
test_accounts_are_taken_and_other_codes_skipped(void **state)
{
	static const char *const codes[] = {"https://example.com/app", URI_A,
		"WIFI:S:home;P:SECRET;;", URI_B,
		"otpauth://totp/x?secret=" KEY_A "&period=0"};
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(codes, COUNT_OF(codes));
	assert_true(take_picture(&intake, *state, &err));
	assert_int_equal(intake_count(&intake, INTAKE_NEW), 2);
	assert_int_equal(intake_count(&intake, INTAKE_SKIPPED), 3);
	assert_string_equal(intake.items[2].name, "QR code");
	assert_string_equal(intake.items[2].reason,
		"a web address (https://example.com/app)");
	assert_string_equal(intake.items[3].reason, "a Wi-Fi network");
	assert_string_equal(intake.items[4].reason,
		"period: must be 1 to 86400, is 0");
	assert_false(intake.items[2].chosen);
	assert_true(intake.items[2].foreign);
	assert_true(intake.items[3].foreign);
	assert_false(intake.items[4].foreign);
	assert_int_equal(intake_count_foreign(&intake), 2);
}

static void
test_picture_for_no_authenticator_says_what_it_is(void **state)
{
	static const char *const one[] = {"phonefactor://activate?x=1"};
	static const char *const five[] = {"https://a.example/", "tel:1",
		"WIFI:x", "geo:1,2", "sms:1"};
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(one, 1);
	assert_false(take_picture(&intake, *state, &err));
	assert_line(&err, ERR_NO_MATCH, "shot.png: the QR code in it is not "
		"for an authenticator: an activation code for Microsoft "
		"Authenticator (phonefactor://); choose \"a different "
		"authenticator app\" there");
	picture_holds(five, 2);
	assert_false(take_picture(&intake, *state, &err));
	assert_line(&err, ERR_NO_MATCH, "shot.png: the QR codes in it are not "
		"for an authenticator: a web address (https://a.example/); "
		"a telephone number");
	picture_holds(five, 5);
	assert_false(take_picture(&intake, *state, &err));
	assert_line(&err, ERR_NO_MATCH, "shot.png: the 5 QR codes in it are "
		"not for an authenticator: a web address (https://a.example/)"
		"; a telephone number; a Wi-Fi network; ...");
	assert_int_equal(intake.len, 0);
}

static void
test_picture_with_one_bad_account_fails_with_its_reason(void **state)
{
	static const char *const codes[] = {
		"otpauth://totp/x?secret=" KEY_A "&digits=60"};
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(codes, 1);
	assert_false(take_picture(&intake, *state, &err));
	assert_line(&err, ERR_FORMAT,
		"shot.png: digits: must be 4 to 10, is 60");
}

static void
test_picture_without_a_code(void **state)
{
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(NULL, 0);
	assert_false(take_picture(&intake, *state, &err));
	assert_line(&err, ERR_NO_MATCH, "shot.png: no QR code found");
}

static void
test_picture_file_goes_to_the_helper_by_content(void **state)
{
	static const char *const codes[] = {URI_A};
	struct world *world = *state;
	struct err err = {0};
	STRING path = str_format(&err, "%s/notes.txt", world->dir);
	INTAKE intake = {0};

	picture_holds(codes, 1);
	write_bytes(path, 0600, png, sizeof(png));
	assert_true(intake_path(&intake, &world->session, NULL, path, &err));
	assert_int_equal(intake_count(&intake, INTAKE_NEW), 1);
	assert_string_equal(intake.items[0].source, path);
}

static void
test_list_of_uris_with_a_bad_line(void **state)
{
	INTAKE intake = {0};
	struct err err = {0};

	assert_true(take_text(&intake, *state, URI_A "\n\nnonsense\n"
		URI_HOTP "\n", &err));
	assert_int_equal(intake_count(&intake, INTAKE_NEW), 2);
	assert_int_equal(intake_count(&intake, INTAKE_SKIPPED), 1);
	/* A counter that is not told is one to warn of. */
	assert_string_equal(intake.items[1].name, "Bank:carol");
	assert_string_not_equal(intake.items[1].reason, "");
	assert_non_null(strstr(intake.items[2].reason, "line 3"));
}

static void
test_duplicates_within_and_against_the_vault(void **state)
{
	struct world *world = *state;
	INTAKE first = {0};
	INTAKE second = {0};
	struct err err = {0};

	world_unlock(world);
	assert_true(take_text(&first, world, URI_A "\n" URI_A "\n", &err));
	assert_int_equal(first.items[0].state, INTAKE_NEW);
	assert_int_equal(first.items[1].state, INTAKE_DUPLICATE);
	assert_false(first.items[1].chosen);
	assert_true(intake_commit(&first, &world->session, &err));
	assert_int_equal(world->session.vault->payload.entries.len, 1);

	assert_true(take_text(&second, world, URI_A "\n" URI_B "\n", &err));
	assert_int_equal(second.items[0].state, INTAKE_DUPLICATE);
	assert_int_equal(second.items[1].state, INTAKE_NEW);
}

static void
test_commit_saves_what_is_chosen_at_once(void **state)
{
	struct world *world = *state;
	INTAKE intake = {0};
	struct err err = {0};
	const struct entry *entry;

	world_unlock(world);
	assert_true(take_text(&intake, world, URI_A "\n" URI_B "\n" URI_HOTP
		"\n", &err));
	intake.items[1].chosen = false;
	assert_true(intake_commit(&intake, &world->session, &err));
	assert_int_equal(world_revision(world), 1);
	assert_int_equal(world->session.vault->payload.entries.len, 2);
	assert_string_equal(intake.items[1].id, "");
	entry = entries_by_id(&world->session.vault->payload.entries,
		intake.items[2].id);
	assert_non_null(entry);
	assert_string_equal(entry->account, "carol");
	assert_int_equal(entry->created, WORLD_NOW);
}

static void
test_commit_of_nothing_saves_nothing(void **state)
{
	struct world *world = *state;
	INTAKE intake = {0};
	struct err err = {0};

	world_unlock(world);
	assert_true(intake_commit(&intake, &world->session, &err));
	assert_int_equal(world_revision(world), 0);
}

static void
test_what_came_meanwhile_becomes_a_duplicate(void **state)
{
	struct world *world = *state;
	INTAKE first = {0};
	INTAKE second = {0};
	struct err err = {0};

	world_unlock(world);
	assert_true(take_text(&first, world, URI_A, &err));
	assert_true(take_text(&second, world, URI_A "\n" URI_B, &err));
	assert_true(intake_commit(&first, &world->session, &err));
	assert_true(intake_commit(&second, &world->session, &err));
	assert_int_equal(second.items[0].state, INTAKE_DUPLICATE);
	assert_string_equal(second.items[0].id, "");
	assert_int_equal(world->session.vault->payload.entries.len, 2);
}

static void
test_failed_save_leaves_the_items_new(void **state)
{
	struct world *world = *state;
	INTAKE intake = {0};
	struct err err = {0};

	assert_true(take_text(&intake, world, URI_A, &err));
	assert_false(intake_commit(&intake, &world->session, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_int_equal(intake.items[0].state, INTAKE_NEW);
	assert_string_equal(intake.items[0].id, "");
}

static void
test_unusable_sources_are_named_with_the_reason(void **state)
{
	struct world *world = *state;
	struct err err = {0};
	STRING folder = str_format(&err, "%s/empty", world->dir);
	STRING want = str_format(&err, "%s: there is no picture and no list "
		"of accounts in this folder", folder);
	INTAKE intake = {0};

	assert_false(take_text(&intake, world, "", &err));
	assert_line(&err, ERR_FORMAT, "list.txt: is empty");
	assert_false(take_text(&intake, world, "hello\n", &err));
	assert_line(&err, ERR_FORMAT, "list.txt: is neither a picture nor a "
		"backup that otp knows");
	assert_false(take_text(&intake, world, "{\"version\":1,"
		"\"header\":{\"slots\":null},\"db\":{\"entries\":[]}}", &err));
	assert_line(&err, ERR_FORMAT, "list.txt: is a backup of Aegis "
		"Authenticator, which otp cannot read; it takes QR codes and "
		"lists of otpauth:// URIs");
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_false(intake_path(&intake, &world->session, NULL, folder,
		&err));
	assert_line(&err, ERR_NO_MATCH, want);
	assert_false(intake_path(&intake, &world->session, NULL,
		"/nonexistent/x", &err));
	assert_line(&err, ERR_SYSTEM,
		"/nonexistent/x: cannot open: No such file or directory");
	assert_int_equal(intake.len, 0);
}

/* Called after each file: the second is never looked at. */
static bool
enough(void *arg, size_t done, size_t total)
{
	size_t *calls = arg;

	(*calls)++;
	assert_int_equal(done, 1);
	assert_int_equal(total, 2);
	return false;
}

static void
test_folder_is_read_no_further_when_told_so(void **state)
{
	struct world *world = *state;
	struct err err = {0};
	STRING folder = str_format(&err, "%s/two", world->dir);
	STRING first = str_format(&err, "%s/1", folder);
	STRING second = str_format(&err, "%s/2", folder);
	STRING want = str_format(&err, "%s: stopped after 1 of 2 files",
		folder);
	size_t calls = 0;
	struct intake_options options = {.progress = enough, .arg = &calls};
	INTAKE intake = {0};

	assert_int_equal(mkdir(folder, 0700), 0);
	write_bytes(first, 0600, URI_A, strlen(URI_A));
	write_bytes(second, 0600, URI_B, strlen(URI_B));
	assert_false(intake_path(&intake, &world->session, &options, folder,
		&err));
	assert_line(&err, ERR_INTERRUPTED, want);
	assert_int_equal(calls, 1);
	assert_int_equal(intake.len, 1);
}

static void
test_given_format_is_not_guessed(void **state)
{
	static const char *const codes[] = {URI_A};
	const struct intake_options options = {.format = format_find("uri")};
	struct world *world = *state;
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(codes, 1);
	assert_non_null(options.format);
	assert_true(intake_bytes(&intake, &world->session, &options, "x",
		(const uint8_t *)URI_B, strlen(URI_B), &err));
	assert_string_equal(intake.items[0].name, "GitLab:bob");
}

/* The export of one account by Google Authenticator as two QR codes: protobuf
 * by hand. otp_parameters {secret, name, issuer, SHA1, six, TOTP}, version 1,
 * size 2, index, id 7. */
static void
test_parts_of_an_export_are_read_together(void **state)
{
	static const char *const codes[] = {
		/* 0a 13  0a 05 "12345"  12 01 "a"  1a 01 "b"  20 01 28 01
		 * 30 02  10 01 18 02 20 00 28 07 */
		"otpauth-migration://offline?data="
		"ChMKBTEyMzQ1EgFhGgFiIAEoATACEAEYAiAAKAc%3D",
		/* The same with the name "c" and index 1. */
		"otpauth-migration://offline?data="
		"ChMKBTEyMzQ1EgFjGgFiIAEoATACEAEYAiABKAc%3D",
	};
	INTAKE intake = {0};
	INTAKE half = {0};
	struct err err = {0};

	picture_holds(codes, 2);
	assert_true(take_picture(&intake, *state, &err));
	assert_int_equal(intake_count(&intake, INTAKE_NEW), 2);
	assert_string_equal(intake.items[0].name, "b:a");
	assert_string_equal(intake.items[1].name, "b:c");
	assert_notes(&intake, "");
	picture_holds(codes, 1);
	assert_true(take_picture(&half, *state, &err));
	assert_int_equal(intake_count(&half, INTAKE_NEW), 1);
	assert_notes(&half, "an export of Google Authenticator: part 1 of 2; "
		"2 is missing\n");
	/* The other one comes as text, from another source. */
	assert_true(take_text(&half, *state, codes[1], &err));
	assert_int_equal(intake_count(&half, INTAKE_NEW), 2);
	assert_notes(&half, "");
}

static void
test_missing_parts_are_named(void **state)
{
	static const struct {
		uint64_t size, seen;
		const char *note;
	} cases[] = {
		{3, 0x2, "part 2 of 3; 1 and 3 are missing\n"},
		{3, 0x5, "parts 1 and 3 of 3; 2 is missing\n"},
		{5, 0x7, "parts 1, 2 and 3 of 5; 4 and 5 are missing\n"},
		{4, 0x1, "part 1 of 4; 2, 3 and 4 are missing\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		INTAKE intake = {0};
		BUF want = {0};

		import_batches_add(&intake.batches, &(struct import_batch){
			.id = 7, .size = cases[i].size,
			.seen = cases[i].seen,
		});
		buf_addf(&want, "an export of Google Authenticator: %s",
			cases[i].note);
		assert_notes(&intake, buf_text(&want));
	}
}

/* A format that opens with "right" only. */
static bool
read_locked_format(const uint8_t *bytes, size_t len,
	const struct secret *passphrase, struct import *out, struct err *err)
{
	(void)bytes;
	(void)len;
	if (passphrase == NULL)
		return err_set(err, ERR_LOCKED, "wants a passphrase");
	if (strcmp((const char *)passphrase->bytes, "right") != 0)
		return err_set(err, ERR_LOCKED, "wrong passphrase");
	ENTRY entry = {0};

	return entry_init(&entry, err) &&
		str_replace(&entry.issuer, "Sealed", err) &&
		secret_set(&entry.secret, "key", 3, err) &&
		import_add(out, &entry, err);
}

struct answers {
	const char *const *words; /* NULL-ended: then none is to be had */
	size_t asked;
};

static bool
give_answer(void *arg, const char *source, struct secret *out,
	struct err *err)
{
	struct answers *answers = arg;
	const char *word = answers->words[answers->asked];

	assert_string_equal(source, "sealed");
	if (word == NULL)
		return false;
	answers->asked++;
	return secret_set(out, word, strlen(word), err);
}

static bool
take_sealed(struct intake *intake, struct world *world,
	const char *const *words, size_t *asked, struct err *err)
{
	static const struct format sealed = {
		.name = "sealed", .read = read_locked_format,
	};
	struct answers answers = {.words = words};
	const struct intake_options options = {
		.format = &sealed,
		.passphrase = words != NULL ? give_answer : NULL,
		.arg = &answers,
	};
	bool good = intake_bytes(intake, &world->session, &options, "sealed",
		(const uint8_t *)"x", 1, err);

	*asked = answers.asked;
	return good;
}

static void
test_sealed_backup_asks_until_it_opens(void **state)
{
	static const char *const words[] = {"wrong", "right", NULL};
	INTAKE intake = {0};
	struct err err = {0};
	size_t asked;

	assert_true(take_sealed(&intake, *state, words, &asked, &err));
	assert_int_equal(asked, 2);
	assert_string_equal(intake.items[0].name, "Sealed");
}

static void
test_sealed_backup_stays_locked(void **state)
{
	/* A file gives the same each time. */
	static const char *const same[] = {"wrong", "wrong", "right", NULL};
	static const char *const none[] = {NULL};
	INTAKE intake = {0};
	struct err err = {0};
	size_t asked;

	assert_false(take_sealed(&intake, *state, same, &asked, &err));
	assert_int_equal(asked, 2);
	assert_line(&err, ERR_LOCKED, "sealed: wrong passphrase");
	assert_false(take_sealed(&intake, *state, none, &asked, &err));
	assert_line(&err, ERR_LOCKED, "sealed: wants a passphrase");
	assert_false(take_sealed(&intake, *state, NULL, &asked, &err));
	assert_line(&err, ERR_LOCKED, "sealed: wants a passphrase");
}

static void
test_names_from_outside_are_printable(void **state)
{
	static const char *const codes[] = {
		"otpauth://totp/Evil%1B%5B31m:x%C2%9B?secret=" KEY_A};
	INTAKE intake = {0};
	struct err err = {0};

	picture_holds(codes, 1);
	assert_true(take_picture(&intake, *state, &err));
	assert_null(strchr(intake.items[0].name, '\033'));
	assert_null(strstr(intake.items[0].name, "\xC2\x9B"));
}

static void
test_ten_thousand_accounts_are_found_again(void **state)
{
	struct world *world = *state;
	INTAKE first = {0};
	INTAKE second = {0};
	struct err err = {0};
	BUF text = {0};

	for (unsigned int i = 0; i < 10000; i++)
		buf_addf(&text, "otpauth://totp/Many:%u?secret=" KEY_A
			"&issuer=Many\n", i);
	world_unlock(world);
	assert_true(take_text(&first, world, buf_text(&text), &err));
	assert_int_equal(intake_count(&first, INTAKE_NEW), 10000);
	assert_true(intake_commit(&first, &world->session, &err));
	assert_int_equal(world->session.vault->payload.entries.len, 10000);
	assert_true(take_text(&second, world, buf_text(&text), &err));
	assert_int_equal(intake_count(&second, INTAKE_DUPLICATE), 10000);
}

static int
run_cases(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_picture_with_one_account),
		WORLD_CASE(test_accounts_are_taken_and_other_codes_skipped),
		WORLD_CASE(test_picture_for_no_authenticator_says_what_it_is),
		WORLD_CASE(
		    test_picture_with_one_bad_account_fails_with_its_reason),
		WORLD_CASE(test_picture_without_a_code),
		WORLD_CASE(test_picture_file_goes_to_the_helper_by_content),
		WORLD_CASE(test_list_of_uris_with_a_bad_line),
		WORLD_CASE(test_duplicates_within_and_against_the_vault),
		WORLD_CASE(test_commit_saves_what_is_chosen_at_once),
		WORLD_CASE(test_commit_of_nothing_saves_nothing),
		WORLD_CASE(test_what_came_meanwhile_becomes_a_duplicate),
		WORLD_CASE(test_failed_save_leaves_the_items_new),
		WORLD_CASE(test_unusable_sources_are_named_with_the_reason),
		WORLD_CASE(test_folder_is_read_no_further_when_told_so),
		WORLD_CASE(test_given_format_is_not_guessed),
		WORLD_CASE(test_parts_of_an_export_are_read_together),
		WORLD_CASE(test_missing_parts_are_named),
		WORLD_CASE(test_sealed_backup_asks_until_it_opens),
		WORLD_CASE(test_sealed_backup_stays_locked),
		WORLD_CASE(test_names_from_outside_are_printable),
		WORLD_CASE(test_ten_thousand_accounts_are_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lays out a folder, runs a copy of this program in it, and clears up. */
static int
run_installed(void)
{
	char dir[] = "/tmp/otp-test-intake-XXXXXX";
	STRING program = NULL;
	struct err err = {0};
	BUF self = {0};
	int status = -1;
	pid_t pid;

	if (mkdtemp(dir) == NULL || chdir(dir) != 0 ||
	    mkdir("bin", 0700) != 0 || mkdir("libexec", 0700) != 0 ||
	    mkdir("libexec/otp", 0700) != 0 ||
	    !file_read("/proc/self/exe", (size_t)1 << 30, &self, &err))
		return 1;
	program = str_format(&err, "%s/bin/test", dir);
	write_bytes(program, 0700, self.data, self.len);
	pid = fork();
	if (pid == 0) {
		execl("bin/test", "test", "installed", NULL);
		_exit(99);
	}
	waitpid(pid, &status, 0);
	nftw(dir, world_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int
main(int argc, char **argv)
{
	(void)argv;
	return argc == 2 ? run_cases() : run_installed();
}
