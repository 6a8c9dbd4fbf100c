/* Customers: who they are, and what their contracts say about other processors. */
#include "registry/desk/notice_rows.h"

#include "registry/core/array.h"

#include <stdlib.h>

enum {
	C_ID,
	C_PARTY,
	C_OWN,
	C_KIND,
	C_DIRECTION,
	C_SIGNED,
	C_ENDED,
	C_AUTHORISATION,
	C_NOTICE_DAYS,
	C_OBJECTION_DAYS,
	C_SILENCE,
	C_LANGUAGE,
	C_CONTACT
};										    /* of contracts */
enum { P_ID = 0, P_NAME = 1, P_KIND = 3, P_OWN = 7, P_STATUS = 9, P_CONTACT = 11 }; /* of parties */

struct signed_by {
	const char *party;
	struct cv_span in_force;
	struct reg_notice_term term;
};

struct loading {
	struct reg_customers *c;
	struct signed_by *by;
	size_t n_by, cap_by, cap_own;
	size_t cap;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static int64_t days_of(const char *cell)
{
	char *end;
	long long d = strtoll(cell, &end, 10);

	return *cell == '\0' || *end ? -1 : d > REG_DAYS_MAX ? REG_DAYS_MAX : d;
}

/* Without general authorisation each other processor needs a yes of its own: art. 28(2). */
static bool silence_refuses(const char *silence, const char *authorisation)
{
	if (*silence)
		return cv_streq(silence, "refusal");
	return cv_streq(authorisation, "specific") || cv_streq(authorisation, "none");
}

static struct cv_span in_force(const char *const *cell)
{
	cv_day from = reg_day_of(cell[C_SIGNED]), until = reg_day_of(cell[C_ENDED]);

	return (struct cv_span){ from, cv_day_known(until) ? until : CV_DAY_EVER };
}

static enum cv_err take_contract(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct loading *g = ctx;
	const char *const *cell = v->record.cell;
	struct signed_by *b;

	if (!cv_streq(cell[C_DIRECTION], "customer"))
		return CV_OK;
	if (!cv_grow(&g->by, g->n_by, &g->cap_by, sizeof(*g->by)))
		return nomem(err);
	b = &g->by[g->n_by++];
	*b = (struct signed_by){ .in_force = in_force(cell),
		.term = { .processing = cv_streq(cell[C_KIND], "data-processing"),
			.objection_days = days_of(cell[C_OBJECTION_DAYS]),
			.notice_days = days_of(cell[C_NOTICE_DAYS]),
			.refusal = silence_refuses(cell[C_SILENCE], cell[C_AUTHORISATION]) } };
	TRY(reg_desk_keep(&g->c->arena, cell[C_PARTY], &b->party, err));
	TRY(reg_desk_keep(&g->c->arena, cell[C_ID], &b->term.contract, err));
	TRY(reg_desk_keep(&g->c->arena, cell[C_OWN], &b->term.own, err));
	TRY(reg_desk_keep(&g->c->arena, cell[C_LANGUAGE], &b->term.language, err));
	return reg_desk_keep(&g->c->arena, cell[C_CONTACT], &b->term.contact, err);
}

static int by_party(const void *a, const void *b)
{
	const struct signed_by *x = a, *y = b;
	int c = strcmp(x->party, y->party);

	return c ? c : strcmp(x->term.contract, y->term.contract);
}

/* The first of the contracts with a party, in g->by sorted; *ret_n of them, whether in force or not. */
static const struct signed_by *contracts_of(const struct loading *g, const char *party, size_t *ret_n)
{
	size_t lo = 0, hi = g->n_by, end;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(g->by[mid].party, party) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo; end < g->n_by && cv_streq(g->by[end].party, party);)
		end++;
	*ret_n = end - lo;
	return *ret_n ? &g->by[lo] : NULL;
}

static enum cv_err add_customer(
	struct loading *g, const char *const *cell, const struct signed_by *by, size_t n, struct cv_error *err)
{
	struct reg_customer *c;

