#include "scan/plane.h"

bool
plane_init(struct plane *plane, size_t width, size_t height, struct err *err)
{
	if (width == 0 || height == 0 || height > SIZE_MAX / width)
		return err_set(err, ERR_FORMAT, "has no pixels");
	plane->at = calloc(width * height, 1);
	if (plane->at == NULL)
		return err_nomem(err);
	plane->width = width;
	plane->height = height;
	return true;
}

void
plane_invert(struct plane *plane)
{
	size_t count = plane->width * plane->height;

	for (size_t i = 0; i < count; i++)
		plane->at[i] = (uint8_t)~plane->at[i];
}

/* Each sample is the one before it. */
bool
plane_is_flat(const struct plane *plane)
{
	return memcmp(plane->at, plane->at + 1,
		       plane->width * plane->height - 1) == 0;
}

/* FNV-1a over words, with a shift that carries high bits down. */
uint64_t
plane_hash(const struct plane *plane)
{
	size_t count = plane->width * plane->height, i = 0;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	uint64_t word;

	for (; count - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, plane->at + i, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x100000001b3);
		hash ^= hash >> 29;
	}
	for (; i < count; i++)
		hash = (hash ^ plane->at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

void
plane_free(struct plane *plane)
{
	free(plane->at);
	*plane = (struct plane){0};
}
