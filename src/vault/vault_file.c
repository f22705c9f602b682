/* Reading the file: first the header, then, with the key, the rest. */
#include "vault/vault_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "vault/history.h"
#include "vault/salvage.h"

#define STEP ((size_t)64 * 1024)

void
vault_stamp_set(struct vault_stamp *stamp, const struct stat *st)
{
	*stamp = (struct vault_stamp){
		.device = st->st_dev,
		.inode = st->st_ino,
		.size = (uint64_t)st->st_size,
		.mtime_s = st->st_mtim.tv_sec,
		.mtime_ns = st->st_mtim.tv_nsec,
	};
}

bool
vault_stamp_equal(const struct vault_stamp *a, const struct vault_stamp *b)
{
	return a->device == b->device && a->inode == b->inode &&
		a->size == b->size && a->mtime_s == b->mtime_s &&
		a->mtime_ns == b->mtime_ns;
}

/* Appends up to len bytes; fewer only at the end of the file. */
static bool
read_some(int fd, size_t len, struct buf *out, struct err *err)
{
	size_t until = out->len + len;

	while (out->len < until) {
		uint8_t *at = buf_reserve(out, until - out->len);
		ssize_t got;

		if (at == NULL)
			return err_nomem(err);
		got = read(fd, at, until - out->len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "cannot read");
		if (got == 0)
			break;
		out->len += (size_t)got;
	}
	return true;
}

static bool
say_missing(const char *path, struct err *err)
{
	bool there;

	if (!vault_look(path, &there, err))
		return false;
	return history_is_left(path) ? err_set(err, ERR_DAMAGED, VAULT_LEFT) :
		err_set(err, ERR_SYSTEM,
			"there is no vault; make one with: otp init");
}

static bool
open_regular(const char *path, struct vault_file *file, struct err *err)
{
	struct stat st;

	/* O_NONBLOCK: a FIFO must not hang. */
	file->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (file->fd < 0 && errno == ENOENT)
		return say_missing(path, err);
	if (file->fd < 0)
		return err_errno(err, "cannot open");
	file->is_open = true;
	if (fstat(file->fd, &st) != 0)
		return err_errno(err, "cannot open");
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_DAMAGED,
			"is not a vault: not a regular file");
	vault_stamp_set(&file->stamp, &st);
	if (file->stamp.size > VAULT_FILE_MAX)
		return err_set(err, ERR_DAMAGED,
			"is not a vault: larger than %zu bytes",
			VAULT_FILE_MAX);
	return true;
}

/* So much is read at once: no more than there is, and one byte, as the file
 * may have grown. */
static size_t
step_of(const struct vault_file *file, uint64_t done, size_t most)
{
	uint64_t left = file->stamp.size > done ? file->stamp.size - done : 0;

	return left < most ? (size_t)left + 1 : most;
}

/* The armor is decoded as a whole, the binary form read as needed. */
static bool
read_start(struct vault_file *file, struct err *err)
{
	BUF armored = {0};

	if (!read_some(file->fd, step_of(file, 0, AGE_HEADER_MAX),
		    &file->start, err))
		return false;
	if (!age_is_armored(file->start.data, file->start.len))
		return true;
	armored = file->start;
	file->start = (struct buf){0};
	while (armored.len < file->stamp.size) {
		size_t before = armored.len;

		if (!read_some(file->fd, STEP, &armored, err))
			return false;
		if (armored.len == before)
			break;
	}
	return age_unarmor(armored.data, armored.len, &file->start, err);
}

static struct vault_file
file_move(struct vault_file *from)
{
	struct vault_file moved = *from;

	*from = (struct vault_file){0};
	return moved;
}

bool
vault_file_look(const char *path, struct vault_file *out, struct err *err)
{
	VAULT_FILE file = {0};

	file.path = str_dup(path, err);
	if (file.path == NULL ||
	    (!history_is_left(path) && !open_regular(path, &file, err)))
		return false;
	*out = file_move(&file);
	return true;
}

bool
vault_file_read(const char *path, struct vault_file *out, struct err *err)
{
	VAULT_FILE file = {0};

	file.path = str_dup(path, err);
	if (file.path == NULL || !open_regular(path, &file, err) ||
	    !read_start(&file, err) ||
	    !age_header_parse(file.start.data, file.start.len, &file.header,
		    err))
		return false;
	*out = file_move(&file);
	return true;
}

void
vault_file_wipe(struct vault_file *file)
{
	str_free(&file->path);
	buf_wipe(&file->start);
	age_header_wipe(&file->header);
	if (file->is_open)
		fd_close(&file->fd);
	*file = (struct vault_file){0};
}

static bool
feed_rest(const struct vault_file *file, struct age_opener *opener,
	struct err *err)
{
	size_t total = file->start.len, step;
	BUF piece = {0};

	do {
		piece.len = 0;
		step = step_of(file, total, STEP);
		if (!read_some(file->fd, step, &piece, err) ||
		    !age_opener_feed(opener, piece.data, piece.len, err))
			return false;
		total += piece.len;
		if (total > VAULT_FILE_MAX)
			return err_set(err, ERR_DAMAGED,
				"is larger than %zu bytes", VAULT_FILE_MAX);
	} while (piece.len == step);
	return true;
}

bool
vault_file_decrypt(const struct vault_file *file,
	const struct secret *file_key, age_sink *sink, void *arg,
	struct err *err)
{
	AGE_OPENER opener = {0};
	size_t header = file->header.text.len;

	return age_opener_init(&opener, file_key, sink, arg, err) &&
		age_opener_feed(&opener, file->start.data + header,
			file->start.len - header, err) &&
		feed_rest(file, &opener, err) &&
		age_opener_finish(&opener, err);
}

static bool
to_reader(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	return payload_feed(arg, bytes, len, err);
}

bool
vault_file_payload(const struct vault_file *file,
	const struct secret *file_key, struct payload *payload,
	struct err *err)
{
	PAYLOAD_READER reader = {.payload = payload};

	return age_header_verify(&file->header, file_key, err) &&
		vault_file_decrypt(file, file_key, to_reader, &reader, err) &&
		payload_finish(&reader, err);
}
