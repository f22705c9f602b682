#include "tui/detail_form.h"

#include <inttypes.h>

#include "tui/digits.h"
#include "tui/row.h"
#include "tui/shown.h"
#include "tui/when.h"

#define LABEL_WIDTH 11

bool
detail_is_gone(const struct detail_view *detail)
{
	return detail->entry == NULL || detail->entry->trashed != 0;
}

/* Drawing: each returns the next free row. */

static int
draw_name(const struct entry *entry, const struct canvas *canvas, int y)
{
	row_draw_name(canvas, y, 2, entry);
	return y + (canvas->height > 6 ? 2 : 1);
}

static int
draw_big(const struct shown *shown, const struct canvas *canvas, int y,
	unsigned int style, const char *code)
{
	char text[SHOWN_CODE_SIZE];
	int high = 1, wide;
	enum digits_size size = DIGITS_PLAIN;

	shown_code(shown, code, text);
	if (!shown->hidden)
		size = digits_fit(text, canvas->height - y - 2,
			canvas->width - 4, canvas->ascii, &high, &wide);
	digits_draw(canvas, y, 2, size, style, text);
	explicit_bzero(text, sizeof(text));
	return y + high + (canvas->height > 6 ? 1 : 0);
}

static int
draw_time_code(const struct detail_view *detail, const struct canvas *canvas,
	int y)
{
	int64_t remaining = detail->now.valid_until -
		app_now(detail->view.app);
	unsigned int style = row_code_style(remaining);
	int width = canvas->width < 44 ? canvas->width / 3 : 30;
	struct shown shown = shown_now(detail->view.app);
	char text[SHOWN_CODE_SIZE];
	int x = 2;

	y = draw_big(&shown, canvas, y, style, detail->now.text);
	row_draw_bar(canvas, y, x, width, style, remaining,
		detail->now.valid_until - detail->now.valid_from);
	x += width + 1;
	x += canvas_textf(canvas, y, x, canvas->width - x, style,
		"%" PRId64 "s", remaining) + 2;
	if (shown_next(&shown, remaining)) {
		shown_code(&shown, detail->next.text, text);
		canvas_textf(canvas, y, x, canvas->width - x, STYLE_DIM,
			"%s %s", theme_glyphs(canvas->ascii)->next, text);
		explicit_bzero(text, sizeof(text));
	}
	return y + 2;
}

static int
draw_counter_code(const struct detail_view *detail,
	const struct canvas *canvas, int y)
{
	const char *code = use_code(&detail->use, detail->id);
	struct shown shown = shown_now(detail->view.app);

	if (code != NULL)
		y = draw_big(&shown, canvas, y, STYLE_CODE, code);
	canvas_text(canvas, y, 2, canvas->width - 2, STYLE_DIM,
		use_waits(&detail->use, detail->id) ? "Enter: copy it"
		: code != NULL ? "Enter: the code after this one"
			       : "Enter: next code");
	return y + 2;
}

static int
draw_field(const struct canvas *canvas, int y, const char *label,
	const char *value)
{
	canvas_text(canvas, y, 2, LABEL_WIDTH, STYLE_DIM, label);
	return y + canvas_wrap(canvas, y, 2 + LABEL_WIDTH,
		canvas->width - LABEL_WIDTH - 3, STYLE_NORMAL, value);
}

static int
draw_day(const struct canvas *canvas, int y, const char *label, int64_t time)
{
	char date[WHEN_SIZE];

	when_write_day(time, date);
	return draw_field(canvas, y, label, date);
}

static int
draw_recovery(const struct entry *entry, const struct canvas *canvas, int y)
{
	int x = 2 + LABEL_WIDTH;
	char text[80];

	if (entry->recovery_count == 0)
		return y;
	snprintf(text, sizeof(text), "%zu of %zu left",
		entry_recovery_left(entry), entry->recovery_count);
	y = draw_field(canvas, y, "Recovery", text);
	if (list_is_low(entry))
		y += canvas_wrap(canvas, y, x, canvas->width - x - 1,
			STYLE_SOON, "Time to get new ones.");
	return y;
}

