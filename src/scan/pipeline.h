/* From the bytes of a picture to the payloads of its codes. */
#ifndef SCAN_PIPELINE_H
#define SCAN_PIPELINE_H

#include "scan/decode.h"

/* ERR_NO_MATCH: a whole picture without a QR code. ERR_FORMAT: not a picture,
 * or a damaged one without a QR code in what is left of it. */
bool pipeline_run(struct decoder *decoder, const uint8_t *bytes, size_t len,
	struct findings *findings, struct err *err) MUST_USE;

#endif
