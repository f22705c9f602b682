/* Names of revisions, their order, and which are kept. */
#include "vault/revisions.h"

#include <errno.h>
#include <inttypes.h>

#define SECONDS_A_DAY 86400
#define TIME_SIZE ((size_t)32)
#define TIME_MAX INT64_C(253402300799) /* the year 9999, which is readable */

/* "20261121T210000Z" */
static void
name_time(int64_t at, char out[static TIME_SIZE])
{
	time_t seconds = (time_t)(at < TIME_MAX ? at : TIME_MAX);
	struct tm utc = {0};

	gmtime_r(&seconds, &utc);
	if (strftime(out, TIME_SIZE, "%Y%m%dT%H%M%SZ", &utc) == 0)
		snprintf(out, TIME_SIZE, "19700101T000000Z");
}

static void
add_variant(unsigned int variant, char out[static REVISION_NAME_SIZE])
{
	size_t len = strlen(out);

	if (variant > 1)
		snprintf(out + len, REVISION_NAME_SIZE - len, "-%u", variant);
}

void
revision_name(const char *vault, const struct revision *revision,
	char out[static REVISION_NAME_SIZE])
{
	char text[TIME_SIZE];

	name_time(revision->saved, text);
	snprintf(out, REVISION_NAME_SIZE, "%s.%" PRIu64 ".%s", vault,
		revision->number, text);
	add_variant(revision->variant, out);
}

void
revision_name_damaged(const char *vault, int64_t now, unsigned int variant,
	char out[static REVISION_NAME_SIZE])
{
	char text[TIME_SIZE];

	name_time(now, text);
	snprintf(out, REVISION_NAME_SIZE, "%s.damaged-%s", vault, text);
	add_variant(variant, out);
}

/* A number, and what must be behind it. */
static bool
parse_number(const char **at, char behind, uint64_t *out)
{
	char *end = NULL;

	if (**at < '0' || **at > '9')
		return false;
	errno = 0;
	*out = strtoull(*at, &end, 10);
	if (errno != 0 || *end != behind)
		return false;
	*at = end + 1;
	return true;
}

bool
revision_parse(const char *vault, const char *name, struct revision *out)
{
	size_t len = strlen(vault);
	const char *at = name + len + 1;
	uint64_t number, variant = 1;
	char ours[REVISION_NAME_SIZE];
	struct tm utc = {0};

	if (strncmp(name, vault, len) != 0 || name[len] != '.' ||
	    !parse_number(&at, '.', &number))
		return false;
	at = strptime(at, "%Y%m%dT%H%M%SZ", &utc);
	if (at == NULL)
		return false;
	if (*at == '-') {
		at++;
		if (!parse_number(&at, '\0', &variant) || variant < 2 ||
		    variant > REVISION_VARIANTS_MAX)
			return false;
	} else if (*at != '\0') {
		return false;
	}
	*out = (struct revision){
		.number = number,
		.saved = (int64_t)timegm(&utc),
		.variant = (unsigned int)variant,
	};
	/* "042" is none of ours, and 42 may be there, too. */
	revision_name(vault, out, ours);
	return strcmp(name, ours) == 0;
}

static int
newest_first(const void *a, const void *b)
{
	const struct revision *left = a, *right = b;

	if (left->number != right->number)
		return left->number < right->number ? 1 : -1;
	if (left->saved != right->saved)
		return left->saved < right->saved ? 1 : -1;
	return left->variant < right->variant ? 1 : -1;
}

void
revisions_sort(struct revision *revisions, size_t count)
{
	if (count > 0)
		qsort(revisions, count, sizeof(*revisions), newest_first);
}

void
revisions_choose(struct revision *revisions, size_t count, int64_t now)
{
	bool taken[VAULT_REVISION_DAYS] = {false};

	revisions_sort(revisions, count);
	for (size_t i = 0; i < count; i++) {
		int64_t age = now / SECONDS_A_DAY -
			revisions[i].saved / SECONDS_A_DAY;

		/* A clock that was wrong does not cost a revision. */
		if (age < 0)
			age = 0;
		revisions[i].keep = i < VAULT_REVISIONS_KEPT;
		if (age < VAULT_REVISION_DAYS && !taken[age]) {
			taken[age] = true;
			revisions[i].keep = true;
		}
	}
}
