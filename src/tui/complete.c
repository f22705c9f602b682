#include "tui/complete.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/secmem.h"
#include "base/str.h"

void
completion_wipe(struct completion *completion)
{
	buf_wipe(&completion->text);
	for (size_t i = 0; i < completion->count; i++)
		str_free(&completion->names[i]);
	secmem_free(completion->names);
	*completion = (struct completion){0};
}

bool
complete_expand(const char *typed, const char *home, struct buf *out,
	struct err *err)
{
	if (home != NULL && typed[0] == '~' &&
	    (typed[1] == '/' || typed[1] == '\0')) {
		buf_add_str(out, home);
		typed++;
	}
	buf_add_str(out, typed);
	return buf_ok(out, err);
}

static bool
is_folder(const char *folder, const char *name)
{
	struct stat info;
	struct err ignored;
	STRING path = str_format(&ignored, "%s/%s", folder, name);

	return path != NULL && stat(path, &info) == 0 &&
		S_ISDIR(info.st_mode);
}

static bool
add_name(struct completion *out, const char *folder, const char *name,
	struct err *err)
{
	out->names[out->count] = str_format(err, "%s%s", name,
		is_folder(folder, name) ? "/" : "");
	return out->names[out->count] != NULL && ++out->count > 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
read_names(const char *folder, const char *prefix, struct completion *out,
	struct err *err)
{
	DIR *stream = opendir(folder);
	bool ok = true;

	if (stream == NULL)
		return true;
	while (ok && out->count < COMPLETE_NAMES_MAX) {
		struct dirent *item = readdir(stream);

		if (item == NULL)
			break;
		if (strcmp(item->d_name, ".") == 0 ||
		    strcmp(item->d_name, "..") == 0 ||
		    (item->d_name[0] == '.' && prefix[0] != '.') ||
		    !str_starts(item->d_name, prefix))
			continue;
		ok = add_name(out, folder, item->d_name, err);
	}
	closedir(stream);
	qsort(out->names, out->count, sizeof(*out->names), compare);
	return ok;
}

/* How far all names are the same. */
static size_t
common_length(const struct completion *completion)
{
	size_t len = strlen(completion->names[0]);

	for (size_t i = 1; i < completion->count; i++) {
		size_t same = 0;

		while (same < len && completion->names[i][same] ==
			completion->names[0][same])
			same++;
		len = same;
	}
	/* Not in the middle of a character. */
	while (len > 0 &&
	    ((unsigned char)completion->names[0][len] & 0xC0) == 0x80)
		len--;
	return len;
}

bool
complete_path(const char *typed, const char *home, struct completion *out,
	struct err *err)
{
	const char *slash = strrchr(typed, '/');
	const char *prefix = slash != NULL ? slash + 1 : typed;
	BUF folder = {0}, typed_folder = {0};

	buf_add(&typed_folder, typed, (size_t)(prefix - typed));
	if (!buf_ok(&typed_folder, err) ||
	    !complete_expand(buf_text(&typed_folder), home, &folder, err))
		return false;
	if (folder.len == 0)
		buf_add_str(&folder, ".");
	out->names = secmem_alloc(COMPLETE_NAMES_MAX * sizeof(*out->names));
	if (out->names == NULL)
		return err_nomem(err);
	if (!read_names(buf_text(&folder), prefix, out, err))
		return false;
	buf_add(&out->text, typed, (size_t)(prefix - typed));
	if (out->count > 0)
		buf_add(&out->text, out->names[0], common_length(out));
	else
		buf_add_str(&out->text, prefix);
	return buf_ok(&out->text, err);
}
