/*
 * The clipboard with stand-ins for the programs that reach it, in a folder of
 * their own that is the whole PATH but for the shell's tools. The helper that
 * clears is this very program, run anew; as a subreaper the test can wait for
 * its end.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "app/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>

#include "base/file.h"
#include "base/str.h"

#include <cmocka.h>

#define TEXT "123456"

/* Keep the clipboard in a file, and tell how they were called. */
static const struct fake {
	const char *name, *script;
} fakes[] = {
	{"wl-copy",
		"echo \"wl-copy $*\" >>log\n"
		"case $* in\n"
		"--clear) : >clip ;;\n"
		"*--sensitive*) [ -e sensitive ] || {\n"
		"	echo \"unrecognized option '--sensitive'\" >&2\n"
		"	exit 1\n"
		"}; cat >clip ;;\n"
		"*) cat >clip ;;\n"
		"esac\n"},
	{"wl-paste",
		"echo \"wl-paste $*\" >>log\n"
		"case $* in\n"
		"*image*) [ -e image ] || { echo 'No suitable type' >&2\n"
		"	exit 1; }; cat image ;;\n"
		"*) cat clip ;;\n"
		"esac\n"},
	{"xclip",
		"echo \"xclip $*\" >>log\n"
		"case $* in\n"
		"*image/png*-out) [ -e image ] || {\n"
		"	echo 'Error: target image/png not available' >&2\n"
		"	exit 1; }; cat image ;;\n"
		"*-out) cat clip ;;\n"
		"*) cat >clip ;;\n"
		"esac\n"},
	{"xsel",
		"echo \"xsel $*\" >>log\n"
		"case $* in\n"
		"*--output) cat clip ;;\n"
		"*--clear) : >clip ;;\n"
		"*) cat >clip ;;\n"
		"esac\n"},
	{"slurp", "echo '10,20 300x400'\n"},
	{"grim", "echo \"grim $*\" >>log; echo PNG\n"},
	/* The words are those of maim 5.7.4 and scrot 1.8.1. */
	{"maim", "echo 'Failed to detect a compositor, OpenGL "
		"hardware-acceleration disabled...' >&2\n"
		"[ -e cancel ] && echo 'Selection was cancelled by keystroke "
		"or right-click.' >&2 ||\n"
		"echo 'no such window' >&2\nexit 1\n"},
	{"scrot", "echo \"scrot $*\" >>log\n"
		"[ -e cancel ] || { echo SHOT; exit; }\n"
		"echo 'scrot: Key was pressed, aborting shot' >&2\n"
		"echo 'scrot: no image grabbed: Success' >&2\nexit 1\n"},
	{"import", "echo IMPORTED\n"},
};

struct world {
	char dir[32];
	char *old_path;
};

static char *
in_dir(const struct world *world, const char *name)
{
	struct err err = {0};
	char *path = str_format(&err, "%s/%s", world->dir, name);

	assert_non_null(path);
	return path;
}

static void
write_file(const struct world *world, const char *name, const char *text,
	mode_t mode)
{
	STRING path = in_dir(world, name);
	struct err err = {0};
	FD fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	assert_true(fd >= 0);
	assert_true(fd_write_all(fd, text, strlen(text), &err));
}

static void
assert_file(const struct world *world, const char *name, const char *want)
{
	STRING path = in_dir(world, name);
	struct err err = {0};
	BUF text = {0};

	assert_true(file_read(path, 4096, &text, &err));
	assert_string_equal(buf_text(&text), want);
}

static void
install(const struct world *world, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(fakes); i++) {
		STRING script = NULL;
		struct err err = {0};

		if (strcmp(fakes[i].name, name) != 0)
			continue;
		script = str_format(&err, "#!/bin/sh\nPATH=%s\ncd %s\n%s",
			world->old_path, world->dir, fakes[i].script);
		write_file(world, name, script, 0700);
	}
}

