#include <setjmp.h>
#include <stdarg.h>

#include "app/progress.h"

#include <fcntl.h>
#include <pty.h>
#include <termios.h>

#include <cmocka.h>

struct screen {
	int ours, theirs;
	char line[256]; /* what the one line shows */
	size_t column;
};

static void
screen_open(struct screen *screen)
{
	static const struct winsize size = {.ws_row = 24, .ws_col = 40};

	*screen = (struct screen){0};
	assert_int_equal(openpty(&screen->ours, &screen->theirs, NULL, NULL,
		&size), 0);
	memset(screen->line, ' ', sizeof(screen->line) - 1);
}

static void
screen_close(struct screen *screen)
{
	close(screen->ours);
	close(screen->theirs);
}

static void
show(struct screen *screen, char byte)
{
	if (byte == '\r') {
		screen->column = 0;
		return;
	}
	assert_true(byte >= ' ' && screen->column < 40);
	screen->line[screen->column++] = byte;
}

static void
read_some(struct screen *screen)
{
	char bytes[256];
	ssize_t got = read(screen->ours, bytes, sizeof(bytes));

	assert_true(got > 0);
	for (ssize_t i = 0; i < got; i++)
		show(screen, bytes[i]);
}

static void
wait_for(struct screen *screen, const char *text)
{
	while (strstr(screen->line, text) == NULL)
		read_some(screen);
}

/* What is there already, without waiting. */
static void
catch_up(struct screen *screen)
{
	fcntl(screen->ours, F_SETFL, O_NONBLOCK);
	for (;;) {
		char byte;

		if (read(screen->ours, &byte, 1) != 1)
			return;
		show(screen, byte);
	}
}

static void
assert_blank(const struct screen *screen)
{
	assert_int_equal(strspn(screen->line, " "), strlen(screen->line));
	assert_int_equal(screen->column, 0);
}

static void
test_long_work_is_shown_and_then_erased(void **state)
{
	struct screen screen;
	struct progress *progress;

	(void)state;
	screen_open(&screen);
	progress = progress_begin(screen.theirs, "Deriving the key...");
	assert_non_null(progress);
	wait_for(&screen, "Deriving the key...");
	progress_end(progress);
	catch_up(&screen);
	assert_blank(&screen);
	screen_close(&screen);
}

static void
test_counted_work_tells_how_far_it_is(void **state)
{
	struct screen screen;
	struct progress *progress;

	(void)state;
	screen_open(&screen);
	progress = progress_begin(screen.theirs, "Scanning");
	progress_count(progress, 3, 40);
	wait_for(&screen, "Scanning 3/40");
	progress_count(progress, 100, 1000);
	wait_for(&screen, "Scanning 100/1000 [##-----");
	progress_count(progress, 7, 8);
	wait_for(&screen, "Scanning 7/8 [#################---]    ");
	progress_end(progress);
	catch_up(&screen);
	assert_blank(&screen);
	screen_close(&screen);
}

static void
test_stays_within_one_line_of_the_terminal(void **state)
{
	struct screen screen;
	struct progress *progress;

	(void)state;
	screen_open(&screen);
	progress = progress_begin(screen.theirs,
		"0123456789012345678901234567890123456789too long");
	wait_for(&screen, "012345678901234567890123456789012345678");
	progress_end(progress);
	catch_up(&screen);
	assert_blank(&screen);
	screen_close(&screen);
}

static void
test_without_a_terminal_it_is_nothing(void **state)
{
	(void)state;
	assert_null(progress_begin(-1, "text"));
	progress_count(NULL, 1, 2);
	progress_end(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_work_is_shown_and_then_erased),
		cmocka_unit_test(test_counted_work_tells_how_far_it_is),
		cmocka_unit_test(test_stays_within_one_line_of_the_terminal),
		cmocka_unit_test(test_without_a_terminal_it_is_nothing),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
