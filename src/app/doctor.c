#include "app/doctor_checks.h"

#include <stdarg.h>

/* The vault's contents come before the memory that they need. */
const struct doctor_check doctor_checks[] = {
	{"clock", doctor_clock},
	{"vault", doctor_vault},
	{"revisions", doctor_revisions},
	{"backup", doctor_backup},
	{"vault file", doctor_vault_file},
	{"vault folder", doctor_vault_folder},
	{"passphrase file", doctor_passphrase_file},
	{"identity file", doctor_identity_file},
	{"settings", doctor_settings},
	{"memory lock", doctor_memory},
	{"core dumps", doctor_core_dumps},
	{"network", doctor_network},
	{"picture decoder", doctor_decoder},
	{"keyring", doctor_keyring},
	{"clipboard", doctor_clipboard},
	{"terminal", doctor_terminal},
	{0},
};

const char *
doctor_word(enum doctor_state state)
{
	static const char *const words[] = {
		[DOCTOR_OK] = "ok",
		[DOCTOR_WARN] = "warn",
		[DOCTOR_FAIL] = "fail",
	};

	return words[state];
}

void
doctor_say(struct doctor_finding *out, enum doctor_state state,
	const char *format, ...)
{
	va_list args;

	out->state = state;
	va_start(args, format);
	if (vsnprintf(out->detail, sizeof(out->detail), format, args) < 0)
		out->detail[0] = '\0';
	va_end(args);
}
