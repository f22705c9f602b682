#include "scan/heif.h"

#include "scan/image.h"

const bool heif_needs_threads = false;

void
heif_prepare(void)
{
}

bool
heif_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	(void)image;
	(void)bytes;
	(void)len;
	return err_set(err, ERR_FORMAT, "is a picture that is not read here: "
		"take a screenshot of it");
}
