#include "app/copies.h"

#include <dirent.h>
#include <fnmatch.h>
#include <limits.h>
#include <sys/stat.h>

#include "app/session_open.h"
#include "base/secmem.h"
#include "base/str.h"
#include "vault/merge.h"

#define COPIES_MAX ((size_t)1000)

void
copies_wipe(struct copies *copies)
{
	for (size_t i = 0; i < copies->len; i++)
		str_free(&copies->paths[i]);
	secmem_free(copies->paths);
	*copies = (struct copies){0};
}

/* "vault.age" and "vault (1).age" differ by " (1)", in front of the extension
 * or behind it. */
bool
copies_match(const char *vault, const char *name)
{
	static const char *const patterns[] = {
		"~", ".~[0-9]*~", " ([0-9]*)", " [0-9]", "*conflict*",
		" copy*", " (*copy*)", " - copy*",
	};
	const char *extension = strrchr(vault, '.');
	size_t stem = extension != NULL && extension != vault ?
		(size_t)(extension - vault) : strlen(vault);
	size_t tail = strlen(vault) - stem, len = strlen(name);
	char between[NAME_MAX + 1];

	if (len <= stem + tail || len - stem > NAME_MAX ||
	    strncmp(name, vault, stem) != 0)
		return false;
	if (tail > 0 && strncmp(name + stem, vault + stem, tail) == 0)
		snprintf(between, sizeof(between), "%s", name + stem + tail);
	else if (strcmp(name + len - tail, vault + stem) == 0)
		snprintf(between, sizeof(between), "%.*s",
			(int)(len - stem - tail), name + stem);
	else
		return false;
	for (size_t i = 0; i < COUNT_OF(patterns); i++) {
		if (fnmatch(patterns[i], between, FNM_CASEFOLD) == 0)
			return true;
	}
	return false;
}

bool
copies_is_vault(const struct session *session, const char *path)
{
	struct stat st, vault;

	return stat(path, &st) == 0 &&
		stat(session->vault_path, &vault) == 0 &&
		st.st_dev == vault.st_dev && st.st_ino == vault.st_ino;
}

static bool
add_path(const struct session *session, struct copies *copies,
	const char *folder, const char *name, struct err *err)
{
	char *path = str_format(err, "%s/%s", folder, name);
	struct stat st;

	if (path == NULL)
		return false;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	    copies_is_vault(session, path) || copies->len == COPIES_MAX) {
		str_free(&path);
		return true;
	}
	copies->paths[copies->len++] = path;
	return true;
}

static int
compare(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static void
dir_close(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

bool
copies_find(const struct session *session, struct copies *out,
	struct err *err)
{
	char real[PATH_MAX];
	COPIES copies = {0};
	CLEANUP(dir_close) DIR *dir = NULL;
	const struct dirent *item;
	char *name;

	if (realpath(session->vault_path, real) == NULL)
		return err_errno(err, "cannot find it") ||
			session_at_vault(session, err);
	name = strrchr(real, '/');
	*name++ = '\0';
	dir = opendir(real[0] != '\0' ? real : "/");
	copies.paths = secmem_alloc(COPIES_MAX * sizeof(char *));
	if (copies.paths == NULL)
		return err_nomem(err);
	if (dir == NULL)
		return err_errno(err, "cannot read its folder") ||
			session_at_vault(session, err);
	while ((item = readdir(dir)) != NULL) {
		if (copies_match(name, item->d_name) &&
		    !add_path(session, &copies, real, item->d_name, err))
			return false;
	}
	if (copies.len > 0)
		qsort(copies.paths, copies.len, sizeof(char *), compare);
	*out = copies;
	copies = (struct copies){0};
	return true;
}

struct taking {
	const struct payload *payloads;
	size_t count;
	int64_t now;
	struct history_changes *changes;
};

static bool
take_in(struct payload *payload, void *arg, struct err *err)
{
	const struct taking *taking = arg;
	HISTORY_CHANGES changes = {0};
	PAYLOAD before = {0};

	if (!payload_copy(payload, &before, err))
		return false;
	for (size_t i = 0; i < taking->count; i++) {
		if (!merge_payloads(payload, &taking->payloads[i], err))
			return false;
	}
	if (!payload_purge(payload, taking->now, err) ||
	    !history_difference(&before, payload, &changes, err))
		return false;
	history_changes_wipe(taking->changes);
	*taking->changes = changes;
	changes = (struct history_changes){0};
	return true;
}

bool
copies_merge(struct session *session, const struct payload *payloads,
	size_t count, bool dry_run, struct history_changes *changes,
	struct err *err)
{
	struct taking taking = {
		.payloads = payloads,
		.count = count,
		.now = clock_now(&session->stamps),
		.changes = changes,
	};
	PAYLOAD copy = {0};
	bool equal = false;

	if (vault_is_stale(session->vault) &&
	    !vault_reload(session->vault, err))
		return session_at_vault(session, err);
	if (!payload_copy(&session->vault->payload, &copy, err) ||
	    !take_in(&copy, &taking, err))
		return false;
	if (dry_run)
		return true;
	/* That some copy was saved more often is no news. */
	copy.revision = session->vault->payload.revision;
	copy.saved = session->vault->payload.saved;
	if (!payload_equal(&copy, &session->vault->payload, &equal, err))
		return false;
	return equal || session_change(session, take_in, &taking, err);
}
