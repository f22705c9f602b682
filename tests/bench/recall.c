/*
 * Usage: recall OTP-SCAN FOLDER
 * Lets otp-scan, zbarimg (as it is, and at its best) and ZXing read the
 * pictures that index.tsv of the folder names, and prints for each category
 * how many were read completely, and the median processor time of a run.
 * Fails if otp-scan read less than 99 % of all, or anything that is not
 * there. Readers that are not installed are left out.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/str.h"

#define READERS 4
#define WANTED_MAX 64
#define PICTURES_MAX 256 /* a category */
#define OUTPUT_MAX ((size_t)1 << 22)
#define LEAST_PERCENT 99

/* Splits what a reader wrote into payloads, behind each other with a NUL. */
typedef void split_fn(const struct buf *output, struct buf *payloads);

struct reader {
	const char *argv[10]; /* the picture follows */
	bool by_stdin;
	split_fn *split;
};

struct score {
	size_t read, wrong;
	double times[PICTURES_MAX]; /* milliseconds */
};

struct category {
	char name[64];
	size_t pictures;
	struct score scores[READERS];
};

static void
split_frames(const struct buf *output, struct buf *payloads)
{
	size_t at = 0;

	while (output->len - at >= 4) {
		const uint8_t *p = output->data + at;
		size_t len = (size_t)p[0] << 24 | (size_t)p[1] << 16 |
			(size_t)p[2] << 8 | p[3];

		at += 4;
		if (len > output->len - at)
			return;
		buf_add(payloads, output->data + at, len);
		buf_add_byte(payloads, '\0');
		at += len;
	}
}

static void
split_lines(const struct buf *output, struct buf *payloads)
{
	for (size_t i = 0; i < output->len; i++)
		buf_add_byte(payloads, output->data[i] == '\n' ? '\0'
			: output->data[i]);
}

/* Lines of the form: Text: "payload" */
static void
split_zxing(const struct buf *output, struct buf *payloads)
{
	const char *line = buf_text(output);

	while ((line = strstr(line, "Text:")) != NULL) {
		const char *start = strchr(line, '"');
		const char *end = strchr(line, '\n');

		if (start == NULL || end == NULL || start >= end)
			return;
		buf_add(payloads, start + 1, (size_t)(end - start - 2));
		buf_add_byte(payloads, '\0');
		line = end;
	}
}

