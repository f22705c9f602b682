/*
 * Gives the terminal back when the program dies of a fault: by SIGSEGV,
 * SIGBUS, SIGILL, SIGFPE or SIGABRT. (What asks it to end is the app loop's.)
 */
#ifndef TUI_RESCUE_H
#define TUI_RESCUE_H

#include <termios.h>

#include "base/base.h"

#define RESCUE_BYTES_MAX 32768 /* with an erased line for each row */

/* From now on: these bytes are written and these modes set before it dies.
 * What is too long is cut. */
void rescue_arm(const char *bytes, const struct termios *modes);
void rescue_disarm(void);

#endif