static int
draw_tags(const struct entry *entry, const struct canvas *canvas, int y)
{
	int x = 2 + LABEL_WIDTH;

	if (entry->tag_count == 0)
		return y;
	canvas_text(canvas, y, 2, LABEL_WIDTH, STYLE_DIM, "Tags");
	for (size_t i = 0; i < entry->tag_count; i++)
		x += canvas_text(canvas, y, x, canvas->width - x, STYLE_TAG,
			entry->tags[i]) + 2;
	return y + 1;
}

static int
draw_fields(const struct entry *entry, const struct canvas *canvas, int y)
{
	char text[160];

	if (entry->type == ENTRY_HOTP)
		snprintf(text, sizeof(text), "%s, %s, %u digits, next counter "
			"%" PRIu64, entry_type_name(entry->type),
			entry_algorithm_name(entry->algorithm), entry->digits,
			entry->counter);
	else
		snprintf(text, sizeof(text), "%s, %s, %u digits, %u s",
			entry_type_name(entry->type),
			entry_algorithm_name(entry->algorithm), entry->digits,
			entry->period);
	y = draw_field(canvas, y, "Kind", text);
	y = draw_tags(entry, canvas, y);
	y = draw_recovery(entry, canvas, y);
	if (entry->created > 0)
		y = draw_day(canvas, y, "Added", entry->created);
	if (entry->history_count > 0) {
		snprintf(text, sizeof(text), "%zu earlier key%s kept",
			entry->history_count,
			entry->history_count == 1 ? " is" : "s are");
		y = draw_field(canvas, y, "History", text);
	}
	if (entry->note != NULL && *entry->note != '\0')
		y = draw_field(canvas, y, "Note", entry->note);
	return y;
}

/* The service shows them about now, and only once. */
static void
draw_offer(const struct detail_view *detail, const struct canvas *canvas,
	int y)
{
	char key[KEY_LABEL_SIZE];
	int x = 2;

	app_key_name(detail->view.app, "recovery", key);
	x += canvas_text(canvas, y, x, canvas->width - x, STYLE_KEY, key) + 1;
	canvas_text(canvas, y, x, canvas->width - x - 1, STYLE_NORMAL,
		"takes the backup codes that the service gives you");
}

void
detail_draw(const struct view *view, const struct canvas *canvas)
{
	const struct detail_view *detail = (const struct detail_view *)view;
	const struct entry *entry = detail->entry;
	int y = 0;

	if (detail_is_gone(detail)) {
		canvas_text(canvas, 0, 2, canvas->width - 2, STYLE_DIM,
			entry == NULL ? "This account is gone."
				      : "This account is in the trash.");
		return;
	}
	if (detail->added && canvas->height > 6)
		y += 1 + canvas_prose(canvas, y, STYLE_GOOD,
			"Added. If the service asks for a code "
			"now, it is this one:");
	y = draw_name(entry, canvas, y);
	if (entry_is_broken(entry)) {
		y += canvas_prose(canvas, y, STYLE_BAD, entry->reason) + 1;
		canvas_prose(canvas, y, STYLE_DIM,
			"This line of the vault cannot be used. It is kept as "
			"it is.");
		return;
	}
	if (entry->type == ENTRY_HOTP)
		y = draw_counter_code(detail, canvas, y);
	else
		y = draw_time_code(detail, canvas, y);
	y = draw_fields(entry, canvas, y);
	if (detail->added && entry->recovery_count == 0)
		draw_offer(detail, canvas, y + 1);
}

void
detail_tell(const struct view *view, struct buf *out)
{
	const struct detail_view *detail = (const struct detail_view *)view;

	if (detail_is_gone(detail))
		return;
	entry_title(detail->entry, out);
	if (entry_is_broken(detail->entry))
		buf_addf(out, "\n%s", detail->entry->reason);
	else
		buf_addf(out, "\n%s", detail->entry->note);
}
