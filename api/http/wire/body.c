#include "api/http/wire/body.h"

#include "api/http/wire/json_scan.h"
#include "registry/core/jsonw.h"
#include "registry/pages.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { NAME_MAX_BYTES = 256, VALUE_MAX_BYTES = 8 * 1024, SHOWN_MAX = 60 };

struct reading {
	const struct law_pack *pack;
	enum reg_kind kind;
	const struct reg_kind_info *info;
	enum http_deed deed;
	const struct http_record *now;
	char today[CV_DAY_TEXT];
	struct http_record *ret;
	struct http_errors *es;
	struct cv_error *err;
};

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

/* ---- what is wrong --------------------------------------------------------------------------------------------- */

void http_errors_add(struct http_errors *es, const char *pointer, const char *detail)
{
	struct cv_json j = cv_json_to(&es->json);
	size_t before = es->json.len;

	if (++es->n > HTTP_ERRORS_MAX)
		return;
	cv_str_putc(&es->json, es->n == 1 ? '[' : ',');
	cv_json_open(&j, '{');
	cv_json_kv(&j, "pointer", pointer);
	cv_json_kv(&j, "detail", detail);
	cv_json_close(&j, '}');
	if (es->json.failed)
		return;
	cv_utf8_mend(es->json.data + before); /* what is quoted in the detail may have been cut */
	es->json.len = before + strlen(es->json.data + before);
}

void http_errors_member(struct http_errors *es, const char *member, const char *detail)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };

	cv_str_puts(&pointer, es->at ? es->at : "");
	if (*member)
		http_pointer_put(&pointer, member, strlen(member));
	http_errors_add(es, cv_str_text(&pointer), detail);
	es->json.failed |= pointer.failed;
}

const char *http_errors_end(struct http_errors *es)
{
	cv_str_putc(&es->json, ']');
	return cv_str_text(&es->json);
}

void http_errors_finish(struct http_errors *es)
{
	cv_str_finish(&es->json);
}

/* A member of a member: "/extra/Vendor No." */
static void wrong_extra(struct reading *g, const char *name, const char *detail)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };

	cv_str_puts(&pointer, "/extra");
	http_pointer_put(&pointer, name, strlen(name));
	http_errors_add(g->es, cv_str_text(&pointer), detail);
	g->es->json.failed |= pointer.failed;
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

/* ---- copies ---------------------------------------------------------------------------------------------------- */

static enum cv_err keep(struct http_record *r, const char *text, size_t len, const char **ret, struct cv_error *err)
{
	*ret = cv_arena_text(&r->texts, text, len);
	return *ret ? CV_OK : nomem(err);
}

enum cv_err http_record_copy(const struct reg_version *v, struct http_record *ret, struct cv_error *err)
{
	ret->rec.kind = v->record.kind;
	ret->n = v->n;
	for (size_t i = 0; i < reg_kind_info(v->record.kind)->n; i++)
		TRY(keep(ret, v->record.cell[i], strlen(v->record.cell[i]), &ret->rec.cell[i], err));
	return keep(ret, v->record.extra, strlen(v->record.extra), &ret->rec.extra, err);
}

void http_record_finish(struct http_record *r)
{
	cv_arena_finish(&r->texts);
}

/* ---- one member ------------------------------------------------------------------------------------------------ */

/* Anything but running out of memory is noted, and the reading goes on. */
static enum cv_err cell(struct reading *g, int column, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str canonical = { 0 };
	const char *name = g->info->column[column].name;
	struct cv_error own = { 0 };
	enum cv_err e = reg_cell(g->pack, g->kind, column, text, strlen(text), &canonical, &own);

	if (e == CV_E_NOMEM)
		return nomem(g->err);
	if (e != CV_OK)
		http_errors_member(g->es, name, own.msg);
	return keep(g->ret, cv_str_text(&canonical), canonical.len, &g->ret->rec.cell[column], g->err);
}

static enum cv_err column_read(struct reading *g, int column, const cJSON *m)
{
	if (cJSON_IsNull(m))
		return cell(g, column, "");
	if (cJSON_IsString(m))
		return cell(g, column, m->valuestring);
	http_errors_member(g->es, m->string, "it must be a text or null: write a number or a truth value as a text");
	return keep(g->ret, "", 0, &g->ret->rec.cell[column], g->err);
}

static void number_read(struct reading *g, const cJSON *m)
{
	if (g->now == NULL)
		http_errors_member(g->es, "number", "the register gives the number: leave it out");
	else if (!cJSON_IsNumber(m) || m->valuedouble != (double)g->now->n)
		http_errors_member(g->es, "number", "the record has another number");
}

