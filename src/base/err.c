#include "base/err.h"

#include <errno.h>
#include <stdarg.h>

bool
err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;

	err->kind = kind;
	err->where[0] = '\0';
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

bool
err_errno(struct err *err, const char *format, ...)
{
	int number = errno;
	char reason[128];
	va_list args;
	size_t len;

	err->kind = ERR_SYSTEM;
	err->where[0] = '\0';
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof(err->text) - len, "%s%s",
		len > 0 ? ": " : "",
		strerror_r(number, reason, sizeof(reason)));
	return false;
}

static const char no_memory[] = "out of memory";

bool
err_nomem(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "%s", no_memory);
}

bool
err_is_nomem(const struct err *err)
{
	return err->kind == ERR_SYSTEM && strcmp(err->text, no_memory) == 0;
}

static bool PRINTF_LIKE(3, 0)
prepend(struct err *err, const char *joint, const char *format, va_list args)
{
	char old[ERR_WHERE_MAX];
	size_t len;

	memcpy(old, err->where, sizeof(old));
	vsnprintf(err->where, sizeof(err->where), format, args);
	len = strlen(err->where);
	if (old[0] != '\0')
		snprintf(err->where + len, sizeof(err->where) - len, "%s%s",
			joint, old);
	return false;
}

bool
err_field(struct err *err, const char *format, ...)
{
	const char *joint = err->where[0] == '[' ? "" : ".";
	va_list args;

	va_start(args, format);
	prepend(err, joint, format, args);
	va_end(args);
	return false;
}

bool
err_at(struct err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	prepend(err, ": ", format, args);
	va_end(args);
	return false;
}

void
err_format(const struct err *err, char *out, size_t size)
{
	snprintf(out, size, "%s%s%s", err->where,
		err->where[0] != '\0' ? ": " : "", err->text);
}

int
err_status(const struct err *err)
{
	static const int status[] = {
		[ERR_NONE] = 0,
		[ERR_SYSTEM] = 1,
		[ERR_REFUSED] = 1,
		[ERR_FORMAT] = 1,
		[ERR_USAGE] = 2,
		[ERR_NO_MATCH] = 3,
		[ERR_UNREADABLE] = 3,
		[ERR_AMBIGUOUS] = 4,
		[ERR_LOCKED] = 5,
		[ERR_DAMAGED] = 6,
		[ERR_PARTIAL] = 7,
		[ERR_MISMATCH] = 8,
		[ERR_INTERRUPTED] = 130,
	};

	return status[err->kind];
}
