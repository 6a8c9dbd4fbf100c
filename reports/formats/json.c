/*
 * Rows as JSON: one object that says what the table is, with the rows as objects, a line each, so that it can be read
 * as a whole or a line at a time. Not known is null.
 */
#include "reports/formats/format.h"

static void about(struct cv_json *j, const struct rep_about *a)
{
	char day[CV_DAY_TEXT];

	cv_json_kv(j, "report", a->name);
	cv_json_kv_opt(j, "title", a->title ? a->title : "");
	cv_json_kv_opt(j, "on", cv_day_text(a->on, day));
	cv_json_kv_opt(j, "known_at", a->known_at ? a->known_at : "");
	cv_json_kv_int(j, "register_seq", a->seq);
	cv_json_kv_opt(j, "law_pack", a->law_pack ? a->law_pack : "");
	cv_json_kv_opt(j, "filters", a->filters ? a->filters : "");
}

static enum cv_err begin(struct rep_sink *s, struct cv_error *err)
{
	struct cv_json *j = &s->json;

	CV_UNUSED(err);
	cv_json_open(j, '{');
	about(j, s->about);
	cv_json_key(j, "columns");
	cv_json_open(j, '[');
	for (size_t i = 0; i < s->n; i++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "name", s->column[i].name);
		cv_json_kv(j, "type", rep_type_name(s->column[i].type));
		cv_json_kv_opt(j, "help", s->column[i].help ? s->column[i].help : "");
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
	cv_json_key(j, "rows");
	cv_json_open(j, '[');
	return CV_OK;
}

static void list(struct cv_json *j, const char *text)
{
	cv_json_open(j, '[');
	while (*text) {
		size_t n = strcspn(text, ";"), blanks = 0;

		while (blanks < n && text[blanks] == ' ')
			blanks++;
		if (blanks < n) {
			cv_json_begin(j);
			cv_str_add(j->out, text + blanks, n - blanks);
			cv_json_end(j);
		}
		text += n + (text[n] == ';');
	}
	cv_json_close(j, ']');
}

/* What is no number, however it came there, is not written as one. */
static bool is_number(const char *text)
{
	const char *digits = text + (*text == '-');
	size_t n = strspn(digits, "0123456789");

	return n > 0 && n <= 18 && digits[n] == '\0' && (*digits != '0' || n == 1);
}

static void value(struct cv_json *j, enum rep_type type, const char *text)
{
	if (type == REP_T_LIST)
		list(j, text);
	else if (*text == '\0')
		cv_json_null(j);
	else if (type == REP_T_NUMBER && is_number(text))
		cv_json_raw(j, text, strlen(text));
	else if (type == REP_T_YESNO)
		cv_json_bool(j, cv_streq(text, "yes"));
	else
		cv_json_text(j, text);
}

static enum cv_err row(struct rep_sink *s, const char *const *cell, struct cv_error *err)
{
	struct cv_json *j = &s->json;

	CV_UNUSED(err);
	if (!j->first)
		cv_str_putc(&s->out, ',');
	j->first = true;
	cv_str_putc(&s->out, '\n');
	cv_json_open(j, '{');
	for (size_t i = 0; i < s->n; i++) {
		cv_json_key(j, s->column[i].name);
		value(j, s->column[i].type, cell[i]);
	}
	cv_json_close(j, '}');
	return CV_OK;
}

static enum cv_err end(struct rep_sink *s, struct cv_error *err)
{
	CV_UNUSED(err);
	cv_str_putc(&s->out, '\n');
	cv_json_close(&s->json, ']');
	cv_json_kv_int(&s->json, "count", s->rows);
	cv_json_kv_opt(&s->json, "note", s->about->note ? s->about->note : "");
	cv_json_close(&s->json, '}');
	cv_str_putc(&s->out, '\n');
	return CV_OK;
}

const struct rep_format_fns rep_json_fns = { begin, row, end, NULL };
