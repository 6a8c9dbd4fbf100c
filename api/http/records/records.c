/* Reading records: a list, and one. */
#include "api/http/records/records.h"

#include "api/clock.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "registry/evidence.h"
#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

/* ---- entity tags ----------------------------------------------------------------------------------------------- */

void http_etag(const struct reg_version *v, const struct cv_str *body, char ret[HTTP_ETAG_MAX])
{
	char hex[2 * REG_HASH + 1];
	struct reg_hash h;

	reg_tree_leaf(cv_str_text(body), body->len, &h);
	rep_hash_hex(&h, hex);
	snprintf(ret, HTTP_ETAG_MAX, "\"%lld-%.16s\"", (long long)v->known_from, hex);
}

bool http_etag_in(const char *field, const char *tag, bool weak)
{
	size_t len;

	for (const char *p = field, *w; (w = cv_next(&p, ',', &len)) != NULL;) {
		if (weak && len > 2 && w[0] == 'W' && w[1] == '/') {
			w += 2;
			len -= 2;
		}
		if ((len == 1 && *w == '*') || (strlen(tag) == len && memcmp(w, tag, len) == 0))
			return true;
	}
	return false;
}

/* ---- a list ---------------------------------------------------------------------------------------------------- */

struct page {
	struct http_asked *asked;
	struct http_beside beside;
	struct cv_json to;
	int limit, n, looked;
	int64_t last; /* number of the last record looked at that is not to be looked at again */
	bool full;
};

static enum cv_err list_one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct page *p = ctx;

	p->looked++;
	if (http_asked_fits(p->asked, v) && http_beside_fits(p->asked, &p->beside, v)) {
		if (p->n == p->limit || p->to.out->len > HTTP_LIST_BYTES) {
			p->full = true;
			return cv_fail(err, CV_E_STOPPED, "the page is full");
		}
		p->n++;
		http_record_json(v, p->asked->fields, &p->beside, &p->to);
	}
	p->last = v->n;
	return p->to.out->failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

static enum cv_err list(void *ctx, struct reg *r, struct cv_error *err)
{
	struct page *p = ctx;
	struct http_asked *a = p->asked;
	enum cv_err e;

	if (a->seq < 0)
		TRY(reg_known(r, a->has_known_at ? a->known_at : NULL, &a->seq, err));
	TRY(http_beside_read(&p->beside, r, a->kind, a->seq, http_asked_day(a), NULL, err));
	e = reg_page(r, a->kind, a->seq, a->after, HTTP_LIST_LOOKED, list_one, p, err);
	if (e != CV_OK && !p->full)
		return e;
	return http_stand_failed(a, err);
}

static enum MHD_Result send_page(struct http_request *q, struct page *p)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str link = { 0 };
	bool more = p->full || p->looked == HTTP_LIST_LOOKED;

	cv_json_close(&p->to, ']');
	cv_json_kv_int(&p->to, "change", p->asked->seq);
	if (more)
		http_next_page(q, p->asked, p->last, &next);
	cv_json_kv_opt(&p->to, "next", cv_str_text(&next));
	cv_json_close(&p->to, '}');
	cv_str_putc(&q->out, '\n');
	if (more)
		cv_str_printf(&link, "<%s>; rel=\"next\"", cv_str_text(&next));
	if (next.failed || link.failed)
		return http_fail(q, CV_E_NOMEM, NULL);
	return http_send_more(
		q, MHD_HTTP_OK, HTTP_JSON, &(struct http_more){ .link = more ? cv_str_text(&link) : NULL });
}

enum MHD_Result http_get_records(struct http_request *q)
{
	CV_AUTO(http_asked_finish) struct http_asked a = { 0 };
	struct page p = { .asked = &a, .to = cv_json_to(&q->out) };
	struct cv_error err = { 0 };
	enum cv_err e = http_asked_read(q, true, &a, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (http_wanted(q) == HTTP_CSV)
		return http_send_sheet(q, &a);
	p.limit = a.limit ? a.limit : HTTP_LIST_DEFAULT;
	p.last = a.after;
	cv_json_open(&p.to, '{');
	cv_json_key(&p.to, reg_kind_info(a.kind)->plural);
	cv_json_open(&p.to, '[');
	e = http_asked_ready(&q->srv->live, &a, &err);
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, list, &p, &err);
	http_beside_finish(&p.beside);
	return e == CV_OK ? send_page(q, &p) : http_fail(q, e, &err);
}

/* ---- one ------------------------------------------------------------------------------------------------------- */

struct one {
	const struct http_asked *asked;
	struct http_beside beside;
	struct cv_json to;
	enum http_type as;
	bool found, holds;
	char etag[HTTP_ETAG_MAX];
};

static enum cv_err show_one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct one *o = ctx;

	o->holds = reg_holds(&v->record, o->asked->on);
	if (o->as == HTTP_CSV) {
		TRY(http_sheet_of_one(v, o->to.out, err));
	} else {
		http_record_json(v, o->asked->fields, &o->beside, &o->to);
		cv_str_putc(o->to.out, '\n');
	}
	http_etag(v, o->to.out, o->etag);
	return CV_OK;
}

static enum cv_err find_one(void *ctx, struct reg *r, struct cv_error *err)
{
	struct one *o = ctx;
	const struct http_asked *a = o->asked;
	int64_t seq;

	TRY(reg_known(r, a->has_known_at ? a->known_at : NULL, &seq, err));
	TRY(http_beside_read(&o->beside, r, a->kind, seq, http_asked_day(a), a->id, err));
	return reg_get(r, a->kind, a->id, seq, show_one, o, &o->found, err);
}

static enum cv_err not_there(const struct http_asked *a, bool found, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(a->kind);

	if (found)
		return cv_fail_at(err, CV_E_NOT_FOUND, "on", "that %s does not hold on that day", info->singular);
	return cv_fail(err, CV_E_NOT_FOUND, "there is no %s '%s'%s", info->singular,
		strlen(a->id) <= 64 ? a->id : "...", a->has_known_at ? " as known then" : "");
}

enum MHD_Result http_get_record(struct http_request *q)
{
	CV_AUTO(http_asked_finish) struct http_asked a = { 0 };
	struct one o = { .asked = &a, .to = cv_json_to(&q->out) };
	const char *have = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-None-Match");
	struct cv_error err = { 0 };
	enum cv_err e = http_asked_read(q, false, &a, &err);

	o.as = http_wanted(q) == HTTP_CSV ? HTTP_CSV : HTTP_JSON;
	if (e == CV_OK && o.as == HTTP_CSV)
		e = http_sheet_whole(&a, &err);
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, find_one, &o, &err);
	http_beside_finish(&o.beside);
	if (e == CV_OK && !o.holds)
		e = not_there(&a, o.found, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (have && http_etag_in(have, o.etag, true))
		return http_send_more(q, MHD_HTTP_NOT_MODIFIED, HTTP_NOTHING, &(struct http_more){ .etag = o.etag });
	return http_send_more(q, MHD_HTTP_OK, o.as, &(struct http_more){ .etag = o.etag });
}
