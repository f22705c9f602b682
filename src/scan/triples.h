/* Which finder patterns may be the three corners of one code. */
#ifndef SCAN_TRIPLES_H
#define SCAN_TRIPLES_H

#include "scan/grid.h"

#define TRIPLES_MAX 2048
#define TRIPLES_FINDERS 90 /* their triples are counted by the cube */

struct candidate {
	struct triple triple;
	double cost; /* 0 is three equal squares at a right angle */
};

struct triples {
	struct candidate items[TRIPLES_MAX];
	size_t len;
	double cost_max; /* of one that is still worth keeping */
};

/* Those of the surest finders that no code explains which are likely enough,
 * the most likely first. The finders are put in order. */
void triples_find(struct finders *finders, struct triples *out);

#endif
