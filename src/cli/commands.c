#include "cli/commands.h"

const struct command *const commands[] = {
	&cmd_init,
	&cmd_add,
	&cmd_import,
	&cmd_get,
	&cmd_list,
	&cmd_show,
	&cmd_qr,
	&cmd_remove,
	&cmd_trash,
	&cmd_passwd,
	&cmd_recipients,
	&cmd_unlock,
	&cmd_lock,
	&cmd_status,
	&cmd_doctor,
	&cmd_help,
	&cmd_clipboard_clear,
	NULL,
};
