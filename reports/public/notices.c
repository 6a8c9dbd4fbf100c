/* Our notices about parties on the list: those that were announced and not taken back. */
#include "reports/public/facts.h"

#include "registry/pages.h"

#include <string.h>

enum { PAGE = 200 };

struct walk {
	struct reg *r;
	const struct reg_view *v;
	struct rep_public *p;
	size_t cap;
	int64_t last; /* number of the last record met, 0: none */
};

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static cv_day day(const struct reg_version *v, const char *column)
{
	const char *text = cell(v, column);
	cv_day d = CV_DAY_NONE;

	return cv_day_parse(text, strlen(text), &d) ? d : CV_DAY_NONE;
}

/*
 * Of ours, announced, about a party that is on the list: a draft, or what a vendor told us, is nobody else's
 * business.
 */
static bool meant(const struct walk *w, const struct reg_version *v, uint32_t *ret_subject)
{
	const char *state = cell(v, "state");

	if (!cv_streq(cell(v, "direction"), "outgoing") ||
		(!cv_streq(state, "announced") && !cv_streq(state, "effective")))
		return false;
	*ret_subject = reg_view_party(w->v, cell(v, "subject"));
	return *ret_subject != REG_NOBODY && w->v->party[*ret_subject].published;
}

static struct rep_public_notice *room(struct walk *w)
{
	struct rep_public *p = w->p;

	if (p->n_notices == w->cap) {
		size_t cap = w->cap ? 2 * w->cap : 8;
		struct rep_public_notice *more = cv_arena_alloc(&p->arena, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		if (p->n_notices > 0)
			memcpy(more, p->notice, p->n_notices * sizeof(*more));
		p->notice = more;
		w->cap = cap;
	}
	return &p->notice[p->n_notices];
}

static const char *keep(struct walk *w, const char *text)
{
	return *text ? cv_arena_text(&w->p->arena, text, strlen(text)) : "";
}

static enum cv_err take(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct walk *w = ctx;
	struct rep_public_notice *n;
	uint32_t subject;

	w->last = v->n;
	if (!meant(w, v, &subject))
		return CV_OK;
	n = room(w);
	if (n == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*n = (struct rep_public_notice){ .subject = subject,
		.change = keep(w, cell(v, "change")),
		.countries = keep(w, cell(v, "country")),
		.what = keep(w, cell(v, "what")),
		.mechanism = keep(w, cell(v, "mechanism")),
		.announced = day(v, "announced"),
		.effective = day(v, "effective"),
		.in_effect = cv_streq(cell(v, "state"), "effective") };
	rep_public_key(cell(v, "id"), "notice", n->key);
	w->p->n_notices++;
	if (n->change == NULL || n->countries == NULL || n->what == NULL || n->mechanism == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_public_since(w->r, REG_NOTICES, v->n, w->p->seq, "state", NULL, n->recorded, err);
}

enum cv_err rep_public_notices(struct reg *r, const struct reg_view *v, struct rep_public *p, struct cv_error *err)
{
	struct walk w = { .r = r, .v = v, .p = p };

	for (int64_t after = -1; w.last != after;) {
		after = w.last;
		TRY(reg_page(r, REG_NOTICES, p->seq, after, PAGE, take, &w, err));
	}
	return CV_OK;
}
