/* Usage: accounts COUNT TEXT: the text for so many accounts, a line each, with
 * the number of the account in place of NUMBER and its key in place of KEY. */
#include "base/str.h"

#define KEY_LEN 32

static void
make_key(uint64_t number, char key[static KEY_LEN + 1])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint64_t state = number * UINT64_C(0x9E3779B97F4A7C15);

	for (size_t i = 0; i < KEY_LEN; i++) {
		state = state * UINT64_C(6364136223846793005) + 1;
		key[i] = letters[state >> 59];
	}
	key[KEY_LEN] = '\0';
}

static void
print_line(uint64_t number, const char *text)
{
	char key[KEY_LEN + 1];

	make_key(number, key);
	while (*text != '\0') {
		if (str_starts(text, "NUMBER")) {
			printf("%llu", (unsigned long long)number);
			text += strlen("NUMBER");
		} else if (str_starts(text, "KEY")) {
			fputs(key, stdout);
			text += strlen("KEY");
		} else {
			putchar(*text++);
		}
	}
	putchar('\n');
}

int
main(int argc, char **argv)
{
	struct err err;
	uint64_t count;

	if (argc != 3 || !str_to_uint(argv[1], 1, 10000000, &count, &err)) {
		fputs("usage: accounts COUNT TEXT\n", stderr);
		return 2;
	}
	for (uint64_t i = 1; i <= count; i++)
		print_line(i, argv[2]);
	return 0;
}
