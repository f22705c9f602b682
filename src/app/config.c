#include "app/config.h"

#include "app/clipboard.h"
#include "app/session.h"
#include "base/str.h"

#define CLIPBOARD_SECONDS_MAX 3600
#define LOCK_MINUTES_DEFAULT 5
#define LOCK_MINUTES_MAX 1440

const struct config_def config_defs[CONFIG_COUNT] = {
	[CONFIG_THEME] = {
		.name = "theme", .title = "Colours",
		.kind = CONFIG_WORD, .fallback = THEME_AUTO,
		.words = {"auto", "dark", "light", "high-contrast",
			"monochrome"},
		.help = "Which colours the screen has: auto can be read on any "
			"ground, dark and light are for such grounds, "
			"high-contrast and monochrome for everyone. NO_COLOR "
			"and --no-color mean monochrome.",
	},
	[CONFIG_HIDE_CODES] = {
		.name = "hide-codes", .title = "Hide codes",
		.kind = CONFIG_SWITCH, .fallback = 0,
		.help = "Whether the list shows dots for codes, but for the "
			"selected account's.",
	},
	[CONFIG_MASK_UNFOCUSED] = {
		.name = "mask-unfocused", .title = "Mask when unfocused",
		.kind = CONFIG_SWITCH, .fallback = 0,
		.help = "Whether all codes turn into dots while another "
			"window has the focus, where the terminal tells of "
			"it.",
	},
	[CONFIG_GROUPING] = {
		.name = "grouping", .title = "Codes in groups",
		.kind = CONFIG_SWITCH, .fallback = 1,
		.help = "Whether codes are shown in groups, 123 456, or whole, "
			"123456. They are always copied whole.",
	},
	[CONFIG_NEXT_CODE] = {
		.name = "next-code", .title = "Next code",
		.kind = CONFIG_WORD, .fallback = NEXT_SOON,
		.words = {"soon", "always", "never"},
		.help = "When the next code is shown beside the current one: "
			"soon is in its last ten seconds.",
	},
	[CONFIG_SORT] = {
		.name = "sort", .title = "Order",
		.kind = CONFIG_WORD, .fallback = SORT_NAME,
		.words = {"name", "recent", "manual"},
		.help = "The order of the list, favourites always first: by "
			"issuer and account, the last used first, or as you "
			"moved them.",
	},
	[CONFIG_MOUSE] = {
		.name = "mouse", .title = "Mouse",
		.kind = CONFIG_SWITCH, .fallback = 1,
		.help = "Whether a click selects, a double click copies and "
			"the wheel scrolls. With Shift the terminal selects "
			"text as ever.",
	},
	[CONFIG_CONFIRM] = {
		.name = "confirm", .title = "Ask first",
		.kind = CONFIG_SWITCH, .fallback = 0,
		.help = "Whether deleting asks first. It moves accounts to the "
			"trash only, and can be undone.",
	},
	[CONFIG_CLIPBOARD_SECONDS] = {
		.name = "clipboard-seconds", .title = "Clear clipboard",
		.kind = CONFIG_NUMBER, .fallback = CLIPBOARD_CLEAR_SECONDS,
		.min = 0, .max = CLIPBOARD_SECONDS_MAX,
		.unit = "s", .zero = "never",
		.help = "After how many seconds a copied code is cleared from "
			"the clipboard, if it is still there; 0 is never.",
	},
	[CONFIG_LOCK_MINUTES] = {
		.name = "lock-minutes", .title = "Lock when idle",
		.kind = CONFIG_NUMBER, .fallback = LOCK_MINUTES_DEFAULT,
		.min = 0, .max = LOCK_MINUTES_MAX,
		.unit = "min", .zero = "never",
		.help = "After how many minutes without a key the screen "
			"locks; 0 is never.",
	},
	[CONFIG_UNLOCK_MINUTES] = {
		.name = "unlock-minutes", .title = "Stay unlocked",
		.kind = CONFIG_NUMBER,
		.fallback = (int)(SESSION_KEEP_DEFAULT / 60),
		.min = 1, .max = (int)(SESSION_KEEP_MAX / 60),
		.unit = "min",
		.help = "How long otp unlock keeps the key of the vault, unless "
			"told with --for.",
	},
};

void
config_reset(struct config *config)
{
	for (size_t i = 0; i < CONFIG_COUNT; i++)
		config->values[i] = config_defs[i].fallback;
	config->binding_count = 0;
	buf_wipe(&config->problems);
}

void
config_wipe(struct config *config)
{
	buf_wipe(&config->problems);
	str_free(&config->path);
	str_free(&config->shown);
	*config = (struct config){0};
}

static bool
parse_word(const char *const *words, const char *text, int *value,
	struct err *err)
{
	char list[200] = "";
	size_t len = 0;

	for (int i = 0; words[i] != NULL; i++) {
		if (str_equal_nocase(words[i], text)) {
			*value = i;
			return true;
		}
		len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%s",
			i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ",
			words[i]);
	}
	return err_set(err, ERR_FORMAT, "must be %s, is \"%s\"", list, text);
}

static bool
parse_switch(const char *text, int *value, struct err *err)
{
	static const char *const words[] = {"no", "yes", "off", "on", "false",
		"true", "0", "1"};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_equal_nocase(words[i], text)) {
			*value = (int)(i % 2);
			return true;
		}
	}
	return err_set(err, ERR_FORMAT, "must be yes or no, is \"%s\"", text);
}

static bool
parse_number(const struct config_def *def, const char *text, int *value,
	struct err *err)
{
	uint64_t number;

	if (!str_to_uint(text, (uint64_t)def->min, (uint64_t)def->max, &number,
		    err))
		return false;
	*value = (int)number;
	return true;
}

bool
config_parse(const struct config_def *def, const char *text, int *value,
	struct err *err)
{
	bool ok = def->kind == CONFIG_WORD
			? parse_word(def->words, text, value, err)
		: def->kind == CONFIG_SWITCH ? parse_switch(text, value, err)
					     : parse_number(def, text, value,
						       err);

	if (!ok)
		err->kind = ERR_FORMAT;
	return ok || err_field(err, "%s", def->name);
}

void
config_format(const struct config_def *def, int value,
	char out[static CONFIG_VALUE_SIZE])
{
	if (def->kind == CONFIG_NUMBER)
		snprintf(out, CONFIG_VALUE_SIZE, "%d", value);
	else if (def->kind == CONFIG_SWITCH)
		snprintf(out, CONFIG_VALUE_SIZE, "%s",
			value != 0 ? "yes" : "no");
	else
		snprintf(out, CONFIG_VALUE_SIZE, "%s", def->words[value]);
}
