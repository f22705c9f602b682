/* All views. */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include "tui/view.h"

extern const struct view_class view_add;    /* pasted text or NULL */
extern const struct view_class view_create;
extern const struct view_class view_detail; /* struct detail_arg */
extern const struct view_class view_help;   /* the view it is about */
extern const struct view_class view_import;
extern const struct view_class view_list;
extern const struct view_class view_qr;     /* an id */
extern const struct view_class view_reopen;
extern const struct view_class view_unlock;

struct detail_arg {
	const char *id;
	bool added; /* just now: the service may be waiting for its code */
};

#endif
