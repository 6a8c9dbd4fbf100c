/* reg_ask(): who is meant, which legs the question is about, which of them decides. */
#include "registry/answer.h"

#include "registry/core/country.h"

#include <string.h>

/* ---- who is meant ---- */

static void candidate(struct reg_asking *g, uint32_t party, law_place country)
{
	if (g->a->n_candidates < REG_CANDIDATES_MAX)
		g->a->candidate[g->a->n_candidates++] = (struct reg_candidate){ party, country };
}

static bool country_named(const struct reg_view *v, const char *text, law_place *ret)
{
	struct cv_str folded = { 0 };
	const char *code;

	cv_fold(text, strlen(text), &folded);
	code = cv_country_by_name(cv_str_text(&folded));
	cv_str_finish(&folded);
	return code && law_place_parse(v->pack, code, strlen(code), ret);
}

/* Adds the countries of that name: the one that has it, or all that share it. */
static void countries_named(struct reg_asking *g, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	const char *codes;
	law_place place;
	size_t n;

	if (country_named(g->v, text, &place)) {
		candidate(g, REG_NOBODY, place);
		return;
	}
	cv_fold(text, strlen(text), &folded);
	codes = cv_country_shared(cv_str_text(&folded));
	for (const char *p = codes ? codes : "", *w; (w = cv_next(&p, ' ', &n));)
		if (law_place_parse(g->v->pack, w, n, &place))
			candidate(g, REG_NOBODY, place);
}

static bool same_name(const char *name, size_t n, const struct cv_str *folded)
{
	CV_AUTO(cv_str_finish) struct cv_str own = { 0 };

	cv_fold(name, n, &own);
	return cv_streq(cv_str_text(&own), cv_str_text(folded));
}

/* By its whole name or an alias, not by how it begins. */
static bool called_so(const struct reg_party_v *p, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	size_t n;
	bool same;

	cv_fold(text, strlen(text), &folded);
	same = same_name(p->name, strlen(p->name), &folded);
	for (const char *q = p->aliases, *w; !same && (w = cv_next(&q, ';', &n));)
		same = same_name(w, n, &folded);
	return same;
}

/* Parties that have the name, or whose names begin with it; in the second case it may mean a country just as well. */
static enum cv_err party_named(struct reg_asking *g, const char *field, const char *text, struct reg_who *ret)
{
	uint32_t found[REG_CANDIDATES_MAX];
	size_t n = reg_view_named(g->v, text, found, REG_CANDIDATES_MAX), countries;

	if (n == 0)
		return CV_OK;
	if (!called_so(&g->v->party[found[0]], text))
		countries_named(g, text);
	if (cv_str_ran_out())
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	countries = g->a->n_candidates;
	if (n == 1 && countries == 0) {
		ret->party = found[0];
		ret->country = g->v->party[found[0]].country;
		return CV_OK;
	}
	g->a->candidate_field = field;
	for (size_t i = 0; i < n && i < REG_CANDIDATES_MAX; i++)
		candidate(g, found[i], g->v->party[found[i]].country);
	if (countries > 0)
		return cv_fail_at(g->err, CV_E_AMBIGUOUS, field,
			"'%s' is a country, and %s with it: give the id or the country code of the one you mean", text,
			n == 1 ? "the name of a party begins" : "the names of parties begin");
	return cv_fail_at(g->err, CV_E_AMBIGUOUS, field,
		"'%s' could be any of %zu parties: give the id of the one you mean", text, n);
}

/* "Congo": none of the countries that share the name is nearer than the others. */
static enum cv_err several_countries(struct reg_asking *g, const char *field, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str choices = { 0 };

	if (!cv_country_choices(text, strlen(text), &choices))
		return CV_OK;
	if (choices.failed)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	g->a->candidate_field = field;
	countries_named(g, text);
	return cv_fail_at(g->err, CV_E_AMBIGUOUS, field, "'%s' is the name of more than one country: write %s", text,
		cv_str_text(&choices));
}

/* What people write where a country belongs and lawyers never mean as one. */
static bool region(const char *text)
{
	static const char *const words[] = { "eu", "eea", "ewr", "efta", "emea", "apac", "latam", "europe", "european union",
		"asia", "africa", "north america", "south america", "latin america", "middle east", "global", "worldwide" };
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	bool found = false;

	cv_fold(text, strlen(text), &folded);
	for (size_t i = 0; i < CV_LEN(words); i++)
		found = found || cv_streq(cv_str_text(&folded), words[i]);
	return found;
}

