/*
 * The real age program reads our vaults and we read its files. It asks for
 * passphrases on its terminal only, hence the pty.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>

#include "codec/json.h"
#include "os/proc.h"
#include "support.h"

#include <cmocka.h>

#define PATIENCE_MS 60000
#define PROMPT "assphrase"

/* What a person would write by hand, after otp-vault(5). */
#define LINES "{\"otp-vault\":1,\"id\":\"9f2b3c4d-0001-4a5b-8c9d-" \
	"000000000000\",\"revision\":7,\"saved\":1700000000}\n" \
	"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000001\",\"issuer\":" \
	"\"GitHub\",\"account\":\"alice\",\"type\":\"totp\"," \
	"\"secret\":\"JBSWY3DPEHPK3PXP\"}\n" \
	"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000002\",\"account\":" \
	"\"bob\",\"type\":\"hotp\",\"secret\":\"JBSWY3DPEHPK3PXP\"," \
	"\"counter\":3}\n"

static int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

static void
need(const char *program)
{
	if (proc_exists(program))
		return;
	print_message("# %s is not installed\n", program);
	skip();
}

/* Waits until the terminal shows the prompt once more; false at its end. */
static bool
wait_for_prompt(int terminal)
{
	char text[4096] = "";
	size_t len = 0;

	while (len < sizeof(text) - 1 && strstr(text, PROMPT) == NULL) {
		struct pollfd ready = {.fd = terminal, .events = POLLIN};
		ssize_t got;

		if (poll(&ready, 1, PATIENCE_MS) <= 0)
			return false;
		got = read(terminal, text + len, sizeof(text) - 1 - len);
		if (got <= 0)
			return false;
		len += (size_t)got;
		text[len] = '\0';
	}
	return len < sizeof(text) - 1;
}

/* Reads until the other side is closed. */
static void
drain(int terminal)
{
	char text[256];
	struct pollfd ready = {.fd = terminal, .events = POLLIN};

	while (poll(&ready, 1, PATIENCE_MS) > 0 &&
		read(terminal, text, sizeof(text)) > 0)
		;
}

/* Runs age and answers its prompts with the passphrase; its exit status. */
static int
run_age(const char *const argv[], int prompts)
{
	char *copies[8] = {NULL};
	int terminal, status = 0;
	pid_t pid;

	for (size_t i = 0; argv[i] != NULL && i < COUNT_OF(copies) - 1; i++)
		copies[i] = strdup(argv[i]);
	pid = forkpty(&terminal, NULL, NULL, NULL);
	assert_true(pid >= 0);
	if (pid == 0) {
		execvp(copies[0], copies);
		_exit(127);
	}
	for (int i = 0; i < prompts; i++) {
		assert_true(wait_for_prompt(terminal));
		assert_int_equal(write(terminal, PASSPHRASE "\n",
			strlen(PASSPHRASE) + 1), strlen(PASSPHRASE) + 1);
	}
	drain(terminal);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(terminal);
	for (size_t i = 0; i < COUNT_OF(copies); i++)
		free(copies[i]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The accounts' names, as jq finds them. */
static void
assert_jq_finds(const char *path, const char *names)
{
	const char *const argv[] = {"jq", "-r",
		"select(.secret) | .account", path, NULL};
	const struct proc proc = {
		.argv = argv, .input = -1, .out_max = 65536, .err_max = 65536,
	};
	PROC_RESULT result = {0};
	struct err err = {0};

	assert_true(proc_run(&proc, &result, &err));
	assert_int_equal(result.status, 0);
	assert_string_equal(buf_text(&result.out), names);
}

static void
test_age_opens_our_vault(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char plain[128];
	BUF text = {0};

	(void)state;
	need("age");
	need("jq");
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "alice", &err));
	assert_true(add_one(vault, "bob", &err));
	snprintf(plain, sizeof(plain), "%s/plain", place.folder);
	assert_int_equal(run_age((const char *const[]){"age", "-d", "-o",
		plain, place.vault, NULL}, 1), 0);
	assert_jq_finds(plain, "alice\nbob\n");
	read_bytes(plain, &text);
	assert_int_equal(text.len % 4096, 0);
	assert_memory_equal(text.data, "{\"otp-vault\":1,", 15);
}

