#include "scan/homography.h"

#include <math.h>

#define UNKNOWNS 8
#define AFFINE_UNKNOWNS 6
#define SINGULAR 1e-10

/* Shift and scale that bring points into the unit square around zero, where
 * the equations are well conditioned. */
struct frame {
	double x, y, scale;
};

struct equations {
	size_t unknowns;
	double rows[UNKNOWNS][UNKNOWNS + 1];
};

static struct frame
frame_of(const struct match *matches, size_t count, bool to)
{
	struct frame frame = {0, 0, 0};

	for (size_t i = 0; i < count; i++) {
		const struct point *p = to ? &matches[i].to : &matches[i].from;

		frame.x += p->x / (double)count;
		frame.y += p->y / (double)count;
	}
	for (size_t i = 0; i < count; i++) {
		const struct point *p = to ? &matches[i].to : &matches[i].from;

		frame.scale += hypot(p->x - frame.x, p->y - frame.y);
	}
	frame.scale = frame.scale > 0 ? (double)count / frame.scale : 1;
	return frame;
}

static struct point
into(const struct frame *frame, const struct point *p)
{
	return (struct point){
		(p->x - frame->x) * frame->scale,
		(p->y - frame->y) * frame->scale,
	};
}

/* One linear equation goes into the normal equations, of which the half below
 * the diagonal is left for mirror(). */
static void
add(struct equations *e, const double *row, double value, double weight)
{
	if (weight == 0)
		return;
	for (size_t i = 0; i < e->unknowns; i++) {
		double factor = weight * row[i];

		for (size_t j = i; j < e->unknowns; j++)
			e->rows[i][j] += factor * row[j];
		e->rows[i][e->unknowns] += factor * value;
	}
}

static void
mirror(struct equations *e)
{
	for (size_t i = 1; i < e->unknowns; i++) {
		for (size_t j = 0; j < i; j++)
			e->rows[i][j] = e->rows[j][i];
	}
}

static void
swap_rows(struct equations *e, size_t a, size_t b)
{
	for (size_t j = 0; j <= e->unknowns; j++) {
		double kept = e->rows[a][j];

		e->rows[a][j] = e->rows[b][j];
		e->rows[b][j] = kept;
	}
}

/* Gauss and Jordan, with the largest pivot. */
static bool
solve(struct equations *e, double *out)
{
	size_t n = e->unknowns;

	for (size_t i = 0; i < n; i++) {
		size_t pivot = i;

		for (size_t k = i + 1; k < n; k++) {
			if (fabs(e->rows[k][i]) > fabs(e->rows[pivot][i]))
				pivot = k;
		}
		if (fabs(e->rows[pivot][i]) < SINGULAR)
			return false;
		swap_rows(e, i, pivot);
		for (size_t k = 0; k < n; k++) {
			double factor = e->rows[k][i] / e->rows[i][i];

			for (size_t j = i; k != i && j <= n; j++)
				e->rows[k][j] -= factor * e->rows[i][j];
		}
	}
	for (size_t i = 0; i < n; i++)
		out[i] = e->rows[i][n] / e->rows[i][i];
	return true;
}

static void
multiply(const double *a, const double *b, double *out)
{
	for (size_t i = 0; i < 9; i++) {
		const double *row = a + i / 3 * 3, *column = b + i % 3;

		out[i] = row[0] * column[0] + row[1] * column[3] +
			row[2] * column[6];
	}
}

/* The map between the frames becomes one between the points. */
static void
unframe(const double *h, const struct frame *from, const struct frame *to,
	struct homography *out)
{
	const double in[9] = {
		from->scale, 0, -from->x * from->scale,
		0, from->scale, -from->y * from->scale, 0, 0, 1,
	};
	const double back[9] = {
		1 / to->scale, 0, to->x, 0, 1 / to->scale, to->y, 0, 0, 1,
	};
	double half[9];

	multiply(h, in, half);
	multiply(back, half, out->m);
}

bool
homography_fit(const struct match *matches, size_t count, bool affine,
	struct homography *out)
{
	struct frame from = frame_of(matches, count, false);
	struct frame to = frame_of(matches, count, true);
	struct equations e = {.unknowns = affine ? AFFINE_UNKNOWNS : UNKNOWNS};
	double h[9] = {[8] = 1};

	for (size_t i = 0; i < count; i++) {
		struct point p = into(&from, &matches[i].from);
		struct point q = into(&to, &matches[i].to);
		const double x[UNKNOWNS] = {
			p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x,
		};
		const double y[UNKNOWNS] = {
			0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y,
		};

		add(&e, x, q.x, matches[i].x_weight);
		add(&e, y, q.y, matches[i].y_weight);
	}
	mirror(&e);
	if (!solve(&e, h))
		return false;
	unframe(h, &from, &to, out);
	return true;
}

bool
homography_invert(const struct homography *map, struct homography *out)
{
	const double *m = map->m;
	const double cofactors[9] = {
		m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8],
		m[1] * m[5] - m[2] * m[4], m[5] * m[6] - m[3] * m[8],
		m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
		m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7],
		m[0] * m[4] - m[1] * m[3],
	};
	double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] +
		m[2] * cofactors[6];

	if (determinant == 0 || !isfinite(determinant))
		return false;
	for (size_t i = 0; i < 9; i++)
		out->m[i] = cofactors[i] / determinant;
	return true;
}
