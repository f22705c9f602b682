#include <locale.h>

#include "cli/cli.h"
#include "os/proc.h"
#include "tui/tui.h"

int
main(int argc, char **argv)
{
	struct proc_origin origin;

	proc_harden(&origin);
	/* Only how characters are written: what is said is English. */
	setlocale(LC_CTYPE, "");
	return cli_main(argc, argv, &origin, tui_run);
}
