/* A decoder that all tests of a program share, and what it found. */
#ifndef TESTS_SCAN_DECODING_H
#define TESTS_SCAN_DECODING_H

#include <setjmp.h>
#include <stdarg.h>

#include "coded.h"
#include "scan/decode.h"

#include <cmocka.h>

static struct decoder *decoder;

/* For cmocka_run_group_tests(). */
static inline int
decoding_start(void **state)
{
	struct err err;

	(void)state;
	decoder = decoder_new(true, &err);
	return decoder == NULL;
}

static inline int
decoding_stop(void **state)
{
	(void)state;
	decoder_free(&decoder);
	decoder_free(&decoder); /* an empty one is nothing */
	return 0;
}

static inline void
assert_text(const struct findings *findings, size_t at, const char *text)
{
	assert_true(at < findings->len);
	assert_string_equal(buf_text(&findings->items[at].payload), text);
}

#endif
