/* The parameters of routes: what they are called, what they take. */
#include "api/http/openapi/openapi.h"

#include "api/http/routes.h"
#include "api/http/records/records.h"
#include "api/http/wire/input.h"
#include "import/import.h"
#include "reports/tables.h"

#include <stdio.h>
#include <string.h>

#define TEXT "{\"type\":\"string\"}"
#define DAY "{\"type\":\"string\",\"format\":\"date\"}"
#define OUTCOME "{\"$ref\":\"#/components/schemas/Outcome\"}"

static const struct {
	const char *key, *name, *schema, *help;
} param[] = {
	{ "to", "to", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":400}",
		"Who receives: a party's id, name or alias, or a country" },
	{ "from", "from", "{\"type\":\"string\",\"maxLength\":400}",
		"Who sends: the same; without it, every exporter on file" },
	{ "on", "on", DAY, "The day it is about; without it, today for questions, whenever for records" },
	{ "on_state", "on", DAY, "The day it is about; without it, that of known_at, else today" },
	{ "on_list", "on", DAY, "The day of the list, today or before; without it, today" },
	{ "region", "region", TEXT, "Only recipients there: eea, uk, switzerland, adequate or other" },
	{ "purpose", "purpose", "{\"type\":\"string\",\"maxLength\":400}",
		"Only recipients for that purpose or service" },
	{ "known_at", "known_at", TEXT, "What the register knew then: a day (its end) or an instant in UTC" },
	{ "data", "data", "{\"type\":\"string\",\"enum\":[\"hr\",\"non-hr\",\"any\"]}", "Kind of data" },
	{ "data_of", "data", "{\"type\":\"string\",\"enum\":[\"hr\",\"non-hr\",\"any\"]}",
		"For which data outcome or mechanism is meant; without it, each transfer as recorded" },
	{ "fields", "fields", TEXT, "Only these members, a comma between" },
	{ "limit", "limit", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}", "At most so many" },
	{ "cursor", "cursor", TEXT, "Where the page before ended: follow Link instead of making one" },
	{ "q", "q", TEXT, "Part of a name or alias, folded" },
	{ "q_of", "q", TEXT,
		"Part of the name or alias of a party that it names, folded: exporter, importer, customer, vendor ..." },
	{ "outcome", "outcome", OUTCOME, "Only those that stand so on the day; parties: the worst transfer to them" },
	{ "overdue", "overdue", "{\"type\":\"string\",\"enum\":[\"yes\",\"no\"]}",
		"yes: only those whose day is past" },
	{ "due_within", "due_within", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":3660}",
		"Only those due within so many days, the overdue among them" },
	{ "mechanism", "mechanism", TEXT, "Only those that this mechanism covers on the day" },
	{ "fail_on", "fail_on", "{\"type\":\"string\",\"enum\":[\"error\",\"warning\",\"note\"]}",
		"As grave as that, or more: then it is not clean; without it, error" },
	{ "reason", "reason", "{\"type\":\"string\",\"maxLength\":1000}", "Why, kept in the log with the change" },
	{ "day", "on", DAY, "The day it is looked at from; without it, today" },
	{ "within", "within", "{\"type\":\"string\",\"pattern\":\"^[0-9]{1,5}[dw]?$\"}",
		"How far ahead, in days (90d) or weeks (12w); what is overdue is always there" },
	{ "before", "before", "{\"type\":\"integer\",\"minimum\":1}", "Only imports with a smaller number" },
	{ "entry", "from", "{\"type\":\"integer\",\"minimum\":0}", "Number of the first entry" },
	{ "count", "count", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}", "How many entries" },
	{ "size", "size", "{\"type\":\"integer\",\"minimum\":0}",
		"Of the log, when it was smaller; without it, as it is" },
	{ "since", "since", "{\"type\":\"integer\",\"minimum\":1}", "Size of the log at the earlier time" },
	{ "file", "file", TEXT, "Name of the file" },
	{ "rejects", "rejects", "{\"type\":\"string\",\"enum\":[\"true\",\"false\"]}",
		"Keep refused rows to be fetched, and take the others" },
	{ "attention", "attention", "{\"type\":\"string\",\"enum\":[\"true\",\"false\"]}",
		"Only vendors with something to look at that nobody overrode" },
	{ "status", "status",
		"{\"type\":\"string\",\"enum\":[\"proposed\",\"under-review\",\"approved\",\"active\",\"suspended\","
		"\"ended\"]}",
		"Only vendors that stand so" },
	{ "soon", "within", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":3660}",
		"What will be so within so many days counts, too; without it 30" },
	{ "customer", "customer", TEXT, "Id of the customer; without it, the first one" },
	{ "letter_format", "format", "{\"type\":\"string\",\"enum\":[\"text\",\"html\",\"json\"]}",
		"As lines of text, a page, or the letter as it is kept" },
	{ "format_of", "format", "{\"type\":\"string\",\"enum\":[\"json\",\"text\",\"csv\",\"xlsx\",\"html\"]}",
		"In which form; without it, what Accept says (application/json, text/plain, text/csv)" },
	{ "format_lint", "format",
		"{\"type\":\"string\",\"enum\":[\"json\",\"text\",\"csv\",\"xlsx\",\"html\",\"sarif\",\"junit\"]}",
		"In which form; without it, what Accept says (application/json, text/plain, text/csv)" },
	{ "personal", "personal", "{\"type\":\"string\",\"enum\":[\"yes\",\"no\"]}",
		"With names of askers, addresses and letters; without it, no" },
	{ "format", "format", "{\"type\":\"string\",\"enum\":[\"csv\",\"json\",\"xlsx\",\"html\"]}",
		"The form; without it, what the field Accept asks for, else JSON" },
	{ "audience", "audience",
		"{\"type\":\"string\",\"enum\":[\"data-subject\",\"customer\",\"authority\",\"colleague\"]}",
		"For whom; without it, for who asked" },
	{ "language", "language", "{\"type\":\"string\",\"enum\":[\"en\",\"de\",\"fr\"]}",
		"Of the letter; without it, that of the inquiry" },
	{ "draft_format", "format", "{\"type\":\"string\",\"enum\":[\"json\",\"text\",\"html\"]}",
		"Of the letter; without it, what Accept says (application/json, text/plain, text/html)" },
	{ "on_letter", "on", DAY, "The day of the letter; without it, today" },
	{ "code", "code", TEXT, "Of a log-in link" },
};

