/*
 * A camera for machines that have none: preloaded, it takes the place of
 * libv4l2 below zbar. /dev/video0 then gives the frames of the file that
 * CAMERA_FRAMES names, 640 by 480 bytes of grey each, the last one for ever.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 640
#define HEIGHT 480
#define SIZE ((size_t)WIDTH * HEIGHT)
#define FRAMES_MAX 64
#define BUFFERS_MAX 32

static uint8_t frames[FRAMES_MAX * SIZE], buffers[BUFFERS_MAX * SIZE];
static size_t frame_count, next_frame;
static uint32_t buffer_count, queue[BUFFERS_MAX], queued;

int v4l2_open(const char *path, int flags, ...);
int v4l2_close(int fd);
int v4l2_ioctl(int fd, unsigned long request, ...);
void *v4l2_mmap(void *start, size_t length, int protection, int flags, int fd,
	int64_t offset);
int v4l2_munmap(void *start, size_t length);

__attribute__((constructor)) static void
load(void)
{
	const char *name = getenv("CAMERA_FRAMES");
	FILE *file = name != NULL ? fopen(name, "rb") : NULL;

	if (file == NULL)
		return;
	frame_count = fread(frames, SIZE, FRAMES_MAX, file);
	fclose(file);
}

int
open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...);
	va_list args;
	mode_t mode;

	*(void **)&real = dlsym(RTLD_NEXT, "open");
	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	if (strcmp(path, "/dev/video0") == 0)
		return real("/dev/null", O_RDWR | O_CLOEXEC);
	return real(path, flags, mode);
}

int
v4l2_open(const char *path, int flags, ...)
{
	(void)flags;
	return open(path, O_RDWR);
}

int
v4l2_close(int fd)
{
	return close(fd);
}

static int
no(int number)
{
	errno = number;
	return -1;
}

static int
format(struct v4l2_format *out)
{
	if (out->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
		return no(EINVAL);
	out->fmt.pix = (struct v4l2_pix_format){
		.width = WIDTH, .height = HEIGHT,
		.pixelformat = V4L2_PIX_FMT_GREY, .field = V4L2_FIELD_NONE,
		.bytesperline = WIDTH, .sizeimage = SIZE,
	};
	return 0;
}

static int
describe(struct v4l2_fmtdesc *out)
{
	if (out->index > 0)
		return no(EINVAL);
	out->pixelformat = V4L2_PIX_FMT_GREY;
	memcpy(out->description, "grey", sizeof("grey"));
	return 0;
}

static int
request(struct v4l2_requestbuffers *wanted)
{
	if (wanted->memory != V4L2_MEMORY_MMAP)
		return no(EINVAL);
	if (wanted->count > BUFFERS_MAX)
		wanted->count = BUFFERS_MAX;
	buffer_count = wanted->count;
	return 0;
}

static int
query(struct v4l2_buffer *buffer)
{
	if (buffer->index >= buffer_count)
		return no(EINVAL);
	buffer->length = SIZE;
	buffer->m.offset = (uint32_t)(buffer->index * SIZE);
	return 0;
}

static int
give(const struct v4l2_buffer *buffer)
{
	if (buffer->index >= buffer_count || queued == BUFFERS_MAX)
		return no(EINVAL);
	queue[queued++] = buffer->index;
	return 0;
}

static int
take(struct v4l2_buffer *buffer)
{
	if (queued == 0 || frame_count == 0)
		return no(EIO);
	buffer->index = queue[0];
	memmove(queue, queue + 1, --queued * sizeof(queue[0]));
	memcpy(buffers + buffer->index * SIZE, frames + next_frame * SIZE,
		SIZE);
	buffer->bytesused = SIZE;
	buffer->length = SIZE;
	next_frame += next_frame + 1 < frame_count;
	return 0;
}

int
v4l2_ioctl(int fd, unsigned long order, ...)
{
	struct v4l2_capability *about;
	va_list args;
	void *arg;

	(void)fd;
	va_start(args, order);
	arg = va_arg(args, void *);
	va_end(args);
	switch ((uint32_t)order) {
	case VIDIOC_QUERYCAP:
		about = memset(arg, 0, sizeof(*about));
		memcpy(about->card, "stand-in", sizeof("stand-in"));
		about->device_caps = V4L2_CAP_VIDEO_CAPTURE |
			V4L2_CAP_STREAMING;
		about->capabilities = about->device_caps |
			V4L2_CAP_DEVICE_CAPS;
		return 0;
	case VIDIOC_ENUM_FMT:
		return describe(arg);
	case VIDIOC_G_FMT:
	case VIDIOC_S_FMT:
	case VIDIOC_TRY_FMT:
		return format(arg);
	case VIDIOC_REQBUFS:
		return request(arg);
	case VIDIOC_QUERYBUF:
		return query(arg);
	case VIDIOC_QBUF:
		return give(arg);
	case VIDIOC_DQBUF:
		return take(arg);
	case VIDIOC_STREAMON:
	case VIDIOC_STREAMOFF:
		return 0;
	default:
		return no(EINVAL);
	}
}

void *
v4l2_mmap(void *start, size_t length, int protection, int flags, int fd,
	int64_t offset)
{
	(void)start;
	(void)length;
	(void)protection;
	(void)flags;
	(void)fd;
	return buffers + offset;
}

int
v4l2_munmap(void *start, size_t length)
{
	(void)start;
	(void)length;
	return 0;
}
