/* The answer object, and one decided case with the same legs. Written for the server: into place, no formats. */
#include "reports/onboard.h"
#include "reports/words.h"

/* One leg as both answers and cases have it; a and leg are NULL for a case. */
struct shown {
	const struct law_pack *p;
	const struct law_facts *f;
	const struct law_decision *d;
	cv_day on;
	const struct reg_answer *a;
	const struct reg_answer_leg *leg;
	struct cv_json *j;
};

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static void day_or_null(struct cv_json *j, cv_day d)
{
	char text[CV_DAY_TEXT];

	cv_json_text(j, or_null(cv_day_text(d, text)));
}

static void reasons(struct cv_json *j, const struct law_reasons *set)
{
	CV_JSON_KEY(j, "reasons");
	cv_json_open(j, '[');
	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r))
		cv_json_word(j, "", 0, law_reason_name(r));
	cv_json_close(j, ']');
}

static const char *slug_or_null(const char *slug)
{
	return slug && !cv_streq(slug, "none") ? slug : NULL;
}

static void tried(struct shown *s, const struct law_tried *t)
{
	enum law_reason r = t->verdict == LAW_YES ? LAW_REASON_COUNT : rep_reason_first(&t->reasons);

	cv_json_open(s->j, '{');
	CV_JSON_TEXT(s->j, "mechanism", slug_or_null(law_tried_slug(s->p, s->f, t)));
	CV_JSON_WORD(s->j, "verdict", law_verdict_name((enum law_verdict)t->verdict));
	CV_JSON_TEXT(s->j, "reason", r < LAW_REASON_COUNT ? law_reason_name(r) : NULL);
	CV_JSON_KEY(s->j, "because");
	cv_json_begin(s->j);
	law_because(s->p, s->f, s->on, t, s->j->out);
	cv_json_end(s->j);
	CV_JSON_KEY(s->j, "cite");
	cv_json_begin(s->j);
	law_cite(s->p, t, s->j->out);
	cv_json_end(s->j);
	CV_JSON_KEY(s->j, "record");
	cv_json_begin(s->j);
	if (s->a)
		reg_answer_record(s->a, s->leg, t, s->j->out);
	else if (t->tool < 0)
		law_tried_row(s->p, t, s->j->out);
	cv_json_end(s->j);
	cv_json_close(s->j, '}');
}

static void tried_and_fallback(struct shown *s)
{
	CV_JSON_KEY(s->j, "tried");
	cv_json_open(s->j, '[');
	for (size_t i = 0; i < s->d->n_tried; i++)
		tried(s, &s->d->tried[i]);
	cv_json_close(s->j, ']');
	CV_JSON_KEY(s->j, "fallback");
	cv_json_open(s->j, '[');
	for (size_t i = 0; i < s->d->n_tried; i++)
		if (rep_is_fallback(s->p, s->f, s->d, i))
			cv_json_text(s->j, law_tried_slug(s->p, s->f, &s->d->tried[i]));
	cv_json_close(s->j, ']');
}

static void remedies(struct shown *s)
{
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	size_t n = law_remedies(s->p, s->f, s->on, s->d, remedy);

	CV_JSON_KEY(s->j, "remedies");
	cv_json_open(s->j, '[');
	for (size_t i = 0; i < n; i++) {
		cv_json_open(s->j, '{');
		CV_JSON_TEXT(s->j, "mechanism", slug_or_null(law_mech_slug(s->p, remedy[i].mech)));
		CV_JSON_KEY(s->j, "needs");
		cv_json_open(s->j, '[');
		for (size_t k = 0; k < remedy[i].n_needs; k++) {
			cv_json_begin(s->j);
			law_need(&remedy[i], k, s->j->out);
			cv_json_end(s->j);
		}
		cv_json_close(s->j, ']');
		cv_json_close(s->j, '}');
	}
	cv_json_close(s->j, ']');
}

static void flags(struct shown *s)
{
	struct law_flag flag[LAW_FLAGS_MAX];
	size_t n = law_flags(s->p, s->f, s->on, s->d, flag);

	CV_JSON_KEY(s->j, "flags");
	cv_json_open(s->j, '[');
	for (size_t i = 0; i < n; i++) {
		cv_json_open(s->j, '{');
		CV_JSON_WORD(s->j, "code", flag[i].code);
		CV_JSON_TEXT(s->j, "text", flag[i].text);
		CV_JSON_TEXT(s->j, "cite", or_null(flag[i].cite));
		CV_JSON_KEY(s->j, "since");
		day_or_null(s->j, flag[i].since);
		cv_json_close(s->j, '}');
	}
	cv_json_close(s->j, ']');
}

