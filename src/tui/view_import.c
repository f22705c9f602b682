/*
 * Import: a path, a look at what the file holds, one save. Reading runs
 * beside the screen, as pictures and key derivations take their time.
 * import_preview.c does what comes after it.
 */
#include <sys/eventfd.h>

#include "app/clipboard.h"
#include "base/file.h"
#include "tui/import_form.h"
#include "tui/keys.h"
#include "tui/names.h"
#include "tui/views.h"

static const struct key_table path_keys, passphrase_keys;

static struct import_view *
self(struct view *view)
{
	return (struct import_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct import_view *import = self(view);

	(void)arg;
	import->passphrase.hidden = true;
	import->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return import->stop >= 0 || err_errno(err, "cannot be made ready");
}

static void
close_view(struct view *view)
{
	struct import_view *import = self(view);

	fd_close(&import->stop);
	line_wipe(&import->path);
	line_wipe(&import->passphrase);
	secret_wipe(&import->secret);
	completion_wipe(&import->names);
	buf_wipe(&import->expanded);
	intake_wipe(&import->intake);
}

static struct line *
line(struct view *view)
{
	struct import_view *import = self(view);

	if (import->previews)
		return NULL;
	return import->asks ? &import->passphrase : &import->path;
}

static struct menu *
menu(struct view *view)
{
	struct import_view *import = self(view);

	return import->previews ? &import->menu : NULL;
}

static void
on_change(struct view *view)
{
	completion_wipe(&self(view)->names);
	self(view)->problem[0] = '\0';
}

/* Reading */

static bool
give_passphrase(void *arg, const char *source, struct secret *out,
	struct err *err)
{
	const struct import_view *import = arg;

	(void)source;
	if (import->secret.len == 0)
		return err_set(err, ERR_LOCKED, "it wants its passphrase");
	return secret_set(out, import->secret.bytes, import->secret.len, err);
}

static bool
count(void *arg, size_t done, size_t total)
{
	struct import_view *import = arg;

	atomic_store(&import->done, done);
	atomic_store(&import->total, total);
	return !atomic_load(&import->stopped);
}

static bool
read_source(void *arg, struct err *err)
{
	struct import_view *import = arg;
	const struct session *session = app_session(import->view.app);
	struct intake_options options = {
		.passphrase = give_passphrase,
		.progress = count,
		.arg = import,
	};
	BUF bytes = {0};

	if (import->picture == NULL)
		return intake_path(&import->intake, session, &options,
			buf_text(&import->expanded), err);
	if (!import->picture->take(import->stop, &bytes, err))
		return err_at(err, "%s", import->picture->name);
	return intake_bytes(&import->intake, session, &options,
		import->picture->name, bytes.data, bytes.len, err);
}

static void
ask(struct import_view *import, bool asks)
{
	import->asks = asks;
	import->view.keys = asks ? &passphrase_keys : &path_keys;
	line_clear(&import->passphrase);
	secret_wipe(&import->secret);
}

static void
begin(struct import_view *import, const struct import_picture *picture)
{
	eventfd_t ignored;

	completion_wipe(&import->names);
	import->problem[0] = '\0';
	intake_wipe(&import->intake);
	secret_wipe(&import->secret);
	import->picture = picture;
	while (eventfd_read(import->stop, &ignored) == 0)
		;
	atomic_store(&import->stopped, false);
	count(import, 0, 0);
}

static enum after
act_stop(struct view *view)
{
	struct import_view *import = self(view);

	atomic_store(&import->stopped, true);
	eventfd_write(import->stop, 1);
	return AFTER_NOTHING;
}

static enum after
take_picture(struct view *view, const struct import_picture *picture)
{
	begin(self(view), picture);
	app_run(view->app, read_source, self(view));
	return AFTER_NOTHING;
}

static enum after
act_clipboard(struct view *view)
{
	static const struct import_picture picture = {
		"clipboard", "Reading the clipboard", clipboard_image,
	};

	return take_picture(view, &picture);
}

static enum after
act_screen(struct view *view)
{
	static const struct import_picture picture = {
		"screen", "Draw a frame around the QR code with the mouse",
		screen_image,
	};

	return take_picture(view, &picture);
}

static enum after
act_read(struct view *view)
{
	struct import_view *import = self(view);
	struct err err;

	if (line_is_empty(&import->path)) {
		snprintf(import->problem, sizeof(import->problem), "%s",
			"Which file? Type its path first.");
		return AFTER_NOTHING;
	}
	begin(import, NULL);
	buf_clear(&import->expanded);
	if (!complete_expand(line_text(&import->path), getenv("HOME"),
		    &import->expanded, &err) ||
	    !secret_set(&import->secret, line_text(&import->passphrase),
		    import->passphrase.text.len, &err))
		app_say_err(view->app, &err);
	else
		app_run(view->app, read_source, import);
	return AFTER_NOTHING;
}

/* The first thing to say, such as a part of an export that is missing. */
static void
say_note(const struct import_view *import)
{
	struct err err;
	BUF notes = {0};

	if (!intake_notes(&import->intake, &notes, &err))
		app_say_err(import->view.app, &err);
	else if (notes.len > 0)
		app_say(import->view.app, STYLE_NORMAL, "%.*s",
			(int)strcspn(buf_text(&notes), "\n"),
			buf_text(&notes));
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct import_view *import = self(view);
	bool had_passphrase = import->secret.len > 0;

	secret_wipe(&import->secret);
	if (atomic_load(&import->stopped)) {
		intake_wipe(&import->intake);
		snprintf(import->problem, sizeof(import->problem), "%s",
			"Stopped. Nothing was read.");
	} else if (ok && import->intake.len > 0) {
		ask(import, false);
		import_preview_begin(import);
		say_note(import);
	} else if (ok) {
		snprintf(import->problem, sizeof(import->problem), "%s",
			"There is no account in it.");
	} else {
		err_format(err, import->problem, sizeof(import->problem));
		if (err->kind == ERR_LOCKED) {
			if (!had_passphrase)
				import->problem[0] = '\0';
			ask(import, true);
		}
	}
	return AFTER_NOTHING;
}

/* The path */

static enum after
act_complete(struct view *view)
{
	struct import_view *import = self(view);
	struct err err;
	bool any;

	if (!names_complete(&import->path, &import->names, &any, &err))
		app_say_err(view->app, &err);
	else
		snprintf(import->problem, sizeof(import->problem), "%s",
			any ? "" : "Nothing there begins like that.");
	return AFTER_NOTHING;
}

static enum after
act_no_passphrase(struct view *view)
{
	ask(self(view), false);
	return AFTER_NOTHING;
}

static bool
update(struct view *view, struct err *err)
{
	(void)err;
	view->right[0] = '\0';
	if (self(view)->previews)
		import_preview_fit(self(view));
	return true;
}

static const char *
unsaved(const struct view *view)
{
	const struct import_view *import = (const struct import_view *)view;

	if (import->previews && import->intake.len > 0)
		return "what was found";
	return line_is_empty(&import->path) ? NULL : "what was typed";
}

static const struct key_def path_rows[] = {
	{{K_ENTER}, "read", "read it", "look what is in the file", act_read},
	{{K_TAB}, "complete", "complete", "complete the path", act_complete},
	{{K_ESC}, "back", "cancel", "back to the list", view_cancel},
	{{K_CTRL('v')}, "read-clipboard", "clipboard", "the picture that is "
		"on the clipboard", act_clipboard},
	{{K_CTRL('p')}, "read-screen", "screen", "a picture of the screen, or "
		"of a part of it", act_screen},
};

static const struct key_def passphrase_rows[] = {
	{{K_ENTER}, "read", "read it", "open the backup with this passphrase",
		act_read},
	{{K_ESC}, "back", "cancel", "back to the path", act_no_passphrase},
};

static const struct key_def reading_rows[] = {
	{{K_ESC}, "back", "stop", "read no further", act_stop},
};

static const struct key_table reading_keys = KEY_TABLE_FORM("While it reads",
	reading_rows);
static const struct key_table path_keys = KEY_TABLE_FORM("Import", path_rows);
static const struct key_table passphrase_keys = KEY_TABLE_FORM("Encrypted backup",
	passphrase_rows);
static const struct key_table *const tables[] = {&path_keys,
	&passphrase_keys, &reading_keys, &import_preview_keys, NULL};

const struct view_class view_import = {
	.title = "Import",
	.size = sizeof(struct import_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = import_draw,
	.tell = import_tell,
	.line = line,
	.busy_keys = &reading_keys,
	.on_change = on_change,
	.on_job = on_job,
	.menu = menu,
	.unsaved = unsaved,
	.close = close_view,
};
