#include "app/target.h"

#include <sys/stat.h>

bool
target_refuse_existing(struct err *err)
{
	return err_set(err, ERR_REFUSED, "exists already");
}

bool
target_check(const struct session *session, const char *path, bool replace,
	struct err *err)
{
	struct stat st, vault;

	if (path[0] == '\0')
		return err_set(err, ERR_USAGE, "must name a file, is empty");
	if (lstat(path, &st) != 0)
		return true;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return err_set(err, ERR_REFUSED, "is a folder; name a "
			"file in it");
	if (stat(session->vault_path, &vault) == 0 &&
	    st.st_dev == vault.st_dev && st.st_ino == vault.st_ino)
		return err_set(err, ERR_REFUSED, "is the vault itself");
	return replace || target_refuse_existing(err);
}
