/* For the sanitizers, which reserve address space, start programs and read
 * /proc. The parts are built all the same; nothing enters them. */
#include "scan/sandbox.h"

void
sandbox_prepare(void)
{
}

bool
sandbox_is_built(void)
{
	return false;
}

bool
sandbox_enter(bool confined, struct err *err)
{
	(void)confined;
	(void)err;
	return true;
}

bool
sandbox_enter_with_camera(bool confined, int camera, struct err *err)
{
	(void)camera;
	return sandbox_enter(confined, err);
}
