/*
 * What is worked out beside the columns of a record, on the day asked about, else today: the override by which a party
 * is used, known as the party is; by when an inquiry is due. It is part of what is shown, so the entity tag covers it;
 * it is no column: nothing that comes in changes it, and CSV, which is read in again, does not have it.
 */
#include "api/http/records/records.h"

#include "registry/evidence.h"
#include "reports/letters/inquiry.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

/* ---- overrides ------------------------------------------------------------------------------------------------- */

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(REG_OVERRIDES, column)];
}

static cv_day day(const struct reg_version *v, const char *column, cv_day unknown)
{
	const char *text = cell(v, column);
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

static const char *keep(struct http_beside *o, const char *text)
{
	return cv_arena_text(&o->arena, text, strlen(text));
}

static enum cv_err take(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct http_beside *o = ctx;
	cv_day expires = day(v, "expires", CV_DAY_NONE), revoked = day(v, "revoked", CV_DAY_EVER);
	cv_day over = revoked.n < expires.n ? revoked : expires;
	struct http_override *to;

	if (!cv_streq(cell(v, "gate"), "approval") || day(v, "granted", CV_DAY_EVER).n > o->on.n || over.n <= o->on.n ||
		(o->party && !cv_streq(cell(v, "party"), o->party)))
		return CV_OK;
	to = cv_arena_alloc(&o->arena, sizeof(*to));
	if (to == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	*to = (struct http_override){ o->first, keep(o, cell(v, "party")), keep(o, cell(v, "id")),
		keep(o, cell(v, "reason")), keep(o, cell(v, "granted_by")), over };
	if (!to->party || !to->id || !to->reason || !to->by)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	o->first = to;
	return CV_OK;
}

/* Of several the one that counts longest, as everywhere. */
static const struct http_override *of(const struct http_beside *all, const char *party)
{
	const struct http_override *best = NULL;

	for (const struct http_override *o = all->first; o; o = o->next)
		if (cv_streq(o->party, party) && (best == NULL || o->until.n >= best->until.n))
			best = o;
	return best;
}

static void override_json(const struct http_beside *b, const char *party, struct cv_json *j)
{
	const struct http_override *o = of(b, party);
	char day[CV_DAY_TEXT];

	if (o == NULL)
		return;
	cv_json_key(j, "override");
	cv_json_open(j, '{');
	cv_json_kv(j, "id", o->id);
	cv_json_kv(j, "until", cv_day_text(o->until, day));
	cv_json_kv(j, "reason", o->reason);
	cv_json_kv(j, "by", o->by);
	cv_json_close(j, '}');
}

/* ---- time ------------------------------------------------------------------------------------------------------ */

static void due(const struct http_beside *b, const struct reg_version *v, struct reg_due *ret)
{
	reg_due_on(b->pack, b->home, &v->record, b->on, ret);
}

bool http_beside_fits(const struct http_asked *a, const struct http_beside *b, const struct reg_version *v)
{
	struct reg_due d;

	if (!a->overdue && a->due_within < 0)
		return true;
	due(b, v, &d);
	return (!a->overdue || d.overdue) && (a->due_within < 0 || reg_due_within(&d, a->due_within));
}

/* ---- either ---------------------------------------------------------------------------------------------------- */

enum cv_err http_beside_read(struct http_beside *b, struct reg *r, enum reg_kind kind, int64_t seq, cv_day on,
	const char *id, struct cv_error *err)
{
	b->on = on;
	b->party = id;
	if (kind == REG_PARTIES)
		return reg_page(r, REG_OVERRIDES, seq, 0, INT32_MAX, take, b, err);
	b->pack = reg_pack(r);
	return kind == REG_INQUIRIES ? reg_setting(r, "home", &b->home, err) : CV_OK;
}

void http_beside_finish(struct http_beside *b)
{
	cv_arena_finish(&b->arena);
	free(b->home);
	*b = (struct http_beside){ 0 };
}

void http_record_json(const struct reg_version *v, uint32_t fields, const struct http_beside *b, struct cv_json *j)
{
	bool wanted = fields == 0 || fields & HTTP_BESIDE;
	struct reg_due d;

	cv_json_open(j, '{');
	rep_record_members(v, fields, j);
	if (wanted && v->record.kind == REG_PARTIES)
		override_json(b, v->record.cell[0], j);
	if (wanted && v->record.kind == REG_INQUIRIES) {
		due(b, v, &d);
		rep_due_json(&d, j);
	}
	cv_json_close(j, '}');
}
