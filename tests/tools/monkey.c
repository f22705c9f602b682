/*
 * monkey KEYS SEED PASSPHRASE COMMAND...: types random keys into otp on a pty
 * and resizes its window. When it ends with 0 or 130 it is started again; that
 * it ends otherwise, or does not end when it is told to, is the failure that is
 * looked for. Where it says that it is locked the passphrase is typed. The same
 * seed types the same keys, though not at the same moments. Told at the end:
 * how often it was found on which screens.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <vterm.h>

#include "base/base.h"

#define RUN_KEYS 4000       /* until it is told to end */
#define DEADLINE_MS 60000    /* for anything it is to do */
#define LOG_BYTES 30000      /* of what was typed last, for the report */
#define SETTLE_MS 2
#define DRAIN_KEYS 8
#define LOOK_KEYS 32
#define ROWS_MAX 120
#define COLUMNS_MAX 400
#define TITLE_COLUMN 6
#define TITLE_SIZE 40
#define SCREENS COUNT_OF(screens)

/* The titles of all views but those that are only there without a vault, or
 * with a damaged one. "Locked" is where the passphrase is typed. */
static const char *const screens[] = {"Locked", "Accounts", "Account",
	"Add an account", "Edit an account", "Recovery codes",
	"Add recovery codes", "Counter", "QR code", "Tags",
	"Change tags", "Name of the copy", "New keys", "New value",
	"New recipient", "Unlock time", "Passphrase of a revision",
	"Sure?", "Import", "Vault and program", "Trash", "History", "Backup",
	"Passphrase", "Recipients", "Stay unlocked", "Doctor", "Settings",
	"Keys"};

struct monkey {
	uint64_t random;
	const char *passphrase;
	char **command;
	int terminal, slave;
	pid_t child;
	VTerm *screen;
	bool began; /* the screen did, of this start */
	bool deaf;  /* it did not read its keys */
	long keys, starts, resizes, unlocks;
	long seen[SCREENS];
	char typed[LOG_BYTES];
	size_t typed_len;
	char shown[LOG_BYTES]; /* the last output */
	size_t shown_len;
};

static unsigned int
pick(struct monkey *monkey, unsigned int below)
{
	/* xorshift64* */
	monkey->random ^= monkey->random >> 12;
	monkey->random ^= monkey->random << 25;
	monkey->random ^= monkey->random >> 27;
	return (unsigned int)((monkey->random * 0x2545F4914F6CDD1DULL) >> 33) %
		below;
}

static void
keep(char *log, size_t *len, const char *bytes, size_t count)
{
	if (count > LOG_BYTES) {
		bytes += count - LOG_BYTES;
		count = LOG_BYTES;
	}
	if (*len + count > LOG_BYTES) {
		size_t drop = *len + count - LOG_BYTES;

		memmove(log, log + drop, *len - drop);
		*len -= drop;
	}
	memcpy(log + *len, bytes, count);
	*len += count;
}

static void
print_log(const char *title, const char *log, size_t len)
{
	printf("# %s: ", title);
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)log[i];

		if (byte == '\n')
			printf("\n# ");
		else
			printf(byte < 0x20 || byte > 0x7E ? "\\x%02X" : "%c",
				byte);
	}
	printf("\n");
}

/* As large as any window is made: libvterm does not bear small ones, and
 * nothing but the title is read from it. */
static void
set_screen(struct monkey *monkey)
{
	if (monkey->screen != NULL)
		vterm_free(monkey->screen);
	monkey->screen = vterm_new(ROWS_MAX, COLUMNS_MAX);
	vterm_set_utf8(monkey->screen, 1);
	vterm_screen_enable_altscreen(vterm_obtain_screen(monkey->screen), 1);
	vterm_screen_reset(vterm_obtain_screen(monkey->screen), 1);
}

/* Reads what there is, waiting for it at most so long. */
static bool
drain(struct monkey *monkey, int wait_ms)
{
	static const char begin[] = "\033[?1049h";
	struct pollfd fd = {.fd = monkey->terminal, .events = POLLIN};
	char bytes[16384];
	bool any = false;

	while (poll(&fd, 1, wait_ms) > 0) {
		ssize_t got = read(monkey->terminal, bytes, sizeof(bytes));

		if (got <= 0)
			return any;
		keep(monkey->shown, &monkey->shown_len, bytes, (size_t)got);
		monkey->began |= memmem(bytes, (size_t)got, begin,
			strlen(begin)) != NULL;
		vterm_input_write(monkey->screen, bytes, (size_t)got);
		any = true;
		wait_ms = 0;
	}
	return any;
}

static bool
is_gone(const struct monkey *monkey)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)monkey->child, &info,
		WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

