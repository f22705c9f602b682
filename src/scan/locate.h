/* Locates codes by their finder patterns, samples their modules and has a
 * freshly drawn picture of them decoded. */
#ifndef SCAN_LOCATE_H
#define SCAN_LOCATE_H

#include "scan/budget.h"
#include "scan/decode.h"

struct locate {
	struct decoder *decoder;
	struct findings *findings;
	const struct budget *budget;
	const struct plane *full; /* the whole picture, or NULL */
	double scale;  /* pixels of it, a pixel of the plane looked at */
	size_t window; /* of the threshold */
	double least;  /* not 0: only sure finders of so many pixels */
	size_t patience; /* with finders that may be a code and are none */
	bool open;     /* finders that melt into a dark surround */
	bool bent;     /* only codes whose timing patterns are no lines */
	bool unread;   /* out: a code was located, but not read */
	bool others;   /* out: small finders of none that was read */
};

/* Looks at both inks. */
bool locate_codes(struct locate *locate, const struct plane *grey,
	struct err *err) MUST_USE;

#endif
