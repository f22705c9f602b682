/* Codes on planes, for the tests of what finds them. */
#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H

#include "scan/matrix.h"
#include "scan/view.h"

/* The patterns of a code of this side, with a chequered rest. */
static inline void
drawn_matrix(struct matrix *matrix, size_t side)
{
	memset(matrix, 0, sizeof(*matrix));
	matrix->side = side;
	for (size_t i = 0; i < side * side; i++)
		matrix->dark[i] = i * i % 7 < 3;
	matrix_draw_patterns(matrix);
}

/* Draws it through a map from modules to pixels, on white. */
static inline void
drawn_plane(const struct matrix *matrix, const struct homography *map,
	struct plane *plane)
{
	struct homography back;

	if (!homography_invert(map, &back))
		abort();
	for (size_t i = 0; i < plane->width * plane->height; i++) {
		unsigned int ink = 0;

		for (size_t k = 0; k < 16; k++) {
			struct point p = homography_map(&back,
				(double)(i % plane->width) +
				((double)(k % 4) + 0.5) / 4,
				(double)(i / plane->width) +
				((double)(k / 4) + 0.5) / 4);

			if (p.x >= 0 && p.y >= 0 &&
			    p.x < (double)matrix->side &&
			    p.y < (double)matrix->side)
				ink += matrix->dark[(size_t)p.y *
					matrix->side + (size_t)p.x];
		}
		plane->at[i] = (uint8_t)(255 - ink * 255 / 16);
	}
}

#endif
