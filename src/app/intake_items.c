#include "app/intake_items.h"

#include "app/intake_index.h"
#include "base/secmem.h"
#include "base/utf8.h"

#define FIRST_CAP ((size_t)16)
#define UNNAMED "(no name)"

static void
item_wipe(struct intake_item *item)
{
	entry_wipe(&item->entry);
	str_free(&item->name);
	str_free(&item->source);
	str_free(&item->reason);
	*item = (struct intake_item){0};
}

static struct intake_item
item_move(struct intake_item *from)
{
	struct intake_item moved = *from;

	*from = (struct intake_item){0};
	return moved;
}

static char *
printable(const char *text, struct err *err)
{
	BUF out = {0};

	utf8_printable(&out, text, strlen(text));
	return buf_ok(&out, err) ? str_dup(buf_text(&out), err) : NULL;
}

static bool
make_room(struct intake *intake, struct err *err)
{
	size_t cap = intake->cap > 0 ? intake->cap * 2 : FIRST_CAP;
	struct intake_item *grown;

	if (intake->len < intake->cap)
		return true;
	if (intake->len >= FORMAT_ENTRIES_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %zu accounts at once, are more",
			FORMAT_ENTRIES_MAX);
	grown = secmem_realloc(intake->items, cap * sizeof(*grown));
	if (grown == NULL)
		return err_nomem(err);
	intake->items = grown;
	intake->cap = cap;
	return true;
}

/* Adds an item with copies of the texts. */
static bool
add_item(const struct gather *gather, const char *name, const char *reason,
	enum intake_state state, struct err *err)
{
	CLEANUP(item_wipe) struct intake_item item = {.state = state};

	item.chosen = state == INTAKE_NEW;
	item.name = printable(name[0] != '\0' ? name : UNNAMED, err);
	if (item.name == NULL)
		return false;
	item.source = printable(gather->source, err);
	if (item.source == NULL)
		return false;
	item.reason = printable(reason, err);
	if (item.reason == NULL || !make_room(gather->intake, err))
		return false;
	gather->intake->items[gather->intake->len++] = item_move(&item);
	return true;
}

bool
gather_skipped(const struct gather *gather, const char *name,
	const struct err *reason, struct err *err)
{
	char text[ERR_WHERE_MAX + ERR_TEXT_MAX + 4];

	err_format(reason, text, sizeof(text));
	if (!add_item(gather, name != NULL ? name : "", text, INTAKE_SKIPPED,
		    err))
		return false;
	gather->intake->items[gather->intake->len - 1].kind = reason->kind;
	return true;
}

/* The index of the intake, made when first needed. */
static struct intake_index *
index_of(const struct gather *gather, struct err *err)
{
	struct intake *intake = gather->intake;
	const struct session *session = gather->session;
	struct intake_index *index;

	if (intake->index != NULL)
		return intake->index;
	index = intake_index_new(err);
	if (index != NULL && session != NULL && session->vault != NULL &&
	    !intake_index_add_all(index, &session->vault->payload.entries,
		    err)) {
		intake_index_free(index);
		return NULL;
	}
	intake->index = index;
	return index;
}

bool
gather_entry(const struct gather *gather, struct entry *entry,
	const char *warning, struct err *err)
{
	struct intake_index *index = index_of(gather, err);
	struct intake *intake = gather->intake;
	struct err reason = {0};
	BUF title = {0};
	bool known;

	if (index == NULL)
		return false;
	entry_title(entry, &title);
	if (!buf_ok(&title, err))
		return false;
	if (!entry_check(entry, &reason)) {
		entry_wipe(entry);
		return gather_skipped(gather, buf_text(&title), &reason, err);
	}
	if (!intake_index_add(index, entry, &known, err) ||
	    !add_item(gather, buf_text(&title), warning != NULL ? warning : "",
		    known ? INTAKE_DUPLICATE : INTAKE_NEW, err))
		return false;
	intake->items[intake->len - 1].entry = entry_move(entry);
	return true;
}

size_t
intake_count(const struct intake *intake, enum intake_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < intake->len; i++)
		count += intake->items[i].state == state;
	return count;
}

size_t
intake_count_foreign(const struct intake *intake)
{
	size_t count = 0;

	for (size_t i = 0; i < intake->len; i++)
		count += intake->items[i].foreign;
	return count;
}

enum err_kind
intake_skipped_kind(const struct intake *intake)
{
	enum err_kind kind = ERR_NONE;

	for (size_t i = 0; i < intake->len; i++) {
		const struct intake_item *item = &intake->items[i];

		if (item->state != INTAKE_SKIPPED || item->foreign)
			continue;
		if (kind != ERR_NONE && kind != item->kind)
			return ERR_FORMAT;
		kind = item->kind;
	}
	return kind;
}

void
intake_wipe(struct intake *intake)
{
	for (size_t i = 0; i < intake->len; i++)
		item_wipe(&intake->items[i]);
	secmem_free(intake->items);
	intake_index_free(intake->index);
	buf_wipe(&intake->told);
	*intake = (struct intake){0};
}

bool
gather_import(const struct gather *gather, struct import *import,
	struct err *err)
{
	size_t note = 0;

	for (size_t i = 0; i < import->entries.len; i++) {
		const char *warning = NULL;

		for (; note < import->note_count &&
		    import->notes[note].index <= i; note++) {
			if (import->notes[note].index == i)
				warning = import->notes[note].text;
		}
		if (!gather_entry(gather, import->entries.items[i], warning,
			    err))
			return false;
	}
	for (size_t i = 0; i < import->skipped_count; i++) {
		if (!gather_skipped(gather, import->skipped[i].name,
			    &import->skipped[i].err, err))
			return false;
	}
	if (import->entries.len + import->skipped_count == 0)
		return err_set(err, ERR_NO_MATCH, "there is no account in it");
	import_batches_join(&gather->intake->batches, &import->batches);
	return true;
}
