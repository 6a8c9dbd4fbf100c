#include "registry/core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *text;
	int http;
	enum cv_fault fault;
} list[CV_ERR_COUNT] = {
#define X(code, fault, http, text) [CV_##code] = { #code, text, http, CV_##fault },
	CV_ERRORS(X)
#undef X
};

const char *cv_err_name(enum cv_err e)
{
	return list[e].name;
}

const char *cv_err_text(enum cv_err e)
{
	return list[e].text;
}

int cv_err_http(enum cv_err e)
{
	return list[e].http;
}

enum cv_fault cv_err_fault(enum cv_err e)
{
	return list[e].fault;
}

/* A message that was cut short must still be UTF-8: it goes into JSON. */
static void drop_half_character(char *text)
{
	char *last = text + strlen(text);

	while (last > text && ((unsigned char)last[-1] & 0xC0) == 0x80)
		last--;
	if (last > text && (unsigned char)last[-1] >= 0xC0)
		last[-1] = '\0';
}

CV_PRINTF(4, 0)
static void fill(struct cv_error *err, enum cv_err code, const char *field, const char *fmt, va_list ap)
{
	err->code = code;
	err->line = 0;
	snprintf(err->field, sizeof(err->field), "%s", field);
	if (vsnprintf(err->msg, sizeof(err->msg), fmt, ap) >= (int)sizeof(err->msg))
		drop_half_character(err->msg);
}

enum cv_err cv_fail(struct cv_error *err, enum cv_err code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return code;
	va_start(ap, fmt);
	fill(err, code, "", fmt, ap);
	va_end(ap);
	return code;
}

enum cv_err cv_fail_at(struct cv_error *err, enum cv_err code, const char *field, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return code;
	va_start(ap, fmt);
	fill(err, code, field, fmt, ap);
	va_end(ap);
	return code;
}
