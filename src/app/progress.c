#include "app/progress.h"

#include <errno.h>
#include <pthread.h>
#include <sys/ioctl.h>

#include "os/signals.h"

#define REDRAW_MS 100
#define STACK_SIZE ((size_t)256 * 1024)
#define LINE_SIZE 120
#define DEFAULT_COLUMNS 80
#define BAR "####################"
#define BLANKS "--------------------"
#define BAR_WIDTH ((int)sizeof(BAR) - 1)

/* In ordinary memory: secmem belongs to the main thread. */
struct progress {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	int fd;
	const char *text;
	size_t done, total;
	bool changed, ended;
	int width; /* columns drawn, all ASCII */
};

static struct timespec
after_ms(long ms)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += ms * 1000000;
	at.tv_sec += at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	return at;
}

/* Sleeps that long, or until the end. */
static void
pause_ms(struct progress *progress, long ms)
{
	struct timespec until = after_ms(ms);
	int woken = 0;

	while (!progress->ended && woken != ETIMEDOUT)
		woken = pthread_cond_timedwait(&progress->wake,
			&progress->lock, &until);
}

static int
columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return DEFAULT_COLUMNS;
	return size.ws_col;
}

/* Blanks instead of an escape sequence: any terminal knows them. */
static void
put_line(struct progress *progress, const char *line, int width)
{
	char out[3 * LINE_SIZE];
	int blanks = progress->width > width ? progress->width - width : 0;
	int len = snprintf(out, sizeof(out), "\r%.*s%*s\r%.*s", width, line,
		blanks, "", width, line);
	ssize_t put = write(progress->fd, out, (size_t)len);

	(void)put;
	progress->width = width;
}

static int
filled(const struct progress *progress)
{
	if (progress->done >= progress->total)
		return BAR_WIDTH;
	return (int)(progress->done * (size_t)BAR_WIDTH / progress->total);
}

static void
draw(struct progress *progress)
{
	char line[LINE_SIZE];
	int room = columns(progress->fd) - 1;
	int width;

	if (progress->total > 0)
		width = snprintf(line, sizeof(line),
			"%.40s %zu/%zu [%.*s%.*s]", progress->text,
			progress->done, progress->total, filled(progress),
			BAR, BAR_WIDTH - filled(progress), BLANKS);
	else
		width = snprintf(line, sizeof(line), "%.80s", progress->text);
	progress->changed = false;
	put_line(progress, line, width < room ? width : room);
}

static void *
run(void *arg)
{
	struct progress *progress = arg;

	pthread_mutex_lock(&progress->lock);
	pause_ms(progress, PROGRESS_DELAY_MS);
	progress->changed = true;
	while (!progress->ended) {
		if (progress->changed) {
			draw(progress);
			pause_ms(progress, REDRAW_MS);
		} else {
			pthread_cond_wait(&progress->wake, &progress->lock);
		}
	}
	if (progress->width > 0)
		put_line(progress, "", 0);
	pthread_mutex_unlock(&progress->lock);
	return NULL;
}

static bool
start_thread(struct progress *progress)
{
	struct signals_held held;
	pthread_attr_t attributes;
	int failed;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	signals_hold_all(&held);
	failed = pthread_create(&progress->thread, &attributes, run, progress);
	signals_release(&held);
	pthread_attr_destroy(&attributes);
	return failed == 0;
}

struct progress *
progress_begin(int fd, const char *text)
{
	struct progress *progress = fd >= 0 ? calloc(1, sizeof(*progress)) :
		NULL;
	pthread_condattr_t monotonic;

	if (progress == NULL)
		return NULL;
	progress->fd = fd;
	progress->text = text;
	pthread_mutex_init(&progress->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&progress->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (start_thread(progress))
		return progress;
	free(progress);
	return NULL;
}

void
progress_count(struct progress *progress, size_t done, size_t total)
{
	if (progress == NULL)
		return;
	pthread_mutex_lock(&progress->lock);
	progress->done = done;
	progress->total = total;
	progress->changed = true;
	pthread_cond_signal(&progress->wake);
	pthread_mutex_unlock(&progress->lock);
}

void
progress_end(struct progress *progress)
{
	if (progress == NULL)
		return;
	pthread_mutex_lock(&progress->lock);
	progress->ended = true;
	pthread_cond_signal(&progress->wake);
	pthread_mutex_unlock(&progress->lock);
	pthread_join(progress->thread, NULL);
	pthread_cond_destroy(&progress->wake);
	pthread_mutex_destroy(&progress->lock);
	free(progress);
}
