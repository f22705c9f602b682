/* Apart from its user because <search.h> has a struct entry of its own. */
#include "vault/id_set.h"

#include <search.h>

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool
id_set_add(void **set, const char *id, bool *added)
{
	const char *const *found = tsearch(id, set, compare);

	*added = found != NULL && *found == id;
	return found != NULL;
}

static void
forget(void *id)
{
	(void)id;
}

void
id_set_wipe(void **set)
{
	tdestroy(*set, forget);
	*set = NULL;
}
