/* Is a report still the one that whoever asks has? */
#include "api/http/reports/same.h"

#include "api/clock.h"
#include "api/http/server.h"
#include "registry/tree.h"

#include <stdio.h>

enum { DAY_MS = 24 * 3600 * 1000 };

static int64_t two(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* The whole second of "2026-11-23T10:00:00.000Z"; 0: of an empty register. */
static int64_t second_ms(const char at[CV_INSTANT_TEXT])
{
	cv_day day;

	if (*at == '\0' || !cv_day_parse(at, 10, &day))
		return 0;
	return (int64_t)day.n * DAY_MS + ((two(at + 11) * 60 + two(at + 14)) * 60 + two(at + 17)) * 1000;
}

/*
 * It became what it is with the last change, with the day where it is of today, and with the program that writes it.
 * Said as the next whole second, so that whoever read it before another change has an earlier one.
 */
static int64_t modified(const struct http_server *srv, const struct rep_moment *m)
{
	int64_t ms = second_ms(m->at), day = cv_day_known(m->today) ? (int64_t)m->today.n * DAY_MS : 0;

	ms = ms > day ? ms : day;
	ms = ms > srv->started_ms ? ms : srv->started_ms;
	return (ms / 1000 + 1) * 1000;
}

void http_same_of(struct http_request *q, const struct rep_report *report, enum rep_format format,
	const struct rep_moment *m, struct http_same *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	struct reg_hash hash;
	char hex[2 * 16 + 1];

	cv_str_printf(&all, "%s\n%s\n%s\n%lld %lld %s\n%d %d\n%s\n%s", q->srv->trail.start, report->name,
		rep_format_name(format), (long long)m->seq, (long long)m->latest, m->at, (int)m->on.n, (int)m->today.n,
		law_pack_version(q->srv->pack), cv_str_text(&m->filters));
	reg_hash_of(cv_str_text(&all), all.len, &hash);
	for (int i = 0; i < 16; i++)
		snprintf(hex + (size_t)(2 * i), 3, "%02x", hash.byte[i]);
	snprintf(ret->etag, sizeof(ret->etag), "\"%s\"", hex);
	snprintf(ret->packed, sizeof(ret->packed), "\"%s-gzip\"", hex);
	ret->modified_ms = modified(q->srv, m);
	ret->modified[0] = '\0';
	if (ret->modified_ms <= api_now_ms())
		http_date_text(ret->modified_ms, ret->modified);
}

/* If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2). */
bool http_same_there(struct http_request *q, const struct http_same *s)
{
	const char *tags = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-None-Match");
	const char *since = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-Modified-Since");
	int64_t ms;

	if (tags)
		return http_etag_in(tags, s->etag, true) || http_etag_in(tags, s->packed, true);
	return since && *s->modified && http_date_parse(since, &ms) && s->modified_ms <= ms;
}

void http_disposition(const char *name, cv_day day, const char *ending, bool kept, char ret[HTTP_DISPOSITION])
{
	char text[CV_DAY_TEXT];

	snprintf(ret, HTTP_DISPOSITION, "%s; filename=\"%.64s-%s.%s\"", kept ? "attachment" : "inline", name,
		cv_day_text(day, text), ending);
}
