/* Canvases as files. */
#ifndef PICTURES_WRITE_H
#define PICTURES_WRITE_H

#include "canvas.h"

/* Ends the program if the file cannot be written. */
typedef void write_fn(const struct canvas *canvas, const char *path);

write_fn write_png, write_png_alpha, write_png_grey16, write_png_palette;
write_fn write_png_interlaced;
write_fn write_jpeg, write_jpeg_poor, write_jpeg_cmyk;
write_fn write_webp, write_webp_lossless;
write_fn write_gif; /* grey; the picture is its third frame */
write_fn write_bmp;

#endif
