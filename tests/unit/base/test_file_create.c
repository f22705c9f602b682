#include <setjmp.h>
#include <stdarg.h>
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"

#include <cmocka.h>

/* Each test has a folder of its own, with one path in it. */
struct place {
	char folder[32];
	char path[48];
};

static int
make_place(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	if (place == NULL)
		return -1;
	snprintf(place->folder, sizeof(place->folder), "/tmp/otp-test-XXXXXX");
	if (mkdtemp(place->folder) == NULL)
		return -1;
	snprintf(place->path, sizeof(place->path), "%s/code.png",
		place->folder);
	*state = place;
	return 0;
}

static int
remove_place(void **state)
{
	struct place *place = *state;
	int result;

	unlink(place->path);
	result = rmdir(place->folder);
	free(place);
	return result;
}

static void
assert_content(const char *path, const char *want)
{
	struct err err = {0};
	BUF got = {0};

	assert_true(file_read(path, 100, &got, &err));
	assert_string_equal(buf_text(&got), want);
}

static void
assert_files(const char *folder, size_t want)
{
	DIR *dir = opendir(folder);
	const struct dirent *item;
	size_t found = 0;

	assert_non_null(dir);
	while ((item = readdir(dir)) != NULL)
		found += item->d_name[0] != '.';
	closedir(dir);
	assert_int_equal(found, want);
}

static void
test_new_file_is_private(void **state)
{
	const struct place *place = *state;
	struct err err = {0};
	struct stat st;
	mode_t old = umask(0);

	assert_true(file_create(place->path, "abc", 3, false, &err));
	umask(old);
	assert_int_equal(stat(place->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_content(place->path, "abc");
}

static void
test_existing_file_is_refused(void **state)
{
	const struct place *place = *state;
	struct err err = {0};

	assert_true(file_create(place->path, "old", 3, false, &err));
	assert_false(file_create(place->path, "new", 3, false, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text, "exists already");
	assert_content(place->path, "old");
}

/* A link to nowhere would let somebody else choose where the secret goes. */
static void
test_link_is_refused(void **state)
{
	const struct place *place = *state;
	struct err err = {0};

	assert_int_equal(symlink("elsewhere", place->path), 0);
	assert_false(file_create(place->path, "new", 3, false, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_files(place->folder, 1);
}

static void
test_replaced_file_is_private_and_whole(void **state)
{
	const struct place *place = *state;
	struct err err = {0};
	struct stat st;

	assert_true(file_create(place->path, "longer", 6, false, &err));
	assert_int_equal(chmod(place->path, 0644), 0);
	assert_true(file_create(place->path, "new", 3, true, &err));
	assert_content(place->path, "new");
	assert_int_equal(stat(place->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_files(place->folder, 1);
}

/* As on a full disk: the second byte finds no room. */
static void
test_failed_write_leaves_nothing_behind(void **state)
{
	const struct place *place = *state;
	struct rlimit old, small;
	struct err err = {0};
	bool created, replaced;

	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){1, old.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	created = file_create(place->path, "new", 3, false, &err);
	replaced = file_create(place->path, "new", 3, true, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_false(created);
	assert_false(replaced);
	assert_string_equal(err.text, "cannot write: File too large");
	assert_files(place->folder, 0);
}

static void
test_missing_folder_is_told(void **state)
{
	const struct place *place = *state;
	struct err err = {0};
	char path[80];

	snprintf(path, sizeof(path), "%s/none/code.png", place->folder);
	for (int replace = 0; replace <= 1; replace++) {
		assert_false(file_create(path, "new", 3, replace != 0, &err));
		assert_int_equal(err.kind, ERR_SYSTEM);
		assert_string_equal(err.text,
			"cannot create: No such file or directory");
	}
}

static void
test_folder_in_the_way_stays(void **state)
{
	const struct place *place = *state;
	struct err err = {0};

	assert_int_equal(mkdir(place->path, 0700), 0);
	assert_false(file_create(place->path, "new", 3, true, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_files(place->folder, 1);
	assert_int_equal(rmdir(place->path), 0);
}

#define IN_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_PLACE(test_new_file_is_private),
		IN_PLACE(test_existing_file_is_refused),
		IN_PLACE(test_link_is_refused),
		IN_PLACE(test_replaced_file_is_private_and_whole),
		IN_PLACE(test_failed_write_leaves_nothing_behind),
		IN_PLACE(test_missing_folder_is_told),
		IN_PLACE(test_folder_in_the_way_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