/* The value that the example of the route has for a parameter; appended to out. False: none. */
struct wanted {
	const char *name;
	struct cv_str *out;
	bool found;
};

static enum cv_err look(void *ctx, const char *name, const char *value, struct cv_error *err)
{
	struct wanted *w = ctx;

	CV_UNUSED(err);
	if (cv_streq(name, w->name) && !w->found) {
		cv_str_puts(w->out, value);
		w->found = true;
	}
	return CV_OK;
}

static bool in_query(const struct http_route *r, const char *name, struct cv_str *out)
{
	const char *query = r->spec.example ? strchr(r->spec.example, '?') : NULL;
	struct wanted w = { name, out, false };
	char buf[1024];

	if (query && strlen(query) < sizeof(buf) && http_query_each(query + 1, buf, look, &w, NULL) != CV_OK)
		return false;
	return w.found;
}

static void example(struct cv_json *j, const char *schema, const struct cv_str *value)
{
	cv_json_key(j, "example");
	if (strstr(schema, "\"integer\""))
		cv_json_raw(j, cv_str_text(value), value->len);
	else
		cv_json_text(j, cv_str_text(value));
}

static void query_param(const struct http_route *r, const char *name, const char *schema, const char *help, bool needed,
	struct cv_json *j)
{
	CV_AUTO(cv_str_finish) struct cv_str value = { 0 };

	cv_json_open(j, '{');
	cv_json_kv(j, "name", name);
	cv_json_kv(j, "in", "query");
	if (needed) {
		cv_json_key(j, "required");
		cv_json_bool(j, true);
	}
	cv_json_kv(j, "description", help);
	cv_json_key(j, "schema");
	cv_json_raw(j, schema, strlen(schema));
	if (in_query(r, name, &value))
		example(j, schema, &value);
	cv_json_close(j, '}');
}

static void named(const struct http_route *r, const char *key, size_t len, struct cv_json *j)
{
	bool needed = key[len - 1] == '!';

	len -= needed;
	for (size_t i = 0; i < CV_LEN(param); i++)
		if (strlen(param[i].key) == len && memcmp(param[i].key, key, len) == 0)
			query_param(r, param[i].name, param[i].schema, param[i].help, needed, j);
}

static void all_named(const struct http_route *r, const char *keys, struct cv_json *j)
{
	size_t len;

	for (const char *p = keys, *w; (w = cv_next(&p, ' ', &len)) != NULL;)
		named(r, w, len, j);
}

