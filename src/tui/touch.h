/* Small changes to accounts that need no screen of their own: actions for the
 * accounts of a view. */
#ifndef TUI_TOUCH_H
#define TUI_TOUCH_H

#include "tui/app.h"

/* Borrowed; NULL if there is none any more. */
const struct entry *touch_entry(struct app *app, const char *id);

enum after touch_favorite(struct view *view);
enum after touch_tags(struct view *view);
enum after touch_duplicate(struct view *view);

#endif
