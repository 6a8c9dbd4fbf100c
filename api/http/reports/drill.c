/* POST /v1/drill: what falls if a mechanism falls. It reads and answers; nothing is changed by it. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/reports/sheet.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "api/http/wire/json_scan.h"
#include "reports/drill.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { SHOWN_MAX = 10000, PACK_FILES_MAX = 16 };

/* All that one drill holds. Texts are those of the body. */
struct asked {
	cJSON *root;
	const cJSON *end, *end_adequacy, *pack;
	const char *on_text, *known_at_text, *data_text;
	cv_day on;
	char known_at[CV_INSTANT_TEXT];
	bool data_said;
	enum law_data data;
	enum http_form_of form;
	enum rep_format format;
	struct law_pack *other;
	struct http_view *view;
	struct reg_drill drill;
};

static void finish(struct asked *a)
{
	reg_drill_finish(&a->drill);
	law_pack_destroy(a->other);
	http_view_drop(&a->view);
	cJSON_Delete(a->root);
}

/* ---- the body -------------------------------------------------------------------------------------------------- */

static bool is_text(const cJSON *j)
{
	return cJSON_IsString(j) && cv_text_clean(j->valuestring, strlen(j->valuestring));
}

static enum cv_err text(const cJSON *m, const char **ret, struct cv_error *err)
{
	if (!is_text(m) && !cJSON_IsNull(m))
		return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" must be a text", m->string);
	*ret = cJSON_IsNull(m) || !*m->valuestring ? NULL : m->valuestring;
	return CV_OK;
}

/* A text, or an array of them. */
static enum cv_err names(const cJSON *m, const cJSON **ret, struct cv_error *err)
{
	const cJSON *j;

	if (!is_text(m) && !cJSON_IsArray(m))
		return cv_fail_at(
			err, CV_E_JSON, m->string, "the member \"%s\" must be a text or an array of texts", m->string);
	cJSON_ArrayForEach(j, m)
	{
		if (!is_text(j))
			return cv_fail_at(
				err, CV_E_JSON, m->string, "the member \"%s\" must be an array of texts", m->string);
	}
	*ret = cJSON_IsArray(m) && cJSON_GetArraySize(m) == 0 ? NULL : m;
	return CV_OK;
}

static enum cv_err files(const cJSON *m, const cJSON **ret, struct cv_error *err)
{
	const cJSON *j;

	if (!cJSON_IsObject(m) || cJSON_GetArraySize(m) > PACK_FILES_MAX)
		return cv_fail_at(err, CV_E_JSON, "pack",
			"the member \"pack\" must be an object: the name of a table, such as adequacy.csv, "
			"and its text");
	cJSON_ArrayForEach(j, m)
	{
		if (!cJSON_IsString(j))
			return cv_fail_at(
				err, CV_E_JSON, "pack", "what \"%s\" of the pack holds must be a text", j->string);
	}
	*ret = m;
	return CV_OK;
}

static enum cv_err member(const cJSON *m, struct asked *a, struct cv_error *err)
{
	if (cv_streq(m->string, "end"))
		return names(m, &a->end, err);
	if (cv_streq(m->string, "end_adequacy"))
		return names(m, &a->end_adequacy, err);
	if (cv_streq(m->string, "pack"))
		return files(m, &a->pack, err);
	if (cv_streq(m->string, "on"))
		return text(m, &a->on_text, err);
	if (cv_streq(m->string, "known_at"))
		return text(m, &a->known_at_text, err);
	if (cv_streq(m->string, "data"))
		return text(m, &a->data_text, err);
	return cv_fail_at(err, CV_E_JSON, strlen(m->string) < 40 ? m->string : "",
		"a drill has the members end, end_adequacy, pack, on, known_at and data, and no others");
}

static enum cv_err members(struct asked *a, struct cv_error *err)
{
	const cJSON *m, *other;

	if (!cJSON_IsObject(a->root))
		return cv_fail(err, CV_E_JSON, "a drill must be an object");
	cJSON_ArrayForEach(m, a->root)
	{
		for (other = a->root->child; other != m; other = other->next)
			if (cv_streq(other->string, m->string))
				return cv_fail_at(err, CV_E_JSON, strlen(m->string) < 40 ? m->string : "",
					"a member is given twice");
		TRY(member(m, a, err));
	}
	if ((a->end || a->end_adequacy) == (a->pack != NULL))
		return cv_fail_at(err, CV_E_JSON, a->pack ? "pack" : "end",
			"say what ends (end, end_adequacy), or which law comes instead (pack): one of the two");
	return CV_OK;
}

