/* Kinds of record as schemas. */
#include "api/http/openapi/openapi.h"

#include "api/http/wire/body.h"

#include <stdio.h>
#include <string.h>

void http_openapi_name(enum reg_kind kind, char ret[32])
{
	snprintf(ret, 32, "%s", reg_kind_info(kind)->singular);
	ret[0] = (char)(ret[0] - 'a' + 'A');
}

void http_openapi_ref(struct cv_json *j, const char *before, const char *name)
{
	cv_json_open(j, '{');
	cv_json_key(j, "$ref");
	cv_json_begin(j);
	cv_str_printf(j->out, "#/components/schemas/%s%s", before, name);
	cv_json_end(j);
	cv_json_close(j, '}');
}

/* Shape of one value. Lists are texts with ';' between; an enum stands only where the cell is one word. */
static void shape(const struct reg_column *c, bool needed, struct cv_json *j)
{
	static const char *const pattern[] = {
		[REG_ID] = "^[a-z0-9][a-z0-9._-]{0,63}$",
		[REG_NUMBER] = "^(0|[1-9][0-9]{0,11})$",
		[REG_DIGEST] = "^[0-9a-f]{64}$",
		[REG_LETTER] = NULL,
	};
	size_t len;

	cv_json_key(j, "type");
	if (needed) {
		cv_json_text(j, "string");
	} else {
		cv_json_open(j, '[');
		cv_json_text(j, "string");
		cv_json_text(j, "null");
		cv_json_close(j, ']');
	}
	if (c->type == REG_DAY || c->type == REG_INSTANT)
		cv_json_kv(j, "format", c->type == REG_DAY ? "date" : "date-time");
	if (c->type == REG_WORD || c->type == REG_YESNO) {
		cv_json_key(j, "enum");
		cv_json_open(j, '[');
		for (const char *p = c->words ? c->words : "yes|no", *w; (w = cv_next(&p, '|', &len)) != NULL;) {
			cv_json_begin(j);
			cv_str_add(j->out, w, len);
			cv_json_end(j);
		}
		if (!needed)
			cv_json_null(j);
		cv_json_close(j, ']');
	} else if (pattern[c->type]) {
		cv_json_kv(j, "pattern", pattern[c->type]);
	}
}

static void column(const struct reg_column *c, bool needed, struct cv_json *j)
{
	cv_json_key(j, c->name);
	cv_json_open(j, '{');
	shape(c, needed, j);
	cv_json_key(j, "description");
	cv_json_begin(j);
	cv_str_puts(j->out, *c->help ? c->help : c->name);
	if (c->type == REG_WORDS)
		cv_str_printf(j->out, ": one or more of %s, ; between", c->words);
	else if (c->type == REG_LIST || c->type == REG_COUNTRIES || c->type == REG_ATTRS)
		cv_str_puts(j->out, "; several with ; between");
	else if (c->type == REG_PARTY)
		cv_str_puts(j->out, " (id of a party on file)");
	else if (c->type == REG_COUNTRY)
		cv_str_puts(j->out, " (ISO 3166-1, two letters, or a name of it)");
	cv_json_end(j);
	cv_json_close(j, '}');
}

static void extra(struct cv_json *j)
{
	cv_json_key(j, "extra");
	cv_json_open(j, '{');
	cv_json_key(j, "type");
	cv_json_open(j, '[');
	cv_json_text(j, "object");
	cv_json_text(j, "null");
	cv_json_close(j, ']');
	cv_json_kv(j, "description", "columns of files that chapterv does not know");
	cv_json_key(j, "additionalProperties");
	cv_json_open(j, '{');
	cv_json_key(j, "type");
	cv_json_open(j, '[');
	cv_json_text(j, "string");
	cv_json_text(j, "null");
	cv_json_close(j, ']');
	cv_json_close(j, '}');
	cv_json_close(j, '}');
}

/* Of a party, worked out; in no body that comes in. */
static void override(struct cv_json *j)
{
	cv_json_key(j, "override");
	HTTP_RAW(j,
		"{\"type\":\"object\",\"readOnly\":true,\"description\":\"The override of its gate by which it is used "
		"on the day asked about, else today; only where one counts. It is part of what the ETag stands for; "
		"CSV does not have it, there the overrides are a kind of their own.\",\"properties\":{\"id\":"
		"{\"type\":\"string\"},\"until\":{\"type\":\"string\",\"format\":\"date\",\"description\":"
		"\"First day on which it no longer counts.\"},\"reason\":{\"type\":\"string\"},\"by\":{\"type\":"
		"\"string\"}},\"required\":[\"id\",\"until\",\"reason\",\"by\"],\"additionalProperties\":false}");
}

#define MEMBER(name, shape) { name, "{\"readOnly\":true,\"type\":" shape "}" }

