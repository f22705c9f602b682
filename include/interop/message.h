/*
 * Messages that bring a one-time code: mails (RFC 5322, MIME), HTML, or plain
 * text as of an SMS. Everything here takes bytes of a stranger.
 */
#ifndef INTEROP_MESSAGE_H
#define INTEROP_MESSAGE_H

#include "base/buf.h"

#define MESSAGE_MAX ((size_t)32 * 1024 * 1024) /* with all attachments */
#define MESSAGE_TEXT_MAX ((size_t)256 * 1024)  /* what of it is looked at */
#define MESSAGE_DEPTH_MAX 8                    /* parts within parts */
#define MESSAGE_PARTS_MAX 64

/*
 * Appends what a person reads in it, as UTF-8: the subject, then the text of
 * every part that is text and no attachment, its lines ended as they were.
 * Malformed pieces are taken for what they look like; it fails for lack of
 * memory only.
 */
bool message_text(const uint8_t *bytes, size_t len, struct buf *out,
	struct err *err) MUST_USE;

#define MESSAGE_CODE_SIZE 16
#define MESSAGE_DOMAIN_SIZE 128
#define MESSAGE_LINE_SIZE 96
#define MESSAGE_FOUND_MAX 16

struct message_code {
	char code[MESSAGE_CODE_SIZE];
	char domain[MESSAGE_DOMAIN_SIZE]; /* that it is bound to, or "" */
	char line[MESSAGE_LINE_SIZE];     /* where it stands, folded */
	int score;
};

/* Best first; the first alone is meant unless there are several. */
struct message_found {
	struct message_code items[MESSAGE_FOUND_MAX];
	size_t count;
};

/*
 * The code in a text of message_text(). ERR_NO_MATCH: there is none, or
 * nothing says that it is one; ERR_AMBIGUOUS: several could be it, all of
 * them are in *out. hint (or NULL): the service that it should come from.
 */
bool message_find(const char *text, size_t len, const char *hint,
	struct message_found *out, struct err *err) MUST_USE;

void message_found_wipe(struct message_found *found);
#define MESSAGE_FOUND CLEANUP(message_found_wipe) struct message_found

#endif
