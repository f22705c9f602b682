#include "cli/gather.h"

#include "app/clipboard.h"
#include "app/prompt.h"
#include "base/file.h"
#include "cli/output.h"
#include "cli/viewfinder.h"
#include "vault/unlock.h"

#define READING "Reading"
#define DRAW_A_FRAME "Draw a frame around the QR code with the mouse"

typedef bool take_picture(int stop, struct buf *out, struct err *err);

/* The passphrase of a backup: from the file named, else from a person. */
static bool
ask_passphrase(void *arg, const char *source, struct secret *out,
	struct err *err)
{
	struct gathering *all = arg;
	const char *path = all->options->passphrase_file;
	char warning[160] = "";
	BUF question = {0};

	if (path != NULL) {
		if (path[0] == '\0') {
			err_set(err, ERR_LOCKED, "must name a file, is empty");
			return err_at(err, "--source-passphrase-file");
		}
		if (!unlock_from_file(path, out, warning, err))
			return err_at(err, "%s", path);
		if (warning[0] != '\0')
			session_note(all->session, "%s: %s", path, warning);
		return true;
	}
	if (!prompt_possible())
		return err_set(err, ERR_LOCKED, "there is no terminal to ask "
			"for its passphrase: give --source-passphrase-file");
	progress_end(all->progress); /* the question takes its line */
	all->progress = NULL;
	buf_add_str(&question, "Passphrase of ");
	output_field(&question, source);
	buf_add_str(&question, ": ");
	if (!buf_ok(&question, err) ||
	    !prompt_secret(buf_text(&question), out, err)) {
		if (err->kind == ERR_REFUSED)
			err->kind = ERR_LOCKED;
		return false;
	}
	return true;
}

static void
begin_progress(struct gathering *all, const char *text)
{
	progress_end(all->progress);
	all->progress = progress_begin(session_progress_fd(all->session),
		text);
}

static bool
show_progress(void *arg, size_t done, size_t total)
{
	struct gathering *all = arg;

	progress_count(all->progress, done, total);
	return true;
}

static struct intake_options
how(struct gathering *all)
{
	return (struct intake_options){
		.format = all->options->format,
		.unconfined = all->options->no_sandbox,
		.passphrase = ask_passphrase,
		.progress = show_progress,
		.arg = all,
	};
}

static bool
gather_file(struct gathering *all, const char *path, struct err *err)
{
	struct intake_options options = how(all);
	BUF bytes = {0};

	if (path[0] == '\0') {
		err_set(err, ERR_USAGE, "FILE must be a name or -, is empty");
		return err_at(err, "import");
	}
	if (strcmp(path, "-") != 0)
		return intake_path(&all->intake, all->session, &options, path,
			err);
	if (!fd_read_all(STDIN_FILENO, FORMAT_FILE_MAX, &bytes, err))
		return err_at(err, "standard input");
	return intake_bytes(&all->intake, all->session, &options,
		"standard input", bytes.data, bytes.len, err);
}

static bool
gather_picture(struct gathering *all, const char *source, take_picture *take,
	struct err *err)
{
	struct intake_options options = how(all);
	BUF bytes = {0};

	if (!take(0, &bytes, err))
		return err_at(err, "%s", source);
	return intake_bytes(&all->intake, all->session, &options, source,
		bytes.data, bytes.len, err);
}

static bool
gather_camera(struct gathering *all, struct err *err)
{
	struct viewfinder finder;
	const struct camera_watcher watcher = {
		.show = viewfinder_show,
		.arg = &finder,
		.unconfined = all->options->no_sandbox,
	};
	bool good;

	progress_end(all->progress); /* the picture takes its place */
	all->progress = NULL;
	viewfinder_begin(&finder, all->session);
	good = intake_camera(&all->intake, all->session, &watcher, err);
	viewfinder_end(&finder);
	return good;
}

/* May the others go on? */
static bool
go_on(struct gathering *all, bool good, struct err *err)
{
	if (good)
		return true;
	if (err->kind == ERR_INTERRUPTED || all->sources == 1)
		return false;
	progress_end(all->progress); /* the error takes its line */
	output_error(all->session, err);
	begin_progress(all, READING);
	if (all->failed++ == 0)
		all->first = *err;
	return true;
}

static bool
gather_all(struct gathering *all, int argc, char *const *argv,
	struct err *err)
{
	for (int i = 0; i < argc; i++) {
		if (!go_on(all, gather_file(all, argv[i], err), err))
			return false;
		progress_count(all->progress, (size_t)i + 1, all->sources);
	}
	if (all->options->clipboard && !go_on(all, gather_picture(all,
		    "clipboard", clipboard_image, err), err))
		return false;
	if (all->options->screen) {
		begin_progress(all, DRAW_A_FRAME);
		if (!go_on(all, gather_picture(all, "screen", screen_image,
			    err), err))
			return false;
	}
	return !all->options->camera ||
		go_on(all, gather_camera(all, err), err);
}

bool
gather(struct gathering *all, int argc, char *const *argv, struct err *err)
{
	bool good;

	begin_progress(all, READING);
	good = gather_all(all, argc, argv, err);
	progress_end(all->progress);
	all->progress = NULL;
	return good;
}

void
gather_wipe(struct gathering *all)
{
	intake_wipe(&all->intake);
}
