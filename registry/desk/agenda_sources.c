/* Where deadlines come from: one row for each kind of record and what it says about a day. */
#include "registry/desk/agenda_rows.h"

#include "registry/core/country.h"
#include "registry/desk/due.h"

#include <string.h>

enum { CHECK_MONTHS = 12 }; /* how long a look at the list of a framework is good for */

/* ---- words ---- */

static void say_mechanism(struct reg_agenda *a, const char *slug)
{
	const struct law_pack *p = a->view->pack;
	law_mech m;

	cv_str_puts(&a->line, law_mech_parse(p, slug, strlen(slug), &m) ? law_mech_name(p, m) : slug);
}

/* ---- the facts ---- */

static enum cv_err transfer_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_TRANSFER, reg_due_day(v, "until"), reg_due_day(v, "from"),
		reg_due_cell(v, "importer"), false };
	const char *country = reg_due_cell(v, "country"), *name = cv_country_name(country);

	if (!reg_agenda_wants(a, d.day, false))
		return CV_OK;
	cv_str_puts(&a->line, "the transfer ");
	if (*reg_due_cell(v, "exporter")) {
		cv_str_puts(&a->line, "from ");
		reg_agenda_name(a, reg_due_cell(v, "exporter"));
		cv_str_putc(&a->line, ' ');
	}
	cv_str_puts(&a->line, "to ");
	reg_agenda_name(a, reg_due_cell(v, "importer"));
	if (*country)
		cv_str_printf(&a->line, " (%s)", name ? name : country);
	cv_str_puts(&a->line, " ends");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err clauses_end(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_CLAUSES, reg_due_day(v, "ended"), reg_due_day(v, "signed"),
		reg_due_cell(v, "importer"), false };

	if (!reg_agenda_wants(a, d.day, false) || !reg_agenda_receives(a, d.party, d.day))
		return CV_OK;
	say_mechanism(a, reg_due_cell(v, "mechanism"));
	cv_str_puts(&a->line, " with ");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " is no longer in force");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err listing_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_LISTED, reg_due_day(v, "until"), reg_due_day(v, "from"),
		reg_due_cell(v, "importer"), false };

	if (!reg_agenda_wants(a, d.day, false) || !reg_agenda_receives(a, d.party, d.day))
		return CV_OK;
	say_mechanism(a, reg_due_cell(v, "framework"));
	cv_str_puts(&a->line, " of ");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " ends");
	return reg_agenda_add(a, &d, v, NULL, err);
}

/* Can it be relied on that day at all? */
static bool framework_lives(const struct reg_agenda *a, const char *slug, cv_day on)
{
	struct law_framework f;

	for (size_t i = 0; law_framework_at(a->view->pack, i, &f); i++)
		if (cv_streq(law_mech_slug(a->view->pack, f.mech), slug))
			return cv_span_has(f.reliance, on);
	return false;
}

/* An entry that counts, of somebody who receives data, which nobody has looked at for a year. */
static enum cv_err listing_check(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	cv_day checked = reg_due_day(v, "checked_on"), until = reg_due_day(v, "until");
	struct reg_due_row d = { REG_DL_CHECK, CV_DAY_NONE, checked, reg_due_cell(v, "importer"), true };
	char day[CV_DAY_TEXT];

	d.day = cv_day_known(checked) ? reg_add_months(checked, CHECK_MONTHS) : reg_due_day(v, "from");
	if (!reg_agenda_wants(a, d.day, true) || (cv_day_known(until) && until.n <= a->on.n) ||
		!(reg_due_is(v, "status", "") || reg_due_is(v, "status", "active")) ||
		!framework_lives(a, reg_due_cell(v, "framework"), a->on) || !reg_agenda_receives(a, d.party, a->on))
		return CV_OK;
	say_mechanism(a, reg_due_cell(v, "framework"));
	cv_str_puts(&a->line, " of ");
	reg_agenda_name(a, d.party);
	cv_str_printf(&a->line, " is to be looked up on its list%s%s",
		cv_day_known(checked) ? " again, last done on " : "", cv_day_text(checked, day));
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err review(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_REVIEW, reg_due_day(v, "review_by"), reg_due_day(v, "dated"),
		reg_due_cell(v, "importer"), true };
	const char *exporter = reg_due_cell(v, "exporter"), *country = reg_due_cell(v, "country"),
		   *name = cv_country_name(country);
	struct reg_assessed s = { REG_NOBODY, REG_NOBODY, LAW_NO_PLACE, d.since, d.day, REG_NO_ROW, false };

	if (*exporter)
		s.exporter = reg_view_party(a->view, exporter);
	if (*d.party)
		s.importer = reg_view_party(a->view, d.party);
	if (*country && !law_place_parse(a->view->pack, country, strlen(country), &s.country))
		return CV_OK;
	if (reg_agenda_wants(a, d.day, true) && (*d.party == '\0' || reg_agenda_receives(a, d.party, a->on))) {
		cv_str_puts(&a->line, "the transfer impact assessment");
		if (*d.party) {
			cv_str_puts(&a->line, " about ");
			reg_agenda_name(a, d.party);
		}
		if (*country)
			cv_str_printf(&a->line, " (%s)", name ? name : country);
		cv_str_puts(&a->line, " is to be reviewed");
		TRY(reg_agenda_add(a, &d, v, &s.row, err));
	}
	return reg_agenda_assessed(a, s, err);
}

