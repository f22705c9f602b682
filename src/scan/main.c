/*
 * otp-scan: decodes the QR codes of the picture on descriptor 0, in a process
 * that holds no secret and gives up its rights before it reads the picture.
 * Each payload goes to descriptor 1 as a 4-byte big-endian length and the
 * bytes; descriptor 2 gets one line of text if something is wrong.
 */
#include "base/file.h"
#include "scan/pipeline.h"
#include "scan/sandbox.h"

#define PICTURE_BYTES_MAX ((size_t)128 * 1024 * 1024)
#define NO_SANDBOX "--no-sandbox"

static bool
write_findings(const struct findings *findings, struct err *err)
{
	BUF out = {0};

	for (size_t i = 0; i < findings->len; i++) {
		const struct buf *payload = &findings->items[i].payload;

		for (int shift = 24; shift >= 0; shift -= 8)
			buf_add_byte(&out, (uint8_t)(payload->len >> shift));
		buf_add(&out, payload->data, payload->len);
	}
	return buf_ok(&out, err) &&
		fd_write_all(STDOUT_FILENO, out.data, out.len, err);
}

static bool
run(bool confined, struct err *err)
{
	CLEANUP(decoder_free) struct decoder *decoder = NULL;
	FINDINGS findings = {0};
	BUF picture = {0};

	sandbox_prepare();
	decoder = decoder_new(err);
	return decoder != NULL && sandbox_enter(confined, err) &&
		fd_read_all(STDIN_FILENO, PICTURE_BYTES_MAX, &picture, err) &&
		pipeline_run(decoder, picture.data, picture.len, &findings,
			err) &&
		write_findings(&findings, err);
}

int
main(int argc, char **argv)
{
	struct err err = {0};
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

	if (argc > 2 || (argc == 2 && strcmp(argv[1], NO_SANDBOX) != 0)) {
		fputs("usage: otp-scan [" NO_SANDBOX "] < PICTURE\n", stderr);
		return 2;
	}
	if (run(argc == 1, &err))
		return 0;
	err_format(&err, line, sizeof(line));
	fprintf(stderr, "%s\n", line);
	return err_status(&err);
}
