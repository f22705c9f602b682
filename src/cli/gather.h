/* What import does before it saves: reading all that was named. */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include "app/intake.h"
#include "app/progress.h"

struct import_options {
	bool dry_run, clipboard, screen, camera, list, json;
	bool no_sandbox;
	const struct format *format;
	const char *passphrase_file;
};

/* One run over all sources. */
struct gathering {
	struct session *session;
	const struct import_options *options;
	struct intake intake;
	struct progress *progress;
	size_t sources, failed;
	struct err first; /* of the failed ones */
};

#define GATHERING CLEANUP(gather_wipe) struct gathering

/*
 * Reads the files ("-" is standard input), then clipboard, screen and camera if
 * the options say so. A source that is unusable is told on standard error and
 * the others go on; only a single one that is unusable is a failure.
 */
bool gather(struct gathering *all, int argc, char *const *argv,
	struct err *err) MUST_USE;
void gather_wipe(struct gathering *all);

#endif
