/*
 * The override by which a party is used, as a member of the party: worked out from the overrides on file, known as the
 * party is, counting on the day asked about, else today. It is part of what is shown, so the entity tag covers it; it
 * is no column: what comes in may not say it, and CSV, which is read in again, does not have it.
 */
#include "api/http/records/records.h"

#include "reports/reports.h"

#include <string.h>

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

static const char *keep(struct http_overrides *o, const char *text)
{
	return cv_arena_text(&o->arena, text, strlen(text));
}

static enum cv_err take(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct http_overrides *o = ctx;
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

enum cv_err http_overrides_read(struct http_overrides *o, struct reg *r, enum reg_kind kind, int64_t seq, cv_day on,
	const char *party, struct cv_error *err)
{
	if (kind != REG_PARTIES)
		return CV_OK;
	o->on = on;
	o->party = party;
	return reg_page(r, REG_OVERRIDES, seq, 0, INT32_MAX, take, o, err);
}

void http_overrides_finish(struct http_overrides *o)
{
	cv_arena_finish(&o->arena);
	*o = (struct http_overrides){ 0 };
}

/* Of several the one that counts longest, as everywhere. */
static const struct http_override *of(const struct http_overrides *all, const char *party)
{
	const struct http_override *best = NULL;

	for (const struct http_override *o = all->first; o; o = o->next)
		if (cv_streq(o->party, party) && (best == NULL || o->until.n >= best->until.n))
			best = o;
	return best;
}

void http_record_json(
	const struct reg_version *v, uint32_t fields, const struct http_overrides *all, struct cv_json *j)
{
	const struct http_override *o = v->record.kind == REG_PARTIES && (fields == 0 || fields & HTTP_OVERRIDE)
		? of(all, v->record.cell[0])
		: NULL;
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	rep_record_members(v, fields, j);
	if (o) {
		cv_json_key(j, "override");
		cv_json_open(j, '{');
		cv_json_kv(j, "id", o->id);
		cv_json_kv(j, "until", cv_day_text(o->until, day));
		cv_json_kv(j, "reason", o->reason);
		cv_json_kv(j, "by", o->by);
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}
