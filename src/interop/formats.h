/* The rows of formats[], one a file. */
#ifndef INTEROP_FORMATS_H
#define INTEROP_FORMATS_H

#include "interop/format.h"

extern const struct format format_google;
extern const struct format format_json;
extern const struct format format_otp;
extern const struct format format_uri;

#endif
