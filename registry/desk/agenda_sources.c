/* Where deadlines come from: one row for each kind of record and what it says about a day. */
#include "registry/desk/agenda_rows.h"

#include "registry/core/country.h"
#include "registry/desk/due.h"

#include <string.h>

enum { CHECK_MONTHS = 12 }; /* how long a look at the list of a framework is good for */

/* ---- cells ---- */

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static cv_day day_of(const struct reg_version *v, const char *column)
{
	const char *text = cell(v, column);
	cv_day day = CV_DAY_NONE;

	(void)!cv_day_parse(text, strlen(text), &day);
	return day;
}

static bool is(const struct reg_version *v, const char *column, const char *word)
{
	return cv_streq(cell(v, column), word);
}

static void say_mechanism(struct reg_agenda *a, const char *slug)
{
	const struct law_pack *p = a->view->pack;
	law_mech m;

	cv_str_puts(&a->line, law_mech_parse(p, slug, strlen(slug), &m) ? law_mech_name(p, m) : slug);
}

/* ---- the facts ---- */

static enum cv_err transfer_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_TRANSFER, day_of(v, "until"), day_of(v, "from"), cell(v, "importer"), false };
	const char *country = cell(v, "country"), *name = cv_country_name(country);

	if (!reg_agenda_wants(a, d.day, false))
		return CV_OK;
	cv_str_puts(&a->line, "the transfer ");
	if (*cell(v, "exporter")) {
		cv_str_puts(&a->line, "from ");
		reg_agenda_name(a, cell(v, "exporter"));
		cv_str_putc(&a->line, ' ');
	}
	cv_str_puts(&a->line, "to ");
	reg_agenda_name(a, cell(v, "importer"));
	if (*country)
		cv_str_printf(&a->line, " (%s)", name ? name : country);
	cv_str_puts(&a->line, " ends");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err clauses_end(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_CLAUSES, day_of(v, "ended"), day_of(v, "signed"), cell(v, "importer"), false };

	if (!reg_agenda_wants(a, d.day, false) || !reg_agenda_receives(a, d.party, d.day))
		return CV_OK;
	say_mechanism(a, cell(v, "mechanism"));
	cv_str_puts(&a->line, " with ");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " is no longer in force");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err listing_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_LISTED, day_of(v, "until"), day_of(v, "from"), cell(v, "importer"), false };

	if (!reg_agenda_wants(a, d.day, false) || !reg_agenda_receives(a, d.party, d.day))
		return CV_OK;
	say_mechanism(a, cell(v, "framework"));
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
	cv_day checked = day_of(v, "checked_on"), until = day_of(v, "until");
	struct reg_due_row d = { REG_DL_CHECK, CV_DAY_NONE, checked, cell(v, "importer"), true };
	char day[CV_DAY_TEXT];

	d.day = cv_day_known(checked) ? reg_add_months(checked, CHECK_MONTHS) : day_of(v, "from");
	if (!reg_agenda_wants(a, d.day, true) || (cv_day_known(until) && until.n <= a->on.n) ||
		!(is(v, "status", "") || is(v, "status", "active")) ||
		!framework_lives(a, cell(v, "framework"), a->on) || !reg_agenda_receives(a, d.party, a->on))
		return CV_OK;
	say_mechanism(a, cell(v, "framework"));
	cv_str_puts(&a->line, " of ");
	reg_agenda_name(a, d.party);
	cv_str_printf(&a->line, " is to be looked up on its list%s%s",
		cv_day_known(checked) ? " again, last done on " : "", cv_day_text(checked, day));
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err review(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_REVIEW, day_of(v, "review_by"), day_of(v, "dated"), cell(v, "importer"), true };
	const char *exporter = cell(v, "exporter"), *country = cell(v, "country"), *name = cv_country_name(country);
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
	struct reg_due_row d = { REG_DL_INQUIRY, CV_DAY_NONE, CV_DAY_NONE, cell(v, "about_party"), true };
	struct reg_due due;

	reg_due_on(a->view->pack, a->view->home, &v->record, a->on, &due);
	if (!due.open || !cv_day_known(due.due))
		return CV_OK;
	d.day = due.due;
	d.since = due.received;
	cv_str_printf(&a->line, "inquiry %s is to be answered", cell(v, "id"));
	if (due.extended)
		cv_str_puts(&a->line, ", extended");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err contract_ends(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_CONTRACT, day_of(v, "ended"), day_of(v, "signed"), cell(v, "party"), false };

	if (!reg_agenda_wants(a, d.day, false))
		return CV_OK;
	cv_str_printf(&a->line, "the %s with ",
		is(v, "kind", "data-processing")	     ? "data processing agreement"
			: is(v, "kind", "joint-controllers") ? "arrangement of joint controllers"
							     : "contract");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " ends");
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err override_expires(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_OVERRIDE, day_of(v, "expires"), day_of(v, "granted"), cell(v, "party"), false };

	if (!reg_agenda_wants(a, d.day, false) || *cell(v, "revoked"))
		return CV_OK;
	cv_str_printf(
		&a->line, "the override of the %s for ", is(v, "gate", "approval") ? "approval" : "deadline to object");
	reg_agenda_name(a, d.party);
	cv_str_puts(&a->line, " expires");
	return reg_agenda_add(a, &d, v, NULL, err);
}