	if (!cv_grow(&g->c->customer, g->c->n, &g->cap, sizeof(*c)))
		return nomem(err);
	c = &g->c->customer[g->c->n++];
	*c = (struct reg_customer){ .n = n, .on_its_own = n == 0 };
	TRY(reg_desk_keep(&g->c->arena, cell[P_ID], &c->id, err));
	TRY(reg_desk_keep(&g->c->arena, cell[P_NAME], &c->name, err));
	TRY(reg_desk_keep(&g->c->arena, cell[P_CONTACT], &c->contact, err));
	c->term = cv_arena_alloc(&g->c->arena, (n ? n : 1) * sizeof(*c->term));
	c->in_force = cv_arena_alloc(&g->c->arena, (n ? n : 1) * sizeof(*c->in_force));
	if (c->term == NULL || c->in_force == NULL)
		return nomem(err);
	for (size_t i = 0; i < n; i++) {
		c->term[i] = by[i].term;
		c->in_force[i] = by[i].in_force;
	}
	return CV_OK;
}

/* Where no contract was ever on file: not one who is not yet or no longer a customer. */
static bool on_its_own(const char *const *cell)
{
	return cv_streq(cell[P_KIND], "customer") &&
		(*cell[P_STATUS] == '\0' || cv_streq(cell[P_STATUS], "active") || cv_streq(cell[P_STATUS], "approved"));
}

static enum cv_err add_own(struct loading *g, const char *const *cell, struct cv_error *err)
{
	struct reg_own *o;

	if (!cv_grow(&g->c->own, g->c->n_own, &g->cap_own, sizeof(*o)))
		return nomem(err);
	o = &g->c->own[g->c->n_own++];
	*o = (struct reg_own){ 0 };
	TRY(reg_desk_keep(&g->c->arena, cell[P_ID], &o->id, err));
	TRY(reg_desk_keep(&g->c->arena, cell[P_NAME], &o->name, err));
	return reg_desk_keep(&g->c->arena, cell[P_CONTACT], &o->contact, err);
}

static enum cv_err take_party(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct loading *g = ctx;
	const char *const *cell = v->record.cell;
	const struct signed_by *by;
	size_t n;

	if (cv_streq(cell[P_OWN], "yes"))
		TRY(add_own(g, cell, err));
	by = contracts_of(g, cell[P_ID], &n);
	return n > 0 || on_its_own(cell) ? add_customer(g, cell, by, n, err) : CV_OK;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct reg_customer *)a)->id, ((const struct reg_customer *)b)->id);
}

enum cv_err reg_customers_load(struct reg *r, struct reg_customers *ret, struct cv_error *err)
{
	struct loading g = { .c = ret };
	enum cv_err e;

	e = reg_setting(r, "desk/sender", &ret->sender, err);
	if (e == CV_OK)
		e = reg_desk_days(r, "desk/objection-days", REG_OBJECTION_DAYS, &ret->objection_days, err);
	if (e == CV_OK)
		e = reg_desk_days(r, "desk/notice-days", REG_NOTICE_DAYS, &ret->notice_days, err);
	if (e == CV_OK)
		e = reg_each(r, REG_CONTRACTS, CV_DAY_NONE, NULL, take_contract, &g, err);
	if (g.n_by > 1)
		qsort(g.by, g.n_by, sizeof(*g.by), by_party);
	if (e == CV_OK)
		e = reg_each(r, REG_PARTIES, CV_DAY_NONE, NULL, take_party, &g, err);
	if (ret->n > 1)
		qsort(ret->customer, ret->n, sizeof(*ret->customer), by_id);
	free(g.by);
	return e;
}

void reg_customers_finish(struct reg_customers *c)
{
	free(c->customer);
	free(c->own);
	free(c->sender);
	cv_arena_finish(&c->arena);
	*c = (struct reg_customers){ 0 };
}

const struct reg_customer *reg_customer_find(const struct reg_customers *c, const char *id)
{
	struct reg_customer key = { .id = id };

	return c->n ? bsearch(&key, c->customer, c->n, sizeof(key), by_id) : NULL;
}

