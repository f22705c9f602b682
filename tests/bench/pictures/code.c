#include "code.h"

#include <math.h>

#include <qrencode.h>

#define FINE 4 /* points a pixel and axis */

static const char *const services[] = {
	"WS_FTP Server", "VoIP.ms", "CrushFTP", "WMSPanel", "Example",
	"git.example.org", "ACME Cloud", "Mail", "Bank of Nowhere",
};

static void
give_up(const char *what)
{
	fprintf(stderr, "pictures: %s\n", what);
	exit(1);
}

static struct code
take(QRcode *qr, const char *payload)
{
	struct code code = {0};

	if (qr == NULL)
		give_up("cannot encode");
	code.side = (size_t)qr->width;
	code.dark = calloc(code.side * code.side, 1);
	if (code.dark == NULL)
		give_up("out of memory");
	for (size_t i = 0; i < code.side * code.side; i++)
		code.dark[i] = qr->data[i] & 1;
	snprintf(code.payload, sizeof(code.payload), "%s", payload);
	QRcode_free(qr);
	return code;
}

static void
letters(struct dice *dice, char *out, int len)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (int i = 0; i < len; i++)
		out[i] = set[dice_int(dice, 0, 31)];
	out[len] = '\0';
}

struct code
code_account(struct dice *dice)
{
	static const QRecLevel levels[] = {
		QR_ECLEVEL_L, QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_H,
	};
	char key[64], text[PAYLOAD_MAX];
	const char *service = services[dice_int(dice, 0,
		(int)COUNT_OF(services) - 1)];

	letters(dice, key, dice_int(dice, 0, 1) ? 16 : 32);
	snprintf(text, sizeof(text),
		"otpauth://totp/%s:user%d@example.com?secret=%s&issuer=%s",
		service, dice_int(dice, 1, 9999), key, service);
	for (char *p = strchr(text, ' '); p != NULL; p = strchr(text, ' '))
		*p = '+';
	return take(QRcode_encodeString8bit(text, 0,
		levels[dice_int(dice, 0, 3)]), text);
}

struct code
code_long(struct dice *dice, int len)
{
	char text[PAYLOAD_MAX] = "otpauth-migration://offline?data=";
	size_t start = strlen(text);

	letters(dice, text + start, len - (int)start);
	return take(QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L), text);
}

struct code
code_bytes(const char *bytes, unsigned int eci, const char *payload)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
	struct code code;

	if (input == NULL ||
	    (eci != 0 && QRinput_appendECIheader(input, eci) != 0) ||
	    QRinput_append(input, QR_MODE_8, (int)strlen(bytes),
		    (const unsigned char *)bytes) != 0)
		give_up("cannot encode bytes");
	code = take(QRcode_encodeInput(input), payload);
	QRinput_free(input);
	return code;
}

void
code_free(struct code *code)
{
	free(code->dark);
	*code = (struct code){0};
}

static bool
is_dark(const struct code *code, ptrdiff_t x, ptrdiff_t y)
{
	ptrdiff_t side = (ptrdiff_t)code->side;

	return x >= 0 && y >= 0 && x < side && y < side &&
		code->dark[y * side + x];
}

/* A corner of a dark module is round where no neighbour joins it. */
static bool
in_rounded(const struct code *code, ptrdiff_t x, ptrdiff_t y, double fx,
	double fy)
{
	int dx = fx < 0.5 ? -1 : 1, dy = fy < 0.5 ? -1 : 1;
	double cx = fabs(fx - 0.5), cy = fabs(fy - 0.5);

	if (is_dark(code, x + dx, y) || is_dark(code, x, y + dy))
		return true;
	return cx < 0.1 || cy < 0.1 ||
		hypot(cx - 0.1, cy - 0.1) < 0.4;
}

static bool
is_finder(const struct code *code, ptrdiff_t x, ptrdiff_t y)
{
	ptrdiff_t far = (ptrdiff_t)code->side - 8;

	return (x < 8 && y < 8) || (x >= far && y < 8) || (x < 8 && y >= far);
}