static int
set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	struct err err = {0};

	snprintf(world->dir, sizeof(world->dir), "/tmp/otp-test-clip-XXXXXX");
	if (mkdtemp(world->dir) == NULL)
		return -1;
	world->old_path = str_dup(getenv("PATH"), &err);
	setenv("PATH", world->dir, 1);
	unsetenv("WAYLAND_DISPLAY");
	unsetenv("DISPLAY");
	setenv("TERM", "xterm", 1);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	*state = world;
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const others[] = {"log", "clip", "sensitive",
		"image", "cancel", "spied"};
	struct world *world = *state;
	int left;

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		STRING path = in_dir(world, others[i]);

		unlink(path);
	}
	for (size_t i = 0; i < COUNT_OF(fakes); i++) {
		STRING path = in_dir(world, fakes[i].name);

		unlink(path);
	}
	left = rmdir(world->dir);
	setenv("PATH", world->old_path, 1);
	str_free(&world->old_path);
	free(world);
	return left;
}

/* The end of the helper, which became our child. */
static void
wait_for_helper(void)
{
	int status;

	assert_true(waitpid(-1, &status, 0) > 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(waitpid(-1, NULL, 0), -1);
}

static void
test_wayland_gets_the_text_on_stdin_as_sensitive(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	install(world, "wl-copy");
	install(world, "xclip");
	write_file(world, "sensitive", "", 0600);
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	setenv("DISPLAY", ":0", 1);
	assert_true(clipboard_copy("code", TEXT, -1, 0, note, &err));
	assert_string_equal(note, "code copied with wl-copy, not cleared");
	assert_file(world, "clip", TEXT);
	assert_file(world, "log",
		"wl-copy --sensitive --type text/plain\n");
}

static void
test_an_old_wl_copy_is_called_without_the_new_option(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	install(world, "wl-copy");
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	assert_true(clipboard_copy("code", TEXT, -1, 0, note, &err));
	assert_file(world, "clip", TEXT);
	assert_file(world, "log", "wl-copy --sensitive --type text/plain\n"
		"wl-copy --type text/plain\n");
}

static void
test_x11_takes_xclip_or_else_xsel(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	install(world, "xsel");
	setenv("DISPLAY", ":0", 1);
	assert_true(clipboard_copy("code", TEXT, -1, 0, note, &err));
	assert_string_equal(note, "code copied with xsel, not cleared");
	assert_file(world, "clip", TEXT);
	install(world, "xclip");
	assert_true(clipboard_copy("code", "654321", -1, 0, note, &err));
	assert_string_equal(note, "code copied with xclip, not cleared");
	assert_file(world, "clip", "654321");
	assert_file(world, "log", "xsel --clipboard --input\n"
		"xclip -selection clipboard -in\n");
}

static void
check_cleared(struct world *world, const char *name)
{
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	install(world, name);
	install(world, "wl-paste");
	assert_true(clipboard_copy("code", TEXT, -1, 1, note, &err));
	wait_for_helper();
	assert_file(world, "clip", "");
}

static void
test_what_was_copied_is_cleared_after_a_while(void **state)
{
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	install(*state, "wl-copy");
	install(*state, "wl-paste");
	assert_true(clipboard_copy("code", TEXT, -1, 1, note, &err));
	assert_string_equal(note, "code copied with wl-copy, cleared in 1 s");
	wait_for_helper();
	assert_file(*state, "clip", "");
}

static void
test_xclip_and_xsel_clear_too(void **state)
{
	struct world *world = *state;
	STRING xsel = in_dir(world, "xsel");

	setenv("DISPLAY", ":0", 1);
	check_cleared(world, "xsel");
	unlink(xsel);
	check_cleared(world, "xclip");
}

static void
test_what_was_copied_since_is_left_alone(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};

	setenv("DISPLAY", ":0", 1);
	install(world, "xclip");
	assert_true(clipboard_copy("code", TEXT, -1, 1, note, &err));
	write_file(world, "clip", "something else", 0600);
	wait_for_helper();
	assert_file(world, "clip", "something else");
}

