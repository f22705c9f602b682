#include "scan/pipeline.h"

#include "scan/image.h"

struct pass {
	struct decoder *decoder;
	struct findings *findings;
	struct err *err;
	bool failed;       /* err is set */
	bool others;       /* look for other barcodes */
};

/* Both polarities: pages and terminals with a dark theme invert their codes.
 * Codes of both kinds may share a frame. */
static bool
on_frame(void *state, struct plane *frame)
{
	struct pass *pass = state;

	for (int i = 0; i < 2; i++) {
		if (!decoder_scan(pass->decoder, frame, pass->findings,
			    pass->err)) {
			pass->failed = true;
			return false;
		}
		plane_invert(frame);
	}
	if (pass->others && pass->findings->len == 0 &&
	    pass->findings->other == NULL)
		pass->findings->other = decoder_other(frame);
	pass->findings->frame++;
	return true;
}

static bool
read_channel(struct image *image, struct pass *pass, enum channel channel,
	const uint8_t *bytes, size_t len)
{
	*image = (struct image){
		.channel = channel, .on_frame = on_frame, .state = pass,
	};
	pass->findings->frame = 0;
	return image_read(image, bytes, len, pass->err) && !pass->failed;
}

static bool
nothing_found(const struct findings *findings, bool damaged, struct err *err)
{
	if (damaged)
		return err_set(err, ERR_FORMAT, "is a damaged picture, with "
			"no QR code in what is left of it");
	if (findings->part)
		return err_set(err, ERR_NO_MATCH, "holds only a part of a "
			"message of several QR codes");
	if (findings->other != NULL)
		return err_set(err, ERR_NO_MATCH, "no QR code in the picture, "
			"but a barcode (%s)", findings->other);
	return err_set(err, ERR_NO_MATCH, "no QR code in the picture");
}

bool
pipeline_run(struct decoder *decoder, const uint8_t *bytes, size_t len,
	struct findings *findings, struct err *err)
{
	struct pass pass = {
		.decoder = decoder, .findings = findings, .err = err,
		.others = true,
	};
	IMAGE image = {0};
	bool damaged, has_alpha;

	if (!read_channel(&image, &pass, CHANNEL_GREY, bytes, len))
		return false;
	damaged = image.damaged;
	has_alpha = image.has_alpha;
	pass.others = false;
	for (enum channel channel = CHANNEL_GREY_ON_BLACK; has_alpha &&
	     findings->len == 0 && channel <= CHANNEL_ALPHA; channel++) {
		image_free(&image);
		if (!read_channel(&image, &pass, channel, bytes, len))
			return false;
	}
	findings_sort(findings);
	return findings->len > 0 || nothing_found(findings, damaged, err);
}