static void
test_we_open_what_age_wrote_and_age_what_we_changed(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	const struct entry *entry;
	char plain[128], again[128];

	(void)state;
	need("age");
	need("jq");
	place_init(&place);
	snprintf(plain, sizeof(plain), "%s/plain", place.folder);
	snprintf(again, sizeof(again), "%s/again", place.folder);
	write_bytes(plain, LINES, strlen(LINES));
	assert_int_equal(run_age((const char *const[]){"age", "-p", "-o",
		place.vault, plain, NULL}, 2), 0);
	vault = open_vault(place.vault, &err);
	assert_non_null(vault);
	assert_int_equal(vault->payload.revision, 7);
	assert_int_equal(vault->payload.entries.len, 2);
	entry = vault->payload.entries.items[0];
	assert_string_equal(entry->issuer, "GitHub");
	assert_string_equal(entry->account, "alice");
	assert_int_equal(entry->digits, 6);
	entry = vault->payload.entries.items[1];
	assert_int_equal(entry->type, ENTRY_HOTP);
	assert_int_equal(entry->counter, 3);
	assert_true(add_one(vault, "carol", &err));
	assert_int_equal(run_age((const char *const[]){"age", "-d", "-o",
		again, place.vault, NULL}, 1), 0);
	assert_jq_finds(again, "alice\nbob\ncarol\n");
}

static void
test_we_open_what_age_armored(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char plain[128];

	(void)state;
	need("age");
	place_init(&place);
	snprintf(plain, sizeof(plain), "%s/plain", place.folder);
	write_bytes(plain, LINES, strlen(LINES));
	assert_int_equal(run_age((const char *const[]){"age", "-p", "-a",
		"-o", place.vault, plain, NULL}, 2), 0);
	vault = open_vault(place.vault, &err);
	assert_non_null(vault);
	assert_int_equal(vault->payload.entries.len, 2);
}

/* The key pair of the age specification. */
#define IDENTITY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGF" \
	"PYYSJZGFPQ4EGAEX"
#define RECIPIENT \
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

static bool
to_buf(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

static void
run_quietly(const char *const argv[])
{
	const struct proc proc = {
		.argv = argv, .input = -1, .out_max = 65536, .err_max = 65536,
	};
	PROC_RESULT result = {0};
	struct err err = {0};

	assert_true(proc_run(&proc, &result, &err));
	assert_int_equal(result.status, 0);
}

static void
test_identities_open_both_ways(void **state)
{
	PLACE place = {0};
	struct age_recipient recipient;
	AGE_HEADER header = {0};
	AGE_SEALER sealer = {0};
	VAULT_FILE file = {0};
	SECRET key = {0};
	SECRET identity = {0};
	SECRET found = {0};
	BUF sealed = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char plain[128], again[128], secret[128];

	(void)state;
	need("age");
	place_init(&place);
	snprintf(plain, sizeof(plain), "%s/plain", place.folder);
	snprintf(again, sizeof(again), "%s/again", place.folder);
	snprintf(secret, sizeof(secret), "%s/secret", place.folder);
	write_bytes(plain, LINES, strlen(LINES));
	write_bytes(secret, IDENTITY "\n", strlen(IDENTITY) + 1);
	run_quietly((const char *const[]){"age", "-r", RECIPIENT, "-o",
		place.vault, plain, NULL});
	assert_true(age_identity_parse(IDENTITY, strlen(IDENTITY), &identity,
		&err));
	assert_true(vault_file_read(place.vault, &file, &err));
	assert_true(age_header_unlock_x25519(&file.header, &identity, &found,
		&err));
	vault = vault_open(&file, &found, &err);
	assert_non_null(vault);
	assert_int_equal(vault->payload.entries.len, 2);
	assert_true(age_recipient_parse(RECIPIENT, strlen(RECIPIENT),
		&recipient, &err));
	assert_true(age_header_new_x25519(&recipient, 1, &header, &key,
		&err));
	buf_add(&sealed, header.text.data, header.text.len);
	assert_true(age_sealer_init(&sealer, &key, to_buf, &sealed, &err));
	assert_true(age_sealer_feed(&sealer, (const uint8_t *)"hello", 5,
		&err));
	assert_true(age_sealer_finish(&sealer, &err));
	write_bytes(place.vault, sealed.data, sealed.len);
	run_quietly((const char *const[]){"age", "-d", "-i", secret, "-o",
		again, place.vault, NULL});
	buf_clear(&sealed);
	read_bytes(again, &sealed);
	assert_string_equal(buf_text(&sealed), "hello");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_age_opens_our_vault),
		cmocka_unit_test(
			test_we_open_what_age_wrote_and_age_what_we_changed),
		cmocka_unit_test(test_we_open_what_age_armored),
		cmocka_unit_test(test_identities_open_both_ways),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
