/* The state of the form for a new account, for its two files only. */
#ifndef TUI_ADD_FORM_H
#define TUI_ADD_FORM_H

#include "tui/app.h"
#include "tui/draft.h"
#include "tui/line.h"

/* Where the focus can be: the fields, the fold before the type, the button. */
enum stop {
	STOP_FOLD = DRAFT_COUNT,
	STOP_ADD,
};

struct add_view {
	struct view view;
	struct line lines[DRAFT_COUNT];
	struct draft_verdict verdicts[DRAFT_COUNT];
	char *note; /* that a URI brought along, or NULL */
	bool unfolded;
	int focus;  /* a field or stop */
};

struct draft add_draft(const struct add_view *add);

/* The stops that are shown, in order. */
const int *add_stops(const struct add_view *add, size_t *count);

/* True for the fields that have words to choose from. */
bool add_has_words(int focus);

void add_draw(const struct view *view, const struct canvas *canvas);

#endif
