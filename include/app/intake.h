/*
 * Import, the same from the command line and the screen: gather what the
 * sources hold, look at it, then save all that is chosen at once.
 */
#ifndef APP_INTAKE_H
#define APP_INTAKE_H

#include "app/session.h"
#include "interop/format.h"
#include "qr/camera.h"

enum intake_state { INTAKE_NEW, INTAKE_DUPLICATE, INTAKE_SKIPPED };

struct intake_item {
	enum intake_state state;
	bool chosen;         /* saved by intake_commit(); new ones start true */
	bool foreign;        /* skipped as a code that is for something else */
	enum err_kind kind;  /* of a skipped one's reason */
	struct entry entry;  /* empty for skipped ones */
	char *name;          /* "Issuer:account", printable */
	char *source;        /* the file's name, printable */
	char *reason;        /* of a skipped one, or a warning, or "";
				printable */
	char id[ENTRY_ID_SIZE]; /* set by intake_commit() */
};

struct intake_index; /* finds duplicates */

/* {0} is an empty one. */
struct intake {
	struct intake_item *items;
	size_t len, cap;
	struct intake_index *index;
	struct import_batches batches; /* exports of several codes */
	struct buf told; /* of folders, see intake_notes() */
};

#define INTAKE CLEANUP(intake_wipe) struct intake

struct intake_options {
	const struct format *format; /* --from, or NULL: by content */
	bool unconfined; /* pictures are read without a sandbox */
	/* Asks for a backup's passphrase; NULL or false: none to be had. Asked
	 * again after a wrong one, until it gives the same one twice. */
	bool (*passphrase)(void *arg, const char *source, struct secret *out,
		struct err *err);
	/* May be NULL. Called between the files of a folder; false: that is
	 * enough, which is ERR_INTERRUPTED. */
	bool (*progress)(void *arg, size_t done, size_t total);
	void *arg;
};

#define INTAKE_FOLDER_FILES_MAX 20000

/*
 * Adds what the bytes hold: pictures go through otp-scan, the rest through the
 * format table. Fails when the source as a whole is unusable, and the err then
 * names the source: ERR_NO_MATCH for a picture without a code (or with codes
 * that are not for authenticators, said what they are), ERR_FORMAT,
 * ERR_LOCKED. Duplicates are found within the intake and against the session's
 * vault, if that is open. options may be NULL.
 */
bool intake_bytes(struct intake *intake, const struct session *session,
	const struct intake_options *options, const char *source,
	const uint8_t *bytes, size_t len, struct err *err) MUST_USE;
/* Of a folder every picture and list in it is taken, as a person would point
 * at a folder of screenshots: not those in folders below. Its pictures without
 * a code are no failure as long as something is found; what cannot be read,
 * be it a file or a code, is a skipped item. */
bool intake_path(struct intake *intake, const struct session *session,
	const struct intake_options *options, const char *path,
	struct err *err) MUST_USE;

/* Watches the camera until it shows codes, and adds what they say. The source
 * is "camera". */
bool intake_camera(struct intake *intake, const struct session *session,
	const struct camera_watcher *watcher, struct err *err) MUST_USE;

/* How many items are in this state. */
size_t intake_count(const struct intake *intake, enum intake_state state);

/* How many of the skipped ones are foreign, as a code beside an account may
 * well be. */
size_t intake_count_foreign(const struct intake *intake);

/* The kind of the reasons why others were skipped, ERR_FORMAT if they are of
 * several, ERR_NONE if there is none. */
enum err_kind intake_skipped_kind(const struct intake *intake);

/*
 * What there is to say at the end, one printable line each: which parts of an
 * export are still missing, and what was left out of a folder.
 */
bool intake_notes(const struct intake *intake, struct buf *out,
	struct err *err) MUST_USE;

/* Adds the chosen new items to the vault in one save. One that the vault got
 * meanwhile from elsewhere becomes a duplicate. */
bool intake_commit(struct intake *intake, struct session *session,
	struct err *err) MUST_USE;

void intake_wipe(struct intake *intake);

#endif
