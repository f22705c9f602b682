/*
 * Joined emoji and flags. A cell of ncurses holds one character and marks that
 * take no room, and terminals do not agree on how wide the others are together.
 * So ncurses draws what is the same everywhere, and this draws the whole over
 * it: at a place that is told, with what stands behind it drawn once more at
 * its own. A terminal that joins nothing shows the first character then; in
 * none of them does a column move.
 */
#include "tui/term_state.h"

#include "base/buf.h"

#define FNV_BASIS UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

void
term_unjoin(struct term *term, int y, int x, int columns)
{
	struct overlays *joined = &term->joined;
	size_t kept = 0;

	for (size_t i = 0; i < joined->len; i++) {
		const struct overlay *at = &joined->items[i];

		if (at->y == y && at->x < x + columns &&
		    x < at->x + at->columns)
			continue;
		if (kept < i)
			joined->items[kept] = *at;
		kept++;
	}
	joined->len = kept;
}

/* Near the right edge, what is not joined would go on in the next line. */
void
term_join(struct term *term, int y, int x, unsigned int style,
	const struct cell *cell)
{
	struct overlays *joined = &term->joined;
	struct overlay *at = &joined->items[joined->len];

	if (!term->modern || term->ascii || joined->len == OVERLAYS_MAX ||
	    y < 0 || x < 0 || y >= getmaxy(stdscr) ||
	    x + cell->extent > getmaxx(stdscr))
		return;
	*at = (struct overlay){
		.y = y,
		.x = x,
		.columns = cell->columns,
		.extent = cell->extent > cell->columns ? cell->extent
						       : cell->columns,
		.style = style,
		.len = cell->joined_len,
	};
	memcpy(at->bytes, cell->joined, cell->joined_len);
	joined->len++;
}

/* One cell as ncurses has it. */
struct drawn {
	wchar_t chars[CCHARW_MAX + 1];
	attr_t attributes;
	short pair;
};

static bool
get_cell(int y, int x, struct drawn *out)
{
	cchar_t wide;

	*out = (struct drawn){0};
	return mvwin_wch(stdscr, y, x, &wide) == OK &&
		getcchar(&wide, out->chars, &out->attributes, &out->pair,
			NULL) == OK && out->chars[0] != 0;
}

static uint64_t
mix(uint64_t sum, uint64_t value)
{
	return (sum ^ value) * FNV_PRIME;
}

/* While all of that stays, ncurses does not touch it. */
static uint64_t
sum_of(const struct overlay *at)
{
	uint64_t sum = mix(FNV_BASIS, at->style);
	struct drawn cell;

	for (size_t i = 0; i < at->len; i++)
		sum = mix(sum, (uint8_t)at->bytes[i]);
	for (int x = 0; x < at->x + at->extent; x++) {
		if (!get_cell(at->y, x, &cell))
			continue;
		for (size_t i = 0; cell.chars[i] != 0; i++)
			sum = mix(sum, (uint64_t)cell.chars[i]);
		sum = mix(sum, cell.attributes);
		sum = mix(sum, (uint64_t)cell.pair);
	}
	return sum;
}

static void
add_look(struct buf *out, attr_t attributes, short pair)
{
	static const struct {
		attr_t attribute;
		const char *name;
	} rows[] = {
		{A_BOLD, "bold"}, {A_DIM, "dim"}, {A_UNDERLINE, "smul"},
		{A_REVERSE, "rev"},
	};
	short fg = -1, bg = -1;

	term_add_string(out, tigetstr("sgr0"));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if ((attributes & rows[i].attribute) != 0)
			term_add_string(out, tigetstr(rows[i].name));
	}
	if (pair <= 0 || pair_content(pair, &fg, &bg) != OK)
		return;
	if (fg >= 0)
		term_add_string(out, tiparm(tigetstr("setaf"), fg));
	if (bg >= 0)
		term_add_string(out, tiparm(tigetstr("setab"), bg));
}

static void
add_move(struct buf *out, int y, int x)
{
	term_add_string(out, tiparm(tigetstr("cup"), y, x));
}

/* The cells from x to end, as ncurses has them. */
static void
add_cells(struct buf *out, int y, int x, int end)
{
	struct drawn cell;

	add_move(out, y, x);
	for (int columns; x < end; x += columns > 0 ? columns : 1) {
		if (!get_cell(y, x, &cell))
			return;
		columns = wcwidth(cell.chars[0]);
		add_look(out, cell.attributes, cell.pair);
		for (size_t i = 0; cell.chars[i] != 0; i++)
			utf8_add(out, (uint32_t)cell.chars[i]);
	}
}

static void
add_overlay(const struct term *term, const struct overlay *at, struct buf *out)
{
	attr_t attributes;
	short pair;

	term_look(term, at->style, &attributes, &pair);
	add_move(out, at->y, at->x);
	add_look(out, attributes, pair);
	buf_add(out, at->bytes, at->len);
	if (at->extent > at->columns)
		add_cells(out, at->y, at->x + at->columns,
			at->x + at->extent);
}

static const struct overlay *
find(const struct overlays *in, const struct overlay *wanted)
{
	for (size_t i = 0; i < in->len; i++) {
		if (in->items[i].y == wanted->y && in->items[i].x == wanted->x)
			return &in->items[i];
	}
	return NULL;
}

/* One of its row is not as it was: drawing that may go over its neighbours. */
static bool
is_stale(const struct term *term, int y)
{
	const struct overlays *now = &term->joined;
	const struct overlays *before = &term->joined_shown;
	const struct overlay *was;

	for (size_t i = 0; i < now->len; i++) {
		if (now->items[i].y != y)
			continue;
		was = find(before, &now->items[i]);
		if (was == NULL || was->seen != now->items[i].seen)
			return true;
	}
	for (size_t i = 0; i < before->len; i++) {
		if (before->items[i].y == y &&
		    find(now, &before->items[i]) == NULL)
			return true;
	}
	return false;
}

void
term_show_joined(struct term *term)
{
	struct overlays *now = &term->joined, *before = &term->joined_shown;
	BUF out = {0};

	if (now->len == 0 && before->len == 0)
		return;
	for (size_t i = 0; i < now->len; i++)
		now->items[i].seen = sum_of(&now->items[i]);
	for (size_t i = 0; i < before->len; i++) {
		const struct overlay *was = &before->items[i];

		if (find(now, was) == NULL)
			add_cells(&out, was->y, was->x, was->x + was->extent);
	}
	for (size_t i = 0; i < now->len; i++) {
		if (is_stale(term, now->items[i].y))
			add_overlay(term, &now->items[i], &out);
	}
	*before = *now;
	if (out.len == 0 || out.failed)
		return;
	term_send(TERM_SAVE);
	term_send(buf_text(&out));
	term_send(TERM_RESTORE);
}
