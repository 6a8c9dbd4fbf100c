/* Which of our parties a row of the participant list names: by folded name or alias, never by half a name. */
#include "import/dpf.h"
#include "import/list.h"

#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MAX = 8, NAME_MAX_BYTES = 1024 };

enum cv_err imp_dpf_party(struct imp_dpf *d, const char *id, size_t *ret, struct cv_error *err)
{
	void *parties = d->party;
	size_t before;

	TRY(imp_key(&d->parties, id, d->n_parties + 1, &before, err));
	*ret = before ? before - 1 : d->n_parties;
	if (before)
		return CV_OK;
	TRY(imp_grow(&parties, &d->parties_cap, d->n_parties, sizeof(*d->party), err));
	d->party = parties;
	d->party[d->n_parties] = (struct imp_dpf_party){ .id = cv_strdup(id) };
	return d->party[d->n_parties++].id ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err imp_dpf_ask(struct imp_reading *g, size_t line, const char *text, const char *evidence,
	const char *meanwhile, const char *answers, struct cv_error *err)
{
	size_t before;

	TRY(imp_key(&g->dpf->asked, text, 1, &before, err));
	return before ? CV_OK : imp_ask(g, line, text, evidence, meanwhile, answers, err);
}

/* ---- what the user has answered ---- */

/* The id of the party that was said to be the same, or NULL; owned by the register until the next look. */
static enum cv_err said_same(struct imp_reading *g, const char *folded, const char **ret_id, struct cv_error *err)
{
	*ret_id = NULL;
	for (size_t i = 0; i < g->opt->n_answers; i++) {
		const struct imp_answer *a = &g->opt->answer[i];
		const char *id;
		int matches;

		if (!a->same || !cv_streq(folded, g->dpf->answer[i]))
			continue;
		TRY(reg_find_party(g->r, a->b, &matches, &id, err));
		if (matches == 1) {
			*ret_id = id;
			return CV_OK;
		}
	}
	return CV_OK;
}

static bool said_distinct(const struct imp_reading *g, const char *folded, const char *id)
{
	for (size_t i = 0; i < g->opt->n_answers; i++)
		if (!g->opt->answer[i].same && cv_streq(folded, g->dpf->answer[i]) && cv_streq(g->opt->answer[i].b, id))
			return true;
	return false;
}

/* ---- one name ---- */

/* A party named in several cells of a row is one hit: the strongest. */
static enum cv_err add_hit(struct imp_dpf_naming *m, const char *name, const char *id, bool sure, struct cv_error *err)
{
	struct imp_dpf *d = m->g->dpf;
	void *hits = d->hit;
	struct imp_dpf_hit *h;
	size_t party;

	TRY(imp_dpf_party(d, id, &party, err));
	for (size_t i = d->n_hits; i-- > 0 && d->hit[i].row == d->n_rows;) {
		h = &d->hit[i];
		if (h->party != party)
			continue;
		h->sure |= sure;
		h->how = m->how > h->how ? m->how : h->how;
		return CV_OK;
	}
	TRY(imp_grow(&hits, &d->hits_cap, d->n_hits, sizeof(*d->hit), err));
	d->hit = hits;
	h = &d->hit[d->n_hits++];
	*h = (struct imp_dpf_hit){
		.row = d->n_rows, .party = party, .how = m->how, .sure = sure, .name = cv_strdup(name)
	};
	return h->name ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* Several of our parties, or perhaps not the whole name: a person decides. */
static enum cv_err ask_which(
	struct imp_dpf_naming *m, const char *name, char *const *id, size_t n, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 }, answers = { 0 };

