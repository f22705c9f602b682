#include "scan/watch.h"

#include "base/file.h"
#include "scan/steps.h"

#define FRAME_MS 250
#define VIEW_WIDTH ((size_t)80)
#define VIEW_HEIGHT_MAX ((size_t)120)

/* The mean of the pixels that a pixel of the view stands for. */
static uint8_t
mean(const struct plane *frame, size_t x, size_t y, size_t width,
	size_t height)
{
	size_t left = x * frame->width / width;
	size_t right = (x + 1) * frame->width / width;
	size_t top = y * frame->height / height;
	size_t below = (y + 1) * frame->height / height;
	size_t sum = 0, count = 0;

	for (size_t j = top; j < below || j == top; j++) {
		for (size_t i = left; i < right || i == left; i++, count++)
			sum += frame->at[j * frame->width + i];
	}
	return (uint8_t)(sum / count);
}

static bool
show(const struct plane *frame, bool seen, int fd, struct err *err)
{
	size_t width = frame->width < VIEW_WIDTH ? frame->width : VIEW_WIDTH;
	size_t height = frame->height * width / frame->width;
	size_t len;
	BUF out = {0};

	if (height == 0)
		height = 1;
	if (height > VIEW_HEIGHT_MAX)
		height = VIEW_HEIGHT_MAX;
	len = 4 + width * height;
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_byte(&out, (uint8_t)(len >> shift));
	buf_add_byte(&out, 'p');
	buf_add_byte(&out, (uint8_t)width);
	buf_add_byte(&out, (uint8_t)height);
	buf_add_byte(&out, seen);
	for (size_t i = 0; i < width * height; i++)
		buf_add_byte(&out, mean(frame, i % width, i / width, width,
			height));
	return buf_ok(&out, err) && fd_write_all(fd, out.data, out.len, err);
}

bool
watch(struct camera *camera, struct decoder *decoder, int fd,
	struct findings *findings, struct err *err)
{
	while (findings->len == 0) {
		PLANE frame = {0};
		struct steps_run run = {
			.decoder = decoder, .findings = findings,
		};

		findings->seen = false;
		if (!camera_frame(camera, &frame, err))
			return false;
		run.budget = budget_start(FRAME_MS);
		if (!steps_run(&run, &frame, EFFORT_QUICK, err) ||
		    !show(&frame, findings->seen || findings->len > 0, fd,
			    err))
			return false;
	}
	findings_sort(findings);
	return true;
}
