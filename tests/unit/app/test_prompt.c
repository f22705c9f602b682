/* Prompts on a real pseudo-terminal. */
#include "screen.h"

#include "app/prompt.h"

#include <signal.h>

#define QUESTION "Passphrase: "

/* Tells the kind of the error, what was typed, and whether the terminal is as
 * it was. */
static void
answer(int fd, const struct err *err, const char *text,
	const struct termios *before)
{
	struct termios now;
	bool same;

	tcgetattr(STDIN_FILENO, &now);
	same = now.c_lflag == before->c_lflag && now.c_iflag == before->c_iflag;
	dprintf(fd, "%s|%s|%s", err->kind == ERR_NONE ? "ok" : err->text,
		text, same ? "restored" : "changed");
}

static void
ask_secret(int fd)
{
	SECRET secret = {0};
	struct err err = {0};
	struct termios before;
	bool good;

	tcgetattr(STDIN_FILENO, &before);
	good = prompt_secret(QUESTION, &secret, &err);
	answer(fd, &err, good ? (const char *)secret.bytes : "", &before);
}

static void
ask_line(int fd)
{
	STRING line = NULL;
	struct err err = {0};
	struct termios before;
	bool good;

	tcgetattr(STDIN_FILENO, &before);
	good = prompt_line(QUESTION, &line, &err);
	answer(fd, &err, good ? line : "", &before);
}

static void
ask_yes_no(int fd)
{
	struct err err = {0};
	struct termios before;
	bool yes = false;

	tcgetattr(STDIN_FILENO, &before);
	if (prompt_yes_no(QUESTION, &yes, &err))
		answer(fd, &err, yes ? "yes" : "no", &before);
}

static void
ask_twice(int fd)
{
	SECRET secret = {0};
	struct err err = {0};

	if (prompt_secret(QUESTION, &secret, &err))
		dprintf(fd, "%s,", (const char *)secret.bytes);
	ask_secret(fd);
}

/* Asks, types keys once the question is there, and compares the answer. */
static void
check(void (*ask)(int fd), const char *keys, const char *want)
{
	struct screen *screen = screen_start(ask);
	char told[256];

	screen_wait(screen, QUESTION, 1);
	screen_type(screen, keys);
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, want);
	free(screen);
}

static void
test_secret_is_read_and_not_echoed(void **state)
{
	struct screen *screen = screen_start(ask_secret);
	char told[256];

	(void)state;
	screen_wait(screen, QUESTION, 1);
	screen_type(screen, "correct horse\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "ok|correct horse|restored");
	assert_string_equal(screen->text, QUESTION "\r\n");
	free(screen);
}

static void
test_backspace_takes_a_whole_character(void **state)
{
	(void)state;
	check(ask_secret, "p\xC3\xA4\x7Fx\r", "ok|px|restored");
	check(ask_secret, "a\xF0\x9F\x94\x91\bb\r", "ok|ab|restored");
	check(ask_secret, "\x7F\x7Fz\r", "ok|z|restored");
}

static void
test_kill_key_empties_the_line(void **state)
{
	(void)state;
	check(ask_secret, "wrong\x15right\r", "ok|right|restored");
}

static void
test_arrow_and_function_keys_type_nothing(void **state)
{
	(void)state;
	check(ask_secret, "a\033[Db\033OPc\033[15~d\033[1;5Ce\r",
		"ok|abcde|restored");
}

static void
test_bracketed_paste_is_what_was_pasted(void **state)
{
	(void)state;
	check(ask_secret, "\033[200~pasted\n\033[201~\r",
		"ok|pasted|restored");
}

static void
test_control_c_interrupts_and_sets_the_terminal_back(void **state)
{
	(void)state;
	check(ask_secret, "some\x03", "interrupted||restored");
	check(ask_line, "some\x03", "interrupted||restored");
}

static void
test_nothing_typed_is_refused(void **state)
{
	(void)state;
	check(ask_secret, "\x04", "nothing was typed||restored");
	check(ask_secret, "\r", "nothing was typed||restored");
	check(ask_line, "\x04", "nothing was typed||restored");
	check(ask_line, "\r", "ok||restored");
}

static void
test_control_d_behind_text_does_nothing(void **state)
{
	(void)state;
	check(ask_secret, "text\x04more\r", "ok|textmore|restored");
}

static void
test_overlong_answer_is_refused(void **state)
{
	struct screen *screen = screen_start(ask_secret);
	char *keys = malloc(PROMPT_MAX + 3);
	char told[256];

	(void)state;
	assert_non_null(keys);
	memset(keys, 'x', PROMPT_MAX + 1);
	keys[PROMPT_MAX + 1] = '\r';
	keys[PROMPT_MAX + 2] = '\0';
	screen_wait(screen, QUESTION, 1);
	screen_type(screen, keys);
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "must be at most 16384 bytes||restored");
	free(keys);
	free(screen);
}

static void
test_what_is_typed_ahead_stays_for_the_next_question(void **state)
{
	(void)state;
	check(ask_twice, "one\rtwo\r", "one,ok|two|restored");
}

