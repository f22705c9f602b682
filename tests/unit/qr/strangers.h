/* Reading our pictures with other people's readers. */
#ifndef TESTS_QR_STRANGERS_H
#define TESTS_QR_STRANGERS_H

#include <spawn.h>
#include <sys/wait.h>

#include "base/file.h"
#include "qr/print.h"

#define FOLDER_SIZE 64

struct stranger {
	const char *program;
	const char *command; /* the files' names follow */
};

/* Each prints the payloads, one a line. */
static const struct stranger strangers[] = {
	{"zbarimg", "zbarimg --quiet --nodbus --raw -Sdisable -Sqr.enable"},
	{"ZXingReader", "ZXingReader -bytes"},
};

/* True if it ended well. */
static inline bool
shell(const char *command)
{
	char name[] = "sh", option[] = "-c", text[512];
	char *argv[] = {name, option, text, NULL};
	int status;
	pid_t pid;

	snprintf(text, sizeof(text), "%s", command);
	return posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ) == 0 &&
		waitpid(pid, &status, 0) == pid && status == 0;
}

static inline bool
stranger_is_there(const struct stranger *stranger)
{
	char command[128];

	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1",
		stranger->program);
	return shell(command);
}

/* Appends what the stranger prints about the named files of the folder. */
static inline bool
stranger_read(const struct stranger *stranger, const char *folder,
	const char *names, struct buf *out)
{
	struct err err = {0};
	char command[512];

	snprintf(command, sizeof(command), "cd %s && %s %s >out 2>&1", folder,
		stranger->command, names);
	if (!shell(command))
		return false;
	snprintf(command, sizeof(command), "%s/out", folder);
	return file_read(command, 1024 * 1024, out, &err);
}

static inline bool
folder_make(char folder[static FOLDER_SIZE])
{
	snprintf(folder, FOLDER_SIZE, "/tmp/otp-test-XXXXXX");
	return mkdtemp(folder) != NULL;
}

static inline void
folder_remove(const char *folder)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	shell(command);
}

static inline bool
folder_write(const char *folder, const char *name, const struct buf *bytes)
{
	char path[FOLDER_SIZE + 32];
	FILE *file;
	bool ok;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	if (file == NULL)
		return false;
	ok = fwrite(bytes->data, 1, bytes->len, file) == bytes->len;
	return fclose(file) == 0 && ok;
}

#endif
