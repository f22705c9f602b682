/* A passphrase that something is to have from now on: asked for twice on the
 * terminal, or told by options that never carry it themselves. */
#ifndef CLI_NEW_PASSPHRASE_H
#define CLI_NEW_PASSPHRASE_H

#include "app/session.h"
#include "cli/command.h"

struct new_passphrase {
	const char *file;
	int fd;
	bool has_fd;
};

/* For a row of options that begin with a struct new_passphrase. */
bool new_passphrase_set_fd(void *options, const char *value, struct err *err);

#define NEW_PASSPHRASE_FILE_OPTION {.name = "new-passphrase-file", \
	.value = "FILE", .help = "take the new passphrase from the first " \
	"line of FILE", .kind = OPTION_FILE, \
	.offset = offsetof(struct new_passphrase, file)}
#define NEW_PASSPHRASE_FD_OPTION {.name = "new-passphrase-fd", \
	.value = "N", .help = "take it from the next line of descriptor N", \
	.kind = OPTION_TEXT, .set = new_passphrase_set_fd}

bool new_passphrase_given(const struct new_passphrase *given);

/* Before anything is asked for: ERR_USAGE if both are given. */
bool new_passphrase_check(const struct new_passphrase *given, struct err *err)
	MUST_USE;

/* For the file at path, as the question says. *out is empty before. */
bool new_passphrase_get(const struct session *session,
	const struct new_passphrase *given, const char *path,
	struct secret *out, struct err *err) MUST_USE;

#endif
