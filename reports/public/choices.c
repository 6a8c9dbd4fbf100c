/* The addresses of the public list, and what of it can be chosen: regions, purposes. */
#include "reports/public/forms.h"

#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

static void put(struct cv_str *out, const char *markup)
{
	cv_str_puts(out, markup);
}

/* ---- links ------------------------------------------------------------------------------------------------------ */

static void query_value(struct cv_str *out, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
			strchr("-._~", *p))
			cv_str_putc(out, (char)*p);
		else
			cv_str_printf(out, "%%%02X", *p);
	}
}

/* "/subprocessors.csv?on=2024-06-01&amp;region=eea": in an attribute. Values NULL or "" are left out. */
void rep_public_address(
	struct cv_str *out, enum rep_public_form f, const char *on, const char *region, const char *purpose)
{
	const char *const name[] = { "on", "region", "purpose" }, *const value[] = { on, region, purpose };
	const char *before = "?";

	put(out, rep_public_path(f));
	for (size_t i = 0; i < CV_LEN(name); i++) {
		if (value[i] == NULL || *value[i] == '\0')
			continue;
		cv_str_printf(out, "%s%s=", before, name[i]);
		query_value(out, value[i]);
		before = "&amp;";
	}
}

/* The day as the address has it: nothing for today. */
const char *rep_public_on(const struct rep_publication *p, char buf[CV_DAY_TEXT])
{
	buf[0] = '\0';
	return p->list->on.n == p->today.n ? buf : cv_day_text(p->list->on, buf);
}

/* ---- what is shown of it ---------------------------------------------------------------------------------------- */

size_t rep_public_count(const struct rep_publication *p, const struct rep_public_filter *f)
{
	size_t n = 0;

	for (size_t i = 0; i < p->list->n; i++)
		n += rep_public_wanted(f, &p->list->row[i]);
	return n;
}

static void choice(struct cv_str *out, const struct rep_publication *p, const char *label, const char *region,
	const char *purpose, size_t n, bool chosen)
{
	char on[CV_DAY_TEXT];

	put(out, "<li><a href=\"");
	rep_public_address(out, REP_PUBLIC_PAGE, rep_public_on(p, on), region, purpose);
	put(out, chosen ? "\" aria-current=\"true\">" : "\">");
	rep_html(out, label);
	cv_str_printf(out, "</a> (%zu)</li>\n", n);
}

static bool said(const char *text)
{
	return text && *text;
}

static void regions(struct cv_str *out, const struct rep_publication *p)
{
	struct rep_public_filter f = p->filter;
	const char *name;

	f.region = "";
	put(out, "<h3>Region</h3>\n<ul class=\"choices\">\n");
	choice(out, p, "all", "", f.purpose, rep_public_count(p, &f), !said(p->filter.region));
	for (f.only = 0; (name = law_region_name(p->pack, f.only)) != NULL; f.only++) {
		struct cv_str slug = { 0 };
		bool chosen = said(p->filter.region) && p->filter.only == f.only;
		size_t n;

		cv_slug(name, strlen(name), &slug);
		f.region = cv_str_text(&slug);
		n = rep_public_count(p, &f);
		if (n > 0 || chosen)
			choice(out, p, name, f.region, f.purpose, n, chosen);
		cv_str_finish(&slug);
	}
	put(out, "</ul>\n");
}

enum { PURPOSES_MAX = 40, PURPOSE_MAX = 200 };

struct purpose {
	char text[PURPOSE_MAX];
	size_t n;
};

/* The purposes of the region that is shown, each with how many have it. */
static size_t gather(const struct rep_publication *p, struct purpose found[PURPOSES_MAX])
{
	struct rep_public_filter f = p->filter;
	size_t n_found = 0, len;

	f.purpose = "";
	for (size_t i = 0; i < p->list->n; i++) {
		if (!rep_public_wanted(&f, &p->list->row[i]))
			continue;
		for (const char *q = p->list->row[i].purposes, *w; (w = cv_next(&q, ';', &len));) {
			size_t k = 0;

			while (k < n_found && (strlen(found[k].text) != len || memcmp(found[k].text, w, len) != 0))
				k++;
			if (k == PURPOSES_MAX || len >= PURPOSE_MAX)
				continue;
			if (k == n_found)
				snprintf(found[n_found++].text, PURPOSE_MAX, "%.*s", (int)len, w);
			found[k].n++;
		}
	}
	return n_found;
}

static void purposes(struct cv_str *out, const struct rep_publication *p)
{
	struct rep_public_filter f = p->filter;
	struct purpose found[PURPOSES_MAX] = { 0 };
	size_t n = gather(p, found);
	bool met = !said(p->filter.purpose);

	f.purpose = "";
	put(out, "<h3>Purpose</h3>\n<ul class=\"choices\">\n");
	choice(out, p, "all", f.region, "", rep_public_count(p, &f), met);
	for (size_t i = 0; i < n; i++) {
		bool chosen = said(p->filter.purpose) && cv_streq(p->filter.purpose, found[i].text);

		choice(out, p, found[i].text, f.region, found[i].text, found[i].n, chosen);
		met |= chosen;
	}
	if (!met) /* a service, or written otherwise */
		choice(out, p, p->filter.purpose, f.region, p->filter.purpose, rep_public_count(p, &p->filter), true);
	put(out, "</ul>\n");
}

void rep_public_choices(const struct rep_publication *p, struct cv_str *out)
{
	put(out, "<section class=\"ask\" aria-labelledby=\"show\">\n<h2 id=\"show\">Show only</h2>\n");
	regions(out, p);
	purposes(out, p);
	put(out, "</section>\n");
}
