/*
 * Grey pixels as they may come: the first byte is the width, the second how
 * many pixels each further one is wide and high and which steps are run.
 */
#include "scan/steps.h"

#define SCALE_MAX 4
#define PIXELS_MAX ((size_t)40000)
#define MILLISECONDS 2000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool
draw(const uint8_t *bytes, size_t len, size_t width, size_t scale,
	struct plane *plane)
{
	size_t height = len / width;
	struct err err = {0};

	if (width * height * scale * scale > PIXELS_MAX ||
	    !plane_init(plane, width * scale, height * scale, &err))
		return false;
	for (size_t y = 0; y < plane->height; y++) {
		for (size_t x = 0; x < plane->width; x++)
			plane->at[y * plane->width + x] =
				bytes[y / scale * width + x / scale];
	}
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	CLEANUP(decoder_free) struct decoder *decoder = NULL;
	FINDINGS findings = {0};
	struct steps_run run = {.findings = &findings};
	struct err err = {0};
	PLANE plane = {0};
	enum effort effort;

	if (len < 3 || bytes[0] == 0)
		return 0;
	effort = bytes[1] / SCALE_MAX % 2 == 0 ? EFFORT_QUICK : EFFORT_ALL;
	if (!draw(bytes + 2, len - 2, bytes[0], 1 + bytes[1] % SCALE_MAX,
		    &plane))
		return 0;
	decoder = decoder_new(true, &err);
	run.decoder = decoder;
	run.budget = budget_start(MILLISECONDS);
	if (decoder == NULL || !steps_run(&run, &plane, effort, &err) ||
	    findings.len > FINDINGS_MAX)
		abort();
	findings_sort(&findings);
	return 0;
}
