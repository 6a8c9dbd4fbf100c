#include "reports/words.h"

#include "registry/core/country.h"

#include <string.h>

/* ---- countries and parties ------------------------------------------------------------------------------------ */

static const char *name_of(const char *code)
{
	const char *name = cv_country_name(code);

	return name ? name : code;
}

/* An organisation has an id in place of a country. */
static bool organisation(const char *code)
{
	return strncmp(code, "io-", 3) == 0;
}

void rep_the_country(struct cv_str *out, const char *code)
{
	cv_country_in_sentence(code, out);
}

static const char *code_of(const struct reg_answer *a, law_place place)
{
	return law_place_code(a->view->pack, place);
}

static void party_of(struct cv_str *out, const struct reg_answer *a, uint32_t party, law_place place)
{
	cv_str_puts(out, a->view->party[party].name);
	cv_str_puts(out, " (");
	cv_str_puts(out, place == LAW_NO_PLACE ? "country not on file" : name_of(code_of(a, place)));
	cv_str_putc(out, ')');
}

/* recorded: a transfer on file that does not say which of our entities exports; else the exporter is supposed. */
static void exporter(struct cv_str *out, const struct reg_answer *a, uint32_t party, law_place place, bool recorded)
{
	if (party != REG_NOBODY) {
		party_of(out, a, party, place);
		return;
	}
	if (recorded || place == LAW_NO_PLACE)
		cv_str_puts(out, "our organisation (entity not on file)");
	if (place == LAW_NO_PLACE)
		return;
	cv_str_puts(out, recorded ? " in " : "");
	rep_the_country(out, code_of(a, place));
}

static void importer(struct cv_str *out, const struct reg_answer *a, uint32_t party, law_place place,
	const char *as_written)
{
	if (party == REG_NOBODY) {
		cv_str_puts(out, organisation(code_of(a, place)) ? "" : "a recipient in ");
		rep_the_country(out, code_of(a, place));
	} else if (place != LAW_NO_PLACE) {
		cv_str_puts(out, a->view->party[party].name);
		cv_str_puts(out, " in ");
		rep_the_country(out, code_of(a, place));
	} else if (as_written && *as_written) {
		cv_str_puts(out, a->view->party[party].name);
		cv_str_puts(out, " (no country on file, only \"");
		cv_str_puts(out, as_written);
		cv_str_puts(out, "\")");
	} else {
		party_of(out, a, party, place);
	}
}

void rep_exporter(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	exporter(out, a, leg->exporter, leg->exporter_country, leg->leg != NULL);
}

void rep_importer(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	importer(out, a, leg->importer, leg->country, leg->leg ? leg->leg->source_text : NULL);
}

void rep_route(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	cv_str_puts(out, "from ");
	rep_exporter(out, a, leg);
	cv_str_puts(out, " to ");
	rep_importer(out, a, leg);
}

static const char *data_words(enum law_data d)
{
	switch (d) {
	case LAW_HR: return "employee data";
	case LAW_NON_HR: return "data other than employee data";
	case LAW_ANY_DATA: break;
	}
	return "any personal data";
}

/* ---- what tells two legs of one route apart ---- */

static bool same_route(const struct reg_answer_leg *x, const struct reg_answer_leg *y)
{
	return x->exporter == y->exporter && x->exporter_country == y->exporter_country && x->importer == y->importer &&
		x->country == y->country;
}

static uint32_t comes_from(const struct reg_answer_leg *leg)
{
	return leg->n_path > 0 ? leg->path[0].exporter : REG_NOBODY;
}