bool http_worked_out(enum reg_kind kind, const char *name)
{
	static const char *const time[] = { "due", "latest", "days_left", "overdue", "due_soon", "paused",
		"extended_in_time", "time_source" };

	for (size_t i = 0; kind == REG_INQUIRIES && i < CV_LEN(time); i++)
		if (cv_streq(name, time[i]))
			return true;
	return kind == REG_PARTIES && cv_streq(name, "override");
}

static void unknown(struct reading *g, const char *name)
{
	CV_AUTO(cv_str_finish) struct cv_str said = { 0 };

	if (g->kind == REG_PARTIES && strcmp(name, "override") == 0) {
		http_errors_member(g->es, name,
			"it is worked out from the overrides on file: leave it out; POST /v1/onboarding/{id}/override "
			"grants one");
		return;
	}

	if (http_worked_out(g->kind, name) && g->now)
		return; /* a record that was read is sent back whole */
	cv_str_puts(&said, "it is not known here; known are: number, extra");
	for (size_t i = 0; i < g->info->n; i++)
		cv_str_printf(&said, ", %s", g->info->column[i].name);
	http_errors_member(g->es, name, cv_str_text(&said));
}

/* Is there a member of that name before this one? */
static bool repeated(const cJSON *object, const cJSON *m)
{
	for (const cJSON *o = object->child; o != m; o = o->next)
		if (strcmp(o->string, m->string) == 0)
			return true;
	return false;
}

/* ---- extra ----------------------------------------------------------------------------------------------------- */

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *name_wrong(const struct reading *g, const char *name)
{
	size_t len = strlen(name);

	if (len == 0 || len > NAME_MAX_BYTES || !cv_text_clean(name, len))
		return "the name of a column must be a text of 1 to 256 bytes without control characters";
	if (blank(name[0]) || blank(name[len - 1]))
		return "the name of a column neither begins nor ends with a blank";
	return reg_column_index(g->kind, name) >= 0 ? "that column is known: it stands beside \"extra\"" : NULL;
}

static void extra_put(struct cv_str *out, const char *name, const char *value)
{
	size_t len = strlen(value);

	while (len > 0 && blank(*value)) {
		value++;
		len--;
	}
	while (len > 0 && blank(value[len - 1]))
		len--;
	if (out->len > 0)
		cv_str_putc(out, '\x1e');
	cv_str_puts(out, name);
	cv_str_putc(out, '\x1f');
	cv_str_add(out, value, len);
}

static void extra_one(struct reading *g, const cJSON *object, const cJSON *m, struct cv_str *out)
{
	const char *wrong = name_wrong(g, m->string), *value = cJSON_IsString(m) ? m->valuestring : "";

	if (wrong)
		wrong_extra(g, m->string, wrong);
	else if (repeated(object, m))
		wrong_extra(g, m->string, "it is given twice");
	else if (!cJSON_IsString(m) && !cJSON_IsNull(m))
		wrong_extra(g, m->string, "it must be a text or null");
	else if (strlen(value) > VALUE_MAX_BYTES || !cv_text_clean(value, strlen(value)))
		wrong_extra(g, m->string, "it is no text of at most 8 KiB without control characters");
	else
		extra_put(out, m->string, value);
}

/* reg_put() keeps what is not named: so what is to go is named with nothing behind it. */
static void extra_gone(const char *now, const cJSON *object, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str value = { 0 };

	for (const char *p = now; rep_extra_next(&p, &name, &value);)
		if (object == NULL || cJSON_GetObjectItemCaseSensitive(object, cv_str_text(&name)) == NULL)
			extra_put(out, cv_str_text(&name), "");
	out->failed |= name.failed || value.failed;
}

/* said: the member "extra", NULL where there is none. */
static enum cv_err extra_read(struct reading *g, const cJSON *said)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	const cJSON *object = cJSON_IsObject(said) ? said : NULL, *m;

	if (said && !object && !cJSON_IsNull(said))
		http_errors_member(g->es, "extra", "it must be an object of texts, or null");
	cJSON_ArrayForEach(m, object) extra_one(g, object, m, &out);
	if (g->now && (g->deed == HTTP_REPLACE || (said && !object)))
		extra_gone(g->now->rec.extra, object, &out);
	return out.failed ? nomem(g->err) : keep(g->ret, cv_str_text(&out), out.len, &g->ret->rec.extra, g->err);
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static enum cv_err members(struct reading *g, const cJSON *root)
{
	const cJSON *m;

	cJSON_ArrayForEach(m, root)
	{
		int column = reg_column_index(g->kind, m->string);

		if (repeated(root, m))
			http_errors_member(g->es, m->string, "it is given twice");
		else if (column >= 0)
			TRY(column_read(g, column, m));
		else if (strcmp(m->string, "number") == 0)
			number_read(g, m);
		else if (strcmp(m->string, "extra") != 0)
			unknown(g, m->string);
	}
	return extra_read(g, cJSON_GetObjectItemCaseSensitive(root, "extra"));
}

