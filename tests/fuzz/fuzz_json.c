/*
 * The body of POST /v1/check: what the scan lets through cJSON must read, and what is refused says where.
 */
#include "api/http/answers/cases.h"
#include "api/http/wire/json_scan.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

struct seen {
	size_t cases;
	bool broken; /* law_case_parse() refused one */
};

static const struct law_pack *pack(void)
{
	static const struct law_pack *p;
	struct cv_error err = { 0 };

	if (p == NULL)
		p = law_builtin(&err);
	ORACLE(p != NULL);
	return p;
}

static enum cv_err on_case(
	void *ctx, bool many, const struct law_case_in *in, struct http_errors *es, struct cv_error *err)
{
	static struct law_case c;
	struct law_decision d;
	struct seen *s = ctx;
	enum cv_err e = law_case_parse(pack(), in, &c, err);

	s->cases++;
	if (e != CV_OK) {
		s->broken = true;
		http_errors_member(es, err->field, err->msg);
		return e;
	}
	for (size_t i = 0; i < c.n_legs; i++)
		law_decide(pack(), &c.leg[i], c.on, &d);
	return CV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cv_str where = { 0 };
	struct cv_error err = { 0 };
	struct http_errors es = { 0 };
	struct seen s = { 0 };
	bool many = false;

	if (size > 1 << 16)
		return 0;
	char *text = malloc(size + 1);

	ORACLE(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	enum cv_err scanned = http_json_scan(text, size, &where, &err);

	ORACLE(scanned == CV_OK || scanned == CV_E_JSON || scanned == CV_E_TOO_BIG);
	ORACLE(scanned == CV_OK || (err.code == scanned && err.msg[0] != '\0'));
	cv_str_clear(&where);
	err = (struct cv_error){ 0 };
	enum cv_err e = http_cases_each(text, size, on_case, &s, &many, &es, &where, &err);

	ORACLE(e != CV_E_NOMEM);
	ORACLE(!where.failed && cv_utf8_valid(cv_str_text(&where), where.len));
	ORACLE(scanned == CV_OK || e == scanned);
	ORACLE(!s.broken || e != CV_OK);
	ORACLE(es.n == 0 || e != CV_OK);
	if (e == CV_OK)
		ORACLE(where.len == 0 && (many || s.cases == 1) && s.cases <= HTTP_CASES_MAX);
	else
		ORACLE(err.code == e && err.msg[0] != '\0' && cv_utf8_valid(err.msg, strlen(err.msg)));
	cv_str_finish(&where);
	http_errors_finish(&es);
	free(text);
	return 0;
}
