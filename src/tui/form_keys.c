/* Moving about in the form, and its keys. */
#include <inttypes.h>

#include "tui/area.h"
#include "tui/form.h"
#include "tui/keys.h"

static const struct key_table text_keys, note_keys, word_keys, fold_keys,
	button_keys;

static struct form *
self(struct view *view)
{
	return (struct form *)view;
}

void
form_focus(struct form *form, int focus)
{
	form->focus = focus;
	form->lines[DRAFT_KEY].hidden = focus != DRAFT_KEY;
	if (focus == STOP_SAVE)
		form->view.keys = &button_keys;
	else if (focus == STOP_FOLD)
		form->view.keys = &fold_keys;
	else if (focus == DRAFT_NOTE)
		form->view.keys = &note_keys;
	else
		form->view.keys = form_has_words(focus) ? &word_keys
							: &text_keys;
}

static enum after
step(struct view *view, int by)
{
	struct form *form = self(view);
	size_t count, at = 0;
	const int *all = form_stops(form, &count);
	const struct line *key = &form->lines[DRAFT_KEY];

	if (form->focus == DRAFT_KEY &&
	    form_take_uri(form, line_text(key), key->text.len))
		return AFTER_NOTHING;
	while (all[at] != form->focus)
		at++;
	form_focus(form, all[(at + count + (size_t)(by + (int)count)) % count]);
	return AFTER_NOTHING;
}

static enum after
act_next(struct view *view)
{
	return step(view, 1);
}

static enum after
act_previous(struct view *view)
{
	return step(view, -1);
}

static enum after
act_down(struct view *view)
{
	return area_move(form_line(view), form_width(view->width), 1)
		? AFTER_NOTHING : step(view, 1);
}

static enum after
act_up(struct view *view)
{
	return area_move(form_line(view), form_width(view->width), -1)
		? AFTER_NOTHING : step(view, -1);
}

static enum after
act_new_line(struct view *view)
{
	line_insert(form_line(view), "\n", 1);
	form_check(self(view));
	return AFTER_NOTHING;
}

static enum after
act_fold(struct view *view)
{
	self(view)->unfolded = !self(view)->unfolded;
	return AFTER_NOTHING;
}

static enum after
cycle(struct view *view, int by)
{
	struct form *form = self(view);
	struct line *field = &form->lines[form->focus];
	const struct line *type = &form->lines[DRAFT_TYPE];
	bool was_hotp = strcmp(line_text(type), "hotp") == 0;
	bool is_hotp;
	char text[24];

	line_set(field, draft_cycle((enum draft_field)form->focus,
		line_text(field), by));
	is_hotp = strcmp(line_text(type), "hotp") == 0;
	if (was_hotp != is_hotp) {
		snprintf(text, sizeof(text), "%" PRIu64,
			form_moving(&form->was, is_hotp));
		line_set(&form->lines[DRAFT_MOVING], text);
	}
	form_check(form);
	return AFTER_NOTHING;
}

static enum after
act_next_word(struct view *view)
{
	return cycle(view, 1);
}

static enum after
act_previous_word(struct view *view)
{
	return cycle(view, -1);
}

static enum after
act_save(struct view *view)
{
	struct form *form = self(view);
	const struct line *key = &form->lines[DRAFT_KEY];
	struct err err;

	if (form->focus == DRAFT_KEY)
		form_take_uri(form, line_text(key), key->text.len);
	if (form->save(form, &err))
		return AFTER_CLOSE;
	app_say_err(view->app, &err);
	return AFTER_NOTHING;
}

#define FORM_ROWS \
	{{K_CTRL('s')}, "save", "save", "save the account", act_save}, \
	{{K_ESC}, "back", "cancel", "back without saving", view_cancel}, \
	{{K_BACKTAB, K_UP}, "previous-field", NULL, "to the field before", act_previous}

static const struct key_def text_rows[] = {
	{{K_ENTER, K_TAB, K_DOWN}, "next-field", "next field", "to the next field",
		act_next},
	FORM_ROWS,
};

static const struct key_def note_rows[] = {
	{{K_TAB}, "next-field", "next field", "to the next field", act_next},
	{{K_CTRL('s')}, "save", "save", "save the account", act_save},
	{{K_ESC}, "back", "cancel", "back without saving", view_cancel},
	{{K_ENTER}, "new-line", "new line", "begin another line",
		act_new_line},
	{{K_BACKTAB}, "previous-field", NULL, "to the field before",
		act_previous},
	{{K_DOWN, K_CTRL('n')}, "down", NULL, "next row", act_down},
	{{K_UP, K_CTRL('p')}, "up", NULL, "previous row", act_up},
};

static const struct key_def word_rows[] = {
	{{K_RIGHT, ' '}, "next-word", "change", "the next word", act_next_word},
	{{K_LEFT}, "previous-word", NULL, "the word before", act_previous_word},
	{{K_ENTER, K_TAB, K_DOWN}, "next-field", "next field", "to the next field",
		act_next},
	FORM_ROWS,
};

static const struct key_def fold_rows[] = {
	{{K_ENTER, ' ', K_RIGHT}, "unfold", "more", "show or hide the rest",
		act_fold},
	{{K_TAB, K_DOWN}, "next-field", "next field", "to the next field", act_next},
	FORM_ROWS,
};

static const struct key_def button_rows[] = {
	{{K_ENTER, ' '}, NULL, "save", "save the account", act_save},
	{{K_CTRL('s')}, "save", NULL, "save the account", act_save},
	{{K_ESC}, "back", "cancel", "back without saving", view_cancel},
	{{K_BACKTAB, K_UP}, "previous-field", "back to the fields", "to the field before",
		act_previous},
	{{K_TAB, K_DOWN}, "next-field", NULL, "to the first field", act_next},
};

static const struct key_table text_keys = KEY_TABLE_FORM("Fields", text_rows);
static const struct key_table note_keys = KEY_TABLE_FORM("Note", note_rows);
static const struct key_table word_keys = KEY_TABLE_FORM(
	"Type and algorithm", word_rows);
static const struct key_table fold_keys = KEY_TABLE_FORM("More", fold_rows);
static const struct key_table button_keys = KEY_TABLE_FORM("Saving",
	button_rows);
const struct key_table *const form_tables[] = {&text_keys, &note_keys,
	&word_keys, &fold_keys, &button_keys, NULL};
