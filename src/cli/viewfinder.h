/* What a camera sees, on the terminal. */
#ifndef CLI_VIEWFINDER_H
#define CLI_VIEWFINDER_H

#include "app/session.h"
#include "qr/camera.h"

struct viewfinder {
	int fd;      /* of the terminal, or -1: shows nothing */
	bool blocks; /* half blocks in shades of grey, else words */
	int rows;    /* drawn, above the cursor */
	bool seen;   /* the words on the screen say so */
	bool begun;
};

/* Decides by terminal and locale what can be shown. */
void viewfinder_begin(struct viewfinder *finder,
	const struct session *session);

/* A show function of struct camera_watcher; arg is the viewfinder. */
void viewfinder_show(void *arg, const struct camera_view *view);

/* Erases what it drew. */
void viewfinder_end(struct viewfinder *finder);

#endif
