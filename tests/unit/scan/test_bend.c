#include <math.h>

#include "decoding.h"
#include "scan/locate.h"

#define SIDE 480
#define PLENTY_MS 60000

static const char text[] =
	"otpauth://totp/Bent:paper?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Bent";

typedef struct point bend_fn(double x, double y);

/* Half of a bottle but for its edges, seen from above: x and y go from -1 to
 * 1, and in the code from -0.7 to 0.7. */
static struct point
on_bottle(double x, double y)
{
	double angle = asin(x * sin(1.2));

	return (struct point){angle / 1.2, y - 0.2 * (1 - cos(angle))};
}

static struct point
on_lying_bottle(double x, double y)
{
	struct point p = on_bottle(y, x);

	return (struct point){p.y, p.x};
}

static struct point
on_wave(double x, double y)
{
	return (struct point){x, y + 0.06 * sin(3 * x + 1)};
}

static struct point
on_table(double x, double y)
{
	return (struct point){x, y};
}

/* Each pixel is the mean of some of the flat code. */
static void
draw(bend_fn *bend, struct plane *out)
{
	PLANE flat = {0};
	struct matrix matrix;

	coded_matrix(&matrix, text, strlen(text));
	blank_plane(&flat, SIDE, SIDE);
	blank_plane(out, SIDE, SIDE);
	put_matrix(&matrix, 9, (SIDE - 9 * matrix.side) / 2,
		(SIDE - 9 * matrix.side) / 2, &flat);
	for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
		size_t row = i / SIDE;
		unsigned int sum = 0;

		for (size_t k = 0; k < 16; k++) {
			size_t fourth = k / 4;
			double x = (double)(i % SIDE) + (double)(k % 4) / 4;
			double y = (double)row + (double)fourth / 4;
			struct point p = bend(x * 2 / SIDE - 1,
				y * 2 / SIDE - 1);
			double px = (p.x + 1) * SIDE / 2;
			double py = (p.y + 1) * SIDE / 2;

			sum += px >= 0 && py >= 0 && px < SIDE && py < SIDE
				? flat.at[(size_t)py * SIDE + (size_t)px]
				: 255;
		}
		out->at[i] = (uint8_t)(sum / 16);
	}
}

static size_t
codes_read(const struct plane *plane, bool bent)
{
	const struct budget budget = budget_start(PLENTY_MS);
	FINDINGS findings = {0};
	struct err err = {0};
	struct locate how = {
		.decoder = decoder, .findings = &findings, .budget = &budget,
		.scale = 1, .window = 41, .patience = 20, .bent = bent,
	};

	assert_true(locate_codes(&how, plane, &err));
	if (findings.len > 0)
		assert_text(&findings, 0, text);
	return findings.len;
}

static void
test_codes_are_read_however_they_are_bent(void **state)
{
	static bend_fn *const bends[] = {
		on_bottle, on_lying_bottle, on_wave, on_table,
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bends); i++) {
		PLANE plane = {0};

		draw(bends[i], &plane);
		assert_int_equal(codes_read(&plane, true), 1);
	}
}

/* Or the test above would tell nothing. */
static void
test_a_flat_grid_does_not_fit_a_bottle(void **state)
{
	PLANE plane = {0};

	(void)state;
	draw(on_bottle, &plane);
	assert_int_equal(codes_read(&plane, false), 0);
}

/* Three finders, with no timing patterns between them. */
static void
test_finders_alone_are_no_code(void **state)
{
	PLANE plane = {0};
	struct matrix matrix;

	(void)state;
	drawn_matrix(&matrix, 33);
	for (size_t i = 9; i < 24; i++) {
		for (size_t k = 0; k < 33; k++) {
			matrix.dark[i * 33 + k] = 0;
			matrix.dark[k * 33 + i] = 0;
		}
	}
	blank_plane(&plane, SIDE, SIDE);
	put_matrix(&matrix, 9, 60, 60, &plane);
	assert_int_equal(codes_read(&plane, true), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_are_read_however_they_are_bent),
		cmocka_unit_test(test_a_flat_grid_does_not_fit_a_bottle),
		cmocka_unit_test(test_finders_alone_are_no_code),
	};

	return cmocka_run_group_tests(tests, decoding_start,
		decoding_stop);
}
