/* What surrounds every view: title, message line, footer. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/view.h"

struct frame {
	const struct view *view;
	const struct key_table *busy; /* what works during a job; or NULL */
	bool typing;            /* letters go to a line of text */
	const char *message;    /* "" for none */
	enum style message_style;
	bool brief; /* a message gets no more than one row */
};

/* Draws the surroundings and returns the part that is the view's. */
struct canvas frame_draw(const struct frame *frame,
	const struct canvas *screen);

/* The size of that part. */
void frame_room(const struct view *view, const struct canvas *screen,
	int *height, int *width);

/* Draws the message over the lowest rows of the view, once that is drawn: as
 * many as it needs. */
void frame_draw_message(const struct frame *frame, const struct canvas *screen);

#endif
