/* The checks, each in the file of its field; private to app. */
#ifndef APP_DOCTOR_CHECKS_H
#define APP_DOCTOR_CHECKS_H

#include "app/doctor.h"

void doctor_say(struct doctor_finding *out, enum doctor_state state,
	const char *format, ...) PRINTF_LIKE(3, 4);

void doctor_vault(struct session *session, struct doctor_finding *out);
void doctor_revisions(struct session *session, struct doctor_finding *out);
void doctor_backup(struct session *session, struct doctor_finding *out);

void doctor_vault_file(struct session *session, struct doctor_finding *out);
void doctor_vault_folder(struct session *session, struct doctor_finding *out);
void doctor_passphrase_file(struct session *session,
	struct doctor_finding *out);
void doctor_identity_file(struct session *session, struct doctor_finding *out);

void doctor_settings(struct session *session, struct doctor_finding *out);

void doctor_clock(struct session *session, struct doctor_finding *out);
void doctor_memory(struct session *session, struct doctor_finding *out);
void doctor_core_dumps(struct session *session, struct doctor_finding *out);
void doctor_network(struct session *session, struct doctor_finding *out);
void doctor_decoder(struct session *session, struct doctor_finding *out);
void doctor_keyring(struct session *session, struct doctor_finding *out);

void doctor_clipboard(struct session *session, struct doctor_finding *out);
void doctor_terminal(struct session *session, struct doctor_finding *out);

#endif
