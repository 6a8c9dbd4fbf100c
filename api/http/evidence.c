/* The change log: what was recorded, and what proves that nothing else was; the history of one party. */
#include "api/http/records/records.h"

#include "api/http/access/rights.h"
#include "api/http/answers/question.h"
#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "registry/evidence.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 5000 }; /* of one history */

enum { HERE_LEN = sizeof("/v1/log/") - 1 };

static enum cv_err read_number(
	const char *name, const char *text, int64_t least, int64_t most, int64_t *ret, struct cv_error *err)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;
	int64_t n;

	if (text == NULL)
		return CV_OK;
	n = digits > 0 && digits <= 18 && text[digits] == '\0' ? strtoll(text, NULL, 10) : -1;
	if (n < least || n > most)
		return cv_fail_at(err, CV_E_VALUE, name, "\"%s\" must be a number, %lld or more%s", name,
			(long long)least, most == HTTP_LIST_MAX ? ", of 1000 at most" : "");
	*ret = n;
	return CV_OK;
}

/* Up to two numbers in the query; those that are not said stay as they are. */
static enum cv_err read_two(const struct http_request *q, const char *const name[2], size_t n, const int64_t least[2],
	const int64_t most[2], int64_t *ret[2], struct cv_error *err)
{
	const char *value[2] = { NULL };
	char buf[HTTP_TARGET_MAX + 1];

	TRY(http_query_read(q->query, name, n, buf, value, err));
	for (size_t i = 0; i < n; i++)
		TRY(read_number(name[i], value[i], least[i], most[i], ret[i], err));
	return CV_OK;
}

/* ---- entries --------------------------------------------------------------------------------------------------- */

struct entries {
	struct cv_json to;
	int64_t from, count, size, last;
	bool full;
};

static enum cv_err list_one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct entries *l = ctx;

	if (l->to.out->len > HTTP_LIST_BYTES) {
		l->full = true;
		return cv_fail(err, CV_E_STOPPED, "the page is full");
	}
	cv_json_raw(&l->to, "", 0);
	rep_entry_json(e, l->to.out);
	l->last = e->number;
	return l->to.out->failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

static enum cv_err list(void *ctx, struct reg *r, struct cv_error *err)
{
	struct entries *l = ctx;
	enum cv_err e;

	TRY(reg_log_size(r, &l->size, err));
	l->last = l->from - 1;
	e = reg_log_walk(r, l->from, l->from > l->size ? l->from : l->from + l->count, list_one, l, err);
	return l->full ? CV_OK : e;
}

enum MHD_Result http_get_log(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str link = { 0 };
	struct entries l = { .to = cv_json_to(&q->out), .count = HTTP_LIST_DEFAULT };
	struct cv_error err = { 0 };
	enum cv_err e = read_two(q, (const char *[]){ "from", "count" }, 2, (int64_t[]){ 0, 1 },
		(int64_t[]){ INT64_MAX, HTTP_LIST_MAX }, (int64_t *[]){ &l.from, &l.count }, &err);

	cv_json_open(&l.to, '{');
	cv_json_key(&l.to, "entries");
	cv_json_open(&l.to, '[');
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, list, &l, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	cv_json_close(&l.to, ']');
	cv_json_kv_int(&l.to, "size", l.size);
	if (l.last + 1 < l.size && l.last >= l.from)
		cv_str_printf(&next, "/v1/log?from=%lld&count=%lld", (long long)l.last + 1, (long long)l.count);
	cv_json_kv_opt(&l.to, "next", cv_str_text(&next));
	cv_json_close(&l.to, '}');
	cv_str_putc(&q->out, '\n');
	if (next.len > 0)
		cv_str_printf(&link, "<%s>; rel=\"next\"", cv_str_text(&next));
	return http_send_more(
		q, MHD_HTTP_OK, HTTP_JSON, &(struct http_more){ .link = link.len > 0 ? cv_str_text(&link) : NULL });
}

/* ---- proofs ---------------------------------------------------------------------------------------------------- */

struct proving {
	struct cv_str *out;
	const char *what; /* "entry", "since"; NULL: only the root */
	int64_t number, size;
};

static enum cv_err prove(void *ctx, struct reg *r, struct cv_error *err)
{
	struct proving *p = ctx;
	struct reg_proof proof = { .n = 0 };
	struct reg_hash root;
	char hex[2 * REG_HASH + 1];
	struct cv_json j = cv_json_to(p->out);

	if (p->size < 0)
		TRY(reg_log_size(r, &p->size, err));
	TRY(reg_log_root(r, p->size, &root, err));
	if (p->what && cv_streq(p->what, "entry"))
		TRY(reg_log_inclusion(r, p->number, p->size, &proof, err));
	else if (p->what)
		TRY(reg_log_consistency(r, p->number, p->size, &proof, err));
	if (p->what) {
		rep_proof_json(p->what, p->number, p->size, &root, &proof, p->out);
		return CV_OK;
	}
	rep_hash_hex(&root, hex);
	cv_json_open(&j, '{');
	cv_json_kv_int(&j, "size", p->size);
	cv_json_kv(&j, "root", hex);
	cv_json_close(&j, '}');
	cv_str_putc(p->out, '\n');
	return CV_OK;
}

