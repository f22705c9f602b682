/*
 * otp-portal speaks to the portal and gives the address of the picture's file.
 * It is a program of its own as it needs libdbus.
 */
#include "app/screen_portal.h"

#include <errno.h>

#include "app/clipboard.h"
#include "app/clipboard_route.h"
#include "base/file.h"
#include "base/str.h"
#include "codec/uri.h"
#include "qr/scan.h"

#define HELPER "otp-portal"
#define SCHEME "file://"
#define THIS_HOST "localhost" /* RFC 8089, section 2 */
#define ADDRESS_MAX ((size_t)16 * 1024)

bool
screen_portal_is_there(void)
{
	struct err ignored;
	STRING path = proc_helper_path(HELPER, &ignored);

	return path != NULL && access(path, X_OK) == 0;
}

/* Of the picture, as a path. */
static bool
ask(int stop, int deadline_ms, struct buf *out, struct err *err)
{
	STRING helper = proc_helper_path(HELPER, err);
	const char *const argv[] = {helper, NULL};
	PROC_RESULT result = {0};
	const char *address;

	if (helper == NULL || !clipboard_run_until(stop, argv, ADDRESS_MAX,
		    deadline_ms, &result, err))
		return false;
	address = buf_text(&result.out);
	if (strncmp(address, SCHEME, strlen(SCHEME)) == 0)
		address += strlen(SCHEME);
	if (strncmp(address, THIS_HOST "/", strlen(THIS_HOST "/")) == 0)
		address += strlen(THIS_HOST);
	if (address[0] == '/')
		uri_decode(address, strcspn(address, "\n"), false, out);
	if (!buf_ok(out, err))
		return false;
	return (out->len > 0 && strlen(buf_text(out)) == out->len) ||
		err_set(err, ERR_SYSTEM, "gave no file of this machine");
}

static bool
take_file(const char *path, struct buf *out, struct err *err)
{
	if (!file_read(path, CLIPBOARD_IMAGE_MAX, out, err))
		return false;
	if (!scan_is_picture(out->data, out->len))
		return err_set(err, ERR_FORMAT, "gave no picture, but %s, "
			"which is left as it is", path);
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	return err_errno(err, "the picture in %s cannot be removed: import "
		"and remove it", path);
}

bool
screen_portal(int stop, int deadline_ms, struct buf *out, struct err *err)
{
	BUF path = {0};

	if (ask(stop, deadline_ms, &path, err) &&
	    take_file(buf_text(&path), out, err))
		return true;
	err->where[0] = '\0'; /* the path of the helper tells nobody anything */
	return err_at(err, "portal");
}
