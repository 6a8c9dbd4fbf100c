/* Lint as SARIF 2.1.0: what code scanners report, read by the pages that show their findings. */
#include "reports/lint/lint.h"

static void text(struct cv_json *j, const char *key, const char *value)
{
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "text", value);
	cv_json_close(j, '}');
}

static void rules(struct cv_json *j)
{
	struct reg_lint_rule rule;

	cv_json_key(j, "rules");
	cv_json_open(j, '[');
	for (size_t i = 0; reg_lint_rule_at(i, &rule); i++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "id", rule.code);
		text(j, "shortDescription", rule.help);
		cv_json_key(j, "defaultConfiguration");
		cv_json_open(j, '{');
		cv_json_kv(j, "level", reg_severity_name(rule.severity));
		cv_json_close(j, '}');
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void location(struct cv_json *j, const struct reg_finding *f)
{
	cv_json_key(j, "locations");
	cv_json_open(j, '[');
	cv_json_open(j, '{');
	cv_json_key(j, "logicalLocations");
	cv_json_open(j, '[');
	cv_json_open(j, '{');
	if (*f->id)
		cv_json_kv(j, "name", f->id);
	cv_json_kv(j, "fullyQualifiedName", f->record);
	cv_json_kv(j, "kind", "resource");
	cv_json_close(j, '}');
	cv_json_close(j, ']');
	cv_json_close(j, '}');
	cv_json_close(j, ']');
}

/* The same defect of the same record is the same finding, from one run to the next. */
static void fingerprint(struct cv_json *j, const struct reg_finding *f)
{
	cv_json_key(j, "fingerprints");
	cv_json_open(j, '{');
	cv_json_key(j, "codeAndRecord/v1");
	cv_json_begin(j);
	cv_str_printf(j->out, "%s:%s", f->code, f->record);
	cv_json_end(j);
	cv_json_close(j, '}');
}

static void suppressed(struct cv_json *j, const struct reg_finding *f)
{
	cv_json_key(j, "suppressions");
	cv_json_open(j, '[');
	if (f->accepted) {
		cv_json_open(j, '{');
		cv_json_kv(j, "kind", "external");
		cv_json_kv(j, "status", "accepted");
		cv_json_kv(j, "justification", f->accepted);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void properties(struct cv_json *j, const struct reg_finding *f)
{
	char day[CV_DAY_TEXT];

	cv_json_key(j, "properties");
	cv_json_open(j, '{');
	cv_json_kv_opt(j, "party", f->party);
	cv_json_kv_opt(j, "since", cv_day_text(f->since, day));
	cv_json_key(j, "remedy");
	cv_json_begin(j);
	rep_lint_step(f, j->out);
	cv_json_end(j);
	cv_json_close(j, '}');
}

static void result(struct cv_json *j, const struct reg_finding *f)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "ruleId", f->code);
	cv_json_kv_int(j, "ruleIndex", f->rule);
	cv_json_kv(j, "level", reg_severity_name(f->severity));
	text(j, "message", f->what);
	location(j, f);
	fingerprint(j, f);
	suppressed(j, f);
	properties(j, f);
	cv_json_close(j, '}');
}

void rep_lint_sarif(const struct rep_lint *l, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	cv_json_kv(j, "version", "2.1.0");
	cv_json_key(j, "runs");
	cv_json_open(j, '[');
	cv_json_open(j, '{');
	cv_json_key(j, "tool");
	cv_json_open(j, '{');
	cv_json_key(j, "driver");
	cv_json_open(j, '{');
	cv_json_kv(j, "name", "chapterv");
	cv_json_kv(j, "version", l->version);
	rules(j);
	cv_json_close(j, '}');
	cv_json_close(j, '}');
	cv_json_key(j, "results");
	cv_json_open(j, '[');
	for (size_t i = 0; i < l->lint->n && (l->most == 0 || i < l->most); i++)
		result(j, &l->lint->finding[i]);
	cv_json_close(j, ']');
	cv_json_key(j, "properties");
	cv_json_open(j, '{');
	cv_json_kv(j, "on", cv_day_text(l->on, day));
	cv_json_kv(j, "knownAt", l->known_at);
	cv_json_kv(j, "lawPack", law_pack_version(l->view->pack));
	cv_json_kv_int(j, "registerSeq", l->view->seq);
	cv_json_close(j, '}');
	cv_json_close(j, '}');
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}
