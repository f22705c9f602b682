/* What surrounds every view: title, message line, footer. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/view.h"

struct frame {
	const struct view *view;
	bool typing;            /* letters go to a line of text */
	const char *message;    /* "" for none */
	enum style message_style;
};

/* Draws the surroundings and returns the part that is the view's. */
struct canvas frame_draw(const struct frame *frame,
	const struct canvas *screen);

/* The size of that part. */
void frame_room(const struct view *view, const struct canvas *screen,
	int *height, int *width);

#endif
