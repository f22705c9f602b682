#include "tui/layout.h"

#define GAP 2
#define NARROW 40       /* below: no margins, no bar, no signs but marks */
#define NAMES_APART 24  /* columns for names that are worth splitting */
#define NAMES_ROOMY 32  /* with this much left there is room for the next */
#define TAGS_MIN 6
#define TAGS_MAX 30
#define ARROW 2         /* before the next code */

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

static int
bar_width(int width)
{
	if (width < NARROW)
		return 0;
	if (width < 60)
		return 5;
	return width < 120 ? 10 : 20;
}

/* Puts a column at *x, when it has a width, and moves *x behind it. */
static struct column
place(int *x, int width, int gap)
{
	struct column column = {*x, width};

	if (width > 0)
		*x += width + gap;
	return column;
}

/* Shares the room between issuer and account. */
static void
share(const struct layout_needs *needs, int room, int *issuer, int *account)
{
	int both = needs->issuer + GAP + needs->account;

	*issuer = needs->issuer;
	*account = needs->account;
	if (needs->issuer == 0 || needs->account == 0) {
		*issuer = smaller(needs->issuer + needs->account, room);
		*account = 0;
	} else if (room < NAMES_APART) {
		*issuer = smaller(both, room);
		*account = 0;
	} else if (both > room) {
		int half = (room - GAP) / 2;

		/* The shorter one keeps its width if it is below the half. */
		if (needs->issuer <= half)
			*account = room - GAP - needs->issuer;
		else if (needs->account <= half)
			*issuer = room - GAP - needs->account;
		else {
			*issuer = half;
			*account = room - GAP - half;
		}
	}
}

struct layout
layout_list(const struct layout_needs *needs)
{
	bool narrow = needs->width < NARROW;
	int gap = narrow ? 1 : GAP;
	int margin = narrow ? 0 : 1;
	int mark = narrow ? (needs->marked ? 1 : 0)
			  : needs->mark > 1 ? needs->mark : 1;
	int behind_mark = narrow ? 0 : 1;
	int bar = bar_width(needs->width);
	int seconds = needs->seconds + (narrow ? 0 : 1);
	int next = needs->code + ARROW;
	int room = needs->width - 2 * margin - mark - behind_mark -
		gap - needs->code - gap - seconds - (bar > 0 ? bar + 1 : 0);
	int names, issuer, account, tags = 0, x = margin;
	struct layout out;

	if (narrow || room - next - gap < NAMES_ROOMY)
		next = 0;
	else
		room -= next + gap;
	share(needs, room, &issuer, &account);
	names = issuer + (account > 0 ? GAP + account : 0);
	if (needs->tags > 0 && room - names - gap >= TAGS_MIN)
		tags = smaller(smaller(needs->tags, TAGS_MAX),
			room - names - gap);
	out.mark = place(&x, mark, behind_mark);
	out.issuer = place(&x, issuer, gap);
	out.account = place(&x, account, gap);
	out.tags = place(&x, tags, gap);
	out.code = place(&x, needs->code, gap);
	out.next = place(&x, next, gap);
	out.bar = place(&x, bar, 1);
	out.seconds = place(&x, seconds, 0);
	return out;
}

int
layout_bar(int64_t remaining, int64_t period, int width)
{
	int64_t filled;

	if (remaining <= 0 || period <= 0 || width <= 0)
		return 0;
	filled = (remaining * width + period - 1) / period;
	return filled > width ? width : (int)filled;
}
