/* The rows and the certifications on file, one party and framework at a time. */
#include "import/dpf.h"

#include <stdlib.h>
#include <string.h>

static int by_end(const void *a, const void *b)
{
	const struct imp_dpf_hit *const *x = a, *const *y = b;
	const struct imp_dpf_row *p = (*x)->at, *q = (*y)->at;

	for (size_t i = IMP_DPF_DAYS; i-- > 0;)
		if (p->day[i].n != q->day[i].n)
			return (p->day[i].n > q->day[i].n) - (p->day[i].n < q->day[i].n);
	return strcmp(p->participant, q->participant);
}

static void finish(struct imp_dpf_group *u)
{
	free(u->hit);
	free(u->cert);
}

/* What the list and the register say of one party. */
struct about {
	const struct imp_dpf_hit *hit;
	size_t n_hits;
	const struct imp_dpf_cert *cert;
	size_t n_certs;
};

/* Of that, what is about one framework; room for as many new certifications as there are rows. */
static enum cv_err gather(struct imp_dpf_group *u, const struct about *all, struct cv_error *err)
{
	u->hit = calloc(all->n_hits, sizeof(const struct imp_dpf_hit *));
	u->cert = calloc(all->n_certs + all->n_hits, sizeof(*u->cert));
	if (u->hit == NULL || u->cert == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < all->n_hits; i++)
		if (!all->hit[i].dropped && all->hit[i].at->frameworks >> u->framework & 1)
			u->hit[u->n_hits++] = &all->hit[i];
	for (size_t i = 0; i < all->n_certs; i++)
		if (all->cert[i].framework == u->framework)
			u->cert[u->n_certs++] = all->cert[i];
	qsort(u->hit, u->n_hits, sizeof(*u->hit), by_end);
	return CV_OK;
}

static enum cv_err apply_framework(
	struct imp_reading *g, uint32_t framework, const struct about *all, struct cv_error *err)
{
	CV_AUTO(finish) struct imp_dpf_group u = { .g = g, .party = all->hit->party, .framework = framework };

	TRY(gather(&u, all, err));
	for (size_t i = 0; i < u.n_hits; i++)
		u.hit[i]->at->used = true;
	return u.n_hits ? imp_dpf_apply_group(&u, err) : CV_OK;
}

enum cv_err imp_dpf_apply(struct imp_reading *g, struct cv_error *err)
{
	struct imp_dpf *d = g->dpf;
	size_t cert = 0;

	for (size_t i = 0; i < d->n_hits;) {
		struct about all = { .hit = &d->hit[i] };
		size_t first, party = d->hit[i].party;

		for (; i < d->n_hits && d->hit[i].party == party; i++)
			all.n_hits++;
		while (cert < d->n_certs && strcmp(d->cert[cert].id, all.hit->id) < 0)
			cert++;
		for (first = cert; cert < d->n_certs && d->cert[cert].party == party; cert++)
			all.n_certs++;
		all.cert = d->n_certs ? d->cert + first : NULL;
		for (uint32_t f = 0; f < d->n_frameworks; f++)
			TRY(apply_framework(g, f, &all, err));
	}
	return CV_OK;
}