static void
test_helper_is_told_no_text(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	STRING script = NULL;
	STRING path = in_dir(world, "spied");
	struct err err = {0};
	BUF spied = {0};

	script = str_format(&err, "#!/bin/sh\nPATH=%s\ncd %s\ncase $* in\n"
		"*-out) cat /proc/$PPID/cmdline /proc/$PPID/environ >spied\n"
		"esac\n", world->old_path, world->dir);
	write_file(world, "xclip", script, 0700);
	setenv("DISPLAY", ":0", 1);
	assert_true(clipboard_copy("code", "SECRET-TEXT", -1, 1, note, &err));
	wait_for_helper();
	assert_true(file_read(path, 65536, &spied, &err));
	unlink(path);
	assert_non_null(memmem(spied.data, spied.len,
		CLIPBOARD_CLEAR_COMMAND, strlen(CLIPBOARD_CLEAR_COMMAND)));
	assert_null(memmem(spied.data, spied.len, "SECRET", 6));
}

static void
test_terminal_gets_osc_52(void **state)
{
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};
	char got[64] = "";
	int ours, theirs;

	(void)state;
	assert_int_equal(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
	assert_true(clipboard_copy("code", "foobar", theirs, 30, note, &err));
	assert_string_equal(note,
		"code sent to the terminal (OSC 52), cannot be cleared");
	assert_true(read(ours, got, sizeof(got) - 1) > 0);
	/* RFC 4648 section 10: "foobar" is Zm9vYmFy. */
	assert_string_equal(got, "\033]52;c;Zm9vYmFy\a");
	close(ours);
	close(theirs);
}

