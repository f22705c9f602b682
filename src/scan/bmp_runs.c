#include "scan/bmp_runs.h"

enum escape { END_OF_LINE, END_OF_BITMAP, MOVE };

struct runs {
	const uint8_t *at;
	size_t left, x, y;
	bool nibbles;
	struct plane *out;
};

static uint8_t
index_of(const struct runs *runs, const uint8_t *from, size_t i)
{
	if (!runs->nibbles)
		return from[i];
	return i % 2 == 0 ? from[i / 2] >> 4 : from[i / 2] & 15;
}

/* count indices; those of a run repeat the byte. What is beyond the line is
 * left out. */
static void
put(struct runs *runs, const uint8_t *from, size_t count, bool repeats)
{
	size_t width = runs->out->width;
	size_t room = runs->x < width ? width - runs->x : 0;
	uint8_t *to = runs->out->at + runs->y * width + runs->x;

	for (size_t i = 0; i < count && i < room; i++)
		to[i] = index_of(runs, from,
			!repeats ? i : runs->nibbles ? i % 2 : 0);
	runs->x += count;
}

static const uint8_t *
take(struct runs *runs, size_t len)
{
	const uint8_t *at = runs->at;

	if (len > runs->left)
		return NULL;
	runs->at += len;
	runs->left -= len;
	return at;
}

/* Indices as they are, padded to an even number of bytes. */
static bool
put_plain(struct runs *runs, size_t count)
{
	size_t bytes = runs->nibbles ? (count + 1) / 2 : count;
	const uint8_t *from = take(runs, bytes);

	if (from == NULL)
		return false;
	put(runs, from, count, false);
	return bytes % 2 == 0 || take(runs, 1) != NULL;
}

static bool
move(struct runs *runs)
{
	const uint8_t *by = take(runs, 2);

	if (by == NULL)
		return false;
	runs->x += by[0];
	runs->y += by[1];
	return true;
}

bool
bmp_runs(const uint8_t *bytes, size_t len, bool nibbles, struct plane *out)
{
	struct runs runs = {bytes, len, 0, 0, nibbles, out};

	while (runs.y < out->height) {
		const uint8_t *code = take(&runs, 2);

		if (code == NULL)
			return false;
		if (code[0] > 0) {
			put(&runs, code + 1, code[0], true);
		} else if (code[1] == END_OF_LINE) {
			runs.x = 0;
			runs.y++;
		} else if (code[1] == END_OF_BITMAP) {
			return true;
		} else if (code[1] == MOVE ? !move(&runs)
			 : !put_plain(&runs, code[1])) {
			return false;
		}
	}
	return true;
}