static enum cv_err resolve(struct reg_asking *g, const char *field, const char *text, struct reg_who *ret)
{
	*ret = (struct reg_who){ REG_NOBODY, LAW_NO_PLACE, false };
	if (text == NULL || *text == '\0')
		return CV_OK;
	ret->named = true;
	ret->party = reg_view_party(g->v, text);
	if (ret->party != REG_NOBODY) {
		ret->country = g->v->party[ret->party].country;
		return CV_OK;
	}
	if (law_place_parse(g->v->pack, text, strlen(text), &ret->country))
		return CV_OK;
	TRY(party_named(g, field, text, ret));
	if (ret->party != REG_NOBODY)
		return CV_OK;
	if (country_named(g->v, text, &ret->country))
		return CV_OK;
	TRY(several_countries(g, field, text));
	if (cv_str_ran_out()) /* the text could not be folded */
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	if (region(text))
		return cv_fail_at(g->err, CV_E_NOT_FOUND, field, "'%s' is a region, not a country: name one country", text);
	return cv_fail_at(g->err, CV_E_NOT_FOUND, field,
		"'%s' is neither the id, name or alias of a party on file nor a country", text);
}

static law_place home(const struct reg_view *v)
{
	law_place place = LAW_NO_PLACE;

	return law_place_parse(v->pack, v->home, strlen(v->home), &place) ? place : LAW_NO_PLACE;
}

/* ---- which legs ---- */

static bool from_fits(const struct reg_asking *g, const struct reg_leg_v *l)
{
	if (!g->from.named)
		return true;
	if (g->from.party == REG_NOBODY)
		return false; /* a country: only supposed exporters there */
	return l->exporter == g->from.party || (l->exporter == REG_NOBODY && g->v->party[g->from.party].own);
}

struct reg_leg_in reg_leg_of(const struct reg_asking *g, const struct reg_leg_v *l)
{
	struct reg_leg_in in = { .record = l, .exporter = l->exporter, .importer = l->importer, .country = l->country,
		.exporter_role = l->exporter_role, .importer_role = l->importer_role,
		.data = g->q->data_said ? g->q->data : l->data };

	if (in.exporter == REG_NOBODY && g->from.named) { /* "our organisation": the question says which of us */
		in.exporter = g->from.party;
		in.exporter_country = g->from.country;
	} else {
		in.exporter_country = in.exporter == REG_NOBODY ? home(g->v) : g->v->party[in.exporter].country;
	}
	return in;
}

/* Does the way to this leg begin with the exporter asked for, one or more steps before? */
static bool begins_with(const struct reg_asking *g, const struct reg_leg_v *l, int depth, int *steps)
{
	const struct reg_party_v *p;

	if (from_fits(g, l) || ++*steps > REG_STEPS_OF_ONE_MAX)
		return true;
	if (g->from.party == REG_NOBODY || l->exporter == REG_NOBODY || depth == REG_PATH_MAX)
		return false;
	p = &g->v->party[l->exporter];
	if (p->own)
		return false;
	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *up = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (cv_span_has(up->span, g->q->on) && begins_with(g, up, depth + 1, steps))
			return true;
	}
	return false;
}

static enum cv_err take(struct reg_asking *g, const struct reg_leg_v *l)
{
	int steps = 0;

	if (!cv_span_has(l->span, g->q->on) || !begins_with(g, l, 0, &steps))
		return CV_OK;
	if (g->a->n_legs >= REG_ANSWER_LEGS_MAX) {
		g->a->more_legs = true;
		return CV_OK;
	}
	return reg_judge_chain(g, l);
}

static enum cv_err legs_into_party(struct reg_asking *g)
{
	const struct reg_party_v *p = &g->v->party[g->to.party];

	for (uint32_t i = 0; i < p->n_in; i++)
		TRY(take(g, &g->v->leg[g->v->leg_in[p->first_in + i]]));
	return CV_OK;
}

static enum cv_err legs_into_country(struct reg_asking *g)
{
	for (uint32_t i = 0; i < g->v->n_legs; i++)
		if (g->v->leg[i].country == g->to.country)
			TRY(take(g, &g->v->leg[i]));
	return CV_OK;
}

/* ---- supposed legs: a country as exporter, or nothing on file between the two ---- */

static struct reg_leg_in supposed(const struct reg_asking *g, law_place country)
{
	return (struct reg_leg_in){ .exporter = g->from.party, .importer = g->to.party,
		.exporter_country = g->from.named ? g->from.country : home(g->v), .country = country,
		.exporter_role = LAW_CONTROLLER, .importer_role = LAW_PROCESSOR,
		.data = g->q->data_said ? g->q->data : LAW_ANY_DATA };
}

static bool judged_already(const struct reg_asking *g, const struct reg_leg_in *in)
{
	for (size_t i = 0; i < g->a->n_legs; i++) {
		const struct reg_answer_leg *l = &g->a->leg[i];

		if (l->country == in->country && l->data == in->data && l->facts.exporter_role == in->exporter_role &&
			l->facts.importer_role == in->importer_role)
			return true;
	}
	return false;
}

