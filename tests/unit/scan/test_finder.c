#include <setjmp.h>
#include <stdarg.h>

#include <math.h>

#include "drawn.h"
#include "scan/triples.h"

#include <cmocka.h>

static const struct homography upright = {{4, 0, 30, 0, 4, 20, 0, 0, 1}};
static const struct homography turned = {
	{3.4, -2.2, 110, 2.2, 3.4, 20, 0, 0, 1},
};
static const struct homography mirrored = {{-4, 0, 190, 0, 4, 20, 0, 0, 1}};

struct scene {
	struct plane grey, classes;
	struct finders finders;
	struct triples triples;
};

static void
draw(struct scene *scene, const struct homography *map, bool inverted)
{
	static struct matrix matrix;
	struct err err;

	drawn_matrix(&matrix, 33);
	assert_true(plane_init(&scene->grey, 240, 220, &err));
	drawn_plane(&matrix, map, &scene->grey);
	if (inverted)
		plane_invert(&scene->grey);
	assert_true(threshold_local(&scene->grey, 41, 3, &scene->classes,
		&err));
}

static void
scene_free(struct scene *scene)
{
	plane_free(&scene->grey);
	plane_free(&scene->classes);
}

static void
assert_found(const struct finders *finders, const struct homography *map,
	double x, double y)
{
	struct point want = homography_map(map, x, y);

	for (size_t i = 0; i < finders->len; i++) {
		if (hypot(finders->items[i].x - want.x,
			    finders->items[i].y - want.y) < 1)
			return;
	}
	fail_msg("no finder at %.1f, %.1f", want.x, want.y);
}

static void
test_finders_are_found_in_every_pose_and_ink(void **state)
{
	static const struct {
		const struct homography *map;
		bool inverted, open;
	} rows[] = {
		{&upright, false, false}, {&upright, true, false},
		{&turned, false, false}, {&turned, true, false},
		{&mirrored, false, false}, {&upright, false, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		CLEANUP(scene_free) struct scene scene = {0};

		draw(&scene, rows[i].map, rows[i].inverted);
		finder_search(&scene.classes,
			rows[i].inverted ? INK_BRIGHT : INK_DARK,
			rows[i].open, &scene.finders);
		assert_found(&scene.finders, rows[i].map, 3.5, 3.5);
		assert_found(&scene.finders, rows[i].map, 29.5, 3.5);
		assert_found(&scene.finders, rows[i].map, 3.5, 29.5);
	}
}

static void
test_the_likeliest_triple_is_the_code(void **state)
{
	static const struct homography *const maps[] = {&upright, &turned};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(maps); i++) {
		CLEANUP(scene_free) struct scene scene = {0};
		const struct triple *triple = &scene.triples.items[0].triple;
		struct point corner = homography_map(maps[i], 3.5, 3.5);
		struct point right = homography_map(maps[i], 29.5, 3.5);

		draw(&scene, maps[i], false);
		finder_search(&scene.classes, INK_DARK, false,
			&scene.finders);
		triples_find(&scene.finders, &scene.triples);
		assert_true(scene.triples.len > 0);
		assert_true(hypot(triple->corner->x - corner.x,
			triple->corner->y - corner.y) < 1);
		assert_true(hypot(triple->right->x - right.x,
			triple->right->y - right.y) < 1);
	}
}

static void
test_stripes_are_no_finders(void **state)
{
	static struct finders finders;
	PLANE classes = {0};
	struct err err;

	(void)state;
	assert_true(plane_init(&classes, 140, 60, &err));
	for (size_t i = 0; i < classes.width * classes.height; i++) {
		size_t x = i % 140 % 28 / 4; /* 1:1:3:1:1 all the way down */

		classes.at[i] = x == 1 || x == 5 ? INK_NONE : INK_DARK;
	}
	finder_search(&classes, INK_DARK, false, &finders);
	assert_int_equal(finders.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finders_are_found_in_every_pose_and_ink),
		cmocka_unit_test(test_the_likeliest_triple_is_the_code),
		cmocka_unit_test(test_stripes_are_no_finders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
