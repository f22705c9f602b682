/* HEIC and AVIF, in a build with HEIF=1; see heif_none.c for the others. */
#ifndef SCAN_HEIF_H
#define SCAN_HEIF_H

#include "base/base.h"

/* Loads what decoding needs from the file system, before a sandbox closes
 * that. */
void heif_prepare(void);

/* Its decoders do not work without threads of their own. */
extern const bool heif_needs_threads;

#endif
