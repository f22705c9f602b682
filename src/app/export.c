#include "app/export.h"

#include "app/target.h"
#include "base/file.h"
#include "base/secmem.h"
#include "base/str.h"
#include "os/signals.h"

/* notices has room for one of each account. */
static bool
add_notice(struct export *export, const struct entry *entry, bool skipped,
	const char *text, struct err *err)
{
	struct export_notice *notice = &export->notices[export->notice_count];

	notice->text = str_dup(text, err);
	if (notice->text == NULL)
		return false;
	notice->entry = entry;
	notice->skipped = skipped;
	export->notice_count++;
	export->skipped += skipped;
	return true;
}

static bool
sort_out(struct export *export, struct entry *entry, struct err *err)
{
	char reason[ERR_WHERE_MAX + ERR_TEXT_MAX];
	struct err why = {0};
	BUF lost = {0};

	if (!format_fits(export->format, entry, &lost, &why)) {
		if (why.kind == ERR_SYSTEM) {
			*err = why;
			return false;
		}
		err_format(&why, reason, sizeof(reason));
		return add_notice(export, entry, true, reason, err);
	}
	export->entries.items[export->entries.len++] = entry;
	return lost.len == 0 ||
		add_notice(export, entry, false, buf_text(&lost), err);
}

bool
export_gather(const struct session *session, const struct format *format,
	const char *pattern, struct export *out, struct err *err)
{
	SELECTION found = {0};

	if (!entries_filter(&session->vault->payload.entries, pattern, NULL,
		    SCOPE_LIVE, &found, err))
		return false;
	if (found.len == 0)
		return err_set(err, ERR_NO_MATCH, pattern != NULL
			? "no account matches" : "the vault has no account");
	out->format = format;
	out->entries.items = secmem_alloc(
		sizeof(struct entry *) * found.len);
	out->notices = secmem_alloc(sizeof(*out->notices) * found.len);
	if (out->entries.items == NULL || out->notices == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < found.len; i++)
		if (!sort_out(out, found.items[i], err))
			return false;
	return true;
}

void
export_wipe(struct export *export)
{
	for (size_t i = 0; i < export->notice_count; i++)
		str_free(&export->notices[i].text);
	secmem_free(export->notices);
	selection_wipe(&export->entries);
	*export = (struct export){0};
}

static bool
append(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

bool
export_encrypt(const struct buf *plain, const struct age_header *header,
	const struct secret *file_key, struct buf *out, struct err *err)
{
	AGE_SEALER sealer = {0};

	buf_add(out, header->text.data, header->text.len);
	return buf_ok(out, err) &&
		age_sealer_init(&sealer, file_key, append, out, err) &&
		age_sealer_feed(&sealer, plain->data, plain->len, err) &&
		age_sealer_finish(&sealer, err);
}

bool
export_check_target(const struct session *session, const char *path,
	bool replace, struct err *err)
{
	return target_check(session, path, replace, err) ||
		err_at(err, "%s", path);
}

bool
export_save(const struct session *session, const char *path,
	const struct buf *bytes, bool replace, struct err *err)
{
	struct signals_held held;
	bool good;

	if (!export_check_target(session, path, replace, err))
		return false;
	signals_hold(&held);
	good = file_create(path, bytes->data, bytes->len, replace, err) ||
		err_at(err, "%s", path);
	signals_release(&held);
	return good;
}