/* Before the screen begins keys are signals, and Ctrl-S stops the output. */
static void
start(struct monkey *monkey)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	monkey->child = forkpty(&monkey->terminal, NULL, NULL, &size);
	if (monkey->child == 0) {
		execvp(monkey->command[0], monkey->command);
		_exit(127);
	}
	if (monkey->child < 0) {
		perror("forkpty");
		exit(2);
	}
	fcntl(monkey->terminal, F_SETFL, O_NONBLOCK);
	monkey->slave = open(ptsname(monkey->terminal), O_RDWR | O_NOCTTY);
	set_screen(monkey);
	monkey->began = false;
	for (int waited = 0; !monkey->began && !is_gone(monkey) &&
	     waited < DEADLINE_MS; waited += 10)
		drain(monkey, 10);
	monkey->starts++;
}

/* Once its screen has gone, a Ctrl-S that was typed holds back its last words,
 * as it would hold back anybody's. */
static void
let_speak(const struct monkey *monkey)
{
	struct termios modes;

	if (monkey->began && tcgetattr(monkey->terminal, &modes) == 0 &&
	    (modes.c_lflag & ICANON) != 0 &&
	    write(monkey->terminal, "\021", 1) < 0 && errno != EAGAIN)
		perror("write");
}

static void
type(struct monkey *monkey, const char *bytes, size_t len)
{
	keep(monkey->typed, &monkey->typed_len, bytes, len);
	for (int waited = 0; len > 0 && waited < DEADLINE_MS;) {
		ssize_t put = write(monkey->terminal, bytes, len);

		if (put > 0) {
			bytes += put;
			len -= (size_t)put;
		} else if (errno != EAGAIN || is_gone(monkey)) {
			return;
		} else {
			let_speak(monkey);
			drain(monkey, SETTLE_MS);
			waited += SETTLE_MS;
		}
	}
	monkey->deaf |= len > 0;
}

/* Until it has read all keys. */
static void
settle(struct monkey *monkey)
{
	int left = 1;

	for (int waited = 0; waited < DEADLINE_MS; waited += SETTLE_MS) {
		drain(monkey, SETTLE_MS);
		if (is_gone(monkey) ||
		    ioctl(monkey->slave, FIONREAD, &left) != 0 || left == 0)
			return;
		let_speak(monkey);
	}
	monkey->deaf = true;
}

static void
resize(struct monkey *monkey)
{
	struct winsize size = {
		.ws_row = (unsigned short)(1 + pick(monkey, 60)),
		.ws_col = (unsigned short)(1 + pick(monkey, 200)),
	};

	if (pick(monkey, 20) == 0) {
		size.ws_row = (unsigned short)(1 + pick(monkey, ROWS_MAX));
		size.ws_col = (unsigned short)(1 + pick(monkey, COLUMNS_MAX));
	}
	ioctl(monkey->terminal, TIOCSWINSZ, &size);
	type(monkey, "\014", 1);
	monkey->resizes++;
}

/* What letters alone seldom make. */
static const char *const words[] = {
	"\r", "\t", "\033[A", "\033[B", "\033[C", "\033[D", "\033[H", "\033[F",
	"\033[5~", "\033[6~", "\033[3~", "\033[Z", "\033OP", "\033", "\177",
	"\033[200~otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQ\033[201~",
	"\033[200~\033[201~", "\033[200~x\ny\033[201~", "\033[200~",
	"\033[<0;10;5M\033[<0;10;5m", "\033[<64;3;3M", "\033[<65;3;3M",
	"\033[<0;400;120M", "\033[M !!", "\033[I", "\033[O", "\033[999;999R",
	"\303\251", "\343\201\202", "\360\237\221\251", "\377\376", "\300\200",
	"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "7", "123456", "otpauth://", "~/",
	"..", "y", "u", " ",
};

/* From the list, or from a screen above it, by Alt: Esc and a letter. */
static const char *const doors[] = {
	"\033vt", "\033vH", "\033vb", "\033vp", "\033vr", "\033vu", "\033vd",
	"\033v,", "\033,", "\033a", "\033i", "\033/", "\033t", "\033m",
	"\033 ", "\033s", "\033e", "\033r", "\033d", "\033f", "\033N",
	"\033T", "\033C", "\033D", "\033?", "\033o",
};

/* What ends it is pressed seldom. */
static bool
is_end(char byte)
{
	return byte == 'q' || byte == 3 || byte == 17;
}

static void
press(struct monkey *monkey)
{
	unsigned int kind = pick(monkey, 100);
	const char *word = "";
	char byte = 0;

	if (kind < 50)
		byte = (char)(' ' + pick(monkey, 95));
	else if (kind < 86)
		word = words[pick(monkey, COUNT_OF(words))];
	else if (kind < 94)
		word = doors[pick(monkey, COUNT_OF(doors))];
	else if (kind < 98)
		byte = (char)(1 + pick(monkey, 26));
	else
		resize(monkey);
	if (*word != '\0')
		type(monkey, word, strlen(word));
	else if (byte != 0 && (!is_end(byte) || pick(monkey, 40) == 0))
		type(monkey, &byte, 1);
	monkey->keys++;
}

