/* Doing one change: look at what is on file, read the body, file it. */
#include "api/http/records/change.h"

#include "api/clock.h"
#include "api/http/access/rights.h"
#include "api/http/answers/question.h"
#include "registry/evidence.h"
#include "registry/imports.h"
#include "registry/requests.h"
#include "reports/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void http_change_free(struct http_change *c)
{
	if (c == NULL)
		return;
	http_errors_finish(&c->errors);
	cv_str_finish(&c->location);
	cv_str_finish(&c->body);
	free(c);
}

/* Something is wrong with it, and c says what: that is an answer, not a failure, but nothing is to be committed. */
static enum cv_err refused(struct http_change *c, enum http_fault f, const char *why)
{
	c->fault = f;
	c->why = why;
	return CV_E_REFUSED;
}

static enum cv_err invalid(struct http_change *c)
{
	return refused(c, HTTP_INVALID, "nothing was written; errors says what is wrong with the body, all of it");
}

/* ---- what is on file ------------------------------------------------------------------------------------------- */

struct showing {
	struct http_change *c;
	struct reg *r;
	struct http_record *copy; /* NULL: only shown */
};

static cv_day today(const struct http_change *c)
{
	return (cv_day){ (int32_t)(c->now_ms / (24 * 3600 * 1000)) };
}

/* Each form of a record has its tag, and either says which version was read. */
static enum cv_err fits(struct http_change *c, const struct reg_version *v, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str table = { 0 };
	char etag[HTTP_ETAG_MAX];

	c->fits = http_etag_in(c->if_match, c->etag, false);
	if (c->fits)
		return CV_OK;
	TRY(http_sheet_of_one(v, &table, err));
	http_etag(v, &table, etag);
	c->fits = http_etag_in(c->if_match, etag, false);
	return CV_OK;
}

static enum cv_err show(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct showing *s = ctx;
	struct http_change *c = s->c;
	struct cv_json j = cv_json_to(&c->body);
	const char *plural = reg_kind_info(v->record.kind)->plural;
	CV_AUTO(http_beside_finish) struct http_beside beside = { 0 };

	cv_str_clear(&c->body);
	cv_str_clear(&c->location);
	TRY(http_beside_read(&beside, s->r, v->record.kind, INT64_MAX, today(c), v->record.cell[0], err));
	http_record_json(v, 0, &beside, &j);
	cv_str_putc(&c->body, '\n');
	http_etag(v, &c->body, c->etag);
	if (reg_kind_has_id(v->record.kind))
		cv_str_printf(&c->location, "/v1/%s/%s", plural, v->record.cell[0]);
	else
		cv_str_printf(&c->location, "/v1/%s/%lld", plural, (long long)v->n);
	if (c->body.failed || c->location.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	if (s->copy == NULL)
		return CV_OK;
	TRY(fits(c, v, err));
	return http_record_copy(v, s->copy, err);
}

static enum cv_err look(struct http_change *c, struct reg *r, struct http_record *ret)
{
	const char *singular = reg_kind_info(c->kind)->singular;
	struct showing s = { c, r, ret };
	bool found;

	TRY(reg_get(r, c->kind, c->id, INT64_MAX, show, &s, &found, &c->err));
	if (!found)
		return cv_fail(
			&c->err, CV_E_NOT_FOUND, "there is no %s '%s'", singular, strlen(c->id) <= 64 ? c->id : "...");
	if (!c->fits)
		return refused(
			c, HTTP_STALE, "it was changed since: read it again, and send what ETag then says as If-Match");
	return CV_OK;
}

/* ---- asked before? --------------------------------------------------------------------------------------------- */

static enum cv_err answered(struct http_change *c, struct reg *r, const char *since, struct reg_request *q, bool *ret)
{
	struct showing s = { c, r, NULL };
	struct reg_hash h;
	bool same, found;

	reg_tree_leaf(cv_str_text(&c->q->body), c->q->body.len, &h);
	memcpy(q->body, h.byte, sizeof(q->body));
	TRY(reg_request_find(r, q, since, ret, &same, &c->err));
	if (!*ret)
		return CV_OK;
	if (!same)
		return refused(
			c, HTTP_KEY_REUSED, "it had another method, address or body then: make a key for each request");
	TRY(reg_get_numbered(r, q->kind, q->n, q->seq, show, &s, &found, &c->err));
	c->status = q->status;
	return found ? CV_OK : cv_fail(&c->err, CV_E_STORE, "the version that a request recorded is gone");
}

/* ---- filing ---------------------------------------------------------------------------------------------------- */

/* Every party that is named and not there; reg_put() says only the first. */
static enum cv_err parties(struct http_change *c, struct reg *r, const struct reg_record *rec)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	for (size_t i = 0; i < info->n; i++) {
		const char *text = rec->cell[i], *id, *name = info->column[i].name;
		CV_AUTO(cv_str_finish) struct cv_str why = { 0 };
		int matches;

		if (info->column[i].type != REG_PARTY || text == NULL || *text == '\0')
			continue;
		TRY(reg_find_party(r, text, &matches, &id, &c->err));
		if (matches == 0)
			cv_str_printf(&why, "'%.200s' is no party on file: create the party first", text);
		else if (matches > 1)
			cv_str_printf(&why, "'%.200s' could be %s: write the id", text, id);
		if (matches != 1)
			http_errors_member(&c->errors, name, cv_str_text(&why));
	}
	return CV_OK;
}

