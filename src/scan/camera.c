#include "scan/camera.h"

#include <errno.h>
#include <fcntl.h>

#include <zbar.h>

#define DEVICES 64
#define GREY zbar_fourcc('Y', '8', '0', '0')
#define WIDTH 1280 /* asked for; the camera decides */
#define HEIGHT 720
#define SIDE_MAX ((size_t)8192)

struct camera {
	zbar_video_t *video;
	int fd;
};

static void
image_destroy(zbar_image_t **image)
{
	if (*image != NULL)
		zbar_image_destroy(*image);
}

#define IMAGE CLEANUP(image_destroy) zbar_image_t *

/* False with errno: what keeps a user from it is told better by the system
 * than by zbar. */
static bool
is_openable(const char *path)
{
	int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* That zbar makes grey of, best first. libv4l makes some of them itself of
 * what else a camera gives. */
static const char formats[][5] = {
	"GREY", "Y800", "NV12", "YU12", "YV12", "422P", "YUYV", "UYVY", "BGR3",
	"RGB3", "JPEG",
};

/* Not by zbar_negotiate_format(), which fails without a window. */
static bool
choose_format(zbar_video_t *video)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		const char *f = formats[i];

		if (zbar_video_init(video, zbar_fourcc(f[0], f[1], f[2],
			    f[3])) == 0)
			return true;
	}
	return false;
}

static bool
start(struct camera *camera, const char *path)
{
	camera->video = zbar_video_create();
	if (camera->video == NULL)
		return false;
	zbar_video_request_size(camera->video, WIDTH, HEIGHT);
	if (zbar_video_open(camera->video, path) != 0 ||
	    !choose_format(camera->video) ||
	    zbar_video_enable(camera->video, 1) != 0)
		return false;
	camera->fd = zbar_video_get_fd(camera->video);
	return camera->fd >= 0;
}

static void
stop(struct camera *camera)
{
	if (camera->video != NULL)
		zbar_video_destroy(camera->video);
	*camera = (struct camera){.fd = -1};
}

/* Keeps the first reason why one of them cannot be used. */
static bool
try_all(struct camera *camera, struct err *err)
{
	err_set(err, ERR_SYSTEM, "there is none: no /dev/video* here");
	for (int i = 0, tried = 0; i < DEVICES; i++) {
		char path[32];

		snprintf(path, sizeof(path), "/dev/video%d", i);
		if (!is_openable(path)) {
			if (errno != ENOENT && tried++ == 0)
				err_errno(err, "cannot open %s", path);
			continue;
		}
		if (start(camera, path))
			return true;
		stop(camera);
		if (tried++ == 0)
			err_set(err, ERR_SYSTEM, "%s gives no pictures that "
				"can be read here", path);
	}
	return false;
}

struct camera *
camera_open(struct err *err)
{
	struct camera *camera = calloc(1, sizeof(*camera));

	if (camera == NULL)
		err_nomem(err);
	else if (!try_all(camera, err))
		camera_close(&camera);
	return camera;
}

int
camera_fd(const struct camera *camera)
{
	return camera->fd;
}

bool
camera_frame(struct camera *camera, struct plane *out, struct err *err)
{
	IMAGE image = zbar_video_next_image(camera->video);
	IMAGE grey = image != NULL ? zbar_image_convert(image, GREY) : NULL;
	size_t width = grey != NULL ? zbar_image_get_width(grey) : 0;
	size_t height = grey != NULL ? zbar_image_get_height(grey) : 0;

	if (width == 0 || height == 0 || width > SIDE_MAX ||
	    height > SIDE_MAX ||
	    zbar_image_get_data_length(grey) < width * height)
		return err_set(err, ERR_SYSTEM, "gives no more pictures");
	if (!plane_init(out, width, height, err))
		return false;
	memcpy(out->at, zbar_image_get_data(grey), width * height);
	return true;
}

void
camera_close(struct camera **camera)
{
	if (*camera == NULL)
		return;
	stop(*camera);
	free(*camera);
	*camera = NULL;
}
