/* What changed on the public list as an Atom feed (RFC 4287). */
#include "reports/public/forms.h"

#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

/* As in HTML; what XML has no character for (U+FFFE, U+FFFF) is left out. */
static void xml(struct cv_str *out, const char *text)
{
	static const char not [] = "\xef\xbf\xbe", nor[] = "\xef\xbf\xbf";
	char piece[2048];
	size_t n = 0;

	for (const char *p = text; *p; p++) {
		if (strncmp(p, not, 3) == 0 || strncmp(p, nor, 3) == 0) {
			p += 2;
			continue;
		}
		piece[n++] = (*p > 0 && *p < 0x20 && *p != '\n' && *p != '\t') ? ' ' : *p;
		if (n + 1 < sizeof(piece))
			continue;
		piece[n] = '\0';
		rep_html(out, piece);
		n = 0;
	}
	piece[n] = '\0';
	rep_html(out, piece);
}

static void element(struct cv_str *out, const char *name, const char *text)
{
	cv_str_printf(out, "<%s>", name);
	xml(out, text);
	cv_str_printf(out, "</%s>\n", name);
}

/* An id for ever, of an opaque key: the form of RFC 9562, version 8. */
static void id(struct cv_str *out, const char *what, const char *key)
{
	char two[REP_KEY_TEXT];

	rep_public_key(key, what, two);
	cv_str_printf(out, "<id>urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s</id>\n", key, key + 8, key + 13, two, two + 4);
}

static void title(const struct rep_public_change *c, struct cv_str *out)
{
	static const char *const done[] = { "Added", "Changed", "Removed" };
	static const char *const due[] = { "To be added", "To be changed", "To be removed" };
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "%s: %s", c->announced ? due[c->kind] : done[c->kind], c->name);
	if (*c->countries)
		cv_str_printf(out, " (%s)", c->countries);
	if (cv_day_known(c->day))
		cv_str_printf(out, ", from %s", cv_day_text(c->day, day));
}

static void line(struct cv_str *out, const char *label, const char *text)
{
	if (*text)
		cv_str_printf(out, "%s: %s\n", label, text);
}

/* The items of a list cell, ", " between. */
static void items(struct cv_str *out, const char *label, const char *list)
{
	const char *before = ": ";
	size_t n;

	if (*list == '\0')
		return;
	cv_str_puts(out, label);
	for (const char *q = list, *w; (w = cv_next(&q, ';', &n)); before = ", ") {
		cv_str_puts(out, before);
		cv_str_add(out, w, n);
	}
	cv_str_putc(out, '\n');
}

static void content(const struct rep_public_change *c, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	line(out, "Name", c->name);
	line(out, "Country", c->countries);
	line(out, "Service", c->service);
	items(out, "Purposes", c->purposes);
	items(out, "Data", c->data);
	line(out, "Mechanism", c->mechanism);
	line(out, "Before", c->before);
	line(out, c->kind == REP_PUBLIC_REMOVED ? "First day without it" : "First day", cv_day_text(c->day, day));
}

static void entry(const struct rep_public_change *c, struct cv_str *out)
{
	struct cv_str text = { 0 };

	cv_str_puts(out, "<entry>\n");
	id(out, "entry", c->key);
	title(c, &text);
	element(out, "title", cv_str_text(&text));
	element(out, "updated", c->told);
	element(out, "published", c->told);
	cv_str_printf(out, "<category term=\"%s\"/>\n", c->announced ? "announced" : "effective");
	cv_str_printf(
		out, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", rep_public_path(REP_PUBLIC_PAGE));
	cv_str_clear(&text);
	content(c, &text);
	cv_str_puts(out, "<content type=\"text\">");
	xml(out, cv_str_text(&text));
	cv_str_puts(out, "</content>\n</entry>\n");
	out->failed |= text.failed;
	cv_str_finish(&text);
}

void rep_public_atom(const struct rep_publication *p, struct cv_str *out)
{
	const struct rep_public_changes *c = p->changes;
	const char *name = rep_public_name(p->facts);
	struct cv_str text = { 0 };
	char key[REP_KEY_TEXT];

	rep_public_key(name, "feed", key);
	rep_public_title(p, &text);
	cv_str_puts(&text, ": changes");
	cv_str_puts(out,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
	id(out, "feed", key);
	element(out, "title", cv_str_text(&text));
	element(out, "updated", c->n ? c->change[0].told : "1970-01-01T00:00:00.000Z");
	cv_str_puts(out, "<author>");
	element(out, "name", *name ? name : "Who publishes the list");
	cv_str_puts(out, "</author>\n");
	cv_str_printf(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"%s\"/>\n",
		rep_public_path(REP_PUBLIC_ATOM));
	cv_str_printf(
		out, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", rep_public_path(REP_PUBLIC_PAGE));
	for (size_t i = 0; i < c->n && i < REP_FEED_MAX; i++)
		entry(&c->change[i], out);
	cv_str_puts(out, "</feed>\n");
	out->failed |= text.failed;
	cv_str_finish(&text);
}