static enum cv_err on_file_already(struct http_change *c, const char *id)
{
	return cv_fail(&c->err, CV_E_CONFLICT, "there is such a %s on file already (%s): correct that one",
		reg_kind_info(c->kind)->singular, id);
}

/* Of a certification or assessment, some columns say which one it is. */
static enum cv_err another(struct http_change *c)
{
	http_errors_member(&c->errors, "",
		"with these values it is another record (about whom, from when on): end this one, create that one");
	return invalid(c);
}

static enum cv_err file(struct http_change *c, struct reg *r, const struct http_record *rec, int64_t *ret_n)
{
	bool create = c->deed == HTTP_CREATE;
	struct reg_source by_request = { 0, 0 };
	enum reg_effect effect;
	const char *id;
	enum cv_err e = reg_put(r, &rec->rec, by_request, &effect, &id, &c->err);

	if (e == CV_E_MOVE) {
		http_errors_member(&c->errors, c->err.field, c->err.msg);
		return e;
	}
	if (e != CV_OK && cv_err_fault(e) == CV_CALLER) {
		http_errors_member(&c->errors, c->err.field, c->err.msg);
		return invalid(c);
	}
	TRY(e);
	if (create && effect != REG_ADDED)
		return on_file_already(c, id);
	if (!create && effect == REG_ADDED)
		return another(c);
	*ret_n = reg_put_number(r);
	c->status = create ? MHD_HTTP_CREATED : MHD_HTTP_OK;
	return CV_OK;
}

/* A party without an id would be the one that has its name. */
static enum cv_err name_free(struct http_change *c, struct reg *r, const char *name)
{
	const char *id;
	int matches;

	TRY(reg_find_party(r, name, &matches, &id, &c->err));
	return matches == 1 ? on_file_already(c, id) : CV_OK;
}

/* What is on file is found by reg_put(), too, but it would be corrected. */
static enum cv_err id_free(struct http_change *c, struct reg *r, const struct http_record *rec)
{
	struct showing s = { c, r, NULL };
	bool found;

	if (c->kind == REG_PARTIES && *rec->rec.cell[0] == '\0')
		return name_free(c, r, rec->rec.cell[1]);
	if (!reg_kind_has_id(c->kind) || *rec->rec.cell[0] == '\0')
		return CV_OK;
	TRY(reg_get(r, c->kind, rec->rec.cell[0], INT64_MAX, show, &s, &found, &c->err));
	return found ? on_file_already(c, rec->rec.cell[0]) : CV_OK;
}

static enum cv_err read_and_file(
	struct http_change *c, struct reg *r, const struct http_record *now, struct http_record *rec, int64_t *ret_n)
{
	struct showing s = { c, r, NULL };
	bool found;

	TRY(http_record_read(reg_pack(r), c->kind, c->deed, cv_str_text(&c->q->body), c->q->body.len,
		c->deed == HTTP_CREATE ? NULL : now, today(c), rec, &c->errors, &c->err));
	TRY(parties(c, r, &rec->rec)); /* no cell is there where the body is no object */
	if (c->errors.n > 0)
		return invalid(c);
	if (c->deed == HTTP_CREATE)
		TRY(id_free(c, r, rec));
	TRY(file(c, r, rec, ret_n));
	TRY(reg_get_numbered(r, c->kind, *ret_n, INT64_MAX, show, &s, &found, &c->err));
	return found ? CV_OK : cv_fail(&c->err, CV_E_STORE, "what was filed is not there");
}

/* ---- a procedure ----------------------------------------------------------------------------------------------- */

void http_change_shows(struct http_change *c, enum reg_kind kind, int64_t n)
{
	c->shown = kind;
	c->shown_n = n;
}

enum cv_err http_change_wrong(struct http_change *c, const char *member, const char *detail)
{
	http_errors_member(&c->errors, member, detail);
	return invalid(c);
}

enum cv_err http_change_day(struct http_change *c, const struct http_members *in, const char *member, cv_day *ret)
{
	const char *text = http_member(in, member);

