/* A record as JSON: the columns of its CSV. */
#include "reports/reports.h"

static void extra_json(const char *extra, struct cv_json *j)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str value = { 0 };

	cv_json_key(j, "extra");
	cv_json_open(j, '{');
	for (const char *p = extra; rep_extra_next(&p, &name, &value);)
		cv_json_kv(j, cv_str_text(&name), cv_str_text(&value));
	cv_json_close(j, '}');
	j->out->failed |= name.failed || value.failed;
}

void rep_record_members(const struct reg_version *v, uint32_t fields, struct cv_json *j)
{
	const struct reg_kind_info *info = reg_kind_info(v->record.kind);

	if (fields == 0 || fields & REP_NUMBER)
		cv_json_kv_int(j, "number", v->n);
	for (size_t i = 0; i < info->n; i++)
		if (fields == 0 || fields & 1U << i)
			cv_json_kv_opt(j, info->column[i].name, v->record.cell[i]);
	if (*v->record.extra && (fields == 0 || fields & REP_EXTRA))
		extra_json(v->record.extra, j);
}

void rep_record_json(const struct reg_version *v, uint32_t fields, struct cv_json *j)
{
	cv_json_open(j, '{');
	rep_record_members(v, fields, j);
	cv_json_close(j, '}');
}
