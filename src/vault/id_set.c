/* An open-addressed table, at most half full. The ids are random, and those
 * of a vault are its owner's: nobody aims at one place of the table. */
#include "vault/id_set.h"

#include "base/secmem.h"

#define FIRST_CAP ((size_t)64)
#define ID_LEN ((size_t)ENTRY_ID_SIZE - 1)
#define MIX UINT64_C(0x9E3779B97F4A7C15)

/* With its sum, so that few of the ids themselves are looked at. */
struct place {
	uint64_t sum;
	const char *id; /* or NULL */
};

struct id_set {
	struct place *places;
	size_t len, cap; /* cap is a power of two */
};

static uint64_t
sum_of(const char *id)
{
	uint64_t sum = 0, word;

	for (size_t at = 0; at + sizeof(word) <= ID_LEN; at += sizeof(word)) {
		memcpy(&word, id + at, sizeof(word));
		sum = (sum ^ word) * MIX;
		sum ^= sum >> 32;
	}
	return sum;
}

/* Where the id is, or belongs. */
static struct place *
place_of(const struct id_set *set, uint64_t sum, const char *id)
{
	for (size_t at = (size_t)sum;; at++) {
		struct place *place = &set->places[at & (set->cap - 1)];

		if (place->id == NULL || (place->sum == sum &&
			    memcmp(place->id, id, ID_LEN) == 0))
			return place;
	}
}

static bool
grow(struct id_set *set)
{
	struct id_set old = *set;
	size_t size = (old.cap > 0 ? old.cap * 2 : FIRST_CAP) *
		sizeof(*set->places);

	set->places = secmem_alloc(size);
	if (set->places == NULL) {
		*set = old;
		return false;
	}
	memset(set->places, 0, size);
	set->cap = size / sizeof(*set->places);
	for (size_t i = 0; i < old.cap; i++) {
		const struct place *place = &old.places[i];

		if (place->id != NULL)
			*place_of(set, place->sum, place->id) = *place;
	}
	secmem_free(old.places);
	return true;
}

static struct id_set *
id_set_new(void)
{
	struct id_set *set = secmem_alloc(sizeof(*set));

	if (set != NULL)
		*set = (struct id_set){0};
	return set;
}

bool
id_set_add(struct id_set **set, const char id[static ENTRY_ID_SIZE],
	bool *added)
{
	uint64_t sum = sum_of(id);
	struct place *place;

	if (*set == NULL)
		*set = id_set_new();
	if (*set == NULL || ((*set)->len >= (*set)->cap / 2 && !grow(*set)))
		return false;
	place = place_of(*set, sum, id);
	*added = place->id == NULL;
	if (*added) {
		*place = (struct place){sum, id};
		(*set)->len++;
	}
	return true;
}

void
id_set_wipe(struct id_set **set)
{
	if (*set != NULL)
		secmem_free((*set)->places);
	secmem_free(*set);
	*set = NULL;
}
