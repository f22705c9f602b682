/* Frames are drawn on a canvas of our own, as a viewer shows them. */
#include "scan/image.h"

#include <gif_lib.h>

#define RGBA 4

struct reader {
	GifFileType *gif;
	const uint8_t *bytes;
	size_t len, at;
	struct image *image;
	struct plane canvas; /* RGBA, transparent at first */
	struct plane before; /* the canvas to return to, or empty */
	struct plane line;   /* one of the frame, as palette numbers */
	GraphicsControlBlock control; /* of the frame to come */
};

#define READER CLEANUP(reader_close) struct reader

static void
reader_close(struct reader *reader)
{
	if (reader->gif != NULL)
		DGifCloseFile(reader->gif, NULL);
	plane_free(&reader->canvas);
	plane_free(&reader->before);
	plane_free(&reader->line);
}

static int
on_read(GifFileType *gif, GifByteType *to, int wanted)
{
	struct reader *reader = gif->UserData;
	size_t len = wanted > 0 ? (size_t)wanted : 0;

	if (len > reader->len - reader->at)
		len = reader->len - reader->at;
	memcpy(to, reader->bytes + reader->at, len);
	reader->at += len;
	return (int)len;
}

static bool
read_extension(struct reader *reader)
{
	GifByteType *block = NULL;
	int code = 0;

	if (DGifGetExtension(reader->gif, &code, &block) == GIF_ERROR)
		return false;
	if (code == GRAPHICS_EXT_FUNC_CODE && block != NULL)
		DGifExtensionToGCB(block[0], block + 1, &reader->control);
	while (block != NULL) {
		if (DGifGetExtensionNext(reader->gif, &block) == GIF_ERROR)
			return false;
	}
	return true;
}

static void
draw_line(struct reader *reader, size_t y)
{
	const GifImageDesc *frame = &reader->gif->Image;
	const ColorMapObject *map = frame->ColorMap != NULL
		? frame->ColorMap : reader->gif->SColorMap;
	size_t width = reader->image->plane.width;
	size_t left = (size_t)frame->Left;

	if (y >= reader->image->plane.height || map == NULL)
		return;
	for (size_t x = 0; x < (size_t)frame->Width; x++) {
		uint8_t *to = reader->canvas.at +
			(y * width + left + x) * RGBA;
		int colour = reader->line.at[x];

		if (left + x >= width)
			return;
		if (colour == reader->control.TransparentColor ||
		    colour >= map->ColorCount)
			continue;
		to[0] = map->Colors[colour].Red;
		to[1] = map->Colors[colour].Green;
		to[2] = map->Colors[colour].Blue;
		to[3] = 255;
	}
}

/* All lines of the frame, interlaced or not. */
static bool
draw_frame(struct reader *reader)
{
	static const struct {
		size_t first, step;
	} passes[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}, {0, 1}};
	const GifImageDesc *frame = &reader->gif->Image;
	size_t from = frame->Interlace ? 0 : 4, to = frame->Interlace ? 4 : 5;

	for (size_t pass = from; pass < to; pass++) {
		for (size_t y = passes[pass].first; y < (size_t)frame->Height;
		     y += passes[pass].step) {
			if (DGifGetLine(reader->gif, reader->line.at,
				    frame->Width) == GIF_ERROR)
				return false;
			draw_line(reader, (size_t)frame->Top + y);
		}
	}
	return true;
}

static void
put_rows(struct reader *reader)
{
	const struct plane *canvas = &reader->canvas;

	for (size_t y = 0; y < canvas->height; y++)
		image_row(reader->image, y, canvas->at + y * canvas->width,
			RGBA);
}

static void
clear_frame(struct reader *reader)
{
	const GifImageDesc *frame = &reader->gif->Image;
	size_t width = reader->image->plane.width;
	size_t height = reader->image->plane.height;
	size_t left = (size_t)frame->Left, top = (size_t)frame->Top;
	size_t right = left + (size_t)frame->Width;
	size_t bottom = top + (size_t)frame->Height;

	if (right > width)
		right = width;
	for (size_t y = top; y < bottom && y < height && left < right; y++)
		memset(reader->canvas.at + (y * width + left) * RGBA, 0,
			(right - left) * RGBA);
}

static void
copy_canvas(struct plane *to, const struct plane *from)
{
	memcpy(to->at, from->at, from->width * from->height);
}

static bool
keep_before(struct reader *reader)
{
	const struct plane *canvas = &reader->canvas;
	struct err ignored;

	if (reader->control.DisposalMode != DISPOSE_PREVIOUS)
		return true;
	if (reader->before.at == NULL && !plane_init(&reader->before,
		    canvas->width, canvas->height, &ignored))
		return false;
	copy_canvas(&reader->before, canvas);
	return true;
}

/* False at the end of what can be or needs to be read. */
static bool
read_frame(struct reader *reader)
{
	const GifImageDesc *frame = &reader->gif->Image;
	struct err ignored;
	bool whole;

	if (DGifGetImageDesc(reader->gif) == GIF_ERROR || frame->Left < 0 ||
	    frame->Top < 0 || frame->Width <= 0 || frame->Height <= 0) {
		reader->image->damaged = true;
		return false;
	}
	plane_free(&reader->line);
	if (!plane_init(&reader->line, (size_t)frame->Width, 1, &ignored) ||
	    !keep_before(reader))
		return false;
	whole = draw_frame(reader);
	reader->image->damaged |= !whole;
	put_rows(reader);
	if (!image_frame(reader->image) || !whole)
		return false;
	if (reader->control.DisposalMode == DISPOSE_BACKGROUND)
		clear_frame(reader);
	if (reader->control.DisposalMode == DISPOSE_PREVIOUS)
		copy_canvas(&reader->canvas, &reader->before);
	return true;
}

static void
control_reset(struct reader *reader)
{
	reader->control = (GraphicsControlBlock){
		.TransparentColor = NO_TRANSPARENT_COLOR,
	};
}

static void
read_records(struct reader *reader)
{
	GifRecordType type = UNDEFINED_RECORD_TYPE;

	control_reset(reader);
	while (DGifGetRecordType(reader->gif, &type) == GIF_OK) {
		if (type == TERMINATE_RECORD_TYPE)
			return;
		if (type == EXTENSION_RECORD_TYPE) {
			if (!read_extension(reader))
				break;
		} else if (type == IMAGE_DESC_RECORD_TYPE) {
			if (!read_frame(reader))
				return;
			control_reset(reader);
		}
	}
	reader->image->damaged = true;
}

bool
gif_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	READER reader = {.bytes = bytes, .len = len, .image = image};
	int reason = 0;

	reader.gif = DGifOpen(&reader, on_read, &reason);
	if (reader.gif == NULL)
		return image_damaged(image, "GIF", err);
	if (!image_start(image, (uint64_t)reader.gif->SWidth,
		    (uint64_t)reader.gif->SHeight, err))
		return false;
	if (!plane_init(&reader.canvas, image->plane.width * RGBA,
		    image->plane.height, err))
		return false;
	image->animated = true;
	read_records(&reader);
	if (image->frames == 0)
		return image_damaged(image, "GIF", err);
	return true;
}
