#include "cli/plain_settings.h"

#include "cli/output.h"
#include "cli/words.h"

static size_t
find(const char *name)
{
	size_t i = 0;

	while (i < CONFIG_COUNT && strcmp(config_defs[i].name, name) != 0)
		i++;
	return i;
}

static void
add_value(const struct config *config, size_t option, struct buf *out)
{
	char value[CONFIG_VALUE_SIZE];

	config_format(&config_defs[option], config->values[option], value);
	buf_addf(out, "%s = %s\n", config_defs[option].name, value);
}

static void
add_help(size_t option, struct buf *out)
{
	const struct config_def *def = &config_defs[option];
	char value[CONFIG_VALUE_SIZE];

	buf_addf(out, "%s\n", def->help);
	for (size_t i = 0; def->kind == CONFIG_WORD && def->words[i] != NULL;
	     i++)
		buf_addf(out, "%s%s", i == 0 ? "One of " : ", ",
			def->words[i]);
	if (def->kind == CONFIG_NUMBER)
		buf_addf(out, "%d to %d %s", def->min, def->max, def->unit);
	if (def->kind == CONFIG_SWITCH)
		buf_add_str(out, "yes or no");
	config_format(def, def->fallback, value);
	buf_addf(out, "; default: %s.\n", value);
}

bool
plain_settings(struct session *session, const char *rest, struct err *err)
{
	struct config *config = &session->config;
	WORDS words = {0};
	BUF text = {0};
	size_t option;
	int value;

	if (!session_read_config(session, err) ||
	    !words_split(rest, NULL, &words, err))
		return false;
	for (option = 0; words.count == 0 && option < CONFIG_COUNT; option++)
		add_value(config, option, &text);
	if (words.count == 0)
		return output_write(session, &text, err);
	option = find(words.items[0]);
	if (option == CONFIG_COUNT || words.count > 2)
		return err_set(err, ERR_USAGE, "\"settings\" wants the name of "
			"a setting, and a new value; alone it tells all");
	if (words.count == 2) {
		if (!config_parse(&config_defs[option], words.items[1],
			    &value, err))
			return err_at(err, "%s", words.items[0]);
		if (!config_set(config, (enum config_option)option, value,
			    err))
			return false;
	}
	add_value(config, option, &text);
	if (words.count == 1)
		add_help(option, &text);
	return output_write(session, &text, err);
}
