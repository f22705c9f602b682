/*
 * Usage: pictures FOLDER SEED COUNT [CATEGORY...]
 * Writes COUNT pictures of each category, and index.tsv: category, file and
 * the payloads in it.
 */
#include <errno.h>
#include <sys/stat.h>

#include "categories.h"

static bool
is_wanted(const char *name, int count, char **names)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return count == 0;
}

static void
make(const struct category *category, const char *folder, uint64_t seed,
	unsigned long number, FILE *index)
{
	struct picture *picture = calloc(1, sizeof(*picture));
	struct dice dice = {seed * 1000003 + number};
	char path[4096];

	/* Every category has its own numbers, whichever are made. */
	for (const char *p = category->name; *p != '\0'; p++)
		dice.state = dice.state * 31 + (uint8_t)*p;
	if (picture == NULL)
		exit(1);
	category->draw(picture, &dice);
	snprintf(path, sizeof(path), "%s/%s-%lu.%s", folder, category->name,
		number, category->ending);
	category->write(&picture->canvas, path);
	fprintf(index, "%s\t%s", category->name, strrchr(path, '/') + 1);
	for (size_t i = 0; i < picture->codes; i++)
		fprintf(index, "\t%s", picture->payloads[i]);
	fputc('\n', index);
	canvas_free(&picture->canvas);
	free(picture);
}

int
main(int argc, char **argv)
{
	unsigned long seed, count;
	char path[4096];
	FILE *index;

	if (argc < 4) {
		fputs("usage: pictures FOLDER SEED COUNT [CATEGORY...]\n",
			stderr);
		return 2;
	}
	seed = strtoul(argv[2], NULL, 10);
	count = strtoul(argv[3], NULL, 10);
	if (mkdir(argv[1], 0755) != 0 && errno != EEXIST) {
		perror(argv[1]);
		return 1;
	}
	snprintf(path, sizeof(path), "%s/index.tsv", argv[1]);
	index = fopen(path, "w");
	if (index == NULL) {
		perror(path);
		return 1;
	}
	for (size_t i = 0; i < categories_len; i++) {
		if (!is_wanted(categories[i].name, argc - 4, argv + 4))
			continue;
		for (unsigned long n = 0; n < count; n++)
			make(&categories[i], argv[1], seed, n, index);
	}
	return fclose(index) == 0 ? 0 : 1;
}