static bool
is_inked(const struct code *code, const struct look *look, double x, double y)
{
	double side = (double)code->side, middle = side / 2;
	ptrdiff_t i = (ptrdiff_t)floor(x), j = (ptrdiff_t)floor(y);

	if (look->logo && fabs(x - middle) < side / 10 &&
	    fabs(y - middle) < side / 10)
		return fabs(x - middle) + fabs(y - middle) < side / 10;
	if (!is_dark(code, i, j))
		return false;
	if (look->style == DOTS && !is_finder(code, i, j))
		return hypot(x - (double)i - 0.5, y - (double)j - 0.5) < 0.45;
	return look->style != ROUNDED ||
		in_rounded(code, i, j, x - (double)i, y - (double)j);
}

static void
mix(struct colour *under, const struct colour *over, double part)
{
	double keep = 1 - part;

	under->red = (uint8_t)(under->red * keep + over->red * part + 0.5);
	under->green = (uint8_t)(under->green * keep + over->green * part +
		0.5);
	under->blue = (uint8_t)(under->blue * keep + over->blue * part + 0.5);
	under->alpha = (uint8_t)(under->alpha * keep + over->alpha * part +
		0.5);
}

static void
draw_pixel(struct colour *pixel, const struct code *code,
	const struct look *look, const struct homography *back, size_t x,
	size_t y)
{
	double far = (double)code->side + look->quiet;
	int ink = 0, paper = 0;

	for (int k = 0; k < FINE * FINE; k++) {
		int column = k % FINE, row = k / FINE;
		struct point p = homography_map(back,
			(double)x + (column + 0.5) / FINE,
			(double)y + (row + 0.5) / FINE);

		if (p.x < -look->quiet || p.y < -look->quiet || p.x >= far ||
		    p.y >= far)
			continue;
		if (is_inked(code, look, p.x, p.y))
			ink++;
		else
			paper++;
	}
	if (paper > 0)
		mix(pixel, &look->paper,
			(double)paper / (FINE * FINE - ink));
	if (ink > 0)
		mix(pixel, &look->ink, (double)ink / (FINE * FINE));
}

void
code_draw(struct canvas *canvas, const struct code *code,
	const struct look *look, const struct homography *map)
{
	double far = (double)code->side + look->quiet, near = -look->quiet;
	const struct point corners[] = {
		homography_map(map, near, near), homography_map(map, far, near),
		homography_map(map, near, far), homography_map(map, far, far),
	};
	double left = 1e9, top = 1e9, right = 0, bottom = 0;
	struct homography back;

	for (size_t i = 0; i < COUNT_OF(corners); i++) {
		left = fmin(left, corners[i].x);
		right = fmax(right, corners[i].x);
		top = fmin(top, corners[i].y);
		bottom = fmax(bottom, corners[i].y);
	}
	if (!homography_invert(map, &back))
		give_up("a map without a way back");
	for (size_t y = (size_t)fmax(top, 0);
	     y < canvas->height && (double)y < bottom; y++) {
		for (size_t x = (size_t)fmax(left, 0);
		     x < canvas->width && (double)x < right; x++)
			draw_pixel(&canvas->at[y * canvas->width + x], code,
				look, &back, x, y);
	}
}

void
code_draw_at(struct canvas *canvas, const struct code *code,
	const struct look *look, double x, double y, double module)
{
	const struct homography map = {
		{module, 0, x, 0, module, y, 0, 0, 1},
	};

	code_draw(canvas, code, look, &map);
}

void
code_draw_terminal(struct canvas *canvas, const struct code *code,
	const struct look *look, bool half_blocks, int cell_width,
	int cell_height, int gap)
{
	int quiet = (int)look->quiet;
	int from = -quiet, to = (int)code->side + quiet;
	int rows = half_blocks ? 2 : 1, columns = half_blocks ? 1 : 2;

	for (int y = from; y < to; y++) {
		int line = (y - from) / rows, part = (y - from) % rows;
		int top = (line + 2) * cell_height +
			part * (cell_height / rows);
		int height = part == rows - 1
			? cell_height - part * (cell_height / rows)
			: cell_height / rows;

		if (part == 0) {
			top += gap;
			height -= gap;
		}
		for (int x = from; x < to; x++)
			canvas_rectangle(canvas,
				(x - from + 2) * columns * cell_width, top,
				columns * cell_width, height,
				is_dark(code, x, y) ? look->ink : look->paper);
	}
}
