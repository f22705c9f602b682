#include "tui/names.h"

void
names_draw(const struct completion *names, const struct canvas *canvas, int y,
	int x)
{
	for (size_t i = 0; i < names->count; i++, y++) {
		if (y == canvas->height - 1 && i + 1 < names->count) {
			canvas_textf(canvas, y, x, canvas->width, STYLE_DIM,
				"and %zu more", names->count - i);
			return;
		}
		canvas_text(canvas, y, x, canvas->width - x - 1, STYLE_NORMAL,
			names->names[i]);
	}
}
