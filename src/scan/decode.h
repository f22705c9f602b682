/* zbar with nothing but its QR decoder switched on. */
#ifndef SCAN_DECODE_H
#define SCAN_DECODE_H

#include "scan/findings.h"
#include "scan/plane.h"

struct decoder;

/* Opens all that decoding needs from the file system, so that a sandbox can
 * close it afterwards: all encodings that a code may declare, or only the
 * usual ones. NULL on failure. */
struct decoder *decoder_new(bool all_encodings, struct err *err) MUST_USE;
void decoder_free(struct decoder **decoder);

/* Adds the QR codes of the plane, dark on light. scale: pixels of the picture
 * a pixel of the plane. */
bool decoder_scan(struct decoder *decoder, const struct plane *plane,
	int scale, struct findings *findings, struct err *err) MUST_USE;

/* Scans the drawing of one code that was found in this box of the picture.
 * *found: it was read, be it only a part of a message. */
bool decoder_scan_drawn(struct decoder *decoder, const struct plane *drawing,
	const struct box *box, struct findings *findings, bool *found,
	struct err *err) MUST_USE;

/* The name of a barcode in the plane that is not a QR code, or NULL. */
const char *decoder_other(const struct plane *plane);

#endif
