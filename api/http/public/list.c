/*
 * GET /subprocessors and its other forms: the public list, for everybody, where the server was started to publish it.
 */
#include "api/http/public/shelf.h"
#include "api/http/records/records.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/accept.h"
#include "api/http/wire/input.h"
#include "api/http/wire/pack.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a cache may show it without asking again, in seconds. */
#define MAX_AGE "public, max-age=300"

enum { DATE_TEXT = 32 };

static const enum http_type type_of[REP_PUBLIC_FORMS] = {
	[REP_PUBLIC_PAGE] = HTTP_HTML,
	[REP_PUBLIC_CSV] = HTTP_CSV,
	[REP_PUBLIC_JSON] = HTTP_JSON,
	[REP_PUBLIC_JSONLD] = HTTP_JSONLD,
	[REP_PUBLIC_TILT] = HTTP_JSON,
	[REP_PUBLIC_ATOM] = HTTP_ATOM,
};

/* ---- which form ----------------------------------------------------------------------------------------------- */

static enum rep_public_form negotiated(struct http_request *q)
{
	/* the first where nothing is preferred */
	static const char *const type[] = { "text/html", "application/json", "application/ld+json", "text/csv",
		"application/atom+xml", "application/xhtml+xml" };
	static const enum rep_public_form form[] = { REP_PUBLIC_PAGE, REP_PUBLIC_JSON, REP_PUBLIC_JSONLD,
		REP_PUBLIC_CSV, REP_PUBLIC_ATOM, REP_PUBLIC_PAGE };

	return form[http_accept(q, type, CV_LEN(type))];
}

/* ---- still the same? ------------------------------------------------------------------------------------------ */

static void date_text(int64_t ms, char ret[DATE_TEXT])
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL || strftime(ret, DATE_TEXT, "%a, %d %b %Y %H:%M:%S GMT", &tm) == 0)
		ret[0] = '\0';
}

static bool since(const char *field, int64_t since_ms)
{
	struct tm tm = { 0 };
	const char *end = strptime(field, "%a, %d %b %Y %H:%M:%S GMT", &tm);

	return end && *end == '\0' && (int64_t)timegm(&tm) >= since_ms / 1000;
}

static bool unchanged(struct http_request *q, const struct http_copy *c, int64_t since_ms)
{
	const char *tags = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-None-Match");
	const char *date = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-Modified-Since");

	if (tags)
		return http_etag_in(tags, c->tag, true) || http_etag_in(tags, c->packed_tag, true);
	return date && since(date, since_ms);
}

/* ---- answering ------------------------------------------------------------------------------------------------ */

static enum MHD_Result send_copy(
	struct http_request *q, enum rep_public_form form, bool chosen, struct http_copy *c, int64_t since_ms)
{
	bool packed = c->packed && http_pack_wanted(q);
	char date[DATE_TEXT];
	struct http_more more = { .etag = packed ? c->packed_tag : c->tag,
		.part = packed ? c->packed : c->text,
		.packed = packed,
		.cache = MAX_AGE,
		.modified = date,
		.vary = chosen ? "Accept, Accept-Encoding" : "Accept-Encoding" };

	date_text(since_ms, date);
	if (!unchanged(q, c, since_ms))
		return http_send_more(q, MHD_HTTP_OK, type_of[form], &more);
	more.packed = false;
	return http_send_more(q, MHD_HTTP_NOT_MODIFIED, HTTP_NOTHING, &more);
}

static enum cv_err read_on(const char *text, cv_day today, cv_day *ret, struct cv_error *err)
{
	*ret = today;
	if (text == NULL)
		return CV_OK;
	if (!cv_day_parse(text, strlen(text), ret))
		return cv_fail_at(err, CV_E_DATE, "on", "on must be a day of the calendar, written YYYY-MM-DD");
	if (ret->n > today.n)
		return cv_fail_at(err, CV_E_VALUE, "on", "on is a day to come: the list is there up to today");
	return CV_OK;
}

static enum cv_err read_region(const struct law_pack *p, const char *slug, law_region *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	const char *name;
	law_region r;

	if (slug == NULL || rep_public_region(p, slug, ret))
		return CV_OK;
	for (r = 0; (name = law_region_name(p, r)) != NULL; r++) {
		cv_str_puts(&all, r ? ", " : "");
		cv_slug(name, strlen(name), &all);
	}
	return cv_fail_at(err, CV_E_UNKNOWN_WORD, "region", "region must be one of %s", cv_str_text(&all));
}

static enum cv_err read_asked(struct http_request *q, const char *const value[3], const struct http_issue *i,
	struct http_wanted_copy *w, struct cv_error *err)
{
	TRY(read_on(value[0], i->today, &w->on, err));
	w->filter = (struct rep_public_filter){ value[1], value[2], 0 };
	return read_region(q->srv->pack, value[1], &w->filter.only, err);
}

/* The parameters of a form: the feed has none, a TILT document is about all of the list. */
static size_t takes(enum rep_public_form form)
{
	return form == REP_PUBLIC_ATOM ? 0 : form == REP_PUBLIC_TILT ? 1 : 3;
}

static enum MHD_Result serve(struct http_request *q, enum rep_public_form form, bool chosen)
{
	static const char *const name[] = { "on", "region", "purpose" };
	CV_AUTO(http_issue_drop) struct http_issue *issue = NULL;
	CV_AUTO(http_copy_finish) struct http_copy copy = { 0 };
	struct http_wanted_copy w = { .form = form };
	char buf[HTTP_TARGET_MAX + 1];
	const char *value[3] = { NULL };
	struct cv_error err = { 0 };
	enum cv_err e = http_query_read(q->query, name, chosen ? 3 : takes(form), buf, value, &err);

	if (e == CV_OK)
		e = http_shelf_now(&q->srv->shelf, &q->srv->live, &issue, &err);
	if (e == CV_OK)
		e = read_asked(q, value, issue, &w, &err);
	if (e == CV_OK)
		e = http_issue_copy(issue, &w, &copy, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	return send_copy(q, form, chosen, &copy, issue->since_ms);
}

enum MHD_Result http_get_public(struct http_request *q)
{
	for (int f = REP_PUBLIC_PAGE + 1; f < REP_PUBLIC_FORMS; f++)
		if (cv_streq(q->route->path, rep_public_path((enum rep_public_form)f)))
			return serve(q, (enum rep_public_form)f, false);
	return serve(q, negotiated(q), true);
}
