/*
 * The config file, $XDG_CONFIG_HOME/otp/config: "name = value" lines, then a
 * section [keys] of "action = key key" lines. One table holds every option;
 * the settings screen, otp-config(5) and the file that is written follow it.
 * There is nothing secret in it.
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/buf.h"

#define CONFIG_FILE_MAX ((size_t)64 * 1024)
#define CONFIG_LINE_MAX 196 /* bytes */
#define CONFIG_BINDINGS_MAX 100
#define CONFIG_NAME_SIZE 40
#define CONFIG_KEYS_SIZE 80

/* A row of config_defs[]. */
enum config_option {
	CONFIG_THEME,
	CONFIG_HIDE_CODES,
	CONFIG_MASK_UNFOCUSED,
	CONFIG_GROUPING,
	CONFIG_NEXT_CODE,
	CONFIG_SORT,
	CONFIG_MOUSE,
	CONFIG_CONFIRM,
	CONFIG_CLIPBOARD_SECONDS,
	CONFIG_LOCK_MINUTES,
	CONFIG_UNLOCK_MINUTES,
	CONFIG_COUNT,
};

/* The values of options that are words, in the order of their words. */
enum config_theme {
	THEME_AUTO,
	THEME_DARK,
	THEME_LIGHT,
	THEME_HIGH_CONTRAST,
	THEME_MONOCHROME,
	THEME_COUNT,
};
enum config_next { NEXT_SOON, NEXT_ALWAYS, NEXT_NEVER };
enum config_sort { SORT_NAME, SORT_RECENT, SORT_MANUAL, SORT_COUNT };

enum config_kind {
	CONFIG_SWITCH, /* yes or no: 1 or 0 */
	CONFIG_NUMBER, /* min to max */
	CONFIG_WORD,   /* the index of one of words */
};

#define CONFIG_WORDS_MAX 6

struct config_def {
	const char *name;
	const char *title; /* for the settings screen */
	enum config_kind kind;
	int fallback;
	int min, max;
	const char *words[CONFIG_WORDS_MAX]; /* ended by NULL */
	const char *unit; /* of a number */
	const char *zero; /* what 0 means, or NULL */
	const char *help; /* one or two sentences */
};

extern const struct config_def config_defs[CONFIG_COUNT];

/* A line of [keys]. */
struct config_binding {
	char action[CONFIG_NAME_SIZE];
	char keys[CONFIG_KEYS_SIZE]; /* as written, to be understood elsewhere */
	unsigned int line;
};

struct config {
	char *path;  /* NULL: there is no place for one */
	char *shown; /* the same for people: "~/.config/otp/config" */
	int values[CONFIG_COUNT];
	struct config_binding bindings[CONFIG_BINDINGS_MAX];
	size_t binding_count;
	struct buf problems; /* one line each: what was passed over, and why */
};

/*
 * Reads the file, if there is one. Nothing in it is fatal: what cannot be
 * understood, or read, leaves the default and a line in problems, with file
 * and line number. False only without memory.
 */
bool config_load(struct config *config, struct err *err) MUST_USE;
void config_wipe(struct config *config);

/* The defaults. */
void config_reset(struct config *config);

/* Understands the text of a value; the err says what would be one. */
bool config_parse(const struct config_def *def, const char *text, int *value,
	struct err *err) MUST_USE;

/* The text of a value, as it stands in the file. */
#define CONFIG_VALUE_SIZE 24
void config_format(const struct config_def *def, int value,
	char out[static CONFIG_VALUE_SIZE]);

/*
 * Sets a value and writes the file, exchanged whole, mode 0600. All other
 * lines of it stay as they are, comments too, and what others wrote meanwhile;
 * a new file has every option with its help, those at their default
 * commented out.
 */
bool config_set(struct config *config, enum config_option option, int value,
	struct err *err) MUST_USE;

/* The same for the keys of an action; NULL removes the line. */
bool config_bind(struct config *config, const char *action, const char *keys,
	struct err *err) MUST_USE;

#endif