/* The importer's legs on file say where it receives data and in which roles; without any, its own country does. */
static enum cv_err suppose_to_party(struct reg_asking *g)
{
	const struct reg_party_v *p = &g->v->party[g->to.party];
	struct reg_leg_in in;

	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (!cv_span_has(l->span, g->q->on))
			continue;
		in = supposed(g, l->country);
		in.exporter_role = l->exporter_role;
		in.importer_role = l->importer_role;
		in.data = g->q->data_said ? g->q->data : l->data;
		if (g->a->n_legs < REG_ANSWER_LEGS_MAX && !judged_already(g, &in))
			TRY(reg_judge(g, &in));
	}
	if (g->a->n_legs > 0)
		return CV_OK;
	in = supposed(g, g->to.country);
	return reg_judge(g, &in);
}

static enum cv_err suppose(struct reg_asking *g)
{
	char day[CV_DAY_TEXT];

	if (!g->from.named && home(g->v) == LAW_NO_PLACE)
		return cv_fail_at(g->err, CV_E_NOT_FOUND, "from",
			"no transfer to '%s' is on file for %s: name an exporter (from: a party or a country) to suppose one",
			g->q->to, cv_day_text(g->q->on, day));
	if (g->to.party == REG_NOBODY) {
		struct reg_leg_in in = supposed(g, g->to.country);

		return reg_judge(g, &in);
	}
	return suppose_to_party(g);
}

/* ---- the answer ---- */

void reg_conclude(struct reg_answer *a)
{
	const struct reg_answer_leg *l;

	a->valid_until = CV_DAY_EVER;
	a->decisive = 0;
	for (size_t i = 0; i < a->n_legs; i++) {
		if (a->leg[i].outcome > a->leg[a->decisive].outcome)
			a->decisive = i;
		if (a->leg[i].valid_until.n < a->valid_until.n)
			a->valid_until = a->leg[i].valid_until;
	}
	l = &a->leg[a->decisive];
	a->outcome = l->outcome;
	a->mech = l->decision.mech;
	a->slug = NULL;
	for (size_t i = 0; i < l->n_path; i++) { /* the weakest link names the mechanism */
		if (l->path[i].outcome == a->outcome && l->decision.outcome < a->outcome) {
			a->mech = l->path[i].mech;
			a->slug = l->path[i].slug;
			return;
		}
	}
	if (l->decision.decisive >= 0)
		a->slug = law_tried_slug(a->view->pack, &l->facts, &l->decision.tried[l->decision.decisive]);
	else if (a->mech != LAW_NO_MECH)
		a->slug = law_mech_slug(a->view->pack, a->mech);
}

enum cv_err reg_ask(
	const struct reg_view *v, const struct reg_question *q, struct reg_answer *ret, struct cv_error *err)
{
	struct reg_asking g = { .v = v, .q = q, .a = ret, .err = err };

	*ret = (struct reg_answer){
		.view = v, .question = *q, .to = REG_NOBODY, .from = REG_NOBODY, .arena = ret->arena
	};
	if (q->to == NULL || *q->to == '\0')
		return cv_fail_at(err, CV_E_VALUE, "to", "name the recipient: a party id, a name or a country");
	TRY(resolve(&g, "to", q->to, &g.to));
	TRY(resolve(&g, "from", q->from, &g.from));
	ret->to = g.to.party;
	ret->to_country = g.to.country;
	ret->from = g.from.party;
	ret->from_country = g.from.country;
	if (g.to.party != REG_NOBODY && g.to.party == g.from.party)
		return cv_fail_at(err, CV_E_VALUE, "from", "exporter and recipient are the same party");
	if (g.to.party != REG_NOBODY)
		TRY(legs_into_party(&g));
	else
		TRY(legs_into_country(&g));
	if (ret->n_legs == 0)
		TRY(suppose(&g));
	reg_conclude(ret);
	return CV_OK;
}

void reg_answer_finish(struct reg_answer *a)
{
	cv_arena_finish(&a->arena);
	*a = (struct reg_answer){ 0 };
}

void reg_answer_record(const struct reg_answer *a, const struct reg_answer_leg *leg, const struct law_tried *t,
	struct cv_str *out)
{
	const struct reg_tool_v *tool;

	if (t->tool < 0) {
		law_tried_row(a->view->pack, t, out);
		return;
	}
	tool = &a->view->tool[leg->tools[t->tool].record];
	cv_str_puts(out, reg_kind_info(tool->kind)->singular);
	cv_str_putc(out, '/');
	cv_str_int(out, tool->n);
}
