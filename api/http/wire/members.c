#include "api/http/wire/members.h"

#include "api/http/wire/json_scan.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

/* -1: none of that name */
static int find(const struct http_members *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (cv_streq(m->name[i], name))
			return (int)i;
	return -1;
}

bool http_member_known(const struct http_members *m, const char *name)
{
	return find(m, name) >= 0;
}

const char *http_member(const struct http_members *m, const char *name)
{
	int i = find(m, name);

	assert(i >= 0);
	return m->value[i];
}

void http_members_finish(struct http_members *m)
{
	cv_arena_finish(&m->texts);
}

static void begin(const char *names, struct http_members *ret, bool needed[HTTP_MEMBERS_MAX])
{
	size_t len;

	for (const char *p = names, *w; (w = cv_next(&p, ' ', &len)) != NULL; ret->n++) {
		bool must = w[len - 1] == '!';

		assert(ret->n < HTTP_MEMBERS_MAX);
		snprintf(ret->name[ret->n], sizeof(ret->name[0]), "%.*s", (int)(len - must), w);
		ret->value[ret->n] = "";
		needed[ret->n] = must;
	}
}

static void unknown(const struct http_members *m, const char *name, struct http_errors *es)
{
	CV_AUTO(cv_str_finish) struct cv_str said = { 0 };

	cv_str_puts(&said, m->n ? "it is not known here; known are: " : "it is not known here; nothing is");
	for (size_t i = 0; i < m->n; i++)
		cv_str_printf(&said, "%s%s", i ? ", " : "", m->name[i]);
	http_errors_member(es, name, cv_str_text(&said));
}

static enum cv_err take(struct http_members *m, int i, const cJSON *j, struct http_errors *es, struct cv_error *err)
{
	if (cJSON_IsNull(j))
		return CV_OK;
	if (!cJSON_IsString(j))
		http_errors_member(
			es, j->string, "it must be a text or null: write a number or a truth value as a text");
	else if (strlen(j->valuestring) > HTTP_MEMBER_BYTES)
		http_errors_member(es, j->string, "it is longer than 128 KiB");
	else if ((m->value[i] = cv_arena_text(&m->texts, j->valuestring, strlen(j->valuestring))) == NULL)
		return nomem(err);
	return CV_OK;
}

static enum cv_err members(struct http_members *m, const cJSON *root, struct http_errors *es, struct cv_error *err)
{
	bool had[HTTP_MEMBERS_MAX] = { false };
	const cJSON *j;

	cJSON_ArrayForEach(j, root)
	{
		int i = find(m, j->string);

		if (i < 0) {
			unknown(m, j->string, es);
		} else if (had[i]) {
			http_errors_member(es, j->string, "it is given twice");
		} else {
			had[i] = true;
			TRY(take(m, i, j, es, err));
		}
	}
	return CV_OK;
}

enum cv_err http_members_read(const char *names, const char *text, size_t len, struct http_members *ret,
	struct http_errors *es, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(destroy) cJSON *root = NULL;
	bool needed[HTTP_MEMBERS_MAX];
	enum cv_err e = len > 0 ? http_json_scan(text, len, &pointer, err) : CV_OK;

	begin(names, ret, needed);
	if (e != CV_OK && cv_err_fault(e) == CV_CALLER && err)
		http_errors_add(es, cv_str_text(&pointer), err->msg);
	TRY(e);
	root = len > 0 ? cJSON_ParseWithLengthOpts(text, len + 1, NULL, 1) : cJSON_CreateObject();
	if (root == NULL)
		return nomem(err);
	if (!cJSON_IsObject(root))
		http_errors_add(es, "", "it must be an object");
	else
		TRY(members(ret, root, es, err));
	for (size_t i = 0; i < ret->n && cJSON_IsObject(root); i++)
		if (needed[i] && *ret->value[i] == '\0' && !cJSON_HasObjectItem(root, ret->name[i]))
			http_errors_member(es, ret->name[i], "it must be there");
	return es->json.failed ? nomem(err) : CV_OK;
}