/* Of an inquiry, likewise: what GET /v1/inquiries/{id}/due says. */
static void due(struct cv_json *j)
{
	static const struct {
		const char *name, *schema;
	} member[] = {
		MEMBER("due", "[\"string\",\"null\"],\"format\":\"date\",\"description\":\"Last day to answer; null "
			      "while paused. All about time is worked out for the day asked about, else today; it is "
			      "part of what the ETag stands for, CSV does not have it, and in a body it is passed "
			      "over.\""),
		MEMBER("latest", "[\"string\",\"null\"],\"format\":\"date\",\"description\":\"The same; where it is a "
				 "Saturday or Sunday the Monday after it, which the law allows.\""),
		MEMBER("days_left", "[\"integer\",\"null\"],\"description\":\"Until due; negative: overdue.\""),
		MEMBER("overdue", "\"boolean\""),
		MEMBER("due_soon", "\"boolean\""),
		MEMBER("paused", "\"boolean\",\"description\":\"Proof of identity was asked for and has not come.\""),
		MEMBER("extended_in_time", "\"boolean\""),
		MEMBER("time_source", "\"string\",\"description\":\"The law that sets the time.\""),
	};

	for (size_t i = 0; i < CV_LEN(member); i++) {
		cv_json_key(j, member[i].name);
		cv_json_raw(j, member[i].schema, strlen(member[i].schema));
	}
}

/* number: also the number that the register gave; needed: what every record has must be there. */
static void record(
	enum reg_kind kind, const char *before, bool number, bool needed, const char *help, struct cv_json *j)
{
	const struct reg_kind_info *info = reg_kind_info(kind);
	char name[32], key[48];

	http_openapi_name(kind, name);
	snprintf(key, sizeof(key), "%s%s", before, name);
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "type", "object");
	cv_json_kv(j, "description", help);
	cv_json_key(j, "properties");
	cv_json_open(j, '{');
	if (number) {
		cv_json_key(j, "number");
		cv_json_open(j, '{');
		cv_json_kv(j, "type", "integer");
		cv_json_kv(j, "description", "given by the register, the same for all versions");
		cv_json_close(j, '}');
	}
	for (size_t i = 0; i < info->n; i++)
		column(&info->column[i], needed && info->column[i].required, j);
	extra(j);
	if (kind == REG_PARTIES && *before == '\0')
		override(j);
	if (kind == REG_INQUIRIES && (*before == '\0' || cv_streq(before, "New")))
		due(j);
	cv_json_close(j, '}');
	if (needed) {
		cv_json_key(j, "required");
		cv_json_open(j, '[');
		for (size_t i = 0; i < info->n; i++)
			if (info->column[i].required && !http_begins_as(kind, info->column[i].name, ""))
				cv_json_text(j, info->column[i].name);
		cv_json_close(j, ']');
	}
	cv_json_key(j, "additionalProperties");
	cv_json_bool(j, false);
	cv_json_close(j, '}');
}

static void page(enum reg_kind kind, struct cv_json *j)
{
	char name[32], key[48];

	http_openapi_name(kind, name);
	snprintf(key, sizeof(key), "%sPage", name);
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "type", "object");
	cv_json_key(j, "properties");
	cv_json_open(j, '{');
	cv_json_key(j, reg_kind_info(kind)->plural);
	cv_json_open(j, '{');
	cv_json_kv(j, "type", "array");
	cv_json_key(j, "items");
	http_openapi_ref(j, "", name);
	cv_json_close(j, '}');
	cv_json_key(j, "change");
	HTTP_RAW(j, "{\"type\":\"integer\",\"description\":\"the register is shown as of this change\"}");
	cv_json_key(j, "next");
	HTTP_RAW(j, "{\"type\":[\"string\",\"null\"],\"description\":\"address of the next page\"}");
	cv_json_close(j, '}');
	cv_json_key(j, "required");
	cv_json_open(j, '[');
	cv_json_text(j, reg_kind_info(kind)->plural);
	cv_json_text(j, "change");
	cv_json_text(j, "next");
	cv_json_close(j, ']');
	cv_json_key(j, "additionalProperties");
	cv_json_bool(j, false);
	cv_json_close(j, '}');
}

void http_openapi_kind(enum reg_kind kind, struct cv_json *j)
{
	record(kind, "", true, false, "As it is on file; empty cells are null. With fields= only some members.", j);
	record(kind, "New", true, true,
		kind == REG_INQUIRIES ? "All of a record. A new one was received today and is open, where not said."
				      : "All of a record. Lists are texts with ; between.",
		j);
	record(kind, "Part", true, false, "What is to change; null empties a cell (RFC 7396).", j);
	page(kind, j);
}
