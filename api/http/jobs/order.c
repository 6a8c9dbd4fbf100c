/* The parameters of POST /v1/imports. */
#include "api/http/wire/upload.h"

#include "api/http/access/rights.h"
#include "api/http/records/change.h"
#include "api/http/routes.h"
#include "api/http/wire/input.h"

#include <stdio.h>
#include <string.h>

enum { PAIRS_MAX = 160, KNOWN_MAX = 24, NAME_LEN = 16 };

struct reading {
	struct http_order *order;
	char known[KNOWN_MAX][NAME_LEN]; /* as written here: max_ended; the last three: reason, file, rejects */
	const char *name[KNOWN_MAX];
	size_t n_known;
	struct {
		size_t which;
		const char *value;
	} pair[PAIRS_MAX];
	size_t n;
};

static void know(struct reading *r, const char *name)
{
	char *own = r->known[r->n_known];

	snprintf(own, NAME_LEN, "%s", name);
	for (char *p = own; *p; p++)
		if (*p == '-')
			*p = '_';
	r->name[r->n_known++] = own;
}

static bool repeats(const struct reading *r, size_t which)
{
	return which + 3 < r->n_known && imp_option_repeats(imp_option_name[which]);
}

static enum cv_err gather(void *ctx, const char *name, const char *value, struct cv_error *err)
{
	struct reading *r = ctx;
	size_t which = 0;

	while (which < r->n_known && !cv_streq(name, r->name[which]))
		which++;
	if (which == r->n_known)
		return http_query_unknown(name, r->name, r->n_known, err);
	if (!cv_text_clean(value, strlen(value)))
		return cv_fail_at(err, CV_E_VALUE, name, "the value of \"%s\" is not text (UTF-8)", name);
	for (size_t i = 0; i < r->n && !repeats(r, which); i++)
		if (r->pair[i].which == which)
			return cv_fail_at(err, CV_E_USAGE, name, "the parameter \"%s\" is given more than once", name);
	if (r->n == PAIRS_MAX)
		return cv_fail(err, CV_E_USAGE, "there are more than %d parameters", PAIRS_MAX);
	r->pair[r->n].which = which;
	r->pair[r->n++].value = value;
	return CV_OK;
}

/* The name of the file, without folders, as the command line has it. */
static enum cv_err take_name(struct http_order *o, const char *value, struct cv_error *err)
{
	const char *slash = strrchr(value, '/'), *name = slash ? slash + 1 : value;

	if (*name == '\0' || strlen(name) >= sizeof(o->name) || strpbrk(name, "\t\r\n"))
		return cv_fail_at(err, CV_E_VALUE, "file", "write the name of the file, at most %zu bytes in one line",
			sizeof(o->name) - 1);
	snprintf(o->name, sizeof(o->name), "%s", name);
	return CV_OK;
}

static enum cv_err take_rejects(struct http_order *o, const char *value, struct cv_error *err)
{
	o->rejects = cv_streq(value, "true");
	return o->rejects || cv_streq(value, "false")
		? CV_OK
		: cv_fail_at(err, CV_E_USAGE, "rejects", "rejects=%.40s: write true or false", value);
}

static enum cv_err take_reason(struct http_order *o, const char *value, struct cv_error *err)
{
	if (strlen(value) > HTTP_REASON_MAX)
		return cv_fail_at(err, CV_E_VALUE, "reason", "\"reason\" is longer than %d bytes", HTTP_REASON_MAX);
	o->reason = *value ? value : NULL;
	return CV_OK;
}

static enum cv_err take_option(struct reading *r, size_t which, const char *value, struct cv_error *err)
{
	struct http_order *o = r->order;
	struct cv_error why = { 0 };
	enum cv_err e = imp_option(&o->opt, &o->given, r->name[which], value, &why);

	if (e == CV_OK || *why.field == '\0') {
		*err = why;
		return e;
	}
	return cv_fail_at(err, e, r->name[which], "%s=%.200s: %s", r->name[which], value, why.msg);
}

static enum cv_err take(struct reading *r, size_t which, struct cv_error *err)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *value = r->pair[i].value;

		if (r->pair[i].which != which)
			continue;
		if (which + 1 == r->n_known)
			TRY(take_rejects(r->order, value, err));
		else if (which + 2 == r->n_known)
			TRY(take_name(r->order, value, err));
		else if (which + 3 == r->n_known)
			TRY(take_reason(r->order, value, err));
		else
			TRY(take_option(r, which, value, err));
	}
	return CV_OK;
}

/* ---- who asks -------------------------------------------------------------------------------------------------- */

void http_order_by(struct http_order *o, const struct http_request *q)
{
	memcpy(o->who, q->who, sizeof(o->who));
	o->role = q->by == HTTP_BY_NOBODY ? -1 : q->role;
}

enum cv_err http_order_may_file(int role, enum reg_kind kind, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str roles = { 0 };
	enum http_needs needs = http_kind_writes(kind);

	if (role < 0 || http_may((enum reg_role)role, needs))
		return CV_OK;
	http_needs_roles(needs, &roles);
	return cv_fail(err, CV_E_DENIED, "to import %s one must be %s, and this was asked for by %s",
		reg_kind_info(kind)->plural, cv_str_text(&roles), reg_role_word((enum reg_role)role));
}

bool http_job_readable(const struct http_job *j, const struct http_request *q)
{
	enum reg_kind kind;

	return !reg_kind_parse(j->kind, &kind) || http_allowed(q, http_kind_reads(kind));
}

enum cv_err http_order_reason(const char *query, struct http_order *ret, struct cv_error *err)
{
	static const char *const name[] = { "reason" };
	const char *value = "";

	TRY(http_query_read(query, name, 1, ret->text, &value, err));
	return take_reason(ret, value ? value : "", err);
}

enum cv_err http_order_read(const char *query, cv_day today, struct http_order *ret, struct cv_error *err)
{
	struct reading r = { .order = ret };
	enum cv_err e;

	for (size_t i = 0; imp_option_name[i]; i++)
		know(&r, imp_option_name[i]);
	know(&r, "reason");
	know(&r, "file");
	know(&r, "rejects");
	ret->opt = imp_options_default(today);
	snprintf(ret->name, sizeof(ret->name), "upload.csv");
	ret->opt.name = ret->name;
	TRY(http_query_each(query, ret->text, gather, &r, err));
	for (size_t which = 0; which < r.n_known; which++)
		TRY(take(&r, which, err));
	e = imp_options_check(&ret->opt, err);
	for (char *p = err->field; e != CV_OK && *p; p++)
		if (*p == '-')
			*p = '_';
	return e;
}
