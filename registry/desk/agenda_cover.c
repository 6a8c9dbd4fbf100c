/*
 * What changes by itself: the days on which law or facts turn what covers a transfer; and assessments that ran out
 * under one.
 */
#include "registry/desk/agenda_rows.h"

#include "registry/core/country.h"
#include "registry/desk/vendor.h"
#include "registry/standing.h"

#include <string.h>

static const char *outcome_words(enum law_outcome o)
{
	static const char *const words[] = { "no transfer", "covered", "to be looked at by a person", "not covered" };

	return words[o];
}

static void say_standing(struct reg_agenda *a, const struct reg_standing *s)
{
	cv_str_puts(&a->line, outcome_words(s->outcome));
	if (s->slug && s->outcome == LAW_COVERED)
		cv_str_printf(&a->line, " by %s", s->slug);
	else if (s->reason != LAW_REASON_COUNT && s->outcome >= LAW_NEEDS_REVIEW)
		cv_str_printf(&a->line, " (%s)", law_reason_name(s->reason));
}

static void say_leg(struct reg_agenda *a, const struct reg_leg_v *leg)
{
	const struct reg_view *v = a->view;
	const char *code = law_place_code(v->pack, leg->country), *name = cv_country_name(code);

	cv_str_puts(&a->line, "what covers the transfer ");
	if (leg->exporter != REG_NOBODY)
		cv_str_printf(&a->line, "from %s ", v->party[leg->exporter].name);
	cv_str_printf(&a->line, "to %s", v->party[leg->importer].name);
	if (*code)
		cv_str_printf(&a->line, " (%s)", name ? name : code);
	cv_str_puts(&a->line, " changes: ");
}

/* What is not covered for another reason is not covered: nobody has anything else to do. */
static bool same_cover(const struct reg_standing *a, const struct reg_standing *b)
{
	return a->outcome == b->outcome &&
		(a->outcome != LAW_COVERED || (a->slug && b->slug && cv_streq(a->slug, b->slug)));
}

/* The next day on which it is another, if that is among those asked for. */
static enum cv_err turns(struct reg_agenda *a, uint32_t leg, const struct reg_standing *now, struct cv_error *err)
{
	const struct reg_leg_v *l = &a->view->leg[leg];
	struct reg_due_row d = { REG_DL_COVER, now->valid_until, CV_DAY_NONE, a->view->party[l->importer].id, false };
	struct reg_standing then;

	if (!reg_agenda_wants(a, d.day, false))
		return CV_OK;
	TRY(reg_stand(a->view, leg, d.day, &then, err));
	if (!then.live || same_cover(now, &then)) /* that it ends is a row of its own */
		return CV_OK;
	say_leg(a, l);
	say_standing(a, &then);
	cv_str_puts(&a->line, ", until then ");
	say_standing(a, now);
	return reg_agenda_add_leg(a, &d, l, err);
}

/* The assessment that this leg would need renewed: of those that may be meant, the one that ran out last. */
static void relies(struct reg_agenda *a, const struct reg_leg_v *leg)
{
	struct reg_assessed *best = NULL;

	for (size_t i = 0; i < a->n_assessed; i++) {
		struct reg_assessed *s = &a->assessed[i];

		if (s->row == REG_NO_ROW || (s->importer != REG_NOBODY && s->importer != leg->importer) ||
			(s->exporter != REG_NOBODY && s->exporter != leg->exporter) ||
			(s->country != LAW_NO_PLACE && s->country != leg->country))
			continue;
		if (best == NULL || s->review.n > best->review.n)
			best = s;
	}
	if (best)
		best->needed = true;
}

enum cv_err reg_agenda_legs(struct reg_agenda *a, struct cv_error *err)
{
	for (uint32_t leg = 0; leg < a->view->n_legs; leg++) {
		struct reg_standing now;
		struct law_reasons reasons;

		TRY(reg_stand_for(a->view, leg, a->on, NULL, &now, &reasons, err));
		if (!now.live)
			continue;
		if (law_reason_in(&reasons, LAW_R_TIA_OUTDATED))
			relies(a, &a->view->leg[leg]);
		TRY(turns(a, leg, &now, err));
	}
	return CV_OK;
}

/* ---- vendors ---- */

static bool kind_called(const char *singular, enum reg_kind *ret)
{
	for (int k = 0; singular && k < REG_KIND_COUNT; k++) {
		*ret = (enum reg_kind)k;
		if (cv_streq(reg_kind_info(*ret)->singular, singular))
			return true;
	}
	return false;
}

/* It is so already: late from the first day on. What will be so on its day are rows of their own. */
static enum cv_err wants_attention(struct reg_agenda *a, const struct reg_attention *w, struct cv_error *err)
{
	const struct reg_party_v *p = &a->view->party[w->party];
	const struct reg_leg_v *leg = w->leg == REG_NOBODY ? NULL : &a->view->leg[w->leg];
	struct reg_due_row d = { REG_DL_ATTENTION, w->day, w->day, p->id, true, NULL };
	CV_AUTO(cv_str_finish) struct cv_str mark = { 0 };
	enum reg_kind kind;

	if (!reg_attention_now(w->code) || w->overridden)
		return CV_OK;
	if (!cv_day_known(d.day) || d.day.n > a->on.n)
		d.day = a->on;
	cv_str_printf(&mark, "party.%lld", (long long)p->n);
	if (mark.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	d.mark = mark.data;
	if (leg && leg->importer != w->party) /* it hangs on others further down */
		cv_str_printf(&a->line, "%s: ", p->name);
	cv_str_puts(&a->line, w->text);
	if (leg)
		return reg_agenda_add_of(a, &d, REG_TRANSFERS, leg->n, leg->id, err);
	if (kind_called(w->record, &kind))
		return reg_agenda_add_of(a, &d, kind, w->n, NULL, err);
	return reg_agenda_add_of(a, &d, REG_PARTIES, p->n, p->id, err);
}

enum cv_err reg_agenda_vendors(struct reg_agenda *a, struct cv_error *err)
{
	CV_AUTO(reg_attention_finish) struct reg_attentions all = { 0 };

	TRY(reg_attention(a->view, 0, a->view->n_parties, a->on, 0, &all, err));
	for (size_t i = 0; i < all.n; i++)
		TRY(wants_attention(a, &all.at[i], err));
	return CV_OK;
}