	if (*text == '\0')
		return http_day_read(NULL, c->now_ms, ret, &c->err);
	if (cv_day_parse(text, strlen(text), ret))
		return CV_OK;
	return http_change_wrong(c, member, "must be a day of the calendar, written YYYY-MM-DD");
}

static enum cv_err run(struct http_change *c, struct reg *r, const struct http_members *in)
{
	struct showing s = { c, r, NULL };
	enum cv_err e;
	bool found;

	if (c->errors.n > 0)
		return invalid(c);
	c->status = MHD_HTTP_OK;
	e = c->q->route->proceed(c, r, in);
	if (e == CV_E_MOVE || e == CV_E_GATE) { /* nothing is wrong with the body */
		http_errors_member(&c->errors, c->err.field, c->err.msg);
		return e;
	}
	if (e != CV_OK && e != CV_E_REFUSED && cv_err_fault(e) == CV_CALLER && http_member_known(in, c->err.field))
		return http_change_wrong(c, c->err.field, c->err.msg);
	TRY(e);
	TRY(reg_get_numbered(r, c->shown, c->shown_n, INT64_MAX, show, &s, &found, &c->err));
	return found ? CV_OK : cv_fail(&c->err, CV_E_STORE, "what a procedure recorded is not there");
}

static enum cv_err proceed(struct http_change *c, struct reg *r)
{
	struct http_members in = { 0 };
	struct http_record now = { 0 };
	enum cv_err e = CV_OK;

	if (c->if_match && c->kind != REG_KIND_COUNT)
		e = look(c, r, &now);
	http_record_finish(&now);
	if (e == CV_OK)
		e = http_members_read(c->q->route->members, cv_str_text(&c->q->body), c->q->body.len, &in, &c->errors,
			&c->err);
	if (e == CV_OK)
		e = run(c, r, &in);
	http_members_finish(&in);
	return e;
}

/* ---- one change ------------------------------------------------------------------------------------------------ */

static enum cv_err do_it(struct http_change *c, struct reg *r, struct reg_request *q)
{
	struct http_record now = { 0 }, rec = { 0 };
	enum cv_err e = CV_OK;

	if (c->deed == HTTP_PROCEED) {
		e = proceed(c, r);
		q->kind = c->shown;
		q->n = c->shown_n;
		return e;
	}
	if (c->deed != HTTP_CREATE)
		e = look(c, r, &now);
	if (e == CV_OK)
		e = read_and_file(c, r, &now, &rec, &q->n);
	http_record_finish(&now);
	http_record_finish(&rec);
	return e;
}

static enum cv_err within(struct http_change *c, struct reg *r, const char *since)
{
	struct reg_request q = { .key = c->key, .method = c->method, .path = c->path, .kind = c->kind };
	bool again = false;
	enum cv_err e = c->key ? answered(c, r, since, &q, &again) : CV_OK;

	if (e == CV_OK && !again)
		e = do_it(c, r, &q);
	q.status = c->status;
	if (e == CV_OK && !again && c->key)
		e = reg_request_keep(r, &q, since, &c->err);
	return e;
}

/* "PUT /v1/parties/acme", "POST /v1/parties/acme/end: on 2026-01-31" */
static void note_of(const struct http_change *c, char *ret, size_t size)
{
	char day[CV_DAY_TEXT] = "";

	if (c->deed == HTTP_PROCEED) {
		snprintf(ret, size, "%s %.*s", c->method, (int)strcspn(c->path, "?"), c->path);
		return;
	}
	if (c->deed == HTTP_END)
		http_end_day(cv_str_text(&c->q->body), c->q->body.len, day);
	snprintf(ret, size, "%s /v1/%s%s%.64s%s%s", c->method, reg_kind_info(c->kind)->plural, *c->id ? "/" : "", c->id,
		c->deed == HTTP_END ? "/end: on " : "", day);
}

void http_change_do(struct http_change *c, struct reg *r, int64_t now_ms)
{
	char note[256], since[CV_INSTANT_TEXT];
	struct reg_actor actor = { *c->q->who ? c->q->who : "http", "http", now_ms, c->reason,
		!http_allowed(c->q, HTTP_DECIDE) };

	(void)cv_str_ran_out(); /* what an earlier change lacked is not this one's */
	if (c->aside) {
		c->aside(c, r);
		return;
	}
	note_of(c, note, sizeof(note));
	cv_instant_text(api_steady_ms() - HTTP_KEY_MS, since);
	c->now_ms = now_ms;
	c->fault = HTTP_FAULT_COUNT;
	c->e = reg_begin(r, &actor, note, &c->err);
	if (c->e != CV_OK)
		return;
	c->e = within(c, r, since);
	if (c->e == CV_OK)
		c->e = reg_commit(r, &c->seq, &c->err);
	else
		reg_rollback(r);
	c->records_only = reg_records_only(r);
}