/* outcome, mechanism, reasons, tried, fallback, remedies, flags */
static void decided(struct shown *s, enum law_outcome outcome)
{
	CV_JSON_WORD(s->j, "outcome", law_outcome_name(outcome));
	CV_JSON_TEXT(s->j, "mechanism", rep_slug(s->p, s->f, s->d));
	reasons(s->j, &s->d->reasons);
	tried_and_fallback(s);
	remedies(s);
	flags(s);
	if (rep_has_rule(s->d)) {
		CV_JSON_KEY(s->j, "because");
		cv_json_begin(s->j);
		law_rule_because(s->p, s->f, s->on, s->d, s->j->out);
		cv_json_end(s->j);
		CV_JSON_KEY(s->j, "cite");
		cv_json_begin(s->j);
		law_rule_cite(s->p, s->d, s->j->out);
		cv_json_end(s->j);
	}
}

static void roles_and_data(struct shown *s, enum law_data data)
{
	CV_JSON_WORD(s->j, "exporter_role", law_role_name(s->f->exporter_role));
	CV_JSON_WORD(s->j, "importer_role", law_role_name(s->f->importer_role));
	CV_JSON_WORD(s->j, "data", law_data_name(data));
}

/* ---- answers -------------------------------------------------------------------------------------------------- */

static const char *party_id(const struct reg_answer *a, uint32_t party)
{
	return party == REG_NOBODY ? NULL : a->view->party[party].id;
}

static void path(struct shown *s)
{
	CV_JSON_KEY(s->j, "path");
	cv_json_open(s->j, '[');
	for (size_t i = 0; i < s->leg->n_path; i++) {
		const struct reg_link *l = &s->leg->path[i];

		cv_json_open(s->j, '{');
		CV_JSON_TEXT(s->j, "exporter", party_id(s->a, l->exporter));
		CV_JSON_TEXT(s->j, "importer", party_id(s->a, l->importer));
		CV_JSON_TEXT(s->j, "country", or_null(law_place_code(s->p, l->country)));
		CV_JSON_WORD(s->j, "outcome", law_outcome_name(l->outcome));
		CV_JSON_TEXT(s->j, "mechanism", slug_or_null(l->slug));
		cv_json_close(s->j, '}');
	}
	cv_json_close(s->j, ']');
}

static void leg_json(struct shown *s)
{
	const struct reg_answer_leg *leg = s->leg;

	cv_json_open(s->j, '{');
	CV_JSON_TEXT(s->j, "exporter", party_id(s->a, leg->exporter));
	CV_JSON_TEXT(s->j, "importer", party_id(s->a, leg->importer));
	CV_JSON_TEXT(s->j, "country", or_null(law_place_code(s->p, leg->country)));
	CV_JSON_TEXT(s->j, "regime", or_null(law_regime_name(s->p, s->d->regime)));
	decided(s, leg->outcome);
	CV_JSON_TEXT(s->j, "place", or_null(leg->leg ? leg->leg->place : NULL));
	CV_JSON_TEXT(s->j, "exporter_country", or_null(law_place_code(s->p, leg->exporter_country)));
	roles_and_data(s, leg->data);
	CV_JSON_KEY(s->j, "valid_until");
	day_or_null(s->j, leg->valid_until);
	CV_JSON_TEXT(s->j, "transfer", or_null(leg->leg ? leg->leg->id : NULL));
	path(s);
	cv_json_close(s->j, '}');
}

static void end(struct cv_json *j, const char *key, const struct reg_answer *a, uint32_t party, law_place country)
{
	cv_json_key(j, key);
	if (party == REG_NOBODY && country == LAW_NO_PLACE) {
		cv_json_null(j);
		return;
	}
	cv_json_open(j, '{');
	if (party != REG_NOBODY) {
		CV_JSON_TEXT(j, "id", a->view->party[party].id);
		CV_JSON_TEXT(j, "name", a->view->party[party].name);
	} else {
		CV_JSON_TEXT(j, "country", law_place_code(a->view->pack, country));
	}
	cv_json_close(j, '}');
}

