#include "app/doctor_checks.h"

static size_t
count_lines(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

/* What is wrong leaves the default, and is told at the start only. */
void
doctor_settings(struct session *session, struct doctor_finding *out)
{
	struct config config = {0};
	const char *problems;
	struct err err;

	(void)session;
	if (!config_load(&config, &err)) {
		err_format(&err, out->detail, sizeof(out->detail));
		out->state = DOCTOR_FAIL;
		return;
	}
	problems = buf_text(&config.problems);
	if (*problems == '\0')
		doctor_say(out, DOCTOR_OK, "all of them are understood");
	else if (count_lines(problems) == 1)
		doctor_say(out, DOCTOR_WARN, "%.*s",
			(int)strcspn(problems, "\n"), problems);
	else
		doctor_say(out, DOCTOR_WARN, "%.*s; and %zu more",
			(int)strcspn(problems, "\n"), problems,
			count_lines(problems) - 1);
	config_wipe(&config);
}
