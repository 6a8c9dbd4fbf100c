#include "api/http/console/page.h"

#include "api/http/wire/input.h"
#include "reports/reports.h"

#include <string.h>

static void head(struct cv_str *out, const char *title)
{
	cv_str_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	rep_html(out, title);
	cv_str_puts(out, "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
		"<header class=\"site\"><a href=\"/\">Chapter V</a></header>\n");
}

static void foot(struct cv_str *out)
{
	cv_str_puts(out, "<footer class=\"site\">Transfers of personal data to third countries, articles 44 to 50 GDPR."
		" Prepared from the register; not legal advice.</footer>\n</body>\n</html>\n");
}

/* ---- the form ------------------------------------------------------------------------------------------------- */

struct input {
	const char *label, *hint, *type;
	bool wide, required;
};

static const struct input input[HTTP_PARAMS] = {
	[HTTP_TO] = { "To whom", "Id or name of a party, or a country", "text", true, true },
	[HTTP_FROM] = { "From", "Exporter or country; empty: every exporter on file", "text", true, false },
	[HTTP_ON] = { "On the day", "Empty: today", "date", false, false },
	[HTTP_KNOWN_AT] = { "As known at", "A day (YYYY-MM-DD) or an instant in UTC; empty: now", "text", false, false },
};

static void field(struct cv_str *out, enum http_param p, const char *value, const char *wrong)
{
	const struct input *i = &input[p];
	const char *name = http_param_name[p];
	bool bad = wrong && strcmp(wrong, name) == 0;
	cv_day day;
	/* a browser shows nothing of a date it cannot read: then show it as text */
	bool unreadable = value && strcmp(i->type, "date") == 0 && !cv_day_parse(value, strlen(value), &day);
	const char *type = unreadable ? "text" : i->type;

	cv_str_printf(out, "<div%s><label for=\"%s\">%s</label>\n", i->wide ? " class=\"wide\"" : "", name, i->label);
	cv_str_printf(out, "<input id=\"%s\" name=\"%s\" type=\"%s\" maxlength=\"400\" autocomplete=\"off\" "
		"aria-describedby=\"%s-hint%s\"%s%s value=\"", name, name, type, name, bad ? " problem" : "",
		i->required ? " required" : "", bad ? " aria-invalid=\"true\"" : "");
	rep_html(out, value ? value : "");
	cv_str_printf(out, "\">\n<span class=\"hint\" id=\"%s-hint\">%s</span></div>\n", name, i->hint);
}

static void data_field(struct cv_str *out, const char *value)
{
	static const struct {
		const char *word, *text;
	} option[] = {
		{ "", "as recorded" },
		{ "hr", "of employees (hr)" },
		{ "non-hr", "of others (non-hr)" },
		{ "any", "any" },
	};

	cv_str_puts(out, "<div class=\"wide\"><label for=\"data\">Data</label>\n<select id=\"data\" name=\"data\">\n");
	for (size_t i = 0; i < CV_LEN(option); i++)
		cv_str_printf(out, "<option value=\"%s\"%s>%s</option>\n", option[i].word,
			value && strcmp(value, option[i].word) == 0 ? " selected" : "", option[i].text);
	cv_str_puts(out, "</select></div>\n");
}

/* wrong: name of the field at fault, or NULL. */
static void form(struct cv_str *out, const char *const value[HTTP_PARAMS], const char *wrong)
{
	cv_str_puts(out, "<form action=\"/\" method=\"get\">\n");
	for (int p = HTTP_TO; p <= HTTP_KNOWN_AT; p++)
		field(out, (enum http_param)p, value[p], wrong);
	data_field(out, value[HTTP_DATA]);
	cv_str_puts(out, "<div class=\"wide\"><button type=\"submit\">Which mechanism covers it?</button></div>\n");
	cv_str_puts(out, "</form>\n");
}

static void ask_again(struct cv_str *out, const char *const value[HTTP_PARAMS], const char *wrong)
{
	cv_str_puts(out, "<section class=\"ask\" aria-labelledby=\"ask\">\n<h2 id=\"ask\">Ask again</h2>\n");
	form(out, value, wrong);
	cv_str_puts(out, "</section>\n");
}

/* ---- logging in ----------------------------------------------------------------------------------------------- */

static void login_form(struct cv_str *out, const char *code)
{
	cv_str_puts(out, "<form action=\"/login\" method=\"post\">\n"
		"<div class=\"wide\"><label for=\"code\">Link</label>\n"
		"<input id=\"code\" name=\"code\" type=\"text\" maxlength=\"400\" autocomplete=\"off\" required "
		"aria-describedby=\"code-hint\" value=\"");
	rep_html(out, code ? code : "");
	cv_str_puts(out, "\">\n<span class=\"hint\" id=\"code-hint\">Paste what <code>chapterv login</code> "
		"prints on the machine of the register. It works once, for ten minutes.</span></div>\n"
		"<div class=\"wide\"><button type=\"submit\">Log in</button></div>\n</form>\n");
}

void http_page_login(const char *code, const char *who, const char *role, struct cv_str *out)
{
	head(out, "Log in - Chapter V");
	cv_str_puts(out, "<main>\n<h1>Log in</h1>\n");
	if (who) {
		cv_str_puts(out, "<p>You are logged in as ");
		rep_html(out, who);
		cv_str_printf(out, " (%s).</p>\n<form action=\"/logout\" method=\"post\">\n<div class=\"wide\">"
			"<button type=\"submit\">Log out</button></div>\n</form>\n", role);
	} else {
		login_form(out, code);
	}
	cv_str_puts(out, "</main>\n");
	foot(out);
}

