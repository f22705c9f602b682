/* The state of the import screen, for its files only. */
#ifndef TUI_IMPORT_FORM_H
#define TUI_IMPORT_FORM_H

#include <stdatomic.h>

#include "app/intake.h"
#include "tui/app.h"
#include "tui/complete.h"
#include "tui/line.h"
#include "tui/menu.h"

/* A source without a path. */
struct import_picture {
	const char *name;    /* "clipboard" */
	const char *waiting; /* what is said meanwhile */
	bool (*take)(int stop, struct buf *out, struct err *err);
};

struct import_view {
	struct view view;
	struct line path, passphrase;
	bool asks;                /* for the passphrase of a backup */
	struct secret secret;     /* that passphrase, while reading */
	struct completion names;  /* of the last Tab */
	struct buf expanded;      /* the path that is read */
	const struct import_picture *picture; /* or NULL: the path */
	/* Of the files of a folder; the job counts, the screen shows. */
	atomic_size_t done, total;
	atomic_bool stopped;      /* by the user, while it reads */
	int stop;                 /* readable then, or -1 */
	struct intake intake;
	bool previews;
	struct menu menu;         /* of the preview */
	int names_width;          /* of its names, the widest */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

/* Shows what intake holds. */
void import_preview_begin(struct import_view *import);

/* To be called in update(): keeps the cursor on the screen, and counts. */
void import_preview_fit(struct import_view *import);

extern const struct key_table import_preview_keys;

void import_draw(const struct view *view, const struct canvas *canvas);
void import_tell(const struct view *view, struct buf *out);

#endif