static void question(struct cv_json *j, const struct reg_answer *a)
{
	char day[CV_DAY_TEXT];

	CV_JSON_KEY(j, "question");
	cv_json_open(j, '{');
	end(j, "to", a, a->to, a->to_country);
	end(j, "from", a, a->from, a->from_country);
	CV_JSON_WORD(j, "on", cv_day_text(a->question.on, day));
	CV_JSON_TEXT(j, "known_at", or_null(a->question.known_at));
	CV_JSON_TEXT(j, "data", a->question.data_said ? law_data_name(a->question.data) : NULL);
	cv_json_close(j, '}');
}

/* Only where there is one: whoever asks about vendors that passed the gate sees the answer as ever. */
static void overrides(const struct reg_answer *a, struct cv_json *j)
{
	struct rep_overrides all;

	rep_overrides_of(a, &all);
	if (all.n == 0)
		return;
	CV_JSON_KEY(j, "overrides");
	cv_json_open(j, '[');
	for (size_t i = 0; i < all.n; i++)
		rep_override_json(a->view, all.at[i], a->question.on, j);
	cv_json_close(j, ']');
}

void rep_answer_json(const struct reg_answer *a, struct cv_json *j)
{
	struct shown s = { .p = a->view->pack, .on = a->question.on, .a = a, .j = j };

	cv_json_open(j, '{');
	CV_JSON_WORD(j, "outcome", law_outcome_name(a->outcome));
	CV_JSON_TEXT(j, "mechanism", slug_or_null(a->slug));
	question(j, a);
	CV_JSON_KEY(j, "sentence");
	cv_json_begin(j);
	rep_answer_sentence(a, j->out);
	cv_json_end(j);
	CV_JSON_KEY(j, "valid_until");
	day_or_null(j, a->valid_until);
	CV_JSON_KEY(j, "legs");
	cv_json_open(j, '[');
	for (size_t i = 0; i < a->n_legs; i++) {
		s.leg = &a->leg[i];
		s.f = &s.leg->facts;
		s.d = &s.leg->decision;
		leg_json(&s);
	}
	cv_json_close(j, ']');
	if (a->more_legs) {
		CV_JSON_KEY(j, "more_legs");
		cv_json_bool(j, true);
	}
	overrides(a, j);
	CV_JSON_TEXT(j, "law_pack", law_pack_version(s.p));
	CV_JSON_KEY(j, "register_seq");
	cv_json_int(j, a->view->seq);
	cv_json_close(j, '}');
}

/* ---- cases ---------------------------------------------------------------------------------------------------- */

static void case_leg(struct shown *s)
{
	cv_json_open(s->j, '{');
	CV_JSON_TEXT(s->j, "country", law_place_code(s->p, s->f->importer));
	CV_JSON_TEXT(s->j, "regime", or_null(law_regime_name(s->p, s->d->regime)));
	decided(s, s->d->outcome);
	CV_JSON_TEXT(s->j, "exporter_country", law_place_code(s->p, s->f->exporter));
	roles_and_data(s, s->f->data);
	CV_JSON_KEY(s->j, "valid_until");
	day_or_null(s->j, law_next_change(s->p, s->f, s->on, s->d));
	cv_json_close(s->j, '}');
}

void rep_case_json(const struct law_pack *p, const struct law_case *c, const struct law_decision *d, struct cv_json *j)
{
	CV_AUTO(cv_str_finish) struct cv_str tmp = { 0 };
	struct law_reasons all = { { 0, 0 } };
	struct shown s = { .p = p, .on = c->on, .j = j };
	enum law_outcome outcome = rep_case_cells(p, c, d, &tmp, NULL);
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	CV_JSON_WORD(j, "outcome", law_outcome_name(outcome));
	CV_JSON_TEXT(j, "mechanism", slug_or_null(cv_str_text(&tmp)));
	for (size_t i = 0; i < c->n_legs; i++)
		for (enum law_reason r = rep_reason_first(&d[i].reasons); r < LAW_REASON_COUNT;
			r = rep_reason_next(&d[i].reasons, r))
			law_reason_add(&all, r);
	reasons(j, &all);
	CV_JSON_WORD(j, "on", cv_day_text(c->on, day));
	CV_JSON_KEY(j, "legs");
	cv_json_open(j, '[');
	for (size_t i = 0; i < c->n_legs; i++) {
		s.f = &c->leg[i];
		s.d = &d[i];
		case_leg(&s);
	}
	cv_json_close(j, ']');
	CV_JSON_TEXT(j, "law_pack", law_pack_version(p));
	cv_json_close(j, '}');
	j->out->failed |= tmp.failed;
}
