#include <setjmp.h>
#include <stdarg.h>

#include <math.h>

#include "drawn.h"
#include "scan/sample.h"
#include "scan/triples.h"

#include <cmocka.h>

struct pose {
	size_t side;
	struct homography map;
	bool inverted;
	double error; /* modules that a corner may be off */
};

static const struct pose poses[] = {
	{21, {{4, 0, 30, 0, 4, 20, 0, 0, 1}}, false, 0.1},
	{21, {{2, 0, 30, 0, 2, 20, 0, 0, 1}}, false, 0.2},
	{33, {{5.3, -2.1, 120, 2.1, 5.3, 20, 0, 0, 1}}, true, 0.1},
	{45, {{5, 0.5, 20, -0.3, 5.2, 40, 0.001, 0.0008, 1}}, false, 0.1},
	{101, {{3.1, 0.2, 15, 0.1, 3, 15, 0.0003, 0.0004, 1}}, false, 0.2},
};

struct scene {
	struct plane grey, classes;
	struct matrix matrix;
	struct finders finders;
	struct triples triples;
	struct grid grids[GRIDS_MAX];
	struct matrix read;
};

static void
look(struct scene *scene, const struct pose *pose, struct view *view)
{
	struct err err;

	drawn_matrix(&scene->matrix, pose->side);
	assert_true(plane_init(&scene->grey, 400, 400, &err));
	drawn_plane(&scene->matrix, &pose->map, &scene->grey);
	if (pose->inverted)
		plane_invert(&scene->grey);
	assert_true(threshold_local(&scene->grey, 41, 3, &scene->classes,
		&err));
	finder_search(&scene->classes,
		pose->inverted ? INK_BRIGHT : INK_DARK, false,
		&scene->finders);
	triples_find(&scene->finders, &scene->triples);
	assert_true(scene->triples.len > 0);
	*view = (struct view){&scene->grey, pose->inverted};
	assert_true(grid_fit(view, &scene->triples.items[0].triple, 2,
		scene->grids) > 0);
	grid_align(view, &scene->grids[0]);
}

static void
scene_wipe(struct scene *scene)
{
	plane_free(&scene->grey);
	plane_free(&scene->classes);
}

static void
test_the_grid_lies_on_the_code(void **state)
{
	static struct scene scene;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(poses); i++) {
		const struct grid *grid = &scene.grids[0];
		double side = (double)poses[i].side;
		struct view view;

		look(&scene, &poses[i], &view);
		assert_int_equal(grid->side, poses[i].side);
		assert_true(grid->score > 0.95);
		for (size_t k = 0; k < 4; k++) {
			double x = k % 2 == 0 ? 0 : side;
			double y = k < 2 ? 0 : side;
			struct point a = homography_map(&grid->map, x, y);
			struct point b = homography_map(&poses[i].map, x, y);
			struct steps steps = grid_steps(&poses[i].map, x, y);
			double module = hypot(steps.across.x, steps.across.y);

			assert_true(hypot(a.x - b.x, a.y - b.y) <
				poses[i].error * module);
		}
		scene_wipe(&scene);
	}
}

static void
test_every_module_is_sampled_right(void **state)
{
	static struct scene scene;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(poses); i++) {
		struct view view;

		look(&scene, &poses[i], &view);
		assert_true(sample_modules(&view, &scene.grids[0], NULL,
			false, 0, &scene.read, &err));
		assert_memory_equal(scene.read.dark, scene.matrix.dark,
			poses[i].side * poses[i].side);
		scene_wipe(&scene);
	}
}

/* What a lens, or paper that is not flat, does to a plane. */
static void
bend(struct plane *plane, double amplitude, double period)
{
	struct err err;
	PLANE flat = {0};
	const struct view view = {&flat, false};

	assert_true(plane_init(&flat, plane->width, plane->height, &err));
	memcpy(flat.at, plane->at, plane->width * plane->height);
	for (size_t y = 0; y < plane->height; y++) {
		for (size_t x = 0; x < plane->width; x++)
			plane->at[y * plane->width + x] = (uint8_t)view_at(
				&view, (double)x + 0.5, (double)y + 0.5 +
				amplitude * sin(((double)x - 51) / period));
	}
}

static size_t
wrong_modules(const struct scene *scene)
{
	size_t wrong = 0, side = scene->matrix.side;

	for (size_t i = 0; i < side * side; i++)
		wrong += scene->read.dark[i] != scene->matrix.dark[i];
	return wrong;
}

static void
test_bent_paper_is_followed(void **state)
{
	static struct scene scene;
	static const struct pose pose = {
		45, {{6, 0, 30, 0, 6, 30, 0, 0, 1}}, false, 0,
	};
	struct grid *grid = &scene.grids[0];
	struct err err;
	struct view view = {&scene.grey, false};
	WARP warp = {0};
	size_t flat;

	(void)state;
	drawn_matrix(&scene.matrix, pose.side);
	assert_true(plane_init(&scene.grey, 330, 330, &err));
	drawn_plane(&scene.matrix, &pose.map, &scene.grey);
	bend(&scene.grey, 3.5, 36.3); /* not the finders */
	grid->side = pose.side;
	grid->map = pose.map;
	assert_true(sample_modules(&view, grid, NULL, false, 0, &scene.read,
		&err));
	flat = wrong_modules(&scene);
	assert_true(flat > pose.side);
	assert_true(warp_fit(&view, grid, &warp, &err));
	assert_true(sample_modules(&view, grid, &warp, false, 0, &scene.read,
		&err));
	assert_true(wrong_modules(&scene) * 3 < flat);
	scene_wipe(&scene);
}

/* The mean over a square, twice, as wide as a module. */
static void
blur(struct plane *plane, size_t size)
{
	for (size_t pass = 0; pass < 4; pass++) {
		size_t step = pass % 2 == 0 ? 1 : plane->width;
		size_t count = plane->width * plane->height;

		for (size_t i = 0; i + size * step < count; i++) {
			unsigned int sum = 0;

			for (size_t k = 0; k < size; k++)
				sum += plane->at[i + k * step];
			plane->at[i] = (uint8_t)(sum / size);
		}
	}
}

static void
test_blur_is_undone(void **state)
{
	static struct scene scene;
	static const struct pose pose = {
		45, {{6, 0, 30, 0, 6, 30, 0, 0, 1}}, false, 0,
	};
	struct grid *grid = &scene.grids[0];
	struct err err;
	struct view view = {&scene.grey, false};
	size_t as_it_is;

	(void)state;
	drawn_matrix(&scene.matrix, pose.side);
	assert_true(plane_init(&scene.grey, 330, 330, &err));
	drawn_plane(&scene.matrix, &pose.map, &scene.grey);
	blur(&scene.grey, 9);
	grid->side = pose.side;
	grid->map = pose.map;
	grid->map.m[2] -= 8; /* where the means went */
	grid->map.m[5] -= 8;
	assert_true(sample_modules(&view, grid, NULL, false, 0, &scene.read,
		&err));
	as_it_is = wrong_modules(&scene);
	assert_true(as_it_is > pose.side);
	assert_true(sample_modules(&view, grid, NULL, false, 12, &scene.read,
		&err));
	assert_true(wrong_modules(&scene) * 3 < as_it_is);
	scene_wipe(&scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_grid_lies_on_the_code),
		cmocka_unit_test(test_every_module_is_sampled_right),
		cmocka_unit_test(test_bent_paper_is_followed),
		cmocka_unit_test(test_blur_is_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