static void
test_a_session_that_is_gone_leaves_the_terminal(void **state)
{
	struct world *world = *state;
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};
	int ours, theirs;

	write_file(world, "wl-copy", "#!/bin/sh\necho 'Failed to connect to "
		"a Wayland server' >&2\nexit 1\n", 0700);
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	assert_int_equal(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
	assert_true(clipboard_copy("code", TEXT, theirs, 30, note, &err));
	assert_non_null(strstr(note, "OSC 52"));
	assert_false(clipboard_copy("code", TEXT, -1, 30, note, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.where, "wl-copy");
	assert_string_equal(err.text, "Failed to connect to a Wayland server");
	close(ours);
	close(theirs);
}

static void
test_without_any_route_it_says_what_there_could_be(void **state)
{
	char note[CLIPBOARD_NOTE_SIZE];
	struct err err = {0};
	int ours, theirs;

	(void)state;
	assert_int_equal(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
	setenv("TERM", "dumb", 1);
	assert_false(clipboard_copy("code", TEXT, theirs, 30, note, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "there is no way to the clipboard: "
		"neither Wayland with wl-copy, X11 with xclip or xsel, nor a "
		"terminal");
	close(ours);
	close(theirs);
}

static void
test_picture_is_read_from_the_clipboard(void **state)
{
	struct err err = {0};
	BUF out = {0};

	install(*state, "xclip");
	setenv("DISPLAY", ":0", 1);
	assert_false(clipboard_image(0, &out, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.text, "there is no picture on the clipboard");
	write_file(*state, "image", "just text", 0600);
	assert_false(clipboard_image(0, &out, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.text, "there is no picture on the clipboard");
	assert_int_equal(out.len, 0);
	write_file(*state, "image", "GIF89a PICTURE", 0600);
	assert_true(clipboard_image(0, &out, &err));
	assert_string_equal(buf_text(&out), "GIF89a PICTURE");
}

static void
test_picture_says_what_is_missing(void **state)
{
	struct err err = {0};
	BUF out = {0};

	(void)state;
	assert_false(clipboard_image(0, &out, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "the clipboard can be read in a Wayland "
		"or X11 session only, and this is none");
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	assert_false(clipboard_image(0, &out, &err));
	assert_string_equal(err.text, "reading the clipboard needs wl-paste: "
		"install wl-clipboard");
}

static void
test_region_of_a_wayland_screen(void **state)
{
	struct err err = {0};
	BUF out = {0};

	install(*state, "grim");
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	assert_true(screen_image(0, &out, &err));
	install(*state, "slurp");
	assert_true(screen_image(0, &out, &err));
	assert_string_equal(buf_text(&out), "PNG\nPNG\n");
	assert_file(*state, "log", "grim -t png -\n"
		"grim -t png -g 10,20 300x400 -\n");
}

static void
test_screen_takes_the_next_program_when_one_fails(void **state)
{
	struct err err = {0};
	BUF out = {0};

	install(*state, "maim");
	setenv("DISPLAY", ":0", 1);
	assert_false(screen_image(0, &out, &err));
	assert_string_equal(err.where, "maim");
	assert_string_equal(err.text, "no such window");
	install(*state, "scrot");
	assert_true(screen_image(0, &out, &err));
	assert_string_equal(buf_text(&out), "SHOT\n");
}

static void
test_who_cancels_is_not_asked_by_the_next_program(void **state)
{
	struct err err = {0};
	BUF out = {0};

	install(*state, "maim");
	install(*state, "scrot");
	write_file(*state, "cancel", "", 0600);
	setenv("DISPLAY", ":0", 1);
	assert_false(screen_image(0, &out, &err));
	assert_string_equal(err.where, "maim");
	assert_string_equal(err.text, "Selection was cancelled by keystroke "
		"or right-click.");
}

static void
test_scrot_is_cancelled_by_a_key(void **state)
{
	struct err err = {0};
	BUF out = {0};

	install(*state, "scrot");
	install(*state, "import");
	write_file(*state, "cancel", "", 0600);
	setenv("DISPLAY", ":0", 1);
	assert_false(screen_image(0, &out, &err));
	assert_string_equal(err.where, "scrot");
	assert_string_equal(err.text, "Key was pressed, aborting shot");
}

static void
test_picture_is_given_up_when_told_to(void **state)
{
	static const char hangs[] = "#!/bin/sh\nkill -STOP $$\n";
	struct err err = {0};
	BUF out = {0};
	int ends[2];

	write_file(*state, "xclip", hangs, 0700);
	write_file(*state, "maim", hangs, 0700);
	install(*state, "scrot");
	setenv("DISPLAY", ":0", 1);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "", 1), 1);
	assert_false(clipboard_image(ends[0], &out, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_false(screen_image(ends[0], &out, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_string_equal(err.where, "maim");
	close(ends[0]);
	close(ends[1]);
}

static void
test_screen_says_what_is_missing(void **state)
{
	struct err err = {0};
	BUF out = {0};

	(void)state;
	assert_false(screen_image(0, &out, &err));
	assert_string_equal(err.text, "the screen can be read in a Wayland or "
		"X11 session only, and this is none");
	setenv("DISPLAY", ":0", 1);
	assert_false(screen_image(0, &out, &err));
	assert_string_equal(err.text, "reading the screen needs maim, scrot or "
		"import (of ImageMagick): install one");
}

int
main(int argc, char **argv)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(test_wayland_gets_the_text_on_stdin_as_sensitive),
		CASE(test_an_old_wl_copy_is_called_without_the_new_option),
		CASE(test_x11_takes_xclip_or_else_xsel),
		CASE(test_what_was_copied_is_cleared_after_a_while),
		CASE(test_xclip_and_xsel_clear_too),
		CASE(test_what_was_copied_since_is_left_alone),
		CASE(test_helper_is_told_no_text),
		CASE(test_terminal_gets_osc_52),
		CASE(test_a_session_that_is_gone_leaves_the_terminal),
		CASE(test_without_any_route_it_says_what_there_could_be),
		CASE(test_picture_is_read_from_the_clipboard),
		CASE(test_picture_says_what_is_missing),
		CASE(test_region_of_a_wayland_screen),
		CASE(test_screen_takes_the_next_program_when_one_fails),
		CASE(test_who_cancels_is_not_asked_by_the_next_program),
		CASE(test_scrot_is_cancelled_by_a_key),
		CASE(test_picture_is_given_up_when_told_to),
		CASE(test_screen_says_what_is_missing),
	};
	struct err err = {0};

	if (argc == 2 && strcmp(argv[1], CLIPBOARD_CLEAR_COMMAND) == 0)
		return clipboard_clear_later(&err) ? 0 : 1;
	alarm(120);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
