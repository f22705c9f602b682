#include "scan/finder.h"

#define CORE_PART (3 / 7.0) /* of the height: its rows show the pattern */
#define QUALITY_SURE 0.6
#define OBLONG_MAX 1.3
#define OTHERS_LEAST 2     /* finders that are no accident */
#define OTHERS_PIXELS 16.0 /* across: larger ones are seen as they are */

double
finder_quality(const struct finder *finder)
{
	double quality = finder->rows / (finder->height * CORE_PART);

	return quality > 1 ? 1 : quality;
}

bool
finder_is_sure(const struct finder *finder)
{
	return finder_quality(finder) >= QUALITY_SURE;
}

static bool
is_square(const struct finder *finder)
{
	return finder->width < finder->height * OBLONG_MAX &&
		finder->height < finder->width * OBLONG_MAX;
}

bool
finders_has_others(const struct finders *finders)
{
	size_t count = 0;

	for (size_t i = 0; i < finders->len; i++) {
		const struct finder *finder = &finders->items[i];

		count += !finder->explained && is_square(finder) &&
			finder->width < OTHERS_PIXELS &&
			finder_is_sure(finder);
	}
	return count >= OTHERS_LEAST;
}

void
finders_keep_large(struct finders *finders, double least)
{
	size_t kept = 0;

	for (size_t i = 0; i < finders->len; i++) {
		const struct finder *finder = &finders->items[i];

		if (finder->width + finder->height >= 2 * least &&
		    finder_is_sure(finder))
			finders->items[kept++] = *finder;
	}
	finders->len = kept;
}
