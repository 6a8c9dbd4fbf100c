/* Contracts, checks and overrides on their way into a view. */
#include "registry/desk/sweep.h"

#include "registry/columns.h"
#include "registry/desk/moves.h"
#include "registry/view_changed.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void reg_desk_party(struct reg_party_v *p, const struct reg_version *v)
{
	enum reg_status s = REG_NO_STATUS;

	(void)!reg_status_parse(v->record.cell[REG_AT_PARTY_STATUS], &s);
	p->status = (uint8_t)s;
	p->vendor = reg_is_vendor(&v->record);
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static cv_day day_of(const struct reg_version *v, const char *column, cv_day unknown)
{
	const char *text = reg_cell_of(v, column);
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

static const char *keep(struct reg_filling *g, const struct reg_version *v, const char *column)
{
	const char *text = reg_cell_of(v, column);

	return reg_view_text(g, text, strlen(text));
}

static enum cv_err take_contract(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_desk_v *d = g->v->desk;
	struct reg_contract_v *c;
	const char *own = reg_cell_of(v, "own");
	uint32_t with = reg_named_by(g, own);

	if (*own && with == REG_NOBODY)
		with = REG_NOT_HERE;
	if (!reg_array_room((void **)&d->contract, d->n_contracts, &g->cap_contracts, sizeof(*d->contract)))
		return nomem(err);
	c = &d->contract[d->n_contracts];
	*c = (struct reg_contract_v){ .party = reg_named_by(g, reg_cell_of(v, "party")),
		.own = with,
		.data_processing = cv_streq(reg_cell_of(v, "kind"), "data-processing"),
		.vendor = !cv_streq(reg_cell_of(v, "direction"), "customer"),
		.span = { day_of(v, "signed", CV_DAY_NONE), day_of(v, "ended", CV_DAY_EVER) },
		.id = keep(g, v, "id"),
		.n = v->n };
	d->n_contracts++;
	return c->id ? CV_OK : nomem(err);
}

static enum reg_check_state state_of(const char *word)
{
	for (int s = REG_CHECK_OPEN; s <= REG_CHECK_NOT_NEEDED; s++)
		if (cv_streq(word, reg_check_word((enum reg_check_state)s)))
			return (enum reg_check_state)s;
	return REG_CHECK_OPEN;
}

static enum cv_err take_check(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_desk_v *d = g->v->desk;
	struct reg_check_v *c;

	if (!reg_array_room((void **)&d->check, d->n_checks, &g->cap_checks, sizeof(*d->check)))
		return nomem(err);
	c = &d->check[d->n_checks];
	*c = (struct reg_check_v){ .party = reg_named_by(g, reg_cell_of(v, "party")),
		.item = reg_check_item_find(reg_cell_of(v, "item")),
		.state = state_of(reg_cell_of(v, "state")),
		.day = day_of(v, "day", CV_DAY_NONE),
		.who = keep(g, v, "who"),
		.document = keep(g, v, "document"),
		.sha256 = keep(g, v, "sha256"),
		.note = keep(g, v, "note"),
		.n = v->n };
	d->n_checks++;
	return c->who && c->document && c->sha256 && c->note ? CV_OK : nomem(err);
}

static enum cv_err take_override(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_desk_v *d = g->v->desk;
	struct reg_override_v *o;

	if (!reg_array_room((void **)&d->override, d->n_overrides, &g->cap_overrides, sizeof(*d->override)))
		return nomem(err);
	o = &d->override[d->n_overrides];
	*o = (struct reg_override_v){ .party = reg_named_by(g, reg_cell_of(v, "party")),
		.approval = cv_streq(reg_cell_of(v, "gate"), "approval"),
		.granted = day_of(v, "granted", CV_DAY_EVER),
		.expires = day_of(v, "expires", CV_DAY_NONE),
		.revoked = day_of(v, "revoked", CV_DAY_EVER),
		.id = keep(g, v, "id"),
		.reason = keep(g, v, "reason"),
		.granted_by = keep(g, v, "granted_by"),
		.n = v->n };
	d->n_overrides++;
	return o->id && o->reason && o->granted_by ? CV_OK : nomem(err);
}

/* By party, then by number. All three begin with the party. */
#define COMPARE(name, type) \
	static int name(const void *a, const void *b) \
	{ \
		const struct type *x = a, *y = b; \
\
		if (x->party != y->party) \
			return x->party < y->party ? -1 : 1; \
		return x->n < y->n ? -1 : x->n > y->n; \
	}
COMPARE(by_contract, reg_contract_v)
COMPARE(by_check, reg_check_v)
COMPARE(by_override, reg_override_v)

/* The three, each as an array whose elements begin with the party. */
struct part {
	enum reg_kind kind;
	reg_version_fn *take;
	int (*by)(const void *, const void *);
	size_t size, number;    /* of an element; where in it its number is */
	size_t array, count;    /* where in a struct reg_desk_v they are */
};

#define PART(kind, name, plural, type) \
	{ kind, take_##name, by_##name, sizeof(struct type), offsetof(struct type, n), \
		offsetof(struct reg_desk_v, name), offsetof(struct reg_desk_v, plural) }

static const struct part parts[] = {
	PART(REG_CONTRACTS, contract, n_contracts, reg_contract_v),
	PART(REG_CHECKS, check, n_checks, reg_check_v),
	PART(REG_OVERRIDES, override, n_overrides, reg_override_v),
};

static void *array_of(const struct part *p, const struct reg_desk_v *d)
{
	void *array;

	memcpy(&array, (const char *)d + p->array, sizeof(array));
	return array;
}

static uint32_t count_of(const struct part *p, const struct reg_desk_v *d)
{
	uint32_t n;

	memcpy(&n, (const char *)d + p->count, sizeof(n));
	return n;
}

static void set(const struct part *p, struct reg_desk_v *d, void *array, uint32_t n)
{
	memcpy((char *)d + p->array, &array, sizeof(array));
	memcpy((char *)d + p->count, &n, sizeof(n));
}

static void sort(const struct part *p, const struct reg_desk_v *d)
{
	if (count_of(p, d) > 1)
		qsort(array_of(p, d), count_of(p, d), p->size, p->by);
}

static bool begin(struct reg_filling *g)
{
	g->v->desk = calloc(1, sizeof(*g->v->desk));
	return g->v->desk != NULL;
}

enum cv_err reg_desk_fill(struct reg_filling *g, int stmt, struct cv_error *err)
{
	if (!begin(g))
		return nomem(err);
	for (size_t i = 0; i < CV_LEN(parts); i++) {
		TRY(reg_walk_by(g->r, stmt, parts[i].kind, g->v->seq, parts[i].take, g, err));
		sort(&parts[i], g->v->desk);
	}
	return CV_OK;
}

void reg_desk_free(struct reg_view *v)
{
	for (size_t i = 0; v->desk && i < CV_LEN(parts); i++)
		reg_array_drop(array_of(&parts[i], v->desk));
	free(v->desk);
}

/* ---- following -------------------------------------------------------------------------------------------------- */

/* The old ones that did not change, and the fresh ones among them. */
static bool merge(const struct part *p, struct reg_changed *c, const struct reg_desk_v *old, struct reg_desk_v *d)
{
	const char *from = array_of(p, old), *fresh = array_of(p, d);
	uint32_t n_old = count_of(p, old), n_fresh = count_of(p, d), at = 0, i = 0;
	char *to = reg_array_new((size_t)n_old + n_fresh, p->size);

	if (to == NULL)
		return false;
	for (uint32_t o = 0; o < n_old; o++) {
		const char *one = from + o * p->size;
		int64_t n;

		memcpy(&n, one + p->number, sizeof(n));
		if (reg_changed_has(c, p->kind, n))
			continue;
		for (; i < n_fresh && p->by(fresh + i * p->size, one) < 0; i++)
			memcpy(to + at++ * p->size, fresh + i * p->size, p->size);
		memcpy(to + at++ * p->size, one, p->size);
	}
	for (; i < n_fresh; i++)
		memcpy(to + at++ * p->size, fresh + i * p->size, p->size);
	reg_array_drop(array_of(p, d));
	set(p, d, to, at);
	return true;
}

static enum cv_err take_changed(
	struct reg_filling *g, const struct part *p, struct reg_changed *c, struct cv_error *err)
{
	const struct reg_changed_list *l = &c->of[p->kind];

	for (size_t i = 0; i < l->len; i++) {
		struct reg_version v;
		bool there;

		TRY(reg_changed_now(c, p->kind, l->n[i], &v, &there, err));
		if (there)
			TRY(p->take(g, &v, err));
	}
	reg_changed_done(c, p->kind);
	return CV_OK;
}

enum cv_err reg_desk_follow(
	struct reg_filling *g, const struct reg_view *old, struct reg_changed *c, struct cv_error *err)
{
	if (!begin(g))
		return nomem(err);
	for (size_t i = 0; i < CV_LEN(parts); i++) {
		const struct part *p = &parts[i];

		if (c->of[p->kind].len == 0) {
			set(p, g->v->desk, reg_array_keep(array_of(p, old->desk)), count_of(p, old->desk));
			continue;
		}
		TRY(take_changed(g, p, c, err));
		sort(p, g->v->desk);
		if (!merge(p, c, old->desk, g->v->desk))
			return nomem(err);
	}
	return CV_OK;
}
