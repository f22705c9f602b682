#include "cli/usage.h"

#define INDENT 2
#define LABEL_MAX 28 /* a longer label gets a line of its own */

/* "-V, --vault FILE", "    --wait[=S]". */
static void
option_label(const struct option_def *row, struct buf *out)
{
	if (row->letter != 0)
		buf_addf(out, "-%c, ", row->letter);
	else
		buf_add_str(out, "    ");
	buf_addf(out, "--%s", row->name);
	if (row->kind == OPTION_MAYBE)
		buf_addf(out, "[=%s]", row->value);
	else if (row->value != NULL)
		buf_addf(out, " %s", row->value);
}

static void
blanks(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, ' ');
}

/* Appends words broken at the right margin; at is the current column. */
static void
wrap(const char *text, size_t indent, size_t at, struct buf *out)
{
	bool first = true;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		if (!first && at + 1 + len > USAGE_COLUMNS) {
			buf_add_byte(out, '\n');
			blanks(out, indent);
			at = indent;
		} else if (!first) {
			buf_add_byte(out, ' ');
			at++;
		}
		buf_add(out, text, len);
		at += len;
		text += len + strspn(text + len, " ");
		first = false;
	}
	buf_add_byte(out, '\n');
}

/* A label and its text in two columns. */
static void
item(const char *label, const char *text, size_t width, struct buf *out)
{
	size_t len = strlen(label);
	size_t indent = INDENT + width + 2;

	blanks(out, INDENT);
	buf_add_str(out, label);
	if (len > width) {
		buf_add_byte(out, '\n');
		blanks(out, indent);
	} else {
		blanks(out, width - len + 2);
	}
	wrap(text, indent, indent, out);
}

static size_t
label_width(const struct option_def *rows, size_t width)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		BUF label = {0};

		option_label(rows, &label);
		if (label.len > width && label.len <= LABEL_MAX)
			width = label.len;
	}
	return width;
}

/* One of the command's own stands before one of all with the same name. */
static bool
is_hidden(const struct option_def *row, const struct option_def *own)
{
	for (; own != NULL && own != row && own->name != NULL; own++)
		if (strcmp(own->name, row->name) == 0)
			return true;
	return false;
}

static void
option_list(const char *title, const struct option_def *rows,
	const struct option_def *own, size_t width, struct buf *out)
{
	if (rows == NULL || rows->name == NULL)
		return;
	buf_addf(out, "\n%s:\n", title);
	for (; rows->name != NULL; rows++) {
		BUF label = {0}, text = {0};

		if (is_hidden(rows, own))
			continue;
		option_label(rows, &label);
		buf_add_str(&text, rows->help);
		for (size_t i = 0; rows->words != NULL &&
			    rows->words[i] != NULL; i++)
			buf_addf(&text, "%s%s", i == 0 ? ": " : ", ",
				rows->words[i]);
		item(buf_text(&label), buf_text(&text), width, out);
	}
}

static void
command_list(struct buf *out)
{
	size_t width = 0;

	for (size_t i = 0; commands[i] != NULL; i++)
		if (strlen(commands[i]->name) > width)
			width = strlen(commands[i]->name);
	buf_add_str(out, "\nCommands:\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		if ((commands[i]->flags & COMMAND_HIDDEN) == 0)
			item(commands[i]->name, commands[i]->help, width, out);
}

static void
program_head(struct buf *out)
{
	buf_add_str(out,
		"Usage: otp [OPTION...]\n"
		"       otp [OPTION...] COMMAND [OPTION...] [ARGUMENT...]\n"
		"\n"
		"Keeps the second factors of your accounts in one encrypted "
		"file, the vault.\n"
		"Without a command it opens the vault on the screen.\n");
	command_list(out);
}

static void
command_head(const struct command *command, struct buf *out)
{
	buf_addf(out, "Usage: otp %s [OPTION...]%s%s\n\n", command->name,
		command->args != NULL ? " " : "",
		command->args != NULL ? command->args : "");
	wrap(command->help, 0, 0, out);
	if (command->more == NULL)
		return;
	buf_add_byte(out, '\n');
	wrap(command->more, 0, 0, out);
}

void
usage_write(const struct command *command, struct buf *out)
{
	const struct option_def *own = command != NULL ? command->options :
		NULL;
	size_t width = label_width(own, label_width(global_options, 0));

	if (command == NULL)
		program_head(out);
	else
		command_head(command, out);
	option_list("Options", own, NULL, width, out);
	option_list("Options of every command", global_options, own, width,
		out);
	if (command == NULL)
		buf_add_str(out,
			"\n\"otp help COMMAND\" shows a command's own "
			"options; otp(1) tells everything.\n");
}
