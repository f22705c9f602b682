/* Changes single lines of the file, so that all others stay the user's. */
#include "app/config.h"

#include <errno.h>
#include <limits.h>

#include "app/parents.h"
#include "base/file.h"
#include "base/str.h"

#define WRAP 76

/* A line of the file that is to be. */
struct change {
	const char *section; /* "" for options */
	const char *name;
	const char *value;   /* NULL: away with the line */
	const char *help;    /* to be put before a line that is new, or NULL */
};

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Whether a line, from its first letter on, sets the name. */
static bool
sets(const char *line, const char *end, const char *name)
{
	size_t len = strlen(name);

	if ((size_t)(end - line) <= len || memcmp(line, name, len) != 0)
		return false;
	for (line += len; line < end && is_blank(*line); line++)
		;
	return line < end && (*line == '=' || *line == ':');
}

/* Where a change goes. */
struct place {
	const char *from, *to; /* the line to be replaced, or both NULL */
	const char *behind;    /* the end of the section */
	bool has_section;
	bool live;             /* the line found is no comment */
};

static void
look_at_line(const struct change *change, const char *line, const char *end,
	const char *next, struct place *place)
{
	const char *at = line;
	bool comment;

	while (at < end && is_blank(*at))
		at++;
	comment = at < end && *at == '#';
	while (comment && at < end && (*at == '#' || is_blank(*at)))
		at++;
	place->behind = next;
	/* The last line that sets it is the one that counts. */
	if (!sets(at, end, change->name) ||
	    (comment && (place->live || place->from != NULL)))
		return;
	place->from = line;
	place->to = next;
	place->live = !comment;
}

static bool
is_section(const char *line, const char *end, const char *name)
{
	size_t len = strlen(name);

	return (size_t)(end - line) >= len + 2 && line[len + 1] == ']' &&
		memcmp(line + 1, name, len) == 0;
}

static struct place
find_place(const struct change *change, const char *text)
{
	bool inside = change->section[0] == '\0';
	struct place place = {.has_section = inside, .behind = text};

	for (const char *line = text; *line != '\0';) {
		const char *end = line + strcspn(line, "\n");
		const char *next = *end != '\0' ? end + 1 : end;
		const char *first = line + strspn(line, " \t");

		if (*first == '[') {
			inside = is_section(first, end, change->section);
			place.has_section |= inside;
			if (inside)
				place.behind = next;
		} else if (inside) {
			look_at_line(change, line, end, next, &place);
		}
		line = next;
	}
	return place;
}

static void
add_comment(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		size_t count = len, skip = 0;

		if (len > WRAP) {
			count = WRAP;
			while (count > 1 && text[count] != ' ')
				count--;
			skip = 1;
		}
		buf_addf(out, "# %.*s\n", (int)count, text);
		text += count + skip;
		len -= count + skip;
	}
}

static void
add_line(struct buf *out, const struct change *change)
{
	if (out->len > 0 && out->data[out->len - 1] != '\n')
		buf_add_byte(out, '\n');
	buf_addf(out, "%s = %s\n", change->name, change->value);
}

static void
apply(const struct change *change, const char *text, struct buf *out)
{
	struct place place = find_place(change, text);
	const char *from = place.from, *to = place.to;

	if (change->value == NULL && !place.live) {
		buf_add_str(out, text);
		return;
	}
	if (from == NULL)
		from = to = place.has_section ? place.behind
					      : text + strlen(text);
	buf_add(out, text, (size_t)(from - text));
	if (!place.has_section)
		buf_addf(out, "%s[%s]\n", out->len > 0 ? "\n" : "",
			change->section);
	if (place.from == NULL && change->help != NULL) {
		buf_add_byte(out, '\n');
		add_comment(out, change->help);
	}
	if (change->value != NULL)
		add_line(out, change);
	if (place.from == NULL && change->section[0] == '\0' && *to != '\0')
		buf_add_byte(out, '\n');
	buf_add_str(out, to);
}

static void
add_template(struct buf *out)
{
	buf_add_str(out, "# The settings of otp: see otp-config(5). What is "
		"commented out is the default.\n");
	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		const struct config_def *def = &config_defs[i];
		char value[CONFIG_VALUE_SIZE];

		buf_add_byte(out, '\n');
		add_comment(out, def->help);
		if (def->kind == CONFIG_NUMBER)
			buf_addf(out, "# %d to %d\n", def->min, def->max);
		for (size_t j = 0; def->words[j] != NULL; j++)
			buf_addf(out, "%s%s%s", j == 0 ? "# " : ", ",
				def->words[j],
				def->words[j + 1] == NULL ? "\n" : "");
		config_format(def, def->fallback, value);
		buf_addf(out, "#%s = %s\n", def->name, value);
	}
	buf_add_str(out, "\n[keys]\n# The keys of an action, up to four, "
		"such as: quit = q Ctrl-Q\n");
}

/* A link, as of a folder of dotfiles, stays one. */
static bool
exchange(const char *path, const struct change *change, struct err *err)
{
	BUF text = {0}, changed = {0};
	char real[PATH_MAX];

	if (realpath(path, real) == NULL) {
		if (errno != ENOENT)
			return err_errno(err, "cannot find it");
		if (!parents_make(path, err))
			return false;
		add_template(&text);
		snprintf(real, sizeof(real), "%s", path);
	} else if (!file_read(real, CONFIG_FILE_MAX, &text, err)) {
		return false;
	}
	if (memchr(buf_text(&text), '\0', text.len) != NULL)
		return err_set(err, ERR_FORMAT, "is not a text file");
	apply(change, buf_text(&text), &changed);
	return buf_ok(&text, err) && buf_ok(&changed, err) &&
		file_create(real, changed.data, changed.len, true, err);
}

static bool
save(const struct config *config, const struct change *change,
	struct err *err)
{
	if (config->path == NULL)
		return err_set(err, ERR_SYSTEM, "cannot tell where the "
			"settings go: set HOME or XDG_CONFIG_HOME");
	return exchange(config->path, change, err) ||
		err_at(err, "%s", config->shown);
}

bool
config_set(struct config *config, enum config_option option, int value,
	struct err *err)
{
	const struct config_def *def = &config_defs[option];
	char text[CONFIG_VALUE_SIZE];

	config_format(def, value, text);
	if (!save(config, &(struct change){
		    .section = "", .name = def->name, .value = text,
		    .help = def->help}, err))
		return false;
	config->values[option] = value;
	return true;
}

static void
forget(struct config *config, size_t at)
{
	if (at == config->binding_count)
		return;
	memmove(&config->bindings[at], &config->bindings[at + 1],
		(config->binding_count - at - 1) * sizeof(*config->bindings));
	config->binding_count--;
}

bool
config_bind(struct config *config, const char *action, const char *keys,
	struct err *err)
{
	struct config_binding *binding;
	size_t at = 0;

	while (at < config->binding_count &&
	    strcmp(config->bindings[at].action, action) != 0)
		at++;
	if (at == CONFIG_BINDINGS_MAX)
		return err_set(err, ERR_REFUSED, "too many keys are set");
	if (!save(config, &(struct change){
		    .section = "keys", .name = action, .value = keys}, err))
		return false;
	if (keys == NULL) {
		forget(config, at);
		return true;
	}
	binding = &config->bindings[at];
	if (at == config->binding_count)
		config->binding_count++;
	*binding = (struct config_binding){0};
	snprintf(binding->action, sizeof(binding->action), "%s", action);
	snprintf(binding->keys, sizeof(binding->keys), "%s", keys);
	return true;
}
