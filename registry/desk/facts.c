/* Contracts, checks and overrides in a view, and what they are called. */
#include "registry/desk/sweep.h"

#include "registry/desk/moves.h"
#include "registry/view.h"

#include <stdlib.h>
#include <string.h>

/* ---- words ------------------------------------------------------------------------------------------------------ */

static const char *const status_word[REG_STATUS_COUNT] = {
	"",
	"proposed",
	"under-review",
	"approved",
	"active",
	"suspended",
	"ended",
};

static const struct {
	const char *word, *asks;
} item[] = {
	/* in the order of kinds.c */
	{ "agreement", "Is the data processing agreement signed and on file (GDPR art. 28(3))?" },
	{ "sub-processors", "Do we know every other processor that it uses, and where (GDPR art. 28(2))?" },
	{ "transfers", "Is each place from which the data are kept or looked at on file as a transfer?" },
	{ "impact-assessment", "Is the transfer impact assessment made where one is needed?" },
	{ "security", "Were its security measures looked at (GDPR arts 28(1) and 32)?" },
	{ "records", "Is it in the records of processing (GDPR art. 30)?" },
	{ "notices", "Do the privacy notices speak of it (GDPR arts 13(1)(e) and (f))?" },
};

static const char *const check_word[] = { "open", "done", "not-needed" };

const char *reg_status_word(enum reg_status s)
{
	return status_word[s];
}

bool reg_status_parse(const char *word, enum reg_status *ret)
{
	for (int s = REG_PROPOSED; s < REG_STATUS_COUNT; s++) {
		if (cv_streq(word, status_word[s])) {
			*ret = (enum reg_status)s;
			return true;
		}
	}
	return false;
}

const char *reg_check_item(int i)
{
	return i >= 0 && i < (int)CV_LEN(item) ? item[i].word : NULL;
}

int reg_check_item_find(const char *word)
{
	for (int i = 0; i < (int)CV_LEN(item); i++)
		if (cv_streq(word, item[i].word))
			return i;
	return -1;
}

const char *reg_check_asks(int i)
{
	return item[i].asks;
}

const char *reg_check_word(enum reg_check_state s)
{
	return check_word[s];
}

/* ---- filling ---------------------------------------------------------------------------------------------------- */

void reg_desk_party(struct reg_party_v *p, const struct reg_version *v)
{
	enum reg_status s = REG_NO_STATUS;

	(void)!reg_status_parse(reg_cell_of(v, "status"), &s);
	p->status = (uint8_t)s;
	p->vendor = reg_is_vendor(&v->record);
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static bool room(void **array, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t more = *cap ? 2 * *cap : 16;
	void *p;

	if (n < *cap)
		return true;
	p = realloc(*array, more * size);
	if (p == NULL)
		return false;
	*array = p;
	*cap = more;
	return true;
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

	return *text ? cv_arena_text(&g->v->arena, text, strlen(text)) : "";
}

static enum cv_err take_contract(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_desk_v *d = g->v->desk;
	struct reg_contract_v *c;
	const char *own = reg_cell_of(v, "own");
	uint32_t with = *own ? reg_view_party(g->v, own) : REG_NOBODY;

	if (*own && with == REG_NOBODY)
		with = REG_NOT_HERE;
	if (!room((void **)&d->contract, d->n_contracts, &g->cap_contracts, sizeof(*d->contract)))
		return nomem(err);
	c = &d->contract[d->n_contracts];
	*c = (struct reg_contract_v){ .party = reg_view_party(g->v, reg_cell_of(v, "party")),
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
	for (size_t s = 0; s < CV_LEN(check_word); s++)
		if (cv_streq(word, check_word[s]))
			return (enum reg_check_state)s;
	return REG_CHECK_OPEN;
}

static enum cv_err take_check(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_desk_v *d = g->v->desk;
	struct reg_check_v *c;

	if (!room((void **)&d->check, d->n_checks, &g->cap_checks, sizeof(*d->check)))
		return nomem(err);
	c = &d->check[d->n_checks];
	*c = (struct reg_check_v){ .party = reg_view_party(g->v, reg_cell_of(v, "party")),
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

	if (!room((void **)&d->override, d->n_overrides, &g->cap_overrides, sizeof(*d->override)))
		return nomem(err);
	o = &d->override[d->n_overrides];
	*o = (struct reg_override_v){ .party = reg_view_party(g->v, reg_cell_of(v, "party")),
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

static void sort(void *array, uint32_t n, size_t size, int (*by)(const void *, const void *))
{
	if (n > 1)
		qsort(array, n, size, by);
}

enum cv_err reg_desk_fill(struct reg_filling *g, int stmt, struct cv_error *err)
{
	int64_t seq = g->v->seq;
	struct reg_desk_v *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return nomem(err);
	g->v->desk = d;
	TRY(reg_walk_by(g->r, stmt, REG_CONTRACTS, seq, take_contract, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_CHECKS, seq, take_check, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_OVERRIDES, seq, take_override, g, err));
	sort(d->contract, d->n_contracts, sizeof(*d->contract), by_contract);
	sort(d->check, d->n_checks, sizeof(*d->check), by_check);
	sort(d->override, d->n_overrides, sizeof(*d->override), by_override);
	return CV_OK;
}

void reg_desk_free(struct reg_view *v)
{
	if (v->desk == NULL)
		return;
	free(v->desk->contract);
	free(v->desk->check);
	free(v->desk->override);
	free(v->desk);
}

/* ---- looking up ------------------------------------------------------------------------------------------------- */

uint32_t reg_desk_first(const void *array, uint32_t n, size_t size, uint32_t party)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2, at;

		memcpy(&at, (const char *)array + mid * size, sizeof(at)); /* the party comes first in all of them */
		if (at < party)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct reg_check_v *reg_check_of(const struct reg_view *v, uint32_t party, int i)
{
	const struct reg_desk_v *d = v->desk;

	for (uint32_t k = reg_desk_first(d->check, d->n_checks, sizeof(*d->check), party);
		k < d->n_checks && d->check[k].party == party; k++)
		if (d->check[k].item == i)
			return &d->check[k];
	return NULL;
}

cv_day reg_override_over(const struct reg_override_v *o)
{
	return o->revoked.n < o->expires.n ? o->revoked : o->expires;
}

bool reg_override_holds(const struct reg_override_v *o, cv_day on)
{
	return o->granted.n <= on.n && on.n < reg_override_over(o).n;
}

const struct reg_override_v *reg_override_at(const struct reg_view *v, uint32_t party, size_t i)
{
	const struct reg_desk_v *d = v->desk;

	for (uint32_t k = reg_desk_first(d->override, d->n_overrides, sizeof(*d->override), party);
		k < d->n_overrides && d->override[k].party == party; k++)
		if (d->override[k].approval && i-- == 0)
			return &d->override[k];
	return NULL;
}

const struct reg_override_v *reg_override_on(const struct reg_view *v, uint32_t party, cv_day on)
{
	const struct reg_override_v *best = NULL, *o;

	for (size_t i = 0; (o = reg_override_at(v, party, i)); i++)
		if (reg_override_holds(o, on) && (best == NULL || reg_override_over(o).n > reg_override_over(best).n))
			best = o;
	return best;
}