/* A column as a filter: what it means, and the words it has. */
static void filter_param(const struct http_route *r, const struct reg_column *c, struct cv_json *j)
{
	CV_AUTO(cv_str_finish) struct cv_str schema = { 0 }, help = { 0 };
	bool words = c->type == REG_WORD || c->type == REG_YESNO;
	size_t len, n = 0;

	cv_str_puts(&schema, "{\"type\":\"string\"");
	if (words) {
		cv_str_puts(&schema, ",\"enum\":[");
		for (const char *p = c->words ? c->words : "yes|no", *w; (w = cv_next(&p, '|', &len)) != NULL;)
			cv_str_printf(&schema, "%s\"%.*s\"", n++ ? "," : "", (int)len, w);
		cv_str_putc(&schema, ']');
	}
	cv_str_puts(&schema, c->type == REG_DAY ? ",\"format\":\"date\"}" : "}");
	cv_str_printf(&help, "Only those with this %s: %s", c->name, *c->help ? c->help : c->name);
	query_param(r, c->name, cv_str_text(&schema), cv_str_text(&help), false, j);
}

/* A list of records: what every list takes, and each column as a filter. */
static void list_params(const struct http_route *r, enum reg_kind kind, struct cv_json *j)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	all_named(r, "on known_at fields limit cursor", j);
	if (http_names(kind))
		all_named(r, kind == REG_PARTIES ? "q" : "q_of", j);
	if (http_stands(kind))
		all_named(r, "outcome mechanism", j);
	if (kind == REG_INQUIRIES)
		all_named(r, "overdue due_within", j);
	if (kind == REG_PARTIES)
		all_named(r, "data_of", j);
	for (size_t i = 0; i < info->n; i++)
		if (!cv_streq(info->column[i].name, "on") && !cv_streq(info->column[i].name, "known_at"))
			filter_param(r, &info->column[i], j); /* those are what they are for every list */
}

#define SWITCH "{\"type\":\"string\",\"enum\":[\"true\",\"false\"]}"
#define MANY "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"

/* What an import takes: the options of the command line, by the name they have there. */
static const struct {
	const char *name, *schema, *help;
} option[] = {
	{ "as", "{\"type\":\"string\",\"enum\":[\"parties\",\"transfers\",\"safeguards\",\"certifications\","
		"\"assessments\",\"contracts\",\"inquiries\",\"replies\",\"checks\",\"notices\",\"deliveries\","
		"\"objections\",\"overrides\",\"list\",\"dpf-list\"]}",
		"What the file is: one of our kinds, a list of sub-processors as others publish it, the participant "
		"list of the Data Privacy Framework; without it, recognised from the header" },
	{ "source", TEXT, "What the file is an edition of; without it, its name without dates and numbers" },
	{ "exporter", TEXT, "Whose list a foreign list is: id of a party" },
	{ "map", MANY, "What a column is where its header does not say: Their column=field; ignore leaves it out; "
		"remembered for the source" },
	{ "same", MANY, "Answer to a question of the plan: Name in the file=party on file; remembered" },
	{ "distinct", MANY, "Answer: Name in the file=party, which are two legal entities; remembered" },
	{ "on-conflict", "{\"type\":\"string\",\"enum\":[\"stop\",\"skip\",\"update\"]}",
		"What to do with a field that was changed since this source was last imported" },
	{ "dates", "{\"type\":\"string\",\"enum\":[\"dmy\",\"mdy\"]}", "What 03/04/2024 means" },
	{ "fail-on", "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"loss\",\"questions\"]}}",
		"Stop when a transfer would lose cover, when a question is open" },
	{ "max-ended", "{\"type\":\"string\",\"pattern\":\"^[0-9]{1,3}%?$\"}",
		"Of complete: stop when more percent of the scope would end; without it 50, of ten or more" },
	{ "on", DAY, "The day absent records end on and outcomes are looked at; without it, today" },
	{ "complete", SWITCH, "The file is the whole truth for its scope: what is absent from it ends" },
	{ "scope", TEXT, "Of complete: COLUMN=VALUE or all; without it, what earlier imports of this source brought" },
	{ "repair", SWITCH, "Put text right that was encoded twice" },
	{ "dry-run", SWITCH, "The plan only; nothing is written. The job then says where plan and apply are" },
	{ "apply", TEXT, "Hash of a plan: do exactly that, or 409 because register, file or options moved" },
};

