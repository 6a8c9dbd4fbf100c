/* What a column refuses: the text, the error, and words of the message. */
#ifndef TESTS_UNIT_REFUSAL_H
#define TESTS_UNIT_REFUSAL_H

#include "registry/law/law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct refusal {
	const char *text;
	enum cv_err code;
	const char *word; /* stands in the message */
};

static inline void refused(enum cv_err e, const struct cv_error *err, const char *field, const struct refusal *r)
{
	if (e != r->code || !cv_streq(err->field, field) || !strstr(err->msg, r->word))
		fail_msg("'%s': wanted %s %s ... %s, got %s %s: %s", r->text, cv_err_name(r->code), field, r->word,
			cv_err_name(e), err->field, err->msg);
}

#endif
