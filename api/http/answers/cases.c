#include "api/http/answers/cases.h"

#include "api/http/wire/json_scan.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#define COLUMNS(X) /* the members of struct law_case_in */ \
	X(exporter_country) X(exporter_role) X(exporter_attrs) X(importer_country) X(importer_role) X(importer_kind) \
	X(data) X(importer_attrs) X(safeguards) X(as_of)

static const char *const column[] = {
#define X(name) #name,
	COLUMNS(X)
#undef X
};

enum { NAME_SHOWN_MAX = 40 };

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

/* The place in `in` for a member of that name, or NULL. */
static const char **slot(struct law_case_in *in, const char *name)
{
	const char **place[] = {
#define X(name) &in->name,
		COLUMNS(X)
#undef X
	};

	for (size_t i = 0; i < CV_LEN(column); i++)
		if (strcmp(column[i], name) == 0)
			return place[i];
	return NULL;
}

static void unknown(const char *name, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str known = { 0 };

	for (size_t i = 0; i < CV_LEN(column); i++)
		cv_str_printf(&known, "%s%s", i ? ", " : "", column[i]);
	if (strlen(name) > NAME_SHOWN_MAX || !cv_text_clean(name, strlen(name)))
		(void)cv_fail(err, CV_E_JSON, "a member is not known here; known are: %s", cv_str_text(&known));
	else
		(void)cv_fail_at(err, CV_E_JSON, name, "the member \"%s\" is not known here; known are: %s", name,
			cv_str_text(&known));
}

static enum cv_err member(const cJSON *m, struct law_case_in *ret, struct cv_error *err)
{
	const char **value = slot(ret, m->string);

	if (value == NULL) {
		unknown(m->string, err);
		return CV_E_JSON;
	}
	if (*value)
		return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" is given twice", m->string);
	*value = "";
	if (!cJSON_IsString(m))
		return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" must be a string", m->string);
	if (!cv_text_clean(m->valuestring, strlen(m->valuestring)))
		return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" is not plain text", m->string);
	*value = m->valuestring;
	return CV_OK;
}

/* Every member is looked at; fails as the first that is wrong. */
static enum cv_err case_read(const cJSON *j, struct law_case_in *ret, struct http_errors *es, struct cv_error *err)
{
	enum cv_err first = CV_OK;
	const cJSON *m;

	if (!cJSON_IsObject(j)) {
		first = cv_fail(err, CV_E_JSON, "a case must be an object");
		http_errors_member(es, "", err->msg);
		return first;
	}
	cJSON_ArrayForEach(m, j)
	{
		struct cv_error own = { 0 };
		enum cv_err e = member(m, ret, &own);

		if (e == CV_OK)
			continue;
		http_errors_member(es, m->string, own.msg);
		if (first == CV_OK)
			*err = own;
		first = first == CV_OK ? e : first;
	}
	return first;
}

/* prefix: pointer to j. What is wrong is in es; *ret_pointer and err are of the first only. */
static enum cv_err one(const cJSON *j, const char *prefix, bool many, http_case_fn *fn, void *ctx,
	struct http_errors *es, struct cv_str *ret_pointer, struct cv_error *err)
{
	struct law_case_in in = { 0 };
	struct cv_error own = { 0 };
	bool first = es->n == 0;
	enum cv_err e;

	es->at = prefix;
	e = case_read(j, &in, es, &own);
	if (e == CV_OK)
		e = fn(ctx, many, &in, es, &own);
	es->at = NULL;
	if (e == CV_OK || !first)
		return e;
	cv_str_puts(ret_pointer, prefix);
	if (own.field[0])
		http_pointer_put(ret_pointer, own.field, strlen(own.field));
	if (err)
		*err = own;
	return e;
}

static enum cv_err each(const cJSON *list, const char *prefix, http_case_fn *fn, void *ctx, struct http_errors *es,
	struct cv_str *ret_pointer, struct cv_error *err)
{
	enum cv_err first = CV_OK;
	const cJSON *j;
	char at[48];
	size_t i = 0;

	if (cJSON_GetArraySize(list) > HTTP_CASES_MAX) {
		cv_str_puts(ret_pointer, prefix);
		return cv_fail(err, CV_E_TOO_BIG, "at most %d cases are taken at once", HTTP_CASES_MAX);
	}
	cJSON_ArrayForEach(j, list)
	{
		enum cv_err e;

		snprintf(at, sizeof(at), "%s/%zu", prefix, i++);
		e = one(j, at, true, fn, ctx, es, ret_pointer, err);
		if (e != CV_OK && cv_err_fault(e) != CV_CALLER)
			return e;
		first = first == CV_OK ? e : first;
	}
	return first;
}

enum cv_err http_cases_each(const char *text, size_t len, http_case_fn *fn, void *ctx, bool *ret_many,
	struct http_errors *es, struct cv_str *ret_pointer, struct cv_error *err)
{
	CV_AUTO(destroy) cJSON *root = NULL;
	const cJSON *cases;

	TRY(http_json_scan(text, len, ret_pointer, err));
	root = cJSON_ParseWithLengthOpts(text, len + 1, NULL, 1);
	if (root == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)); /* it is JSON: the scan says so */
	*ret_many = true;
	if (cJSON_IsArray(root))
		return each(root, "", fn, ctx, es, ret_pointer, err);
	cases = cJSON_GetObjectItemCaseSensitive(root, "cases");
	if (cases == NULL) {
		*ret_many = false;
		return one(root, "", false, fn, ctx, es, ret_pointer, err);
	}
	if (root->child->next) {
		const char *other = root->child == cases ? cases->next->string : root->child->string;

		http_pointer_put(ret_pointer, other, strlen(other));
		return cv_fail(err, CV_E_JSON, "beside \"cases\" there may be no other member");
	}
	if (cJSON_IsArray(cases))
		return each(cases, "/cases", fn, ctx, es, ret_pointer, err);
	cv_str_puts(ret_pointer, "/cases");
	return cv_fail_at(err, CV_E_JSON, "cases", "\"cases\" must be an array");
}
