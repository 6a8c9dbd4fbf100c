/*
 * A file of parties says that one moved to another country. A transfer into it that counted because it is established there (DESIGN: place)
 * goes to the new country with it; where data are stored or processed is another matter and stays.
 */
#include "import/inside.h"

#include <stdlib.h>
#include <string.h>

struct mover { /* a transfer that follows */
	char *id, *to;
	int64_t line;
};

struct following {
	struct imp_reading *g;
	const struct reg_move *m; /* the party being looked at */
	struct mover *mover;
	size_t n, cap;
};

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static enum cv_err look(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct following *f = ctx;
	const char *place = cell(v, "place");
	void *movers = f->mover;

	if (!cv_streq(cell(v, "country"), f->m->from) || (*place && !cv_streq(place, "establishment")) ||
		*cell(v, "until"))
		return CV_OK;
	TRY(imp_grow(&movers, &f->cap, f->n, sizeof(*f->mover), err));
	f->mover = movers;
	f->mover[f->n] = (struct mover){ cv_strdup(v->record.cell[0]), cv_strdup(f->m->to), f->m->line };
	f->n++;
	return f->mover[f->n - 1].id && f->mover[f->n - 1].to ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err look_into(void *ctx, const struct reg_move *m, struct cv_error *err)
{
	struct following *f = ctx;

	f->m = m;
	return reg_legs_into(f->g->r, m->party, look, f, err);
}

static enum cv_err move(struct following *f, const struct mover *m, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_TRANSFERS, .extra = "" };
	struct reg_source src = { f->g->import, m->line };
	enum reg_effect effect;

	rec.cell[0] = m->id;
	rec.cell[reg_column_index(REG_TRANSFERS, "country")] = m->to;
	TRY(reg_put(f->g->r, &rec, src, &effect, NULL, err));
	f->g->rep->followed++;
	return CV_OK;
}

enum cv_err imp_follow(struct imp_reading *g, struct cv_error *err)
{
	struct following f = { .g = g };
	enum cv_err e;

	if (g->kind != REG_PARTIES || g->rep->updated == 0)
		return CV_OK;
	e = reg_moved(g->r, look_into, &f, err);
	for (size_t i = 0; i < f.n && e == CV_OK; i++)
		e = move(&f, &f.mover[i], err);
	for (size_t i = 0; i < f.n; i++) {
		free(f.mover[i].id);
		free(f.mover[i].to);
	}
	free(f.mover);
	if (e == CV_OK && g->rep->followed)
		cv_str_printf(&g->rep->notes,
			"%zu transfer%s to the country the importer moved to: it was established where they went\n",
			g->rep->followed, g->rep->followed == 1 ? " goes" : "s go");
	return e;
}
