#include "scan/triples.h"

#include <math.h>

#define SIZE_RATIO_MAX 2.2
#define LEG_RATIO_MAX 3.5
#define COSINE_MAX 0.6
/* Less than a version 1 code has, and more than version 40. */
#define MODULES_MIN 11.0
#define MODULES_MAX 200.0
/* Of two codes side by side the finders of one are nearer to each other. */
#define LENGTH_COST 0.0015
#define DOUBT_COST 0.5
#define COST_MAX 2.5

static double
size_of(const struct finder *finder)
{
	return (finder->width + finder->height) / 2;
}

static bool
sizes_agree(const struct finder *a, const struct finder *b)
{
	double one = size_of(a), two = size_of(b);

	return one < two * SIZE_RATIO_MAX && two < one * SIZE_RATIO_MAX;
}

static double
squared_distance(const struct finder *a, const struct finder *b)
{
	double dx = a->x - b->x, dy = a->y - b->y;

	return dx * dx + dy * dy;
}

/* The corner is where the longest side is not. */
static struct triple
order(const struct finder *a, const struct finder *b, const struct finder *c)
{
	double ab = squared_distance(a, b), bc = squared_distance(b, c);
	double ca = squared_distance(c, a);
	const struct finder *corner = a, *one = b, *two = c;
	double cross;

	if (ca >= ab && ca >= bc) {
		corner = b;
		one = c;
		two = a;
	} else if (ab >= bc && ab >= ca) {
		corner = c;
		one = a;
		two = b;
	}
	cross = (one->x - corner->x) * (two->y - corner->y) -
		(one->y - corner->y) * (two->x - corner->x);
	return cross > 0 ? (struct triple){corner, one, two}
			 : (struct triple){corner, two, one};
}

/* Negative if it cannot be a code. */
static double
cost_of(const struct triple *triple)
{
	const struct finder *a = triple->corner, *b = triple->right;
	const struct finder *c = triple->below;
	double across = sqrt(squared_distance(a, b));
	double down = sqrt(squared_distance(a, c));
	double size = (size_of(a) + size_of(b) + size_of(c)) / 3;
	double modules = (across + down) / 2 / (size / 7);
	double cosine = ((b->x - a->x) * (c->x - a->x) +
		(b->y - a->y) * (c->y - a->y)) / (across * down);
	double legs, spread;

	if (fabs(cosine) > COSINE_MAX || across > down * LEG_RATIO_MAX ||
	    down > across * LEG_RATIO_MAX || modules < MODULES_MIN ||
	    modules > MODULES_MAX)
		return -1;
	legs = log(across / down);
	spread = fabs(log(size_of(b) / size_of(c))) +
		fabs(log(size_of(a) * size_of(a) / size_of(b) / size_of(c)));
	return 4 * cosine * cosine + 2 * legs * legs + spread * spread +
		LENGTH_COST * modules + 3 * DOUBT_COST - DOUBT_COST *
		(finder_quality(a) + finder_quality(b) + finder_quality(c));
}

static int
by_cost(const void *a, const void *b)
{
	const struct candidate *one = a, *two = b;

	return (one->cost > two->cost) - (one->cost < two->cost);
}

static void
add(struct triples *out, const struct finder *a, const struct finder *b,
	const struct finder *c)
{
	struct candidate candidate = {.triple = order(a, b, c)};

	candidate.cost = cost_of(&candidate.triple);
	if (candidate.cost < 0 || candidate.cost > out->cost_max)
		return;
	if (out->len == TRIPLES_MAX) {
		qsort(out->items, out->len, sizeof(out->items[0]), by_cost);
		out->len = TRIPLES_MAX / 2;
		out->cost_max = out->items[out->len - 1].cost;
	}
	out->items[out->len++] = candidate;
}

static int
by_rows(const void *a, const void *b)
{
	const struct finder *one = a, *two = b;
	double first = one->rows * finder_quality(one);
	double second = two->rows * finder_quality(two);

	if (one->explained != two->explained)
		return one->explained ? 1 : -1;
	return (first < second) - (first > second);
}

void
triples_find(struct finders *finders, struct triples *out)
{
	const struct finder *f = finders->items;
	size_t count = finders->len;

	out->len = 0;
	out->cost_max = COST_MAX;
	qsort(finders->items, finders->len, sizeof(finders->items[0]),
		by_rows);
	while (count > 0 && f[count - 1].explained)
		count--;
	if (count > TRIPLES_FINDERS)
		count = TRIPLES_FINDERS;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = i + 1; j < count; j++) {
			if (!sizes_agree(&f[i], &f[j]))
				continue;
			for (size_t k = j + 1; k < count; k++) {
				if (sizes_agree(&f[i], &f[k]) &&
				    sizes_agree(&f[j], &f[k]))
					add(out, &f[i], &f[j], &f[k]);
			}
		}
	}
	qsort(out->items, out->len, sizeof(out->items[0]), by_cost);
}
