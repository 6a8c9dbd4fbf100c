/* The table of reports. */
#include "reports/tables/inside.h"

#define RECORDS(kind, name, title, help, ...) \
	{ name, title, help, NULL, 0, 0, kind, __VA_ARGS__, false, false, NULL, rep_run_records }

static const struct rep_report records[] = {
	RECORDS(REG_PARTIES, "parties", "Parties", "who receives or discloses data", false),
	RECORDS(REG_TRANSFERS, "transfers", "Transfers", "who discloses what to whom, in which country", false),
	RECORDS(REG_SAFEGUARDS, "safeguards", "Safeguards", "clauses, rules and other instruments on file", false),
	RECORDS(REG_CERTIFICATIONS, "certifications", "Certifications", "entries in the lists of frameworks", false),
	RECORDS(REG_ASSESSMENTS, "assessments", "Transfer impact assessments", "assessments of a country's law", false),
	RECORDS(REG_CONTRACTS, "contracts", "Contracts", "contracts with vendors and customers", true),
	RECORDS(REG_INQUIRIES, "inquiries", "Inquiries", "who asked what, and what became of it", true),
	RECORDS(REG_REPLIES, "replies", "Replies", "the answers given to inquiries", true),
	RECORDS(REG_CHECKS, "checks", "Checks", "what was seen to before a vendor is used", false),
	RECORDS(REG_NOTICES, "notices", "Notices of change", "announced changes of processors", false),
	RECORDS(REG_DELIVERIES, "deliveries", "Deliveries", "which notice was sent to whom", true),
	RECORDS(REG_OBJECTIONS, "objections", "Objections", "who objected to which notice", false),
	RECORDS(REG_OVERRIDES, "overrides", "Overrides", "gates that were opened all the same, by whom, why", false),
};

/* The others, each declared by its file. */
extern const struct rep_report rep_coverage, rep_gaps, rep_expiring, rep_by_country, rep_by_mechanism, rep_chains,
	rep_article_30_controller, rep_article_30_processor, rep_subprocessors, rep_changes, rep_imports, rep_log;

static const struct rep_report *const derived[] = {
	&rep_coverage, &rep_gaps, &rep_expiring, &rep_by_country, &rep_by_mechanism, &rep_chains,
	&rep_article_30_controller, &rep_article_30_processor, &rep_subprocessors, &rep_changes, &rep_imports, &rep_log,
};

const struct rep_report *rep_report_at(size_t i)
{
	if (i < CV_LEN(records))
		return &records[i];
	i -= CV_LEN(records);
	return i < CV_LEN(derived) ? derived[i] : NULL;
}

const struct rep_report *rep_report_find(const char *name)
{
	const struct rep_report *r;

	for (size_t i = 0; (r = rep_report_at(i)) != NULL; i++)
		if (cv_streq(r->name, name))
			return r;
	return NULL;
}

/* ---- filters --------------------------------------------------------------------------------------------------- */

const struct rep_filter_info *rep_filter_info(enum rep_filter f)
{
	static const struct rep_filter_info info[] = {
#define X(code, name, value, help) { name, value, help },
		REP_FILTERS(X)
#undef X
	};

	return &info[f];
}

cv_day rep_today(int64_t now_ms, const char *known_at)
{
	cv_day today = { (int32_t)(now_ms / (24 * 3600 * 1000)) }, then;

	return known_at && cv_day_parse(known_at, CV_DAY_TEXT - 1, &then) && then.n < today.n ? then : today;
}

/* Records take the filters that their columns answer. */
static bool kind_takes(enum reg_kind kind, enum rep_filter f)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	if (f == REP_BY_ON)
		return true; /* of a kind without days, all hold on any */
	for (size_t i = 0; i < info->n; i++) {
		const struct reg_column *c = &info->column[i];

		if ((f == REP_BY_PARTY && (c->type == REG_PARTY || kind == REG_PARTIES)) ||
			(f == REP_BY_COUNTRY && (c->type == REG_COUNTRY || c->type == REG_COUNTRIES)) ||
			(f == REP_BY_MECHANISM && (c->type == REG_MECHANISM || c->type == REG_FRAMEWORK)) ||
			(f == REP_BY_PERSONAL && reg_is_personal(c)) ||
			((f == REP_BY_EXPORTER || f == REP_BY_OUTCOME || f == REP_BY_KIND) &&
				cv_streq(c->name, rep_filter_info(f)->name)))
			return true;
	}
	return false;
}

bool rep_takes(const struct rep_report *r, enum rep_filter f)
{
	return r->kind < REG_KIND_COUNT ? kind_takes(r->kind, f) : r->takes >> f & 1;
}

/* ---- columns --------------------------------------------------------------------------------------------------- */

static enum rep_type type_of(enum reg_type t)
{
	switch (t) {
	case REG_DAY:
		return REP_T_DAY;
	case REG_NUMBER:
		return REP_T_NUMBER;
	case REG_YESNO:
		return REP_T_YESNO;
	case REG_LIST:
	case REG_COUNTRIES:
	case REG_WORDS:
	case REG_ATTRS:
		return REP_T_LIST;
	default:
		return REP_T_TEXT;
	}
}

size_t rep_report_columns(const struct rep_report *r, struct rep_column *ret)
{
	const struct reg_kind_info *info;

	if (r->kind == REG_KIND_COUNT) {
		for (size_t i = 0; i < r->n_columns; i++)
			ret[i] = r->column[i];
		return r->n_columns;
	}
	info = reg_kind_info(r->kind);
	for (size_t i = 0; i < info->n; i++)
		ret[i] = (struct rep_column){ info->column[i].name, type_of(info->column[i].type),
			info->column[i].help };
	return info->n;
}