void rep_apart(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	bool twin = false, data = true, way = comes_from(leg) != REG_NOBODY;

	for (size_t i = 0; i < a->n_legs; i++) {
		const struct reg_answer_leg *other = &a->leg[i];

		if (other == leg || !same_route(other, leg))
			continue;
		twin = true;
		data = data && other->data != leg->data;
		way = way && comes_from(other) != comes_from(leg);
	}
	if (!twin)
		return;
	cv_str_puts(out, ", ");
	if (data)
		cv_str_puts(out, data_words(leg->data));
	else if (way)
		cv_str_printf(out, "with data of %s", a->view->party[comes_from(leg)].name);
	else if (leg->leg)
		cv_str_printf(out, "transfer/%lld", (long long)leg->leg->n);
	else
		cv_str_printf(out, "%s to %s", law_role_name(leg->facts.exporter_role),
			law_role_name(leg->facts.importer_role));
}

void rep_link(struct cv_str *out, const struct reg_answer *a, const struct reg_link *link)
{
	law_place from = link->exporter == REG_NOBODY ? LAW_NO_PLACE : a->view->party[link->exporter].country;

	cv_str_puts(out, "from ");
	exporter(out, a, link->exporter, from, true);
	cv_str_puts(out, " to ");
	importer(out, a, link->importer, link->country, NULL);
}

void rep_stop(struct cv_str *out)
{
	if (out->len > 0 && out->data[out->len - 1] != '.')
		cv_str_putc(out, '.');
}

/* ---- circumstances -------------------------------------------------------------------------------------------- */

/* The regimes with a code that people do not use as a word. */
static const char *adjective(const char *regime)
{
	return cv_streq(regime, "CH") ? "Swiss" : regime;
}

static void regime_words(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	const char *regime = law_regime_name(a->view->pack, leg->decision.regime);

	if (*regime == '\0')
		return;
	cv_str_puts(out, "; ");
	cv_str_puts(out, adjective(regime));
	cv_str_puts(out, " rules apply");
}

void rep_circumstances(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	cv_str_puts(out, law_role_name(leg->facts.exporter_role));
	cv_str_puts(out, " to ");
	cv_str_puts(out, law_role_name(leg->facts.importer_role));
	cv_str_puts(out, "; ");
	cv_str_puts(out, data_words(leg->data));
	if (leg->leg && leg->leg->place && *leg->leg->place) {
		cv_str_puts(out, "; place: ");
		cv_str_puts(out, leg->leg->place);
	}
	regime_words(out, a, leg);
	if (leg->leg)
		cv_str_printf(out, "; on file as transfer/%lld", (long long)leg->leg->n);
	else
		cv_str_puts(out, "; supposed, no such transfer is on file");
}

/* ---- mechanisms ----------------------------------------------------------------------------------------------- */

static const char *known_slug(const char *slug)
{
	return slug && *slug && !cv_streq(slug, "none") ? slug : NULL;
}

const char *rep_slug(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d)
{
	if (d->decisive >= 0)
		return known_slug(law_tried_slug(p, f, &d->tried[d->decisive]));
	return d->mech == LAW_NO_MECH ? NULL : law_mech_slug(p, d->mech);
}

static void title(struct cv_str *out, const char *name, const char *slug)
{
	cv_str_puts(out, name);
	cv_str_puts(out, " (");
	cv_str_puts(out, slug);
	cv_str_putc(out, ')');
}

void rep_tried_title(struct cv_str *out, const struct law_pack *p, const struct law_facts *f,
	const struct law_tried *t)
{
	const char *slug = known_slug(law_tried_slug(p, f, t));

	if (t->mech != LAW_NO_MECH)
		title(out, law_mech_name(p, t->mech), law_mech_slug(p, t->mech));
	else if (slug)
		title(out, "A mechanism that was only claimed", slug);
	else
		cv_str_puts(out, "A point without a mechanism");
}

void rep_decided_title(struct cv_str *out, const struct law_pack *p, const struct law_facts *f,
	const struct law_decision *d)
{
	if (d->decisive >= 0)
		rep_tried_title(out, p, f, &d->tried[d->decisive]);
	else if (d->mech != LAW_NO_MECH)
		title(out, law_mech_name(p, d->mech), law_mech_slug(p, d->mech));
}

