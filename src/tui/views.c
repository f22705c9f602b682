#include "tui/views.h"

/* In the order in which the settings show their actions. */
const struct view_class *const views[] = {
	&view_list,
	&view_detail,
	&view_qr,
	&view_tags,
	&view_vault,
	&view_trash,
	&view_history,
	&view_backup,
	&view_passphrase,
	&view_keep,
	&view_doctor,
	&view_settings,
	&view_bindings,
	&view_help,
	&view_confirm,
	&view_prompt,
	&view_import,
	&view_add,
	&view_create,
	&view_unlock,
	&view_rescue,
	&view_reopen,
	NULL,
};
