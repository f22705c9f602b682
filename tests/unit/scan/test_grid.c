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
	assert_true(grid_fit(view, &scene->triples.items[0].triple,
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
		assert_true(sample_modules(&view, &scene.grids[0], 0,
			&scene.read, &err));
		assert_memory_equal(scene.read.dark, scene.matrix.dark,
			poses[i].side * poses[i].side);
		scene_wipe(&scene);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_grid_lies_on_the_code),
		cmocka_unit_test(test_every_module_is_sampled_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
