#include "tui/shown.h"

#include "tui/list.h"

struct shown
shown_now(const struct app *app)
{
	return (struct shown){
		.grouping = app_setting(app, CONFIG_GROUPING) != 0,
		.hidden = app_is_masked(app),
		.ascii = app_ascii(app),
		.next = (enum config_next)app_setting(app, CONFIG_NEXT_CODE),
	};
}

static void
write_dots(const struct shown *shown, const char *code,
	char out[static SHOWN_CODE_SIZE])
{
	const char *dot = theme_glyphs(shown->ascii)->bullet;
	size_t len = 0;

	for (; *code != '\0'; code++)
		len += (size_t)snprintf(out + len, SHOWN_CODE_SIZE - len, "%s",
			*code == ' ' ? " " : dot);
}

void
shown_code(const struct shown *shown, const char *code,
	char out[static SHOWN_CODE_SIZE])
{
	char grouped[CODE_GROUPED_SIZE];

	if (shown->grouping)
		code_group(code, grouped);
	else
		snprintf(grouped, sizeof(grouped), "%s", code);
	out[0] = '\0';
	if (shown->hidden)
		write_dots(shown, grouped, out);
	else
		snprintf(out, SHOWN_CODE_SIZE, "%s", grouped);
	explicit_bzero(grouped, sizeof(grouped));
}

bool
shown_next(const struct shown *shown, int64_t remaining)
{
	return shown->next == NEXT_ALWAYS ||
		(shown->next == NEXT_SOON && remaining <= CODE_SOON_SECONDS);
}
