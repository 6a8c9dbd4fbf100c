#include "registry/core/err.h"

#include "registry/core/text.h"

#include <stdarg.h>
#include <stdio.h>

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

CV_PRINTF(4, 0)
static void fill(struct cv_error *err, enum cv_err code, const char *field, const char *fmt, va_list ap)
{
	err->code = code;
	err->line = 0;
	snprintf(err->field, sizeof(err->field), "%s", field);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	cv_utf8_mend(err->msg); /* it goes into JSON, and what is quoted in it may have been cut */
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
