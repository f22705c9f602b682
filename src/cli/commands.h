/* Each command's row; its file is cmd_NAME.c. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

extern const struct command cmd_add;
extern const struct command cmd_backup;
extern const struct command cmd_clipboard_clear;
extern const struct command cmd_complete;
extern const struct command cmd_doctor;
extern const struct command cmd_edit;
extern const struct command cmd_export;
extern const struct command cmd_extract;
extern const struct command cmd_get;
extern const struct command cmd_help;
extern const struct command cmd_import;
extern const struct command cmd_init;
extern const struct command cmd_list;
extern const struct command cmd_lock;
extern const struct command cmd_log;
extern const struct command cmd_merge;
extern const struct command cmd_new;
extern const struct command cmd_passwd;
extern const struct command cmd_qr;
extern const struct command cmd_recipients;
extern const struct command cmd_recovery;
extern const struct command cmd_remove;
extern const struct command cmd_restore;
extern const struct command cmd_run;
extern const struct command cmd_show;
extern const struct command cmd_status;
extern const struct command cmd_trash;
extern const struct command cmd_undo;
extern const struct command cmd_unlock;
extern const struct command cmd_verify;

#endif
