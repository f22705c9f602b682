#include "app/intake_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/picture.h"
#include "base/str.h"
#include "base/utf8.h"

/* A list of accounts is small; in larger files none is looked for. */
#define LIST_BYTES_MAX ((size_t)4 * 1024 * 1024)

struct names {
	struct dirent **items;
	int len;
};

static void
names_free(struct names *names)
{
	for (int i = 0; i < names->len; i++)
		free(names->items[i]);
	free(names->items);
}

/* What there was in a folder, to tell at the end. */
struct folder {
	const char *path;
	size_t pictures, lists, folders, refused, others;
	size_t useful; /* files that gave an account */
};

enum content { CONTENT_PICTURE, CONTENT_LIST, CONTENT_REFUSED, CONTENT_OTHER };

static int
is_visible(const struct dirent *name)
{
	return name->d_name[0] != '.';
}

static bool
read_names(const char *path, struct names *names, struct err *err)
{
	names->len = scandir(path, &names->items, is_visible, versionsort);
	if (names->len < 0) {
		names->len = 0;
		return err_errno(err, "cannot list");
	}
	if (names->len > INTAKE_FOLDER_FILES_MAX)
		return err_set(err, ERR_FORMAT, "must hold at most %d files, "
			"holds %d: name the files instead",
			INTAKE_FOLDER_FILES_MAX, names->len);
	return true;
}

static bool
is_list(const struct buf *bytes)
{
	BUF text = {0};

	if (utf8_from_utf16(&text, bytes->data, bytes->len))
		bytes = &text;
	return format_guess(bytes->data, bytes->len) != NULL;
}

/* By content; a file that cannot be read is tried, so that this is told. */
static enum content
content_of(const char *path, size_t size)
{
	struct err ignored;
	FD fd = file_open(path, &ignored);
	uint8_t start[PICTURE_PEEK];
	ssize_t got = fd >= 0 ? pread(fd, start, sizeof(start), 0) : -1;
	const struct picture_kind *kind;
	BUF bytes = {0};

	if (got < 0)
		return CONTENT_LIST;
	kind = picture_kind(start, (size_t)got);
	if (kind != NULL)
		return kind->type == PICTURE_REFUSED ? CONTENT_REFUSED
						     : CONTENT_PICTURE;
	if (size > LIST_BYTES_MAX ||
	    !fd_read_all(fd, LIST_BYTES_MAX, &bytes, &ignored))
		return CONTENT_OTHER;
	return is_list(&bytes) ? CONTENT_LIST : CONTENT_OTHER;
}

/* True if the file is worth reading. */
static bool
count_file(struct folder *folder, const struct gather *gather,
	const struct intake_options *options)
{
	enum content content;
	struct stat info;

	if (stat(gather->source, &info) != 0) {
		folder->others++;
		return false;
	}
	if (S_ISDIR(info.st_mode)) {
		folder->folders++;
		return false;
	}
	if (!S_ISREG(info.st_mode)) {
		folder->others++;
		return false;
	}
	if (options != NULL && options->format != NULL) {
		folder->lists++;
		return true;
	}
	content = content_of(gather->source, (size_t)info.st_size);
	folder->pictures += content == CONTENT_PICTURE;
	folder->lists += content == CONTENT_LIST;
	folder->refused += content == CONTENT_REFUSED;
	folder->others += content == CONTENT_OTHER;
	return content == CONTENT_PICTURE || content == CONTENT_LIST;
}

static size_t
account_count(const struct intake *intake)
{
	return intake->len - intake_count(intake, INTAKE_SKIPPED);
}

/* A picture without a code is nothing to tell; one that cannot be read is, and
 * so is a code that cannot. */
static bool
take_file(struct folder *folder, const struct gather *gather,
	const struct intake_options *options, intake_take_fn *take,
	struct err *err)
{
	size_t before = account_count(gather->intake);
	struct err reason = {0};

	if (!count_file(folder, gather, options))
		return true;
	if (take(gather, options, gather->source, &reason)) {
		folder->useful += account_count(gather->intake) > before;
		return true;
	}
	if (reason.kind == ERR_INTERRUPTED || reason.kind == ERR_REFUSED) {
		*err = reason;
		return false;
	}
	return reason.kind == ERR_NO_MATCH || gather_skipped(gather,
		reason.kind == ERR_UNREADABLE ? "QR code" : "file", &reason,
		err);
}

static void
add_count(struct buf *out, size_t count, const char *what, const char *ending,
	bool *first)
{
	if (count == 0)
		return;
	buf_addf(out, "%s%zu %s%s", *first ? "; left out: " : ", ", count,
		what, count == 1 ? "" : ending);
	*first = false;
}

/* One line of what was looked at and what was not. */
static bool
tell(const struct folder *folder, struct intake *intake, struct err *err)
{
	struct buf *out = &intake->told;
	size_t files = folder->pictures + folder->lists;
	bool first = true;

	utf8_printable(out, folder->path, strlen(folder->path));
	buf_addf(out, ": %zu of %zu file%s had accounts", folder->useful,
		files, files == 1 ? "" : "s");
	add_count(out, folder->others, "file", "s of other kinds", &first);
	add_count(out, folder->refused, "of a kind that is not read here "
		"(such as PDF, HEIC or SVG)", "", &first);
	add_count(out, folder->folders, "folder", "s", &first);
	buf_add_byte(out, '\n');
	return buf_ok(out, err);
}

static bool
nothing_in(const struct folder *folder, struct err *err)
{
	size_t files = folder->pictures + folder->lists;

	if (files == 0)
		return err_set(err, ERR_NO_MATCH, "there is no picture and no "
			"list of accounts in this folder");
	return err_set(err, ERR_NO_MATCH, "no QR code that could be read in "
		"any of the %zu picture%s of this folder", files,
		files == 1 ? "" : "s");
}

static bool
go_on(const struct intake_options *options, size_t done, size_t total,
	struct err *err)
{
	return options == NULL || options->progress == NULL ||
		options->progress(options->arg, done, total) ||
		err_set(err, ERR_INTERRUPTED, "stopped after %zu of %zu files",
			done, total);
}

bool
intake_folder(const struct gather *gather,
	const struct intake_options *options, intake_take_fn *take,
	struct err *err)
{
	CLEANUP(names_free) struct names names = {0};
	struct folder folder = {.path = gather->source};
	size_t before = gather->intake->len;

	if (!read_names(folder.path, &names, err))
		return false;
	for (int i = 0; i < names.len; i++) {
		STRING path = str_format(err, "%s%s%s", folder.path,
			folder.path[strlen(folder.path) - 1] == '/' ? "" : "/",
			names.items[i]->d_name);
		struct gather file = *gather;

		file.source = path;
		file.in_folder = true;
		if (path == NULL ||
		    !take_file(&folder, &file, options, take, err))
			return false;
		if (!go_on(options, (size_t)i + 1, (size_t)names.len, err))
			return false;
	}
	if (gather->intake->len == before)
		return nothing_in(&folder, err);
	return tell(&folder, gather->intake, err);
}