static enum MHD_Result send_proof(struct http_request *q, struct proving *p, enum cv_err e, struct cv_error *err)
{
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, prove, p, err);
	return e == CV_OK ? http_send(q, MHD_HTTP_OK, HTTP_JSON) : http_fail(q, e, err);
}

static const int64_t any[2] = { 0, 0 }, unbounded[2] = { INT64_MAX, INT64_MAX };

enum MHD_Result http_get_root(struct http_request *q)
{
	struct proving p = { .out = &q->out, .size = -1 };
	struct cv_error err = { 0 };
	enum cv_err e = read_two(
		q, (const char *[]){ "size", NULL }, 1, any, unbounded, (int64_t *[]){ &p.size, NULL }, &err);

	return send_proof(q, &p, e, &err);
}

enum MHD_Result http_get_consistency(struct http_request *q)
{
	struct proving p = { .out = &q->out, .what = "since", .number = -1, .size = -1 };
	struct cv_error err = { 0 };
	enum cv_err e = read_two(q, (const char *[]){ "since", "size" }, 2, (int64_t[]){ 1, 0 }, unbounded,
		(int64_t *[]){ &p.number, &p.size }, &err);

	if (e == CV_OK && p.number < 0)
		e = cv_fail_at(
			&err, CV_E_VALUE, "since", "\"since\" is missing: the size of the log at the earlier time");
	return send_proof(q, &p, e, &err);
}

enum MHD_Result http_get_inclusion(struct http_request *q)
{
	struct proving p = { .out = &q->out, .what = "entry", .size = -1 };
	const char *entry = q->target + HERE_LEN;
	char number[24] = "";
	struct cv_error err = { 0 };
	enum cv_err e = read_two(
		q, (const char *[]){ "size", NULL }, 1, any, unbounded, (int64_t *[]){ &p.size, NULL }, &err);

	if (strcspn(entry, "/") < sizeof(number))
		memcpy(number, entry, strcspn(entry, "/"));
	if (e == CV_OK)
		e = read_number("entry", number, 0, INT64_MAX, &p.number, &err);
	return send_proof(q, &p, e, &err);
}

/* ---- the history of one party ---------------------------------------------------------------------------------- */

struct telling {
	const struct http_request *q;
	struct cv_json to;
	char id[HTTP_TARGET_MAX + 1];
	cv_day on; /* only what holds on that day; CV_DAY_NONE: whenever */
	char known_at[CV_INSTANT_TEXT]; /* only what was recorded until then; "": all */
};

static bool kind_of(const char *subject, enum reg_kind *ret)
{
	size_t len = strcspn(subject, "/");

	for (int k = 0; k < REG_KIND_COUNT; k++) {
		const char *singular = reg_kind_info((enum reg_kind)k)->singular;

		*ret = (enum reg_kind)k;
		if (strlen(singular) == len && memcmp(singular, subject, len) == 0)
			return true;
	}
	return false;
}

/* An inquiry about the party says who asked: it is told only to those who may read inquiries. */
static bool readable(const struct http_request *q, const char *subject)
{
	enum reg_kind kind;

	return !kind_of(subject, &kind) || http_allowed(q, http_kind_reads(kind));
}

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

/* What a step says, on that day; of what was taken back, what it said before. */
static bool holds(const struct reg_entry *e, cv_day on)
{
	CV_AUTO(destroy) cJSON *side = cJSON_Parse(e->after ? e->after : e->before);
	struct reg_record rec = { .extra = "" };

	if (!kind_of(e->subject, &rec.kind))
		return true;
	for (size_t i = 0; i < reg_kind_info(rec.kind)->n; i++) {
		const cJSON *m =
			cJSON_GetObjectItemCaseSensitive(side, reg_kind_info(rec.kind)->column[i].name);

		rec.cell[i] = cJSON_IsString(m) ? m->valuestring : "";
	}
	return reg_holds(&rec, on);
}

static enum cv_err tell_one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct telling *t = ctx;

	if (!readable(t->q, e->subject) || (*t->known_at && strcmp(e->at, t->known_at) > 0) ||
		(cv_day_known(t->on) && !holds(e, t->on)))
		return CV_OK;
	rep_history_json(e, &t->to);
	return t->to.out->failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

static enum cv_err tell(void *ctx, struct reg *r, struct cv_error *err)
{
	struct telling *t = ctx;

	return reg_history(r, t->id, STEPS_MAX, tell_one, t, err);
}

static enum cv_err read_history(struct telling *t, struct cv_error *err)
{
	static const char *const name[] = { "on", "known_at" };
	const char *value[2];
	char buf[HTTP_TARGET_MAX + 1];

	TRY(http_query_read(t->q->query, name, 2, buf, value, err));
	if (value[0])
		TRY(http_day_read(value[0], 0, &t->on, err));
	if (value[1])
		TRY(http_instant_read(value[1], 0, t->known_at, err));
	return http_id_of(t->q, t->id, err);
}

enum MHD_Result http_get_history(struct http_request *q)
{
	struct telling t = { .q = q, .to = cv_json_to(&q->out), .on = CV_DAY_NONE };
	struct cv_error err = { 0 };
	enum cv_err e = read_history(&t, &err);

	cv_json_open(&t.to, '{');
	cv_json_kv(&t.to, "party", t.id);
	cv_json_key(&t.to, "history");
	cv_json_open(&t.to, '[');
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, tell, &t, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	cv_json_close(&t.to, ']');
	cv_json_close(&t.to, '}');
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}