/* ---- pages ---------------------------------------------------------------------------------------------------- */

void http_page_form(const char *const value[HTTP_PARAMS], struct cv_str *out)
{
	head(out, "Which mechanism covers the transfer? - Chapter V");
	cv_str_puts(out, "<main>\n<h1>Which mechanism covers the transfer?</h1>\n<p>For any recipient and any day: "
		"what the transfer of personal data rests on, why, and what to do where nothing covers it.</p>\n");
	form(out, value, NULL);
	cv_str_puts(out, "</main>\n");
	foot(out);
}

void http_page_answer(const struct reg_answer *a, const char *const value[HTTP_PARAMS], struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };

	cv_str_printf(&title, "%s: %s - Chapter V", value[HTTP_TO] ? value[HTTP_TO] : "", rep_outcome_words(a->outcome));
	head(out, cv_str_text(&title));
	cv_str_puts(out, "<main>\n");
	rep_answer_html(a, out);
	cv_str_puts(out, "</main>\n");
	ask_again(out, value, NULL);
	foot(out);
	out->failed |= title.failed;
}

/* The same question, with the candidate in place of the name that several have. */
static void candidate(struct cv_str *out, const struct reg_answer *a, size_t which,
	const char *const value[HTTP_PARAMS], const char *wrong)
{
	const char *sep = "/?", *id = rep_candidate_id(a, which);
	law_place country = a->candidate[which].country;

	cv_str_puts(out, "<li><a href=\"");
	for (int i = 0; i < HTTP_PARAMS; i++) {
		const char *v = strcmp(http_param_name[i], wrong) == 0 ? id : value[i];

		if (v == NULL)
			continue;
		cv_str_printf(out, "%s%s=", sep, http_param_name[i]);
		http_query_put(out, v);
		sep = "&amp;";
	}
	cv_str_puts(out, "\">");
	rep_html(out, rep_candidate_name(a, which));
	cv_str_puts(out, "</a> (");
	rep_html(out, id);
	if (country != LAW_NO_PLACE && a->candidate[which].party != REG_NOBODY)
		cv_str_printf(out, ", %s", law_place_code(a->view->pack, country));
	cv_str_puts(out, ")</li>\n");
}

static void candidates(struct cv_str *out, const struct http_problem *p, const char *const value[HTTP_PARAMS])
{
	const struct reg_answer *a = p->candidates;

	cv_str_puts(out, "<h2>Which one is meant?</h2>\n<ul>\n");
	for (size_t i = 0; i < a->n_candidates; i++)
		candidate(out, a, i, value, p->parameter);
	cv_str_puts(out, "</ul>\n");
}

void http_page_problem(const struct http_problem *p, const char *query, struct cv_str *out)
{
	char buf[HTTP_TARGET_MAX + 1];
	const char *value[HTTP_PARAMS] = { NULL };

	(void)!http_query_read(query, http_param_name, HTTP_PARAMS, buf, value, NULL);
	head(out, "No answer - Chapter V");
	cv_str_puts(out, "<main>\n<h1>No answer</h1>\n<p class=\"problem\" role=\"alert\" id=\"problem\">");
	rep_html(out, p->detail);
	cv_str_puts(out, "</p>\n");
	if (p->candidates)
		candidates(out, p, value);
	if (p->challenge) /* what is asked for is known behind it */
		login_form(out, NULL);
	cv_str_puts(out, "</main>\n");
	if (p->challenge == NULL)
		ask_again(out, value, p->parameter);
	foot(out);
}

void http_page_timeline(const struct rep_timeline *t, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };

	cv_str_printf(&title, "%s: cover through the years - Chapter V", t->view->party[t->party].name);
	head(out, cv_str_text(&title));
	cv_str_puts(out, "<main class=\"wide\">\n");
	rep_timeline_html(t, out);
	cv_str_puts(out, "</main>\n");
	foot(out);
	out->failed |= title.failed;
}

void http_page_no_list(const struct http_problem *p, struct cv_str *out)
{
	cv_str_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>No list</title>\n"
		"<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n<h1>No list</h1>\n"
		"<p class=\"problem\" role=\"alert\">");
	rep_html(out, p->detail);
	cv_str_puts(out, "</p>\n<p><a href=\"/subprocessors\">The list of today</a></p>\n</main>\n</body>\n</html>\n");
}

static void problem(void *ctx, int status, const char *word, const char *title)
{
	cv_str_printf(ctx, "<tr id=\"%s\"><th scope=\"row\">%s</th><td>%d</td><td>", word, word, status);
	rep_html(ctx, title);
	cv_str_puts(ctx, "</td></tr>\n");
}

void http_page_problems(struct cv_str *out)
{
	head(out, "Problems - Chapter V");
	cv_str_puts(out, "<main>\n<h1>What can go wrong</h1>\n<table>\n<thead><tr><th scope=\"col\">Word</th>"
		"<th scope=\"col\">Status</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n");
	http_each_problem(problem, out);
	cv_str_puts(out, "</tbody>\n</table>\n</main>\n");
	foot(out);
}
