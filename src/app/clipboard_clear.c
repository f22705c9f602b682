/*
 * The helper is this program, run anew without a terminal. Its orders are one
 * line on stdin, "ROUTE SECONDS KEY DIGEST": what was copied is told by a
 * keyed hash only.
 */
#include "app/clipboard_clear.h"

#include <errno.h>

#include "app/clipboard.h"
#include "base/file.h"
#include "base/str.h"
#include "codec/hex.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"

#define KEY_BYTES ((size_t)32)
#define DIGEST_BYTES ((size_t)32)
#define SECONDS_MAX 86400
#define DEADLINE_MS 5000

struct orders {
	const struct clipboard_route *route;
	uint64_t seconds;
	struct secret key;
	struct secret digest;
};

static void
orders_wipe(struct orders *orders)
{
	secret_wipe(&orders->key);
	secret_wipe(&orders->digest);
}

static bool
digest_of(const struct secret *key, const void *text, size_t len,
	struct secret *out, struct err *err)
{
	uint8_t digest[HASH_MAX_BYTES];

	return hash_hmac(HASH_SHA256, key, text, len, digest, err) &&
		secret_set(out, digest, DIGEST_BYTES, err);
}

static bool
write_orders(const struct orders *orders, struct buf *out, struct err *err)
{
	buf_addf(out, "%s %u ", orders->route->name,
		(unsigned int)orders->seconds);
	hex_encode(orders->key.bytes, orders->key.len, out);
	buf_add_byte(out, ' ');
	hex_encode(orders->digest.bytes, orders->digest.len, out);
	buf_add_byte(out, '\n');
	return buf_ok(out, err);
}

bool
clipboard_clear_start(const struct clipboard_route *route, const char *text,
	int seconds, struct err *err)
{
	CLEANUP(orders_wipe) struct orders orders = {
		.route = route,
		.seconds = (uint64_t)seconds,
	};
	STRING self = proc_self_path(err);
	const char *argv[] = {self, CLIPBOARD_CLEAR_COMMAND, NULL};
	BUF line = {0};

	return self != NULL && secret_init(&orders.key, KEY_BYTES, err) &&
		crypto_random(orders.key.bytes, orders.key.len, err) &&
		digest_of(&orders.key, text, strlen(text), &orders.digest,
			err) &&
		write_orders(&orders, &line, err) &&
		proc_detach(argv, line.data, line.len, err);
}

/* The next blank-separated word, NUL-terminated in place. */
static char *
next_word(char **at)
{
	char *word = *at + strspn(*at, " ");
	size_t len = strcspn(word, " \n");

	*at = word + len + (word[len] != '\0' ? 1 : 0);
	word[len] = '\0';
	return word;
}

static const struct clipboard_route *
route_by_name(const char *name)
{
	for (const struct clipboard_route *route = clipboard_routes;
	    route->name != NULL; route++) {
		if (strcmp(route->name, name) == 0)
			return route;
	}
	return NULL;
}

static bool
read_hex(const char *word, size_t len, struct secret *out, struct err *err)
{
	BUF bytes = {0};

	return hex_decode(word, strlen(word), &bytes, err) &&
		(bytes.len == len || err_set(err, ERR_USAGE,
			"must be %zu bytes, are %zu", len, bytes.len)) &&
		secret_set(out, bytes.data, bytes.len, err);
}

static bool
read_orders(struct buf *line, struct orders *out, struct err *err)
{
	char *at = (char *)line->data;

	if (line->len == 0)
		return err_set(err, ERR_USAGE, "is for otp itself");
	out->route = route_by_name(next_word(&at));
	if (out->route == NULL)
		return err_set(err, ERR_USAGE, "is for otp itself");
	return str_to_uint(next_word(&at), 1, SECONDS_MAX, &out->seconds,
		    err) &&
		read_hex(next_word(&at), KEY_BYTES, &out->key, err) &&
		read_hex(next_word(&at), DIGEST_BYTES, &out->digest, err);
}

/* Time spent suspended counts too. */
static void
wait_seconds(uint64_t seconds)
{
	struct timespec until;
	int stopped;

	clock_gettime(CLOCK_BOOTTIME, &until);
	until.tv_sec += (time_t)seconds;
	do
		stopped = clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME,
			&until, NULL);
	while (stopped == EINTR);
}

/* What cannot be read any more (other, longer, no text) is not ours. */
static bool
still_there(const struct orders *orders)
{
	PROC_RESULT pasted = {0};
	SECRET digest = {0};
	struct err ignored;

	return clipboard_run(orders->route->paste, NULL, 0,
		    CLIPBOARD_TEXT_MAX, DEADLINE_MS, &pasted, &ignored) &&
		digest_of(&orders->key, pasted.out.data, pasted.out.len,
			&digest, &ignored) &&
		secret_equal(&digest, &orders->digest);
}

bool
clipboard_clear_later(struct err *err)
{
	CLEANUP(orders_wipe) struct orders orders = {0};
	PROC_RESULT result = {0};
	BUF line = {0};

	if (isatty(STDIN_FILENO))
		return err_set(err, ERR_USAGE, "is for otp itself");
	if (!fd_read_all(STDIN_FILENO, PROC_FEED_MAX, &line, err) ||
	    !read_orders(&line, &orders, err))
		return false;
	wait_seconds(orders.seconds);
	return !still_there(&orders) ||
		clipboard_run(orders.route->clear, "", 0, CLIPBOARD_TEXT_MAX,
			DEADLINE_MS, &result, err);
}