static bool
run(const struct reader *reader, const char *picture, struct buf *output,
	double *milliseconds)
{
	const char *argv[12] = {0};
	struct err err = {0};
	struct rusage usage;
	int ends[2], status = 0, count = 0;
	pid_t child;

	while (reader->argv[count] != NULL) {
		argv[count] = reader->argv[count];
		count++;
	}
	argv[count] = reader->by_stdin ? NULL : picture;
	if (pipe(ends) != 0)
		return false;
	child = fork();
	if (child == 0) {
		int in = open(reader->by_stdin ? picture : "/dev/null",
			O_RDONLY);
		int nothing = open("/dev/null", O_WRONLY);

		dup2(in, STDIN_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		if (argv[0] != NULL)
			execvp(argv[0], (char *const *)(void *)argv);
		_exit(127);
	}
	close(ends[1]);
	if (!fd_read_all(ends[0], OUTPUT_MAX, output, &err))
		buf_clear(output);
	close(ends[0]);
	if (wait4(child, &status, 0, &usage) != child)
		return false;
	*milliseconds = (double)(usage.ru_utime.tv_sec +
		usage.ru_stime.tv_sec) * 1000 + (double)(
		usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
	return !WIFEXITED(status) || WEXITSTATUS(status) != 127;
}

static bool
contains(const struct buf *payloads, const char *text)
{
	size_t at = 0;

	while (at < payloads->len) {
		const char *here = (const char *)payloads->data + at;

		if (strcmp(here, text) == 0)
			return true;
		at += strlen(here) + 1;
	}
	return false;
}

/* Returns how many were not read. */
static size_t
judge(const struct buf *payloads, char *const *wanted, size_t count,
	struct score *score)
{
	size_t found = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		found += contains(payloads, wanted[i]);
	score->read += found == count;
	while (at < payloads->len) {
		const char *here = (const char *)payloads->data + at;
		bool known = *here == '\0';

		for (size_t i = 0; i < count; i++)
			known |= strcmp(here, wanted[i]) == 0;
		score->wrong += !known;
		at += strlen(here) + 1;
	}
	return count - found;
}

static int
by_value(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;

	return (one > two) - (one < two);
}

static void
print_category(struct category *category, const bool *there)
{
	printf("%-20s %4zu", category->name, category->pictures);
	for (size_t i = 0; i < READERS; i++) {
		struct score *score = &category->scores[i];

		if (!there[i])
			continue;
		qsort(score->times, category->pictures,
			sizeof(score->times[0]), by_value);
		printf(" | %3zu%% %7.1f%s", score->read * 100 /
			category->pictures,
			score->times[category->pictures / 2],
			score->wrong > 0 ? " !" : "  ");
	}
	putchar('\n');
	fflush(stdout);
}

static void
sum_up(struct category *total, const struct category *category)
{
	total->pictures += category->pictures;
	for (size_t i = 0; i < READERS; i++) {
		total->scores[i].read += category->scores[i].read;
		total->scores[i].wrong += category->scores[i].wrong;
	}
}

/* line: category, file and payloads between tabs. */
static void
read_picture(const struct reader *readers, bool *there, const char *folder,
	char *line, struct category *category)
{
	char *fields[2 + WANTED_MAX], path[4096], *rest = line;
	size_t count = 0;

	while (rest != NULL && count < COUNT_OF(fields))
		fields[count++] = strsep(&rest, "\t");
	if (count < 2 || category->pictures == PICTURES_MAX)
		return;
	snprintf(path, sizeof(path), "%s/%s", folder, fields[1]);
	for (size_t i = 0; i < READERS; i++) {
		struct score *score = &category->scores[i];
		BUF output = {0}, payloads = {0};
		size_t missed;

		if (!there[i])
			continue;
		there[i] = run(&readers[i], path, &output,
			&score->times[category->pictures]);
		readers[i].split(&output, &payloads);
		missed = judge(&payloads, fields + 2, count - 2, score);
		if (i == 0 && missed > 0 && getenv("RECALL_MISSES") != NULL)
			fprintf(stderr, "missed %zu in %s\n", missed, path);
	}
	category->pictures++;
}

static bool
read_all(FILE *index, const struct reader *readers, const char *folder,
	struct category *total, bool *there)
{
	struct category *category = calloc(1, sizeof(*category));
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while (category != NULL && (len = getline(&line, &size, index)) > 0) {
		size_t name = strcspn(line, "\t");

		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		if (strncmp(category->name, line, name) != 0 ||
		    category->name[name] != '\0') {
			if (category->pictures > 0)
				print_category(category, there);
			sum_up(total, category);
			*category = (struct category){0};
			snprintf(category->name, sizeof(category->name),
				"%.*s", (int)name, line);
		}
		read_picture(readers, there, folder, line, category);
	}
	if (category != NULL && category->pictures > 0) {
		print_category(category, there);
		sum_up(total, category);
	}
	free(category);
	free(line);
	return total->pictures > 0;
}

int
main(int argc, char **argv)
{
	const struct reader readers[READERS] = {
		{{argv[1]}, true, split_frames},
		{{"zbarimg", "--nodbus", "-q", "--raw"}, false,
			split_lines},
		{{"zbarimg", "--nodbus", "-q", "--raw",
			"-S*.disable", "-Sqr.enable", "-Sqr.binary",
			"-Stest-inverted"}, false, split_lines},
		{{"ZXingReader"}, false, split_zxing},
	};
	static struct category total;
	bool there[READERS] = {true, true, true, true};
	char path[4096];
	FILE *index;

	if (argc != 3) {
		fputs("usage: recall OTP-SCAN FOLDER\n", stderr);
		return 2;
	}
	snprintf(path, sizeof(path), "%s/index.tsv", argv[2]);
	index = fopen(path, "r");
	if (index == NULL) {
		perror(path);
		return 1;
	}
	printf("%-20s    n | otp-scan  ms   | zbarimg  ms    | "
		"zbarimg, best  | ZXing  ms\n", "category");
	if (!read_all(index, readers, argv[2], &total, there))
		return 1;
	fclose(index);
	printf("%-20s %4zu", "all", total.pictures);
	for (size_t i = 0; i < READERS; i++)
		printf(" | %5.1f%% %3zu !   ", (double)total.scores[i].read *
			100 / (double)total.pictures, total.scores[i].wrong);
	puts("\n(! payloads that are not in the picture)");
	return total.scores[0].read * 100 < total.pictures * LEAST_PERCENT ||
		total.scores[0].wrong > 0;
}
