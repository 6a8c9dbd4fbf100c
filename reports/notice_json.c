/* Notices as JSON. */
#include "reports/notice.h"

static void columns(enum reg_kind kind, const struct reg_row *row, struct cv_json *j)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	for (size_t i = 0; i < info->n; i++)
		cv_json_kv_opt(j, info->column[i].name, row->cell[i]);
}

static void day(struct cv_json *j, const char *key, cv_day d)
{
	char text[CV_DAY_TEXT];

	cv_json_kv_opt(j, key, cv_day_text(d, text));
}

static void told(const struct reg_told *t, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "customer", t->customer);
	cv_json_kv(j, "name", t->name);
	cv_json_kv_opt(j, "contract", t->contract);
	cv_json_kv_opt(j, "address", t->address);
	cv_json_kv(j, "language", t->language);
	cv_json_kv_int(j, "days", t->days);
	day(j, "deadline", t->deadline);
	day(j, "first", t->first);
	cv_json_kv(j, "silence", t->refusal ? "refusal" : "consent");
	cv_json_key(j, "answered");
	cv_json_bool(j, t->agreed);
	cv_json_kv_opt(j, "state", t->state);
	cv_json_kv_opt(j, "sent", t->sent);
	cv_json_kv_opt(j, "problem", t->problem);
	cv_json_close(j, '}');
}

static void rows(const char *key, enum reg_kind kind, const struct reg_row *row, size_t n, struct cv_json *j)
{
	cv_json_key(j, key);
	cv_json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		cv_json_open(j, '{');
		columns(kind, &row[i], j);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void rest(const struct reg_notice *n, struct cv_json *j)
{
	cv_json_key(j, "customers");
	cv_json_open(j, '[');
	for (size_t i = 0; i < n->n_told; i++)
		told(&n->told[i], j);
	cv_json_close(j, ']');
	rows("objections", REG_OBJECTIONS, n->objection, n->n_objections, j);
	rows("overrides", REG_OVERRIDES, n->override, n->n_overrides, j);
	cv_json_key(j, "in_the_way");
	cv_json_open(j, '[');
	for (size_t i = 0; i < n->n_blocks; i++)
		cv_json_text(j, n->block[i]);
	cv_json_close(j, ']');
}

void rep_notice_members(const struct reg_notice *n, bool whole, struct cv_json *j)
{
	columns(REG_NOTICES, &n->row, j);
	cv_json_kv_opt(j, "subject_called", n->subject);
	cv_json_kv_opt(j, "vendor_called", n->vendor);
	cv_json_kv_opt(j, "replaces_called", n->replaces);
	day(j, "first", n->first);
	cv_json_kv_opt(j, "next", reg_notice_duty_word(n->duty));
	day(j, "due", n->due);
	cv_json_kv_int(j, "objections_open", (int64_t)n->n_open);
	cv_json_kv_opt(j, "overridden_by", n->overridden ? n->overridden->cell[REG_V_ID] : "");
	if (whole)
		rest(n, j);
}

static void way(const struct reg_onward *w, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "from", w->from);
	cv_json_kv_opt(j, "from_country", w->from_country);
	cv_json_kv_opt(j, "country", w->country);
	cv_json_kv(j, "outcome", law_outcome_name(w->outcome));
	cv_json_kv_opt(j, "mechanism", w->mechanism);
	cv_json_kv_opt(j, "because", w->because);
	cv_json_kv(j, "outcome_as_claimed", law_outcome_name(w->claimed));
	cv_json_kv_opt(j, "mechanism_as_claimed", w->claimed_mechanism);
	cv_json_key(j, "would_cover");
	cv_json_open(j, '[');
	for (size_t i = 0; i < w->n_needs; i++)
		cv_json_text(j, w->need[i]);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

void rep_outlook_json(const struct reg_outlook *o, struct cv_json *j)
{
	cv_json_open(j, '{');
	day(j, "on", o->on);
	cv_json_kv(j, "outcome", law_outcome_name(o->outcome));
	cv_json_kv(j, "outcome_as_claimed", law_outcome_name(o->claimed));
	cv_json_key(j, "legs");
	cv_json_open(j, '[');
	for (size_t i = 0; i < o->n_ways; i++)
		way(&o->way[i], j);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}
