/* A foreign list only looked at: the same recognition of headers, places and claims, and nothing is recorded. */
#include "import/list.h"

#include <stdlib.h>
#include <string.h>

static void tell(const struct imp_said *s, size_t line, struct imp_listed *ret)
{
	*ret = (struct imp_listed){ .line = line,
		.party = cv_str_text(&s->party),
		.location = cv_str_text(&s->location),
		.service = s->service.len ? s->service.data : cv_str_text(&s->purpose),
		.claims = &s->claims };
	for (size_t i = 0; i < s->n_where && ret->n < CV_LEN(ret->country); i++) {
		bool there = false;

		for (size_t k = 0; k < ret->n; k++)
			there |= cv_streq(ret->country[k], s->where[i].code);
		if (!there)
			memcpy(ret->country[ret->n++], s->where[i].code, sizeof(ret->country[0]));
	}
}

enum cv_err imp_list_look_at(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	CV_AUTO(imp_said_finish) struct imp_said s = { 0 };
	struct imp_listed told;
	bool good;

	TRY(imp_row_shape(g, row, &good, err));
	if (!good) {
		g->rep->refused++;
		return CV_OK;
	}
	TRY(imp_row_say(g, row, &s, err));
	if (s.party.len == 0) {
		g->rep->skipped++;
		return CV_OK;
	}
	g->rep->unchanged++;
	tell(&s, row->line, &told);
	return g->listed(g->listed_ctx, &told, err);
}

enum cv_err imp_list_look(const struct law_pack *p, struct imp_input *in, const struct imp_options *opt,
	imp_listed_fn *fn, void *ctx, struct imp_report *ret, struct cv_error *err)
{
	struct imp_options own = *opt;
	struct imp_rejects none = { NULL, 0, 0 };
	struct imp_reading *g = calloc(1, sizeof(*g));
	enum cv_err e;

	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	own.as = "list";
	g->pack = p;
	g->opt = &own;
	g->rep = ret;
	g->known = &none;
	g->listed = fn;
	g->listed_ctx = ctx;
	e = imp_reading_rows(g, in, err);
	if (e == CV_OK && !g->header_seen)
		e = cv_fail(err, CV_E_CSV, "the list is empty: its first line must name the columns");
	imp_refusals_sort(ret);
	imp_reading_finish(g);
	return e;
}