static enum cv_err read_body(
	const struct http_request *q, struct asked *a, struct cv_str *pointer, struct cv_error *err)
{
	int64_t now = api_now_ms();
	enum cv_err e;

	TRY(http_json_scan(cv_str_text(&q->body), q->body.len, pointer, err));
	a->root = cJSON_ParseWithLengthOpts(cv_str_text(&q->body), q->body.len + 1, NULL, 1);
	if (a->root == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	e = members(a, err);
	if (e == CV_OK)
		e = http_data_read(a->data_text, &a->data_said, &a->data, err);
	if (e == CV_OK)
		e = http_day_read(a->on_text, now, &a->on, err);
	if (e == CV_OK)
		e = http_instant_read(a->known_at_text, now, a->known_at, err);
	return e;
}

/* ---- the drill ------------------------------------------------------------------------------------------------- */

typedef enum cv_err end_fn(struct law_ending *e, const char *what, struct cv_error *err);

static enum cv_err end_each(const cJSON *j, struct law_ending *e, end_fn *fn, struct cv_error *err)
{
	const cJSON *one;

	if (j == NULL)
		return CV_OK;
	if (cJSON_IsString(j))
		return fn(e, j->valuestring, err);
	cJSON_ArrayForEach(one, j) TRY(fn(e, one->valuestring, err));
	return CV_OK;
}

static enum cv_err by_ending(struct asked *a, struct cv_error *err)
{
	struct law_ending *ending = NULL;
	enum cv_err e;

	TRY(law_ending_new(a->view->v->pack, a->on, &ending, err));
	e = end_each(a->end, ending, law_ending_mechanism, err);
	if (e == CV_OK)
		e = end_each(a->end_adequacy, ending, law_ending_adequacy, err);
	if (e != CV_OK) {
		law_ending_free(ending);
		return e;
	}
	return reg_drill_ending(a->view->v, ending, a->on, a->data_said ? &a->data : NULL, &a->drill, err);
}

/* What the body does not hold stands as it is. */
static enum cv_err load_pack(struct asked *a, struct cv_error *err)
{
	struct law_file file[PACK_FILES_MAX + 16];
	size_t n = 0, n_builtin;
	const struct law_file *builtin = law_builtin_files(&n_builtin);
	const cJSON *j;

	cJSON_ArrayForEach(j, a->pack)
	{
		if (law_file_name(j->string) == NULL)
			return cv_fail_at(
				err, CV_E_VALUE, "pack", "a table of a law pack is adequacy.csv, mechanisms.csv ...");
		file[n++] = (struct law_file){ law_file_name(j->string), j->valuestring, strlen(j->valuestring) };
	}
	for (size_t i = 0; i < n_builtin && n < CV_LEN(file); i++)
		if (!cJSON_HasObjectItem(a->pack, builtin[i].name))
			file[n++] = builtin[i];
	TRY(law_pack_load(file, n, &a->other, NULL, err));
	return CV_OK;
}

static enum cv_err by_pack(struct asked *a, struct cv_error *err)
{
	enum cv_err e = load_pack(a, err);

	if (e != CV_OK) {
		if (err && !err->field[0])
			memcpy(err->field, "pack", sizeof("pack"));
		return e;
	}
	return reg_drill_pack(a->view->v, a->other, a->on, a->data_said ? &a->data : NULL, &a->drill, err);
}

static enum cv_err run(struct http_request *q, struct asked *a, struct cv_error *err)
{
	enum cv_err e = CV_OK;

	if (a->known_at_text)
		e = http_live_at(&q->srv->live, a->known_at, &a->view, err);
	else
		a->view = http_live_known(&q->srv->live, a->known_at);
	if (e == CV_OK)
		e = a->pack ? by_pack(a, err) : by_ending(a, err);
	return e;
}

/* ---- the answer ------------------------------------------------------------------------------------------------ */

static enum cv_err table(const void *ctx, struct rep_sink *s, struct cv_error *err)
{
	return rep_drill_table(ctx, s, err);
}

static enum MHD_Result refused(
	struct http_request *q, enum cv_err e, const struct cv_error *err, struct cv_str *pointer)
{
	struct http_problem p = http_problem_of(e, err);

	if (cv_err_fault(e) != CV_CALLER)
		return http_fail(q, e, err);
	if (pointer->len == 0 && err->field[0])
		http_pointer_put(pointer, err->field, strlen(err->field));
	p.pointer = cv_str_text(pointer);
	return http_send_problem(q, &p);
}

static enum MHD_Result tell(struct http_request *q, const struct asked *a)
{
	struct rep_drill told = { &a->drill, a->known_at, a->pack ? "pack" : NULL, SHOWN_MAX };
	struct cv_json j = cv_json_to(&q->out);

	if (a->form == HTTP_FORM_TABLE)
		return http_send_table(q, a->format, table, &told);
	if (a->form == HTTP_FORM_TEXT) {
		rep_drill_text(&told, REP_WIDTH, &q->out);
	} else {
		rep_drill_json(&told, &j);
		cv_str_putc(&q->out, '\n');
	}
	return http_send(q, MHD_HTTP_OK, a->form == HTTP_FORM_TEXT ? HTTP_TEXT : HTTP_JSON);
}

enum MHD_Result http_post_drill(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(finish) struct asked a = { 0 };
	struct cv_error err = { 0 };
	char buf[HTTP_TARGET_MAX + 1];
	const char *format = NULL;
	enum cv_err e = http_query_read(q->query, (const char *const[]){ "format" }, 1, buf, &format, &err);

	if (e == CV_OK)
		e = http_form_read(q, format, &a.form, &a.format, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	e = read_body(q, &a, &pointer, &err);
	if (e == CV_OK && atomic_flag_test_and_set(&q->srv->drill_at_work))
		return http_fail(q, cv_fail(&err, CV_E_BUSY, "another drill is at work; try again"), &err);
	if (e == CV_OK) {
		e = run(q, &a, &err);
		atomic_flag_clear(&q->srv->drill_at_work);
	}
	return e == CV_OK ? tell(q, &a) : refused(q, e, &err, &pointer);
}
