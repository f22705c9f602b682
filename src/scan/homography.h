/* Projective maps of the plane (Hartley and Zisserman, Multiple View Geometry,
 * chapter 4). */
#ifndef SCAN_HOMOGRAPHY_H
#define SCAN_HOMOGRAPHY_H

#include "base/base.h"

struct point {
	double x, y;
};

/*
 * A point and where it is to go. The weights say how much its two coordinates
 * there count: an edge tells one of them only.
 */
struct match {
	struct point from, to;
	double x_weight, y_weight;
};

struct homography {
	double m[9]; /* by rows */
};

static inline struct point
homography_map(const struct homography *map, double x, double y)
{
	const double *m = map->m;
	double part = 1 / (m[6] * x + m[7] * y + m[8]);
	struct point point = {
		(m[0] * x + m[1] * y + m[2]) * part,
		(m[3] * x + m[4] * y + m[5]) * part,
	};

	return point;
}

/* The map that fits the matches best, by least squares; affine: without
 * perspective. False if they do not determine one. */
bool homography_fit(const struct match *matches, size_t count, bool affine,
	struct homography *out);

/* The way back. False if there is none. */
bool homography_invert(const struct homography *map, struct homography *out);

#endif