/* The title on the screen; empty in a window too low for one. */
static void
read_title(struct monkey *monkey, char out[static TITLE_SIZE])
{
	VTermScreen *screen = vterm_obtain_screen(monkey->screen);
	VTermScreenCell cell;
	size_t len = 0;

	for (int x = TITLE_COLUMN; x < COLUMNS_MAX && len < TITLE_SIZE - 1; x++) {
		VTermPos at = {0, x};

		if (!vterm_screen_get_cell(screen, at, &cell) ||
		    cell.chars[0] >= 0x7F)
			break;
		out[len++] = cell.chars[0] < ' ' ? ' '
						 : (char)cell.chars[0];
		if (len > 1 && out[len - 1] == ' ' && out[len - 2] == ' ')
			break;
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
}

/* Notes where it is, and unlocks it again. */
static void
look(struct monkey *monkey)
{
	char title[TITLE_SIZE];

	settle(monkey);
	read_title(monkey, title);
	for (size_t i = 0; i < SCREENS; i++)
		monkey->seen[i] += strcmp(title, screens[i]) == 0;
	if (strcmp(title, screens[0]) != 0)
		return;
	type(monkey, "\033[201~\025", 7);
	type(monkey, monkey->passphrase, strlen(monkey->passphrase));
	type(monkey, "\r", 1);
	monkey->unlocks++;
}

/* True if it is gone; *good tells whether as it should. */
static bool
ended(struct monkey *monkey, bool *good)
{
	int status;
	pid_t pid = waitpid(monkey->child, &status, WNOHANG);

	*good = true;
	if (pid != monkey->child)
		return false;
	/* Before the screen begins, Ctrl-C is a signal. */
	*good = WIFEXITED(status) ? WEXITSTATUS(status) == 0 ||
		WEXITSTATUS(status) == 130 : WTERMSIG(status) == SIGINT;
	if (!*good)
		printf("# status %x after %ld keys\n", (unsigned int)status,
			monkey->keys);
	return true;
}

/* Ctrl-C must end it, whatever it is doing. */
static bool
end(struct monkey *monkey)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	bool good;

	ioctl(monkey->terminal, TIOCSWINSZ, &size);
	for (int waited = 0; waited < DEADLINE_MS; waited++) {
		if (ended(monkey, &good))
			return good;
		let_speak(monkey);
		/* Also while it ends, where it is a signal again. */
		type(monkey, "\033[201~\003", 7);
		drain(monkey, 1);
	}
	printf("# does not end by Ctrl-C after %ld keys\n", monkey->keys);
	return false;
}

static bool
run_once(struct monkey *monkey, long limit)
{
	bool good = true, gone = false;

	start(monkey);
	for (long i = 0; i < RUN_KEYS && monkey->keys < limit && !gone; i++) {
		press(monkey);
		if (i % DRAIN_KEYS == 0)
			drain(monkey, SETTLE_MS);
		if (i % LOOK_KEYS == 0)
			look(monkey);
		gone = ended(monkey, &good);
		if (monkey->deaf)
			printf("# reads no key after %ld keys\n",
				monkey->keys);
		good = good && !monkey->deaf;
		gone = gone || monkey->deaf;
	}
	if (!gone)
		good = end(monkey);
	drain(monkey, 0);
	close(monkey->terminal);
	close(monkey->slave);
	kill(-monkey->child, SIGKILL);
	return good;
}

int
main(int argc, char **argv)
{
	static struct monkey monkey;
	bool good = true;
	long limit;

	if (argc < 5) {
		fprintf(stderr, "usage: monkey KEYS SEED PASSPHRASE "
			"COMMAND...\n");
		return 2;
	}
	limit = strtol(argv[1], NULL, 10);
	monkey.random = strtoull(argv[2], NULL, 10) * 2 + 1;
	monkey.passphrase = argv[3];
	monkey.command = argv + 4;
	while (good && monkey.keys < limit)
		good = run_once(&monkey, limit);
	if (!good) {
		print_log("typed", monkey.typed, monkey.typed_len);
		print_log("shown", monkey.shown, monkey.shown_len);
	}
	printf("%ld keys, %ld resizes, %ld starts, %ld unlocks; looks:",
		monkey.keys, monkey.resizes, monkey.starts, monkey.unlocks);
	for (size_t i = 0; i < SCREENS; i++)
		printf(" %s %ld,", screens[i], monkey.seen[i]);
	printf("\n");
	vterm_free(monkey.screen);
	return good ? 0 : 1;
}