/* "Acme, Inc. is added" */
static void say_change(struct reg_agenda *a, const struct reg_version *v)
{
	if (*cell(v, "subject"))
		reg_agenda_name(a, cell(v, "subject"));
	else
		cv_str_puts(&a->line, *cell(v, "subject_name") ? cell(v, "subject_name") : "a processor");
	cv_str_printf(&a->line, " is %s", cell(v, "change"));
}

static const char *notice_party(const struct reg_version *v)
{
	return is(v, "direction", "incoming") && *cell(v, "vendor") ? cell(v, "vendor") : cell(v, "subject");
}

/* Ours to keep where a vendor told us and we have not said anything; where we told our customers, theirs. */
static enum cv_err objection_deadline(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	bool incoming = is(v, "direction", "incoming");
	struct reg_due_row d = { REG_DL_OBJECTION, day_of(v, "deadline"), day_of(v, "announced"), notice_party(v),
		incoming };

	if (!reg_agenda_wants(a, d.day, incoming) || !is(v, "state", "announced") || *cell(v, "decision"))
		return CV_OK;
	cv_str_printf(
		&a->line, "last day %sto object to notice %s", incoming ? "for us " : "for customers ", cell(v, "id"));
	if (incoming && *cell(v, "vendor")) {
		cv_str_puts(&a->line, " of ");
		reg_agenda_name(a, cell(v, "vendor"));
	}
	cv_str_puts(&a->line, ": ");
	say_change(a, v);
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err told(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	if (!is(v, "direction", "outgoing") || !is(v, "state", "announced"))
		return CV_OK;
	return reg_agenda_told(a, cell(v, "id"), day_of(v, "announced"), day_of(v, "deadline"), err);
}

/* A customer whose time runs out before that of the notice. */
static enum cv_err customer_deadline(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	const struct reg_told_of *notice = reg_agenda_told_of(a, cell(v, "notice"));
	struct reg_due_row d = {
		REG_DL_OBJECTION, day_of(v, "deadline"), CV_DAY_NONE, cell(v, "customer"), false, NULL
	};

	if (notice == NULL || !reg_agenda_wants(a, d.day, false) ||
		(cv_day_known(notice->deadline) && d.day.n >= notice->deadline.n))
		return CV_OK;
	d.since = notice->announced;
	cv_str_puts(&a->line, "last day for ");
	reg_agenda_name(a, d.party);
	cv_str_printf(&a->line, " to object to notice %s", notice->notice);
	return reg_agenda_add(a, &d, v, NULL, err);
}

static enum cv_err takes_effect(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	bool ours = is(v, "direction", "outgoing");
	struct reg_due_row d = { REG_DL_EFFECTIVE, day_of(v, "effective"), day_of(v, "announced"), notice_party(v),
		ours };

	if (!reg_agenda_wants(a, d.day, ours) || !is(v, "state", "announced"))
		return CV_OK;
	cv_str_printf(&a->line, "notice %s takes effect: ", cell(v, "id"));
	say_change(a, v);
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
	{ REG_NOTICES, objection_deadline },
	{ REG_NOTICES, takes_effect },
	{ REG_NOTICES, told },
	{ REG_DELIVERIES, customer_deadline }, /* behind the notices: they are looked at first */
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
