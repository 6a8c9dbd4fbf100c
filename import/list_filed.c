/* What is on file already about the parties of a list, so that a leg or claim that somebody completed or corrected is known again. */
#include "import/list.h"

#include <stdlib.h>
#include <string.h>

static const char *cell(const struct reg_record *rec, const char *column)
{
	return rec->cell[reg_column_index(rec->kind, column)];
}

static bool claimed(const struct reg_record *rec)
{
	return rec->kind == REG_SAFEGUARDS && strstr(cell(rec, "flags"), "claimed") != NULL;
}

static enum cv_err keep(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_list *l = ctx;
	const struct reg_record *rec = &v->record;
	bool leg = rec->kind == REG_TRANSFERS;
	size_t party = imp_key_of(l->ids, cell(rec, "importer"));
	void *filed = l->filed;
	struct imp_filed *f;

	if (party == 0)
		return CV_OK;
	TRY(imp_grow(&filed, &l->filed_cap, l->n_filed, sizeof(*l->filed), err));
	l->filed = filed;
	f = &l->filed[l->n_filed++];
	*f = (struct imp_filed){ .kind = rec->kind,
		.n = v->n,
		.id = cv_strdup(rec->cell[0]),
		.exporter = cv_strdup(cell(rec, "exporter")),
		.country = cv_strdup(leg ? cell(rec, "country") : ""),
		.place = cv_strdup(leg ? cell(rec, "place") : ""),
		.mechanism = cv_strdup(claimed(rec) ? cell(rec, "mechanism") : ""),
		.next = l->fact[party - 1].first_filed };
	l->fact[party - 1].first_filed = l->n_filed;
	return f->id && f->exporter && f->country && f->place && f->mechanism
		? CV_OK
		: cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err imp_list_filed(struct imp_reading *g, struct cv_error *err)
{
	TRY(reg_each(g->r, REG_TRANSFERS, CV_DAY_NONE, NULL, keep, g->list, err));
	return reg_each(g->r, REG_SAFEGUARDS, CV_DAY_NONE, NULL, keep, g->list, err);
}

/* A list that only names a location does not say why that country counts: whatever is on file for it is meant. */
static bool in_general(const char *place)
{
	return cv_streq(place, "processing");
}

static bool same(const struct imp_filed *f, const struct reg_record *rec)
{
	if (f->kind != rec->kind || (*rec->cell[0] && cv_streq(f->id, rec->cell[0])))
		return f->kind == rec->kind;
	if (rec->kind == REG_SAFEGUARDS)
		return cv_streq(f->mechanism, cell(rec, "mechanism"));
	return cv_streq(f->country, cell(rec, "country")) &&
		(*f->place == '\0' || cv_streq(f->place, cell(rec, "place")) || in_general(cell(rec, "place")));
}

/* How well one on file fits: 0 not at all; best by its id; else by its exporter, and then by its place. */
static int closeness(const struct imp_filed *f, const struct reg_record *rec)
{
	const char *exporter = cell(rec, "exporter");
	int place = rec->kind == REG_SAFEGUARDS || cv_streq(f->place, cell(rec, "place"));

	if (!same(f, rec))
		return 0;
	if (cv_streq(f->id, rec->cell[0]))
		return 5;
	if (cv_streq(f->exporter, exporter))
		return 3 + place;
	return *f->exporter == '\0' || *exporter == '\0' ? 1 + place : 0;
}

/*
 * The same exporter is a match; so is one that only one side knows: the list then adds what is missing on file, or, knowing less, adds
 * nothing. A claim under an id of ours that became a real safeguard is left alone.
 */
size_t imp_list_match(const struct imp_list *l, const struct reg_record *rec, size_t importer, bool *ret_done)
{
	const char *exporter = cell(rec, "exporter");
	const struct imp_filed *f;
	size_t best = 0;
	int close = 0;

	*ret_done = false;
	for (size_t i = l->fact[importer - 1].first_filed; i; i = l->filed[i - 1].next) {
		int c = closeness(&l->filed[i - 1], rec);

		if (c > close || (c == close && c > 0 && c < 3))
			best = i;
		close = c > close ? c : close;
	}
	if (best == 0)
		return 0;
	f = &l->filed[best - 1];
	*ret_done = close < 3 ? *exporter == '\0'
			      : rec->kind == REG_SAFEGUARDS && (*f->mechanism == '\0' || *f->exporter || *exporter == '\0');
	return best;
}
