/* Parties that are called alike, and are not known to be two. */
#include "registry/lint/inside.h"

#include <stdlib.h>
#include <string.h>

enum { COMPARED_MAX = 32 }; /* parties of one stem that each is compared with */

struct stem {
	const char *text;
	uint32_t party;
};

static int by_stem(const void *a, const void *b)
{
	const struct stem *x = a, *y = b;
	int c = strcmp(x->text, y->text);

	return c ? c : (x->party > y->party) - (x->party < y->party);
}

static int by_text(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

/* Somebody answered that this name does not mean that party. */
static bool told_apart(const struct reg_linting *g, uint32_t name, uint32_t party)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };

	if (g->n_distinct == 0)
		return false;
	cv_str_printf(&key, "%s/%s", g->v->party[name].name, g->v->party[party].id);
	return bsearch(cv_str_text(&key), g->distinct, g->n_distinct, sizeof(*g->distinct), by_text) != NULL;
}

static bool same_folded(const struct reg_party_v *a, const struct reg_party_v *b)
{
	CV_AUTO(cv_str_finish) struct cv_str x = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str y = { 0 };

	cv_fold(a->name, strlen(a->name), &x);
	cv_fold(b->name, strlen(b->name), &y);
	return cv_streq(cv_str_text(&x), cv_str_text(&y));
}

/* Entities of one group are called alike, and so are namesakes in two countries. */
static bool alike(const struct reg_linting *g, uint32_t a, uint32_t b)
{
	const struct reg_party_v *x = &g->v->party[a], *y = &g->v->party[b];
	const struct reg_lint_party *px = &g->party[a], *py = &g->party[b];
	bool one_country = x->country == y->country || x->country == LAW_NO_PLACE || y->country == LAW_NO_PLACE;
	bool one_group = cv_streq(px->parent, y->id) || cv_streq(py->parent, x->id) ||
		(*px->parent && cv_streq(px->parent, py->parent)) || (x->own && y->own);

	if (one_group || px->status == REG_LP_ENDED || py->status == REG_LP_ENDED)
		return false;
	if (!one_country && !same_folded(x, y))
		return false;
	return !told_apart(g, a, b) && !told_apart(g, b, a);
}

static enum cv_err twin(struct reg_linting *g, uint32_t first, uint32_t second)
{
	const struct reg_party_v *a = &g->v->party[first], *b = &g->v->party[second];
	static const char *const named[] = { "name", "country", "status", NULL };
	struct reg_lint_found f = reg_lint_about(REG_L_TWIN_NAMES, REG_PARTIES, b->n);
	cv_day other;

	TRY(reg_lint_filed_since(g, REG_PARTIES, a->n, named, &other));
	TRY(reg_lint_filed_since(g, REG_PARTIES, b->n, named, &f.since));
	f.since = f.since.n > other.n ? f.since : other;
	f.id = b->id;
	f.party = second;
	cv_str_printf(&g->what, "%s (%s) and %s (party/%lld, %s) are called alike.", b->name, b->id, a->name,
		(long long)a->n, a->id);
	cv_str_printf(&g->remedy,
		"If they are one legal entity, end one and add its name to the aliases of the other; if they "
		"are two, say so at the next import with --distinct \"%s=%s\".",
		b->name, a->id);
	return reg_lint_found(g, &f);
}

static enum cv_err compare(struct reg_linting *g, const struct stem *stem, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		for (size_t k = 0; k < i && k < COMPARED_MAX; k++) {
			if (!alike(g, stem[k].party, stem[i].party))
				continue;
			TRY(twin(g, stem[k].party, stem[i].party));
			break;
		}
	}
	return CV_OK;
}

static enum cv_err fill(struct reg_linting *g, struct stem *stem, size_t *ret_n)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	size_t n = 0;

	for (uint32_t i = 0; i < g->v->n_parties; i++) {
		const char *kept;

		cv_str_clear(&text);
		reg_stem(g->v->party[i].name, strlen(g->v->party[i].name), &text);
		if (text.len == 0 && !text.failed)
			continue;
		kept = text.failed ? NULL : cv_arena_text(&g->lint->arena, text.data, text.len);
		if (kept == NULL)
			return cv_fail(g->err, CV_E_NOMEM, "out of memory");
		stem[n++] = (struct stem){ kept, i };
	}
	*ret_n = n;
	return CV_OK;
}

static enum cv_err groups(struct reg_linting *g, struct stem *stem)
{
	size_t n = 0, end;

	TRY(fill(g, stem, &n));
	if (n > 1)
		qsort(stem, n, sizeof(*stem), by_stem);
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && strcmp(stem[end].text, stem[i].text) == 0;)
			end++;
		TRY(compare(g, &stem[i], end - i));
	}
	return CV_OK;
}

enum cv_err reg_lint_names(struct reg_linting *g)
{
	struct stem *stem = calloc((size_t)g->v->n_parties + 1, sizeof(*stem));
	enum cv_err e;

	if (stem == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	e = groups(g, stem);
	free(stem);
	return e;
}
