/* What a QR code is that no authenticator can use; private to app. */
#ifndef APP_INTAKE_CLASSIFY_H
#define APP_INTAKE_CLASSIFY_H

#include "base/buf.h"

#define CLASSIFY_SHOWN_MAX 60 /* characters of a web address */

/*
 * Appends words like "a web address (https://example.com/...)". Only of web
 * addresses something is shown, without the parts that hold passwords and
 * tokens; what codes hold is mostly meant for one reader.
 */
void intake_classify(const uint8_t *bytes, size_t len, struct buf *out);

#endif
