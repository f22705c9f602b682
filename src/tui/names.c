#include "tui/names.h"

bool
names_complete(struct line *path, struct completion *names, bool *any,
	struct err *err)
{
	completion_wipe(names);
	if (!complete_path(line_text(path), getenv("HOME"), names, err))
		return false;
	line_set(path, buf_text(&names->text));
	*any = names->count > 0;
	if (names->count == 1)
		completion_wipe(names);
	return true;
}

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