/* ---- the desks ---- */

/* One that waits for proof of who asks has no day. */
static enum cv_err inquiry_due(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_INQUIRY, CV_DAY_NONE, CV_DAY_NONE, reg_due_cell(v, "about_party"), true };
	struct reg_due due;

	reg_due_on(a->view->pack, a->view->home, &v->record, a->on, &due);
	if (!due.open || !cv_day_known(due.due))
		return CV_OK;
	d.day = due.due;
	d.since = due.received;
	cv_str_printf(&a->line, "inquiry %s is to be answered", reg_due_cell(v, "id"));
	if (due.extended)
		cv_str_puts(&a->line, ", extended");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err contract_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_CONTRACT, reg_due_day(v, "ended"), reg_due_day(v, "signed"),
		reg_due_cell(v, "party"), false };

	if (!reg_agenda_wants(a, d.day, false))
		return CV_OK;
	cv_str_printf(&a->line, "the %s with ",
		reg_due_is(v, "kind", "data-processing")	     ? "data processing agreement"
			: reg_due_is(v, "kind", "joint-controllers") ? "arrangement of joint controllers"
								     : "contract");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " ends");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err override_expires(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_OVERRIDE, reg_due_day(v, "expires"), reg_due_day(v, "granted"),
		reg_due_cell(v, "party"), false };

	if (!reg_agenda_wants(a, d.day, false) || *reg_due_cell(v, "revoked"))
		return CV_OK;
	cv_str_printf(&a->line, "the override of the %s for ",
		reg_due_is(v, "gate", "approval") ? "approval" : "deadline to object");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " expires");
	return reg_agenda_add(a, &d, v, NULL, err);
}

/* ---- the table ---- */

typedef enum cv_err source_fn(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err);

static const struct {
	enum reg_kind kind;
	source_fn *fn;
} source[] = {
	{ REG_TRANSFERS, transfer_ends },
	{ REG_SAFEGUARDS, clauses_end },
	{ REG_CERTIFICATIONS, listing_ends },
	{ REG_CERTIFICATIONS, listing_check },
	{ REG_ASSESSMENTS, review },
	{ REG_CONTRACTS, contract_ends },
	{ REG_INQUIRIES, inquiry_due },
	{ REG_NOTICES, reg_due_objection },
	{ REG_NOTICES, reg_due_effect },
	{ REG_NOTICES, reg_due_told },
	{ REG_DELIVERIES, reg_due_customer }, /* behind the notices: they are looked at first */
	{ REG_OVERRIDES, override_expires },
};

bool reg_agenda_kind(size_t i, enum reg_kind *ret)
{
	size_t seen = 0;

	for (size_t k = 0; k < CV_LEN(source); k++) {
		if (k > 0 && source[k].kind == source[k - 1].kind)
			continue;
		*ret = source[k].kind;
		if (seen++ == i)
			return true;
	}
	return false;
}

enum cv_err reg_agenda_take(void *agenda, const struct reg_version *v, struct cv_error *err)
{
	for (size_t i = 0; i < CV_LEN(source); i++)
		if (source[i].kind == v->record.kind)
			TRY(source[i].fn(agenda, v, err));
	return CV_OK;
}