/* One that is not in the table is a text: a test wants each to be there. */
static void import_params(const struct http_route *r, struct cv_json *j)
{
	all_named(r, "file rejects reason", j);
	for (size_t i = 0; imp_option_name[i]; i++) {
		const char *schema = imp_option_repeats(imp_option_name[i]) ? MANY : TEXT, *help = "";
		char name[32];

		for (size_t k = 0; k < CV_LEN(option); k++)
			if (cv_streq(option[k].name, imp_option_name[i])) {
				schema = option[k].schema;
				help = option[k].help;
			}
		snprintf(name, sizeof(name), "%s", imp_option_name[i]);
		for (char *p = name; *p; p++)
			*p = *p == '-' ? '_' : *p;
		query_param(r, name, schema, help, false, j);
	}
}

/* A report: every filter that any of them takes; one that this report does not take is refused. */
static void report_params(const struct http_route *r, struct cv_json *j)
{
	all_named(r, "format known_at", j);
	for (int f = 0; f < REP_FILTER_COUNT; f++) {
		const struct rep_filter_info *info = rep_filter_info((enum rep_filter)f);
		bool day = cv_streq(info->value, "DATE");

		query_param(r, info->name, day ? DAY : TEXT, info->help, false, j);
	}
}

/* "{id}": the segment that the example has in its place. */
static void path_param(const struct http_route *r, struct cv_json *j)
{
	const char *open = strchr(r->path, '{');
	size_t len = open ? strcspn(open, "}") - 1 : 0;
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 }, value = { 0 };

	if (open == NULL)
		return;
	cv_str_add(&name, open + 1, len);
	if (r->spec.example)
		cv_str_add(
			&value, r->spec.example + (open - r->path), strcspn(r->spec.example + (open - r->path), "/?"));
	cv_json_open(j, '{');
	cv_json_kv(j, "name", cv_str_text(&name));
	cv_json_kv(j, "in", "path");
	cv_json_key(j, "required");
	cv_json_bool(j, true);
	cv_json_kv(j, "description",
		cv_streq(cv_str_text(&name), "entry")	? "Number of the entry, from 0"
		: cv_streq(cv_str_text(&name), "name") ? "Name of the report"
						       : "Id, or number where there is no id");
	cv_json_key(j, "schema");
	cv_json_raw(j, TEXT, sizeof(TEXT) - 1);
	cv_json_kv(j, "example", cv_str_text(&value));
	cv_json_close(j, '}');
}

static void header_param(const char *name, const char *help, bool needed, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "name", name);
	cv_json_kv(j, "in", "header");
	cv_json_key(j, "required");
	cv_json_bool(j, needed);
	cv_json_kv(j, "description", help);
	cv_json_key(j, "schema");
	cv_json_raw(j, TEXT, sizeof(TEXT) - 1);
	cv_json_close(j, '}');
}

static void header_params(const struct http_route *r, struct cv_json *j)
{
	bool changes = r->spec.takes && (*r->spec.takes == '#' || cv_streq(r->spec.takes, "End"));
	bool new = changes &&cv_streq(r->spec.takes, "#new");

	if (changes && !new)
		header_param("If-Match",
			"The ETag that was read: nobody's change is overwritten unseen; * for whatever is there", true,
			j);
	if (http_heeds_match(r))
		header_param("If-Match", "The ETag of the record that the path names: 412 where it was changed since",
			false, j);
	if (changes || r->proceed)
		header_param(
			"Idempotency-Key", "1 to 255 characters: the same request is done once within a day", false, j);
	if (http_openapi_dated(r))
		header_param("If-Modified-Since", "What Last-Modified said: 304 where it is still the same", false, j);
	if (r->published ||
		(r->spec.gives && cv_streq(r->method, "GET") &&
			(cv_streq(r->spec.gives, "#record") || http_openapi_dated(r))))
		header_param(
			"If-None-Match", "The ETag that was read before: 304 where it is still the same", false, j);
}

void http_openapi_params(const struct http_route *r, struct cv_json *j)
{
	enum reg_kind kind = REG_PARTIES;

	path_param(r, j);
	if (cv_streq(r->spec.query, "#list") && http_route_kind(r, &kind))
		list_params(r, kind, j);
	else if (cv_streq(r->spec.query, "#report"))
		report_params(r, j);
	else if (cv_streq(r->spec.query, "#import"))
		import_params(r, j);
	else
		all_named(r, r->spec.query, j);
	header_params(r, j);
}
