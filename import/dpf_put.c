/* A certification as the list says it, into the register: recorded only where it says something new. */
#include "import/dpf.h"

#include <stdio.h>
#include <string.h>

/* Of a column that only this list has: kept beside the certification, for whoever asks when to look again. */
static const char due_column[] = "recertification_due";

static bool differs(const char *said, const char *filed)
{
	return said != NULL && !cv_streq(said, filed);
}

/*
 * The day of the check, NULL: that on file stays. It moves with a newer list, not with the same file again; and of an
 * entry that ended it stays, for it bounds the day of an end that nobody knows.
 */
static const char *checked_on(const struct imp_reading *g, const struct imp_dpf_cert *filed, bool known, bool changed,
	const char *status, char buf[CV_DAY_TEXT])
{
	bool active = cv_streq(status ? status : filed->status, "active");

	cv_day_text(g->dpf->checked, buf);
	if (!known)
		return buf;
	if (strcmp(buf, filed->checked) <= 0 || (!changed && (g->dpf->seen_before || !active)))
		return NULL;
	return buf;
}

static void keep(struct imp_dpf_cert *filed, const struct imp_dpf_change *c, const char *checked)
{
	cv_day d;

	if (c->from)
		snprintf(filed->from, sizeof(filed->from), "%s", c->from);
	if (c->until)
		snprintf(filed->until, sizeof(filed->until), "%s", c->until);
	if (c->status)
		snprintf(filed->status, sizeof(filed->status), "%s", c->status);
	if (c->covers)
		snprintf(filed->covers, sizeof(filed->covers), "%s", c->covers);
	if (checked)
		snprintf(filed->checked, sizeof(filed->checked), "%s", checked);
	filed->span.from = cv_day_parse(filed->from, strlen(filed->from), &d) ? d : CV_DAY_NONE;
	filed->span.until = cv_day_parse(filed->until, strlen(filed->until), &d) ? d : CV_DAY_EVER;
}

static void cell(struct reg_record *rec, const char *column, const char *text)
{
	rec->cell[reg_column_index(REG_CERTIFICATIONS, column)] = text;
}

enum cv_err imp_dpf_put(struct imp_reading *g, struct imp_dpf_cert *filed, bool known, const struct imp_dpf_change *c,
	enum reg_effect *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str extra = { 0 };
	bool changed = !known || differs(c->until, filed->until) || differs(c->status, filed->status) ||
		differs(c->covers, filed->covers);
	struct reg_record rec = { .kind = REG_CERTIFICATIONS };
	struct reg_source src = { g->import, c->line };
	char buf[CV_DAY_TEXT], due[CV_DAY_TEXT];
	const char *checked = checked_on(g, filed, known, changed, c->status, buf);

	if (cv_day_known(c->due))
		imp_add_extra(&extra, due_column, cv_day_text(c->due, due));
	if (extra.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	cell(&rec, "importer", g->dpf->party[filed->party].id);
	cell(&rec, "framework", law_mech_slug(reg_pack(g->r), g->dpf->framework[filed->framework].mech));
	cell(&rec, "from", known ? filed->from : c->from);
	cell(&rec, "until", c->until);
	cell(&rec, "status", c->status);
	cell(&rec, "covers", c->covers);
	cell(&rec, "checked_on", checked);
	cell(&rec, "source", changed || checked ? c->source : NULL);
	rec.extra = cv_str_text(&extra);
	TRY(reg_put(g->r, &rec, src, ret, NULL, err));
	keep(filed, c, checked);
	return CV_OK;
}
