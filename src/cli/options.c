#include "cli/options.h"

#include "base/secmem.h"
#include "base/str.h"

/* A base32 key of 80 bits, the least that is in use, has 16 letters. */
#define KEY_LETTERS_MIN 16
#define NAME_SHOWN_MAX 40

/* Walks argv; parsed->options takes what the command's rows store. */
struct reader {
	int argc, at;
	char **argv;
	struct parsed *parsed;
};

bool
options_looks_secret(const char *text)
{
	size_t letters = 0;

	if (strstr(text, "://") != NULL)
		return true;
	for (; *text != '\0'; text++) {
		if (strchr(" -=", *text) != NULL)
			continue;
		if ((*text < 'A' || *text > 'Z') &&
		    (*text < 'a' || *text > 'z') &&
		    (*text < '2' || *text > '7'))
			return false;
		letters++;
	}
	return letters >= KEY_LETTERS_MIN;
}

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* Appends where the options are explained. Always false. */
static bool
usage_hint(const struct parsed *parsed, struct err *err)
{
	size_t len = strlen(err->text);

	snprintf(err->text + len, sizeof(err->text) - len,
		"; see \"otp help%s%s\"", parsed->command != NULL ? " " : "",
		parsed->command != NULL ? parsed->command->name : "");
	return false;
}

static bool
unknown_option(const struct parsed *parsed, const char *dashes,
	const char *name, int len, struct err *err)
{
	char shown[NAME_SHOWN_MAX + 1];

	snprintf(shown, sizeof(shown), "%.*s", len, name);
	err_set(err, ERR_USAGE, "unknown option");
	if (!options_looks_secret(shown))
		err_at(err, "%s%s", dashes, shown);
	return usage_hint(parsed, err);
}

/* The row by its letter, or by a name of len bytes. */
static const struct option_def *
find_in(const struct option_def *rows, char letter, const char *name,
	size_t len)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		if (letter != 0 && rows->letter == letter)
			return rows;
		if (letter == 0 && strlen(rows->name) == len &&
		    memcmp(rows->name, name, len) == 0)
			return rows;
	}
	return NULL;
}

/* Finds the row and the struct that its set() fills. */
static const struct option_def *
find(struct parsed *parsed, char letter, const char *name, size_t len,
	void **target)
{
	const struct option_def *row = NULL;

	*target = parsed->options;
	if (parsed->command != NULL)
		row = find_in(parsed->command->options, letter, name, len);
	if (row == NULL) {
		*target = &parsed->globals;
		row = find_in(global_options, letter, name, len);
		parsed->global = row;
	}
	return row;
}

static bool
takes_value(const struct option_def *row)
{
	return row->kind != OPTION_FLAG && row->kind != OPTION_MAYBE;
}

/* At its place in the options: a bool, or a text. */
static void
put(const struct option_def *row, void *target, const char *value)
{
	uint8_t *place = (uint8_t *)target + row->offset;
	const bool on = true;

	if (row->kind == OPTION_FLAG)
		memcpy(place, &on, sizeof(on));
	else
		memcpy(place, &value, sizeof(value));
}

static bool
store(struct reader *reader, const struct option_def *row, void *target,
	const char *value, struct err *err)
{
	if (value == NULL && takes_value(row)) {
		if (reader->at == reader->argc) {
			err_set(err, ERR_USAGE, "needs a value (%s)",
				row->value);
			err_at(err, "--%s", row->name);
			return usage_hint(reader->parsed, err);
		}
		value = reader->argv[reader->at++];
	}
	if (row->set == NULL) {
		put(row, target, value);
		return true;
	}
	if (row->set(target, value, err))
		return true;
	if (err->kind != ERR_SYSTEM)
		err->kind = ERR_USAGE;
	return err_at(err, "--%s", row->name);
}

/* "name" or "name=value", behind the two dashes. */
static bool
read_long(struct reader *reader, const char *text, struct err *err)
{
	size_t len = strcspn(text, "=");
	const char *value = text[len] == '=' ? text + len + 1 : NULL;
	void *target;
	const struct option_def *row = find(reader->parsed, 0, text, len,
		&target);

	if (row == NULL)
		return unknown_option(reader->parsed, "--", text, (int)len,
			err);
	if (value != NULL && row->kind == OPTION_FLAG) {
		err_set(err, ERR_USAGE, "takes no value");
		err_at(err, "--%s", row->name);
		return usage_hint(reader->parsed, err);
	}
	return store(reader, row, target, value, err);
}

/* "nc" or "VFILE", behind the dash. */
static bool
read_cluster(struct reader *reader, const char *text, struct err *err)
{
	while (*text != '\0') {
		void *target;
		const struct option_def *row = find(reader->parsed, *text,
			NULL, 0, &target);
		const char *value = NULL;

		if (row == NULL)
			return unknown_option(reader->parsed, "-", text, 1,
				err);
		text++;
		if (takes_value(row) && *text != '\0') {
			value = text;
			text += strlen(text);
		}
		if (!store(reader, row, target, value, err))
			return false;
	}
	return true;
}

static bool
name_command(struct parsed *parsed, const char *name, struct err *err)
{
	const struct command *command = command_find(name);

	if (command == NULL) {
		err_set(err, ERR_USAGE, "unknown command");
		if (!options_looks_secret(name))
			err_at(err, "%.*s", NAME_SHOWN_MAX, name);
		return usage_hint(parsed, err);
	}
	parsed->command = command;
	if (command->options_size == 0)
		return true;
	parsed->options = secmem_alloc(command->options_size);
	if (parsed->options == NULL)
		return err_nomem(err);
	memset(parsed->options, 0, command->options_size);
	return true;
}

static bool
read_operand(struct parsed *parsed, char *text, struct err *err)
{
	if (parsed->command == NULL)
		return name_command(parsed, text, err);
	parsed->operands[parsed->operand_count++] = text;
	parsed->operands[parsed->operand_count] = NULL;
	return true;
}

bool
options_parse(int argc, char **argv, struct parsed *out, struct err *err)
{
	struct reader reader = {argc, 1, argv, out};
	bool only_operands = false;

	*out = (struct parsed){.globals.session.passphrase_fd = -1};
	out->operands = secmem_alloc(sizeof(char *) * ((size_t)argc + 1));
	if (out->operands == NULL)
		return err_nomem(err);
	while (reader.at < argc) {
		char *text = argv[reader.at++];
		bool good;

		if (only_operands || text[0] != '-' || text[1] == '\0')
			good = read_operand(out, text, err);
		else if (text[1] != '-')
			good = read_cluster(&reader, text + 1, err);
		else if (text[2] != '\0')
			good = read_long(&reader, text + 2, err);
		else
			good = only_operands = true;
		if (!good)
			return false;
	}
	return true;
}

bool
options_check(const struct parsed *parsed, struct err *err)
{
	const struct command *command = parsed->command;

	if (parsed->operand_count < command->min)
		err_set(err, ERR_USAGE, "needs %s", command->args);
	else if (command->max == 0 && parsed->operand_count > 0)
		err_set(err, ERR_USAGE, "takes no argument, got %d",
			parsed->operand_count);
	else if (command->max > 0 && parsed->operand_count > command->max)
		err_set(err, ERR_USAGE, "takes %d argument%s, got %d",
			command->max, command->max == 1 ? "" : "s",
			parsed->operand_count);
	else
		return true;
	err_at(err, "%s", command->name);
	return usage_hint(parsed, err);
}

void
parsed_wipe(struct parsed *parsed)
{
	secmem_free(parsed->operands);
	secmem_free(parsed->options);
	*parsed = (struct parsed){0};
}
