/* Lines go to the INI parser one by one, so that each has its number. */
#include "app/config.h"

#include <ini.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"

#define SECTION_KEYS "keys"
#define TOLD_MAX 20 /* problems; a file of another kind has thousands */

struct reading {
	struct config *config;
	const char *text, *end; /* what is left */
	unsigned int line;
	unsigned int told;
};

static void PRINTF_LIKE(2, 3)
complain(struct reading *reading, const char *format, ...)
{
	char text[ERR_WHERE_MAX + ERR_TEXT_MAX];
	va_list args;

	if (reading->told++ >= TOLD_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(&reading->config->problems, "%s:%u: %s\n",
		reading->config->shown, reading->line, text);
}

/* As fgets(). Blanks before a name would make it a part of the line before.
 * A line too long for the parser is passed over whole. */
static char *
next_line(char *out, int size, void *stream)
{
	struct reading *reading = stream;
	const char *from = reading->text, *end;
	size_t len;

	if (from == reading->end)
		return NULL;
	reading->line++;
	end = memchr(from, '\n', (size_t)(reading->end - from));
	if (end == NULL)
		end = reading->end;
	reading->text = end < reading->end ? end + 1 : end;
	while (from < end && (*from == ' ' || *from == '\t'))
		from++;
	len = (size_t)(end - from);
	if (len > CONFIG_LINE_MAX || len + 2 > (size_t)size) {
		if (*from != '#' && *from != ';')
			complain(reading, "is longer than %d bytes",
				CONFIG_LINE_MAX);
		len = 0;
	}
	memcpy(out, from, len);
	out[len] = '\n';
	out[len + 1] = '\0';
	return out;
}

static void
take_option(struct reading *reading, const char *name, const char *text)
{
	struct err err;

	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
		int value;

		if (strcmp(config_defs[i].name, name) != 0)
			continue;
		if (config_parse(&config_defs[i], text, &value, &err)) {
			reading->config->values[i] = value;
			return;
		}
		err_format(&err, problem, sizeof(problem));
		complain(reading, "%s", problem);
		return;
	}
	complain(reading, "%s: is no option", name);
}

static void
take_binding(struct reading *reading, const char *action, const char *keys)
{
	struct config *config = reading->config;
	struct config_binding *binding;
	size_t at = 0;

	while (at < config->binding_count &&
	    strcmp(config->bindings[at].action, action) != 0)
		at++;
	if (at == CONFIG_BINDINGS_MAX || strlen(action) >= CONFIG_NAME_SIZE ||
	    strlen(keys) >= CONFIG_KEYS_SIZE) {
		complain(reading, "%s: is too long, or one too many", action);
		return;
	}
	binding = &config->bindings[at];
	snprintf(binding->action, sizeof(binding->action), "%s", action);
	snprintf(binding->keys, sizeof(binding->keys), "%s", keys);
	binding->line = reading->line;
	if (at == config->binding_count)
		config->binding_count++;
}

static int
take(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;

	if (section[0] == '\0')
		take_option(reading, name, value);
	else if (strcmp(section, SECTION_KEYS) == 0)
		take_binding(reading, name, value);
	else
		complain(reading, "%s: the section [%s] is not known", name,
			section);
	return 1;
}

static void
parse(struct config *config, const struct buf *text)
{
	struct reading reading = {
		.config = config,
		.text = buf_text(text),
		.end = buf_text(text) + text->len,
	};
	int line = ini_parse_stream(next_line, &reading, take, &reading);

	if (line > 0) {
		reading.line = (unsigned int)line;
		complain(&reading, "must be \"name = value\"");
	}
}

/* No path, and no error: there is no place for it. */
static bool
find_path(struct config *config, struct err *err)
{
	const char *folder = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	size_t len;

	if (home != NULL && home[0] != '/')
		home = NULL;
	if (folder != NULL && folder[0] == '/')
		config->path = str_format(err, "%s/otp/config", folder);
	else if (home != NULL)
		config->path = str_format(err, "%s/.config/otp/config", home);
	else
		return true;
	if (config->path == NULL)
		return false;
	len = home != NULL ? strlen(home) : 0;
	if (len > 0 && strncmp(config->path, home, len) == 0 &&
	    config->path[len] == '/')
		config->shown = str_format(err, "~%s", config->path + len);
	else
		config->shown = str_dup(config->path, err);
	return config->shown != NULL;
}

bool
config_load(struct config *config, struct err *err)
{
	BUF text = {0};
	struct stat st;
	struct err reason;

	*config = (struct config){0};
	config_reset(config);
	if (!find_path(config, err))
		return false;
	if (config->path == NULL || stat(config->path, &st) != 0)
		return true;
	if (file_read(config->path, CONFIG_FILE_MAX, &text, &reason)) {
		parse(config, &text);
	} else if (err_is_nomem(&reason)) {
		*err = reason;
		return false;
	} else {
		buf_addf(&config->problems, "%s: %s\n", config->shown,
			reason.text);
	}
	return buf_ok(&config->problems, err);
}
