/*
 * Rows as a page: for reading, and for printing on A4, where the head of the table is repeated and every page says of
 * what day and of which register it is. No script, nothing from the network, everything escaped.
 */
#include "reports/formats/format.h"

#include "reports/reports.h"

enum { PORTRAIT_COLUMNS = 7, NARROW_COLUMNS = 11, RUN_MAX = 22 };

static const char style[] =
	":root{color-scheme:light}"
	"body{font:15px/1.4 system-ui,\"Liberation Sans\",Arial,sans-serif;color:#1b1b1b;background:#fff;margin:1.5rem}"
	"h1{font-size:1.5rem;line-height:1.2;margin:0 0 .3rem}"
	"p{margin:0 0 .8rem;color:#444}"
	"figure{margin:0 0 1rem}figure svg{width:100%;max-width:70rem;height:auto}"
	".table{overflow-x:auto}"
	"table{border-collapse:collapse;width:100%;font-size:.85rem}"
	"th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #d5d5d5;"
	"overflow-wrap:break-word}"
	"th{border-bottom:2px solid #444;background:#f3f3f0;position:sticky;top:0;overflow-wrap:normal}"
	"td.number,th.number{text-align:right}"
	"td.day{white-space:nowrap}"
	"small{display:block;color:#666;font-size:.85em}"
	".covered,.no-transfer{color:#14532d}"
	".not-covered{color:#8b1a1a;font-weight:700}"
	".needs-review{color:#7a4b00;font-weight:700}"
	".empty{color:#666}"
	"@media print{"
	"figure{break-inside:avoid}figure svg{max-width:18cm}"
	"body{margin:0;font-size:8.5pt}h1{font-size:13pt}p{margin:0 0 2mm}.table{overflow:visible}"
	"table{font-size:7.5pt}thead{display:table-header-group}tr{break-inside:avoid}"
	"th{position:static;background:none}th,td{padding:.8mm 1.2mm}"
	".narrow table{font-size:6.2pt}.narrow th,.narrow td{padding:.6mm .7mm}"
	".covered,.no-transfer,.not-covered,.needs-review{color:#000}}";

/*
 * Text of a cell, escaped, with places to break it: behind what joins words in ids and addresses, and in what goes on
 * for long without any. Words of a language are left whole.
 */
static void breakable(struct cv_str *out, const char *text)
{
	char one[] = "x";
	int run = 0;

	for (; *text; text++) {
		bool inside = ((unsigned char)*text & 0xC0) == 0x80, joins = strchr("_@./:;=>", *text) != NULL;

		if (run >= RUN_MAX && !inside) {
			cv_str_puts(out, "<wbr>");
			run = 0;
		}
		one[0] = *text;
		rep_html(out, one);
		run = strchr(" -,\n\t", *text) ? 0 : run + !inside;
		if (joins && text[1] && text[1] != ' ') {
			cv_str_puts(out, "<wbr>");
			run = 0;
		}
	}
}

static void heading(struct cv_str *out, const char *name)
{
	char one[] = "x";

	for (; *name; name++) {
		one[0] = *name == '_' || *name == '-' ? ' ' : *name;
		rep_html(out, one);
	}
}

/* Inside a text of CSS: what is no plain character becomes its number. */
static void css_text(struct cv_str *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || strchr(" -:.,()", c))
			cv_str_putc(out, *text);
		else if (c < 0x80)
			cv_str_printf(out, "\\%02x ", c);
		else
			cv_str_putc(out, *text);
	}
}

/*
 * A pair like importer, importer_name is one column for people: the name, with the id below. True for the first of
 * such a pair.
 */
static bool has_name(const struct rep_sink *s, size_t i)
{
	size_t n = strlen(s->column[i].name);

	return i + 1 < s->n && cv_starts(s->column[i + 1].name, s->column[i].name) &&
		cv_streq(s->column[i + 1].name + n, "_name");
}

static size_t shown_columns(const struct rep_sink *s)
{
	size_t n = s->n;

	for (size_t i = 0; i < s->n; i++)
		n -= has_name(s, i);
	return n;
}

static const char *class_of(const struct rep_column *c)
{
	return c->type == REP_T_NUMBER ? " class=\"number\"" : c->type == REP_T_DAY ? " class=\"day\"" : "";
}

static void page_rules(struct rep_sink *s)
{
	CV_AUTO(cv_str_finish) struct cv_str about = { 0 };
	struct cv_str *out = &s->out;

	rep_about_line(s->about, &about);
	cv_str_printf(out, "@page{size:A4 %s;margin:13mm 10mm 15mm;@bottom-left{content:\"",
		shown_columns(s) > PORTRAIT_COLUMNS ? "landscape" : "portrait");
	css_text(out, s->about->title);
	cv_str_puts(out, ": ");
	css_text(out, cv_str_text(&about));
	cv_str_puts(out,
		"\";font:7pt sans-serif;color:#444}@bottom-right{content:\"page \" counter(page) \" of \" "
		"counter(pages);font:7pt sans-serif;color:#444}}");
	out->failed |= about.failed;
}