static void
test_line_is_echoed_and_erased_by_its_width(void **state)
{
	struct screen *screen = screen_start(ask_line);
	char told[256];

	(void)state;
	screen_wait(screen, QUESTION, 1);
	screen_type(screen, "a\xE5\x86\x99\x7F" "b\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "ok|ab|restored");
	assert_string_equal(screen->text,
		QUESTION "a\xE5\x86\x99\b \b\b \bb\r\n");
	free(screen);
}

static void
test_line_does_not_echo_what_could_drive_the_terminal(void **state)
{
	struct screen *screen = screen_start(ask_line);
	char told[256];

	(void)state;
	screen_wait(screen, QUESTION, 1);
	screen_type(screen, "a\xC2\x9B" "31mb\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "ok|a31mb|restored");
	assert_string_equal(screen->text, QUESTION "a31mb\r\n");
	free(screen);
}

static void
test_only_yes_is_yes(void **state)
{
	(void)state;
	check(ask_yes_no, "y\r", "ok|yes|restored");
	check(ask_yes_no, "YES\r", "ok|yes|restored");
	check(ask_yes_no, "\r", "ok|no|restored");
	check(ask_yes_no, "yep\r", "ok|no|restored");
}

static void
test_without_a_terminal_it_is_locked_at_once(void **state)
{
	int ends[2], status;
	char told[256] = "";
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		SECRET secret = {0};
		struct err err = {0};

		setsid();
		if (prompt_possible())
			_exit(1);
		if (!prompt_secret(QUESTION, &secret, &err))
			dprintf(ends[1], "%d %s", err_status(&err), err.text);
		_exit(0);
	}
	close(ends[1]);
	assert_true(read(ends[0], told, sizeof(told) - 1) > 0);
	assert_string_equal(told, "5 there is no terminal to ask on");
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), 0);
	close(ends[0]);
}

static bool
echoes(int tty)
{
	struct termios now;

	return tcgetattr(tty, &now) == 0 && (now.c_lflag & ECHO) != 0;
}

/* What a shell does: the asking process in a group of its own in front. */
static void
under_a_shell(void (*ask)(int fd), int fd)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		dprintf(fd, "%d,", getpid());
		ask(fd);
		_exit(0);
	}
	while (waitpid(pid, &status, WUNTRACED) == pid) {
		if (!WIFEXITED(status))
			dprintf(fd, "%s,%s,", WIFSTOPPED(status) ? "stopped" :
				strsignal(WTERMSIG(status)),
				echoes(STDIN_FILENO) ? "echo" : "silent");
		if (!WIFSTOPPED(status))
			break;
		kill(pid, SIGCONT);
	}
}

static void
ask_secret_under_a_shell(int fd)
{
	under_a_shell(ask_secret, fd);
}

static void
ask_line_under_a_shell(int fd)
{
	under_a_shell(ask_line, fd);
}

/* The number of the asking process, which it tells first. */
static pid_t
read_pid(const struct screen *screen)
{
	char text[16] = "";
	size_t len = 0;

	while (len < sizeof(text) - 1 &&
	    read(screen->answers, text + len, 1) == 1 && text[len] != ',')
		len++;
	return (pid_t)strtol(text, NULL, 10);
}

static void
test_death_by_signal_sets_the_terminal_back(void **state)
{
	struct screen *screen = screen_start(ask_secret_under_a_shell);
	char told[256];
	pid_t pid = read_pid(screen);

	(void)state;
	assert_true(pid > 1);
	screen_wait(screen, QUESTION, 1);
	kill(pid, SIGTERM);
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "Terminated,echo,");
	free(screen);
}

static void
test_suspending_shows_the_terminal_as_it_was_and_asks_again(void **state)
{
	struct screen *screen = screen_start(ask_line_under_a_shell);
	char told[256];

	(void)state;
	assert_true(read_pid(screen) > 1);
	screen_wait(screen, QUESTION, 1);
	screen_type(screen, "one ");
	/* The terminal throws away what nobody read before Ctrl-Z. */
	screen_wait(screen, QUESTION "one ", 1);
	screen_type(screen, "\x1A");
	screen_wait(screen, QUESTION "one ", 2);
	screen_type(screen, "line\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "stopped,echo,ok|one line|restored");
	free(screen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secret_is_read_and_not_echoed),
		cmocka_unit_test(test_backspace_takes_a_whole_character),
		cmocka_unit_test(test_kill_key_empties_the_line),
		cmocka_unit_test(test_arrow_and_function_keys_type_nothing),
		cmocka_unit_test(test_bracketed_paste_is_what_was_pasted),
		cmocka_unit_test(
			test_control_c_interrupts_and_sets_the_terminal_back),
		cmocka_unit_test(test_nothing_typed_is_refused),
		cmocka_unit_test(test_control_d_behind_text_does_nothing),
		cmocka_unit_test(test_overlong_answer_is_refused),
		cmocka_unit_test(
			test_what_is_typed_ahead_stays_for_the_next_question),
		cmocka_unit_test(test_line_is_echoed_and_erased_by_its_width),
		cmocka_unit_test(
		    test_line_does_not_echo_what_could_drive_the_terminal),
		cmocka_unit_test(test_only_yes_is_yes),
		cmocka_unit_test(test_without_a_terminal_it_is_locked_at_once),
		cmocka_unit_test(test_death_by_signal_sets_the_terminal_back),
		cmocka_unit_test(
		    test_suspending_shows_the_terminal_as_it_was_and_asks_again),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
