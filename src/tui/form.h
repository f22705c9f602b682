/* The form for a new account and for the fields of one that is there. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "tui/app.h"
#include "tui/draft.h"
#include "tui/line.h"

/* Where the focus can be: the fields, the fold before the type, the button. */
enum stop {
	STOP_FOLD = DRAFT_COUNT,
	STOP_SAVE,
};

struct form {
	struct view view;
	struct line lines[DRAFT_COUNT];
	struct draft_verdict verdicts[DRAFT_COUNT];
	bool unfolded;
	int focus;          /* a field or stop */
	const char *button;
	/* Saves and returns whether that was done; else says why not. */
	bool (*save)(struct form *form, struct err *err);
	bool is_edit, is_gone;
	bool has_counter;   /* a URI told it */
	/* An account that is there, as it was when last looked at; or what a
	 * new one begins with. */
	struct entry was;
};

struct draft form_draft(const struct form *form);

/* What a field says of an account; nothing for the key. */
void form_write(const struct entry *entry, enum draft_field field,
	struct buf *out);

/* The counter, or the period, that it has or would begin with. */
uint64_t form_moving(const struct entry *entry, bool counts);

/* Fills all fields but the key. */
bool form_fill(struct form *form, const struct entry *entry, struct err *err)
	MUST_USE;

/* Takes the text if it is a whole URI; false: it is not. */
bool form_take_uri(struct form *form, const char *text, size_t len);

void form_focus(struct form *form, int focus);
void form_focus_problem(struct form *form);
void form_check(struct form *form);

/* The stops that are shown, in order. */
const int *form_stops(const struct form *form, size_t *count);

/* True for the fields that have words to choose from. */
bool form_has_words(int focus);

/* What belongs there where the focus is; "" where that is plain. */
const char *form_guide(const struct form *form);

/* Columns of the fields on a screen of that width. */
int form_width(int width);

/* For the classes of the views. */
extern const struct key_table *const form_tables[];
struct line *form_line(struct view *view);
void form_on_change(struct view *view);
bool form_on_paste(struct view *view, const char *text, size_t len);
void form_tell(const struct view *view, struct buf *out);
void form_draw(const struct view *view, const struct canvas *canvas);
const char *form_unsaved(const struct view *view);
void form_close(struct view *view);

#endif
