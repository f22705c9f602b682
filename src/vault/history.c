#include "vault/history.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/secmem.h"
#include "base/str.h"
#include "vault/revisions.h"
#include "vault/vault_file.h"

#define LABELS_SHOWN 8

void
history_wipe(struct history *history)
{
	for (size_t i = 0; i < history->len; i++) {
		str_free(&history->items[i].path);
		str_free(&history->items[i].label);
	}
	secmem_free(history->items);
	*history = (struct history){0};
}

static void
look_at(struct history_item *item, const struct secret *file_key)
{
	VAULT_FILE file = {0};
	struct err ignored;

	item->state = HISTORY_DAMAGED;
	if (!vault_file_read(item->path, &file, &ignored))
		return;
	item->size = file.stamp.size;
	item->state = HISTORY_OPENS;
	if (file_key != NULL &&
	    !age_header_verify(&file.header, file_key, &ignored))
		item->state = HISTORY_OTHER_KEY;
}

/* Alone with its number, it is known by that. */
static char *
make_label(const struct revision *all, size_t count, size_t i,
	const char *name, const struct folder *folder, struct err *err)
{
	bool alone = (i == 0 || all[i - 1].number != all[i].number) &&
		(i + 1 == count || all[i + 1].number != all[i].number);

	if (alone)
		return str_format(err, "%llu",
			(unsigned long long)all[i].number);
	return str_dup(name + strlen(folder->name) + 1, err);
}

static bool
add_item(struct history *history, const struct folder *folder,
	const struct revision *all, size_t count, size_t i, struct err *err)
{
	struct history_item *item = &history->items[history->len++];
	char name[REVISION_NAME_SIZE];

	revision_name(folder->name, &all[i], name);
	*item = (struct history_item){
		.number = all[i].number,
		.saved = all[i].saved,
		.path = str_format(err, "%s/" FOLDER_REVISIONS "/%s",
			folder->path, name),
		.label = make_label(all, count, i, name, folder, err),
	};
	return item->path != NULL && item->label != NULL;
}

static void
revisions_free(struct revision **revisions)
{
	secmem_free(*revisions);
}

/* That of a vault that is gone, too. */
static bool
find_folder(struct folder *folder, const char *path, struct err *err)
{
	return vault_is_missing(path) ? folder_open_parent(folder, path, err)
				      : folder_open(folder, path, err);
}

bool
history_list(const char *path, const struct secret *file_key,
	struct history *out, struct err *err)
{
	FOLDER folder = FOLDER_NONE;
	HISTORY history = {0};
	CLEANUP(revisions_free) struct revision *all = NULL;
	size_t count = 0;

	if (!find_folder(&folder, path, err) ||
	    !revisions_list(&folder, &all, &count, err))
		return false;
	if (count > 0) {
		history.items = secmem_alloc(count * sizeof(*history.items));
		if (history.items == NULL)
			return err_nomem(err);
	}
	for (size_t i = 0; i < count; i++) {
		if (revision_is_present(&folder, &all[i]))
			continue;
		if (!add_item(&history, &folder, all, count, i, err))
			return false;
		look_at(&history.items[history.len - 1], file_key);
	}
	*out = history;
	history = (struct history){0};
	return true;
}

bool
history_is_left(const char *path)
{
	HISTORY history = {0};
	struct err ignored;

	return vault_is_missing(path) &&
		history_list(path, NULL, &history, &ignored) &&
		history.len > 0;
}

bool
history_shows_damage(const struct history *history,
	const struct age_header *header)
{
	const struct buf *text = &header->text;

	for (size_t i = 0; i < history->len; i++) {
		VAULT_FILE file = {0};
		const struct age_header *other = &file.header;
		struct err ignored;

		if (vault_file_read(history->items[i].path, &file, &ignored) &&
		    memcmp(other->mac, header->mac, AGE_MAC_BYTES) == 0 &&
		    (other->text.len != text->len || memcmp(other->text.data,
			    text->data, text->len) != 0))
			return true;
	}
	return false;
}

/* "42", "42.20261121T210000Z" or "vault.age.42.20261121T210000Z". */
static bool
is_called(const struct history_item *item, const char *label)
{
	const char *name = strrchr(item->path, '/') + 1;
	size_t len = strlen(name), part = strlen(label);

	return strcmp(item->label, label) == 0 || strcmp(name, label) == 0 ||
		(strchr(label, '.') != NULL && len > part &&
			name[len - part - 1] == '.' &&
			strcmp(name + len - part, label) == 0);
}

static const struct history_item *
say_ambiguous(const struct history *history, uint64_t number, struct err *err)
{
	BUF labels = {0};
	size_t shown = 0;

	for (size_t i = 0; i < history->len && shown < LABELS_SHOWN; i++) {
		if (history->items[i].number == number)
			buf_addf(&labels, "%s%s", shown++ == 0 ? "" : ", ",
				history->items[i].label);
	}
	err_set(err, ERR_AMBIGUOUS, "there are several of this number: %s",
		buf_text(&labels));
	return NULL;
}

const struct history_item *
history_find(const struct history *history, const char *label,
	struct err *err)
{
	struct err ignored;
	uint64_t number;
	bool is_number = str_to_uint(label, 0, UINT64_MAX, &number, &ignored);

	for (size_t i = 0; i < history->len; i++) {
		if (is_called(&history->items[i], label))
			return &history->items[i];
	}
	for (size_t i = 0; is_number && i < history->len; i++) {
		if (history->items[i].number == number)
			return say_ambiguous(history, number, err);
	}
	err_set(err, ERR_NO_MATCH, "there is no such revision; otp log lists "
		"them");
	return NULL;
}

bool
history_open(const struct history_item *item, const struct secret *file_key,
	struct payload *out, struct err *err)
{
	VAULT_FILE file = {0};
	PAYLOAD payload = {0};

	if (!vault_file_read(item->path, &file, err))
		return false;
	if (!age_header_verify(&file.header, file_key, err)) {
		if (err->kind == ERR_DAMAGED)
			err_set(err, ERR_LOCKED, "was made before the "
				"passphrase was changed");
		return false;
	}
	if (!vault_file_payload(&file, file_key, &payload, err))
		return false;
	*out = payload;
	payload = (struct payload){0};
	return true;
}

const struct history_item *
history_newest_good(const struct history *history,
	const struct secret *file_key)
{
	for (size_t i = 0; i < history->len; i++) {
		const struct history_item *item = &history->items[i];
		PAYLOAD payload = {0};
		struct err ignored;

		if (item->state == HISTORY_OPENS && (file_key == NULL ||
			    history_open(item, file_key, &payload, &ignored)))
			return item;
	}
	return NULL;
}