static enum cv_err begin(struct rep_sink *s, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str about = { 0 };
	struct cv_str *out = &s->out;

	CV_UNUSED(err);
	rep_about_line(s->about, &about);
	cv_str_puts(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	rep_html(out, s->about->title);
	cv_str_puts(out, "</title>\n<style>");
	cv_str_puts(out, style);
	page_rules(s);
	cv_str_printf(
		out, "</style>\n</head>\n<body%s>\n<h1>", shown_columns(s) > NARROW_COLUMNS ? " class=\"narrow\"" : "");
	rep_html(out, s->about->title);
	cv_str_puts(out, "</h1>\n<p>");
	rep_html(out, about.len > 0 ? cv_str_text(&about) : s->about->name);
	cv_str_puts(out, "</p>\n");
	if (s->about->picture && *s->about->picture)
		cv_str_printf(out, "<figure>\n%s</figure>\n", s->about->picture);
	cv_str_puts(out, "<div class=\"table\">\n<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < s->n; i++) {
		if (i > 0 && has_name(s, i - 1))
			continue;
		cv_str_printf(
			out, "<th scope=\"col\"%s>", s->column[i].type == REP_T_NUMBER ? " class=\"number\"" : "");
		heading(out, s->column[i].name);
		cv_str_puts(out, "</th>");
	}
	cv_str_puts(out, "</tr>\n</thead>\n<tbody>\n");
	out->failed |= about.failed;
	return CV_OK;
}

static void list(struct cv_str *out, const char *text)
{
	size_t n;
	bool first = true;

	for (const char *p = text, *w; (w = cv_next(&p, ';', &n)); first = false) {
		CV_AUTO(cv_str_finish) struct cv_str item = { 0 };

		cv_str_add(&item, w, n);
		cv_str_puts(out, first ? "" : "<br>");
		breakable(out, cv_str_text(&item));
		out->failed |= item.failed;
	}
}

static void outcome(struct cv_str *out, const char *word)
{
	cv_str_puts(out, "<td class=\"");
	rep_html(out, word);
	cv_str_puts(out, "\">");
	heading(out, word);
	cv_str_puts(out, "</td>");
}

static bool is_outcome(const char *word)
{
	static const char *const words[] = { "covered", "not-covered", "needs-review", "no-transfer" };

	for (size_t i = 0; i < CV_LEN(words); i++)
		if (cv_streq(words[i], word))
			return true;
	return false;
}

static void one(struct cv_str *out, const struct rep_column *c, const char *text)
{
	if (is_outcome(text)) {
		outcome(out, text);
		return;
	}
	cv_str_printf(out, "<td%s>", class_of(c));
	if (c->type == REP_T_LIST)
		list(out, text);
	else
		breakable(out, text);
	cv_str_puts(out, "</td>");
}

static enum cv_err row(struct rep_sink *s, const char *const *cell, struct cv_error *err)
{
	struct cv_str *out = &s->out;

	CV_UNUSED(err);
	cv_str_puts(out, "<tr>");
	for (size_t i = 0; i < s->n; i++) {
		if (!has_name(s, i)) {
			one(out, &s->column[i], cell[i]);
			continue;
		}
		cv_str_puts(out, "<td>");
		breakable(out, cell[i + 1]);
		if (*cell[i]) {
			cv_str_puts(out, "<small>");
			breakable(out, cell[i]);
			cv_str_puts(out, "</small>");
		}
		cv_str_puts(out, "</td>");
		i++;
	}
	cv_str_puts(out, "</tr>\n");
	return CV_OK;
}

static enum cv_err end(struct rep_sink *s, struct cv_error *err)
{
	struct cv_str *out = &s->out;

	CV_UNUSED(err);
	if (s->rows == 0)
		cv_str_printf(out, "<tr><td class=\"empty\" colspan=\"%zu\">nothing</td></tr>\n", shown_columns(s));
	cv_str_puts(out, "</tbody>\n</table>\n</div>\n");
	if (s->about->note && *s->about->note) {
		cv_str_puts(out, "<p>");
		rep_html(out, s->about->note);
		cv_str_puts(out, "</p>\n");
	}
	cv_str_printf(out, "<p>%lld row%s.</p>\n</body>\n</html>\n", (long long)s->rows, s->rows == 1 ? "" : "s");
	return CV_OK;
}

const struct rep_format_fns rep_html_fns = { begin, row, end, NULL };