const char *http_begins_as(enum reg_kind kind, const char *column, const char *today)
{
	static const struct {
		enum reg_kind kind;
		const char *column, *word; /* NULL: the day */
	} table[] = {
		{ REG_INQUIRIES, "received", NULL },
		{ REG_INQUIRIES, "state", "open" },
	};

	for (size_t i = 0; i < CV_LEN(table); i++)
		if (table[i].kind == kind && cv_streq(table[i].column, column))
			return table[i].word ? table[i].word : today;
	return NULL;
}

/* Columns that the body does not name. */
static enum cv_err unnamed(struct reading *g)
{
	const char *word;

	for (size_t i = 0; i < g->info->n; i++) {
		const char **at = &g->ret->rec.cell[i];

		if (*at)
			continue;
		if (g->now && (g->deed == HTTP_MERGE || g->info->column[i].type == REG_ID))
			*at = g->now->rec.cell[i];
		else {
			word = g->now ? NULL : http_begins_as(g->kind, g->info->column[i].name, g->today);
			TRY(cell(g, (int)i, word ? word : ""));
		}
	}
	return CV_OK;
}

static enum cv_err record_read(struct reading *g, const cJSON *root)
{
	TRY(members(g, root));
	TRY(unnamed(g));
	if (g->now && reg_kind_has_id(g->kind) && !cv_streq(g->ret->rec.cell[0], g->now->rec.cell[0]))
		http_errors_member(g->es, "id", "an id stays what it is: it must be that of the address");
	return CV_OK;
}

/* A party has no last day of its own: it is ended, and the change says from when on. */
static enum cv_err end_read(struct reading *g, const cJSON *root)
{
	const cJSON *on = cJSON_GetObjectItemCaseSensitive(root, "on"), *m;
	int column = reg_end_column(g->kind), status = reg_column_index(g->kind, "status");
	const char *day = cJSON_IsString(on) ? on->valuestring : "";
	cv_day parsed;

	g->ret->rec = g->now->rec;
	g->ret->rec.extra = NULL;
	cJSON_ArrayForEach(m, root)
	{
		if (strcmp(m->string, "on") != 0)
			http_errors_member(g->es, m->string, "it is not known here; known is: on");
		else if (repeated(root, m))
			http_errors_member(g->es, m->string, "it is given twice");
	}
	if (!cv_day_parse(day, strlen(day), &parsed))
		http_errors_member(
			g->es, "on", "it must be the first day on which it no longer holds, written YYYY-MM-DD");
	else if (column < 0)
		return cell(g, status, "ended");
	else
		return cell(g, column, day);
	return CV_OK;
}

void http_end_day(const char *text, size_t len, char ret[CV_DAY_TEXT])
{
	CV_AUTO(destroy) cJSON *root = cJSON_ParseWithLengthOpts(text, len + 1, NULL, 1);
	const cJSON *on = cJSON_GetObjectItemCaseSensitive(root, "on");
	const char *day = cJSON_IsString(on) ? on->valuestring : "";
	cv_day parsed;

	ret[0] = '\0';
	if (cv_day_parse(day, strlen(day), &parsed))
		cv_day_text(parsed, ret);
}

enum cv_err http_record_read(const struct law_pack *p, enum reg_kind kind, enum http_deed deed, const char *text,
	size_t len, const struct http_record *now, cv_day today, struct http_record *ret, struct http_errors *es,
	struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(destroy) cJSON *root = NULL;
	struct reading g = { p, kind, reg_kind_info(kind), deed, now, "", ret, es, err };
	enum cv_err e = http_json_scan(text, len, &pointer, err);

	cv_day_text(today, g.today);
	ret->rec.kind = kind;
	if (e != CV_OK && cv_err_fault(e) == CV_CALLER && err)
		http_errors_add(es, cv_str_text(&pointer), err->msg);
	TRY(e);
	root = cJSON_ParseWithLengthOpts(text, len + 1, NULL, 1);
	if (root == NULL)
		return nomem(err); /* it is JSON: the scan says so */
	if (!cJSON_IsObject(root))
		http_errors_add(es, "", "it must be an object");
	else
		TRY(deed == HTTP_END ? end_read(&g, root) : record_read(&g, root));
	return es->json.failed ? nomem(err) : CV_OK;
}