bool reg_customer_on(const struct reg_customer *c, cv_day on)
{
	for (size_t i = 0; i < c->n; i++)
		if (cv_span_has(c->in_force[i], on))
			return true;
	return c->on_its_own;
}

/* What is agreed with one on a day. */
struct agreed {
	const struct reg_notice_term *term;
	size_t n;
};

/* Most have nothing but what is in force: then nothing is copied. */
static enum cv_err agreed_on(
	const struct reg_customer *c, cv_day on, struct cv_arena *a, struct agreed *ret, struct cv_error *err)
{
	struct reg_notice_term *term;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += cv_span_has(c->in_force[i], on);
	*ret = (struct agreed){ c->term, c->n };
	if (n == c->n)
		return CV_OK;
	term = cv_arena_alloc(a, (n ? n : 1) * sizeof(*term));
	if (term == NULL)
		return nomem(err);
	*ret = (struct agreed){ term, n };
	for (size_t i = 0; i < c->n; i++)
		if (cv_span_has(c->in_force[i], on))
			*term++ = c->term[i];
	return CV_OK;
}

/* The address of the contract that counts, else of any other, else of the customer itself. */
static const char *address_of(const struct reg_customer *c, const struct agreed *g, const struct reg_clock *clock)
{
	if (clock->speaks < g->n && *g->term[clock->speaks].contact)
		return g->term[clock->speaks].contact;
	for (size_t i = 0; i < g->n; i++)
		if (*g->term[i].contact)
			return g->term[i].contact;
	return c->contact;
}

static const char *language_of(const struct agreed *g, const struct reg_clock *clock)
{
	if (clock->speaks < g->n && *g->term[clock->speaks].language)
		return g->term[clock->speaks].language;
	for (size_t i = 0; i < g->n; i++)
		if (*g->term[i].language)
			return g->term[i].language;
	return "en";
}

/* The one that the contract is with; else the first of us. */
static const struct reg_own *who_writes(const struct reg_customers *all, const char *id)
{
	for (size_t i = 0; i < all->n_own; i++)
		if (cv_streq(all->own[i].id, id))
			return &all->own[i];
	return all->n_own ? &all->own[0] : NULL;
}

/* Where whoever writes has no contact on file: where mail of the desk comes from, else the first contact of ours. */
static const char *others_contact(const struct reg_customers *all)
{
	if (*all->sender)
		return all->sender;
	for (size_t i = 0; i < all->n_own; i++)
		if (*all->own[i].contact)
			return all->own[i].contact;
	return "";
}

enum cv_err reg_customer_told(const struct reg_customers *all, const struct reg_customer *c, cv_day announced,
	struct cv_arena *a, struct reg_told *ret, struct cv_error *err)
{
	const struct reg_own *own;
	struct agreed g;
	struct reg_clock k;

	TRY(agreed_on(c, announced, a, &g, err));
	reg_notice_clock(g.term, g.n, all->objection_days, all->notice_days, announced, &k);
	*ret = (struct reg_told){ .days = k.days,
		.deadline = k.deadline,
		.first = k.first,
		.refusal = k.refusal,
		.state = "",
		.sent = "",
		.problem = "" };
	TRY(reg_desk_keep(a, c->id, &ret->customer, err));
	TRY(reg_desk_keep(a, c->name, &ret->name, err));
	TRY(reg_desk_keep(a, k.binding < g.n ? g.term[k.binding].contract : "", &ret->contract, err));
	TRY(reg_desk_keep(a, address_of(c, &g, &k), &ret->address, err));
	TRY(reg_desk_keep(a, language_of(&g, &k), &ret->language, err));
	own = who_writes(all, k.speaks < g.n ? g.term[k.speaks].own : "");
	TRY(reg_desk_keep(a, own ? own->name : "", &ret->own, err));
	return reg_desk_keep(a, own && *own->contact ? own->contact : others_contact(all), &ret->contact, err);
}
