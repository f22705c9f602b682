#include "app/parents.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/str.h"

bool
parents_make(const char *path, struct err *err)
{
	STRING part = str_dup(path, err);

	if (part == NULL)
		return false;
	for (char *at = part + 1; part[0] != '\0' && *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(part, S_IRWXU) != 0 && errno != EEXIST)
			return err_errno(err, "cannot make its folder");
		*at = '/';
	}
	return true;
}
