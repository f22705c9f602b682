#include "cli/export_pages.h"

#include "app/prompt.h"
#include "cli/output.h"
#include "cli/qr_screen.h"

#define TITLE_SIZE 80
#define CLEAR_SCREEN "\033[H\033[2J\033[3J" /* and what can be scrolled to */

/* The lines of an export: one a page. */
struct pages {
	struct buf lines;
	const char *next;
	size_t number, count;
	size_t len; /* of the line begun at next */
};

#define PAGES CLEANUP(pages_wipe) struct pages

static void
pages_wipe(struct pages *pages)
{
	buf_wipe(&pages->lines);
}

static bool
pages_make(const struct export *export, size_t per_page, struct pages *out,
	struct err *err)
{
	buf_clear(&out->lines);
	if (!export->format->write_pages(&export->entries, per_page,
		    &out->lines, err))
		return false;
	out->next = buf_text(&out->lines);
	out->number = out->count = out->len = 0;
	for (size_t i = 0; i < out->lines.len; i++)
		out->count += out->lines.data[i] == '\n';
	return true;
}

/* False behind the last one, too: then *matrix stays empty. */
static bool
pages_next(struct pages *pages, struct qr_matrix *matrix, struct err *err)
{
	qr_matrix_wipe(matrix);
	if (pages->number > 0)
		pages->next += pages->len + 1;
	if (pages->number == pages->count)
		return false;
	pages->number++;
	pages->len = strcspn(pages->next, "\n");
	return qr_encode(pages->next, pages->len, matrix, err);
}

static void
make_title(const struct pages *pages, char out[static TITLE_SIZE])
{
	snprintf(out, TITLE_SIZE, "otp export: %zu of %zu", pages->number,
		pages->count);
}

static void
make_path(const char *path, const struct pages *pages, size_t number,
	struct buf *out)
{
	const char *suffix = qr_picture_suffix(path);

	if (pages->count == 1)
		buf_add_str(out, path);
	else
		buf_addf(out, "%.*s-%zu%s", (int)(suffix - path), path, number,
			suffix);
}

static bool
check_paths(const struct session *session, const struct pages *pages,
	const char *path, bool replace, struct err *err)
{
	for (size_t i = 1; i <= pages->count; i++) {
		BUF name = {0};

		make_path(path, pages, i, &name);
		if (!buf_ok(&name, err) ||
		    !export_check_target(session, buf_text(&name), replace,
			    err))
			return false;
	}
	return true;
}

static bool
save_page(const struct session *session, const struct pages *pages,
	const struct qr_matrix *matrix, const char *path, bool replace,
	struct err *err)
{
	qr_write_picture *write = qr_picture_writer(path, err);
	BUF bytes = {0}, name = {0};
	char title[TITLE_SIZE];

	make_title(pages, title);
	make_path(path, pages, pages->number, &name);
	if (write == NULL || !write(matrix, title, &bytes, err) ||
	    !buf_ok(&name, err) ||
	    !export_save(session, buf_text(&name), &bytes, replace, err))
		return false;
	session_note(session, "%s holds keys: delete it once it is scanned",
		buf_text(&name));
	return true;
}

bool
export_pages_save(const struct session *session, const struct export *export,
	const char *path, bool replace, struct err *err)
{
	QR_MATRIX matrix = {0};
	PAGES pages = {0};

	if (!pages_make(export, FORMAT_PAGE_MAX, &pages, err) ||
	    !check_paths(session, &pages, path, replace, err))
		return false;
	while (pages_next(&pages, &matrix, err))
		if (!save_page(session, &pages, &matrix, path, replace, err))
			return false;
	return matrix.size == 0 && err->kind == ERR_NONE;
}

/* Do all of them fit the terminal? */
static bool
all_fit(const struct session *session, struct pages *pages, struct err *err)
{
	QR_MATRIX matrix = {0};
	const char *start = pages->next;

	while (pages_next(pages, &matrix, err))
		if (!qr_screen_fits(session, (struct qr_wish){0}, &matrix,
			    err))
			return false;
	pages->next = start;
	pages->number = pages->len = 0;
	return err->kind == ERR_NONE;
}

static bool
make_fitting(const struct session *session, const struct export *export,
	struct pages *out, struct err *err)
{
	for (size_t per_page = FORMAT_PAGE_MAX; per_page > 0; per_page--) {
		*err = (struct err){0};
		if (!pages_make(export, per_page, out, err))
			return false;
		if (all_fit(session, out, err))
			return true;
		if (err->kind != ERR_REFUSED)
			return false;
	}
	return false;
}

/* The next one takes the place of this: a camera must see only one. */
static bool
turn_page(const struct session *session, const struct pages *pages,
	struct err *err)
{
	const char *then = pages->number < pages->count ? "shows the next"
		: "clears the screen";
	char question[TITLE_SIZE];
	STRING answer = NULL;
	BUF clear = {0};

	if (!session->out_is_tty || !prompt_possible())
		return true;
	snprintf(question, sizeof(question), "Page %zu of %zu. Enter %s. ",
		pages->number, pages->count, then);
	if (!prompt_line(question, &answer, err))
		return false;
	buf_add_str(&clear, CLEAR_SCREEN);
	return output_write(session, &clear, err);
}

bool
export_pages_show(const struct session *session, const struct export *export,
	struct err *err)
{
	QR_MATRIX matrix = {0};
	char title[TITLE_SIZE];
	PAGES pages = {0};

	if (!make_fitting(session, export, &pages, err))
		return false;
	while (pages_next(&pages, &matrix, err)) {
		make_title(&pages, title);
		if (!qr_screen_show(session, (struct qr_wish){0}, &matrix,
			    title, err) ||
		    !turn_page(session, &pages, err))
			return false;
	}
	return err->kind == ERR_NONE;
}
