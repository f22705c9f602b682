/* Whole-file reading with a cap, whole writing, owned descriptors. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

#define FD CLEANUP(fd_close) int

/* Closes unless negative, and sets to -1. */
void fd_close(int *fd);

/* Gives the descriptor away; *fd is -1 then. */
int fd_move(int *fd);

/* Appends all bytes until the end of file; more than cap is ERR_FORMAT. */
bool fd_read_all(int fd, size_t cap, struct buf *out, struct err *err)
	MUST_USE;

/* Writes all, going on after short writes and EINTR, and when a descriptor
 * that does not block can take more. */
bool fd_write_all(int fd, const void *bytes, size_t len, struct err *err)
	MUST_USE;

/* Opens O_CLOEXEC for reading; a directory or device is ERR_FORMAT. A FIFO is
 * waited for until somebody writes, but not for ever. The err
 * names no file: the caller adds err_at(). Returns -1 on failure. */
int file_open(const char *path, struct err *err) MUST_USE;

/* file_open() and fd_read_all(). */
bool file_read(const char *path, size_t cap, struct buf *out,
	struct err *err) MUST_USE;

/*
 * Writes a file with mode 0600 whose content is a secret. Where there is one
 * already: ERR_REFUSED, or with replace it is exchanged whole. On failure
 * nothing is left behind and an older file is untouched.
 */
bool file_create(const char *path, const void *bytes, size_t len, bool replace,
	struct err *err) MUST_USE;

#endif
