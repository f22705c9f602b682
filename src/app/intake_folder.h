/* All files of a folder into an intake; private to app. */
#ifndef APP_INTAKE_FOLDER_H
#define APP_INTAKE_FOLDER_H

#include "app/intake_items.h"

/* Takes one file; the err names no source. */
typedef bool intake_take_fn(const struct gather *gather,
	const struct intake_options *options, const char *path,
	struct err *err);

/* gather->source is the folder. */
bool intake_folder(const struct gather *gather,
	const struct intake_options *options, intake_take_fn *take,
	struct err *err) MUST_USE;

#endif
