#include "cli/plain.h"

#include <signal.h>

#include "app/prompt.h"
#include "cli/output.h"
#include "cli/plain_words.h"

/* The trailing blanks go, or a number would not be one. */
static char *
trimmed(char *line)
{
	size_t len = strlen(line);

	while (len > 0 && strchr(PLAIN_BLANKS, line[len - 1]) != NULL)
		line[--len] = '\0';
	return line + strspn(line, PLAIN_BLANKS);
}

/* 0 minutes: not at all. */
static int64_t
idle_seconds(const struct session *session)
{
	int minutes = session->config.values[CONFIG_LOCK_MINUTES];

	return minutes > 0 ? INT64_C(60) * minutes : INT64_MAX;
}

/* One question, one answer. Only what cannot go on is an error. */
static bool
turn(struct plain *plain, struct err *err)
{
	enum prompt_event event;
	STRING line = NULL;
	struct err wrong;

	if (!prompt_dialogue("otp> ", idle_seconds(plain->session), &event,
		    &line, err))
		return false;
	if (event == PROMPT_END) {
		plain->quit = true;
	} else if (event == PROMPT_IDLE || event == PROMPT_STOP) {
		if (plain->session->vault != NULL)
			prompt_say("Locked.");
		session_lock(plain->session);
		if (event == PROMPT_STOP)
			raise(SIGTSTP);
	} else if (!plain_answer(plain, trimmed(line), &wrong)) {
		output_error(plain->session, &wrong);
	}
	return true;
}

static bool
greet(struct plain *plain, struct err *err)
{
	BUF text = {0};
	size_t count = 0;
	const struct entries *entries =
		&plain->session->vault->payload.entries;

	for (size_t i = 0; i < entries->len; i++)
		count += entries->items[i]->trashed == 0;
	if (count == 0)
		buf_add_str(&text, PLAIN_NONE_YET " \"help\" tells what else "
			"can be typed, \"quit\" ends.\n");
	else
		buf_addf(&text, "%zu account%s. Type part of a name for its "
			"code, \"list\", \"help\" or \"quit\".\n", count,
			count == 1 ? "" : "s");
	return output_write(plain->session, &text, err);
}

static bool
begin(struct plain *plain, struct err *err)
{
	bool there, make;

	if (!vault_look(plain->session->vault_path, &there, err))
		return err_at(err, "%s", plain->session->vault_path);
	if (!there && !vault_exists(plain->session->vault_path)) {
		if (!prompt_yes_no("There is no vault yet. Make one?", &make,
			    err))
			return false;
		if (!make)
			return err_set(err, ERR_REFUSED, "there is no vault; "
				"make one with: otp init");
		if (!plain_run_line(plain, "init", err))
			return false;
	}
	return plain_open(plain->session, err) && greet(plain, err);
}

bool
plain_run(struct session *session, struct err *err)
{
	struct plain plain = {.session = session};
	bool good = session_read_config(session, err) && begin(&plain, err);

	while (good && !plain.quit)
		good = turn(&plain, err);
	plain_list_wipe(&plain.list);
	return good;
}
