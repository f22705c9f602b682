/*
 * A dialogue of lines instead of the screen: for screen readers and for
 * terminals that can do no more. What is typed is a command of the command
 * line, or the name or number of an account.
 */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "app/session.h"

/* Runs until quit, Ctrl-D or Ctrl-C (ERR_INTERRUPTED). */
bool plain_run(struct session *session, struct err *err) MUST_USE;

#endif