const char *rep_verdict(enum law_verdict v)
{
	switch (v) {
	case LAW_YES: return "Covers";
	case LAW_OPEN: return "Open, a person must look";
	case LAW_NO: break;
	}
	return "Does not cover";
}

const char *rep_outcome(enum law_outcome o)
{
	switch (o) {
	case LAW_NO_TRANSFER: return "No mechanism needed";
	case LAW_COVERED: return "Covered";
	case LAW_NEEDS_REVIEW: return "Needs review";
	case LAW_NOT_COVERED: break;
	}
	return "Not covered";
}

const char *rep_outcome_words(enum law_outcome o)
{
	switch (o) {
	case LAW_NO_TRANSFER: return "no mechanism needed";
	case LAW_COVERED: return "covered";
	case LAW_NEEDS_REVIEW: return "needs review";
	case LAW_NOT_COVERED: break;
	}
	return "not covered";
}

bool rep_is_fallback(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d, size_t i)
{
	const char *slug = known_slug(law_tried_slug(p, f, &d->tried[i]));

	if ((int)i == d->decisive || d->tried[i].verdict != LAW_YES || slug == NULL)
		return false;
	if (d->decisive >= 0 && cv_streq(slug, law_tried_slug(p, f, &d->tried[d->decisive])))
		return false;
	for (size_t k = 0; k < i; k++)
		if (d->tried[k].verdict == LAW_YES && cv_streq(slug, law_tried_slug(p, f, &d->tried[k])))
			return false;
	return true;
}

/* ---- reasons, days, order ------------------------------------------------------------------------------------- */

enum law_reason rep_reason_next(const struct law_reasons *s, enum law_reason r)
{
	return law_reason_from(s, (int)r + 1);
}

enum law_reason rep_reason_first(const struct law_reasons *s)
{
	return law_reason_from(s, 0);
}

void rep_until(struct cv_str *out, cv_day until)
{
	char day[CV_DAY_TEXT];

	if (!cv_day_known(until)) {
		cv_str_puts(out, "No day is known on which this answer changes by itself.");
		return;
	}
	cv_str_puts(out, "This answer changes by itself on ");
	cv_str_puts(out, cv_day_text(until, day));
	cv_str_putc(out, '.');
}

const struct reg_link *rep_broken_link(const struct reg_answer_leg *leg)
{
	if (leg->outcome <= leg->decision.outcome)
		return NULL;
	for (size_t i = 0; i < leg->n_path; i++)
		if (leg->path[i].outcome == leg->outcome)
			return &leg->path[i];
	return NULL;
}

bool rep_has_rule(const struct law_decision *d)
{
	return d->rule >= 0 || d->n_tried == 0 || (d->outcome == LAW_NEEDS_REVIEW && d->decisive < 0);
}

size_t rep_count(const struct reg_answer *a, enum law_outcome o)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_legs; i++)
		n += a->leg[i].outcome == o;
	return n;
}

size_t rep_worst_first(const struct reg_answer *a, uint16_t *ret)
{
	size_t n = 0;

	for (int o = LAW_NOT_COVERED; o >= LAW_NO_TRANSFER; o--)
		for (size_t i = 0; i < a->n_legs && n < REG_ANSWER_LEGS_MAX; i++)
			if (a->leg[i].outcome == (enum law_outcome)o)
				ret[n++] = (uint16_t)i;
	return n;
}

bool rep_first_said(struct rep_said *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (cv_streq(s->text[i], text))
			return false;
	if (s->n < REP_SAID_MAX)
		s->text[s->n++] = text;
	return true;
}

bool rep_cited(const struct law_flag *f)
{
	return f->cite && *f->cite && !cv_streq(f->cite, "-");
}

const char *rep_flag_lead(const struct law_flag *f)
{
	if (cv_streq(f->code, "RISK_EVENT"))
		return "A risk that changes nothing yet: ";
	if (cv_streq(f->code, "ASSESSMENT_BEFORE_EVENT"))
		return "Came after the assessment on file, which should be read again: ";
	return "";
}
