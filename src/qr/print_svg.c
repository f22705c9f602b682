/* SVG, one unit a module. */
#include "qr/print.h"

#include "base/utf8.h"
#include "qr/print_label.h"

/* XML (section 2.2) allows these nowhere, not even as references. */
#define NOT_XML_FIRST 0xfffeu
#define NOT_XML_LAST 0xffffu
#define REPLACEMENT 0xfffdu

static const struct {
	uint32_t code_point;
	const char *entity;
} entities[] = {
	{'&', "&amp;"},
	{'<', "&lt;"},
	{'>', "&gt;"},
	{'"', "&quot;"},
	{'\'', "&#39;"},
};

static const char *
entity_of(uint32_t code_point)
{
	for (size_t i = 0; i < COUNT_OF(entities); i++) {
		if (entities[i].code_point == code_point)
			return entities[i].entity;
	}
	return NULL;
}

/* Printable text already: no control characters, valid UTF-8. */
static void
add_escaped(struct buf *out, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t code_point = utf8_next(text, len, &at);
		const char *entity = entity_of(code_point);

		if (code_point >= NOT_XML_FIRST &&
		    code_point <= NOT_XML_LAST)
			code_point = REPLACEMENT;
		if (entity != NULL)
			buf_add_str(out, entity);
		else
			utf8_add(out, code_point);
	}
}

/* One rectangle for each run of dark modules, all in one path: separate
 * shapes would show hairlines between them. */
static void
add_modules(struct buf *out, const struct qr_matrix *matrix)
{
	int size = (int)matrix->size;

	buf_add_str(out, "<path fill=\"#000\" d=\"");
	for (int y = 0; y < size; y++) {
		for (int x = 0; x < size; x++) {
			int start = x;

			while (qr_is_dark(matrix, x, y))
				x++;
			if (x > start)
				buf_addf(out, "M%d %dh%dv1h-%dz",
					start + QR_QUIET_ZONE,
					y + QR_QUIET_ZONE, x - start,
					x - start);
		}
	}
	buf_add_str(out, "\"/>\n");
}

/* Where halves of a module may end in ".5", whatever the locale's comma. */
static void
add_halves(struct buf *out, unsigned int halves)
{
	buf_addf(out, "%u%s", halves / 2, halves % 2 != 0 ? ".5" : "");
}

/* In a fixed font of this size a character is LABEL_ADVANCE wide. */
#define FONT_SIZE "2.5"
#define BASELINE 4 /* halves of a module below the top of a line */

static void
add_line(struct buf *out, const struct buf *line, unsigned int side,
	size_t index)
{
	buf_add_str(out, "<text x=\"");
	add_halves(out, side);
	buf_add_str(out, "\" y=\"");
	add_halves(out, 2 * side + (unsigned int)index * LABEL_LINE +
		BASELINE);
	buf_add_str(out, "\">");
	add_escaped(out, buf_text(line), line->len);
	buf_add_str(out, "</text>\n");
}

bool
qr_write_svg(const struct qr_matrix *matrix, const char *label,
	struct buf *out, struct err *err)
{
	LABEL lines = {0};
	unsigned int side = matrix->size + 2 * QR_QUIET_ZONE;
	unsigned int height;

	if (!label_cut(label, label_columns(matrix), &lines, err))
		return false;
	height = side + label_height(&lines) / 2;
	buf_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	/* Some renderers draw outlines unless told not to. */
	buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		"width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" "
		"stroke=\"none\" shape-rendering=\"crispEdges\">\n",
		side * QR_PIXELS, height * QR_PIXELS, side, height);
	buf_addf(out, "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n",
		side, height);
	add_modules(out, matrix);
	if (lines.len > 0) {
		buf_add_str(out, "<g fill=\"#000\" font-family=\"monospace\" "
			"font-size=\"" FONT_SIZE "\" text-anchor=\"middle\">\n");
		for (size_t i = 0; i < lines.len; i++)
			add_line(out, &lines.lines[i], side, i);
		buf_add_str(out, "</g>\n");
	}
	buf_add_str(out, "</svg>\n");
	return buf_ok(out, err);
}
