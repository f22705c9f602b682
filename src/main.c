#include <locale.h>

#include "cli/cli.h"
#include "os/proc.h"
#include "tui/tui.h"

int
main(int argc, char **argv)
{
	proc_harden();
	setlocale(LC_ALL, "");
	return cli_main(argc, argv, tui_run);
}