	cv_str_printf(&text, n > 1 ? "'%s' on the list could be " : "Is '%s' on the list our party ", name);
	cv_str_printf(&answers, "--same '%s=%s'", name, id[0]);
	for (size_t i = 0; i < n; i++) {
		size_t party;

		cv_str_printf(&text, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", id[i]);
		cv_str_printf(&answers, "%s--distinct '%s=%s'", i == 0 ? " or " : ", ", name, id[i]);
		TRY(imp_dpf_party(m->g->dpf, id[i], &party, err));
		m->g->dpf->party[party].asked = true;
	}
	cv_str_puts(&text, n > 1 ? ": which of them is it?" : "?");
	if (n > 1)
		cv_str_puts(&why, "each of them has that name or alias");
	else
		cv_str_printf(&why, "it may be a part only of the name that stands there: %.300s", m->cell);
	if (text.failed || why.failed || answers.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_dpf_ask(m->g, m->line, text.data, why.data, "its entry is left out", answers.data, err);
}

/* Nobody has that name; one who relies on the framework may have it but for the legal form. */
static enum cv_err note_near(struct imp_dpf_naming *m, struct cv_str *folded, const char *name, struct cv_error *err)
{
	struct imp_dpf *d = m->g->dpf;
	struct imp_dpf_party *p;
	size_t n;

	CV_AUTO(cv_str_finish) struct cv_str core = { 0 };

	cv_str_puts(&core, cv_str_text(folded));
	if (core.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	imp_dpf_core(&core);
	n = imp_key_of(d->near, cv_str_text(&core));
	p = n ? &d->party[n - 1] : NULL;
	if (p == NULL || p->near || said_distinct(m->g, cv_str_text(folded), p->id))
		return CV_OK;
	p->near = cv_strdup(name);
	p->near_line = m->line;
	return p->near ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* The candidates that the user has not ruled out; the ids are joined by ", " as the register gives them. */
static size_t candidates(const struct imp_reading *g, const char *folded, char *joined, char *ret[CANDIDATES_MAX])
{
	size_t n = 0;

	for (char *p = joined; *p && n < CANDIDATES_MAX;) {
		size_t len = strcspn(p, ", ");
		bool more = p[len] != '\0';

		p[len] = '\0';
		if (len > 0 && !said_distinct(g, folded, p))
			ret[n++] = p;
		p += len + more;
	}
	return n;
}

static void free_text(char **p)
{
	free(*p);
}

enum cv_err imp_dpf_take(struct imp_dpf_naming *m, const char *name, bool *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 }, query = { 0 };
	CV_AUTO(free_text) char *joined = NULL;
	char *candidate[CANDIDATES_MAX];
	const char *id;
	int matches;
	size_t n;

	*ret = false;
	cv_fold(name, strlen(name), &folded);
	if (folded.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (folded.len == 0 || folded.len > NAME_MAX_BYTES)
		return CV_OK;
	TRY(said_same(m->g, folded.data, &id, err));
	if (id) {
		*ret = true;
		return add_hit(m, name, id, true, err);
	}
	/* no id begins with a blank: a stranger's name that is spelled like an id of ours is not meant */
	cv_str_printf(&query, " %s", name);
	if (query.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(reg_find_party(m->g->r, cv_str_text(&query), &matches, &id, err));
	if (matches == 0)
		return m->how == IMP_DPF_BY_COVERED ? CV_OK : note_near(m, &folded, name, err);
	joined = cv_strdup(id);
	if (joined == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*ret = true;
	n = candidates(m->g, folded.data, joined, candidate);
	if (n == 1 && m->clear)
		return add_hit(m, name, candidate[0], false, err);
	return n ? ask_which(m, name, candidate, n, err) : CV_OK;
}

/* ---- the row ---- */

const char *imp_dpf_cell(const struct imp_dpf *d, const struct cv_row *row, enum imp_dpf_column c)
{
	return d->at[c] < 0 ? "" : cv_csv_restore(row->cell[d->at[c]].text);
}

static enum cv_err take_name(struct imp_dpf_naming *m, const char *text, bool *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };

	m->cell = text;
	imp_clean(text, &name);
	return name.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : imp_dpf_take(m, cv_str_text(&name), ret, err);
}

enum cv_err imp_dpf_match(struct imp_reading *g, const struct cv_row *row, bool *ret_any, struct cv_error *err)
{
	struct imp_dpf *d = g->dpf;
	const size_t before = d->n_hits;
	struct imp_dpf_naming m = { .g = g, .line = row->line, .how = IMP_DPF_BY_LEGAL, .clear = true };
	bool found = false;

	if (d->at[IMP_DPF_LEGAL] >= 0)
		TRY(take_name(&m, imp_dpf_cell(d, row, IMP_DPF_LEGAL), &found, err));
	if (d->at[IMP_DPF_LEGAL] >= 0)
		m.how = IMP_DPF_BY_DISPLAY;
	if (!found)
		TRY(take_name(&m, imp_dpf_cell(d, row, IMP_DPF_DISPLAY), &found, err));
	m.how = IMP_DPF_BY_COVERED;
	m.cell = imp_dpf_cell(d, row, IMP_DPF_COVERED);
	TRY(imp_dpf_covered(&m, err));
	*ret_any = d->n_hits > before;
	return CV_OK;
}
