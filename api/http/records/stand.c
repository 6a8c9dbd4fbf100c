/* Filters by what the law says: transfers, and parties by the worst of the transfers into them. */
#include "api/http/records/records.h"

#include "api/clock.h"
#include "api/http/answers/question.h"
#include "registry/standing.h"

#include <stdlib.h>
#include <string.h>

enum { SLUG_MAX = 64 };

struct http_standing {
	bool by_outcome;
	enum law_outcome outcome;
	char slug[SLUG_MAX]; /* "": any */
	bool data_said;
	enum law_data data;
	cv_day on;
	enum cv_err failed; /* while looking at one */
};

bool http_stands(enum reg_kind kind)
{
	return kind == REG_TRANSFERS || kind == REG_PARTIES;
}

static bool outcome_of(const char *text, enum law_outcome *ret)
{
	for (int o = LAW_NO_TRANSFER; o <= LAW_NOT_COVERED; o++) {
		*ret = (enum law_outcome)o;
		if (cv_streq(text, law_outcome_name(*ret)))
			return true;
	}
	return false;
}

enum cv_err http_stand_read(const struct law_pack *p, const char *outcome, const char *mechanism, const char *data,
	struct http_asked *a, struct cv_error *err)
{
	struct http_standing *s = calloc(1, sizeof(*s));
	law_mech m;

	if (s == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	a->stand = s;
	s->by_outcome = outcome != NULL;
	if (outcome && !outcome_of(outcome, &s->outcome))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "outcome",
			"\"outcome\" must be covered, no-transfer, needs-review or not-covered");
	if (mechanism && (strlen(mechanism) >= SLUG_MAX || !law_mech_parse(p, mechanism, strlen(mechanism), &m)))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "mechanism",
			"\"mechanism\" must be one of the law pack: chapterv law show lists them");
	if (mechanism)
		memcpy(s->slug, mechanism, strlen(mechanism) + 1);
	return http_data_read(data, &s->data_said, &s->data, err);
}

void http_stand_say(const struct http_asked *a, struct cv_str *out)
{
	if (a->stand)
		cv_str_printf(out, "%s %s %s\n", a->stand->by_outcome ? law_outcome_name(a->stand->outcome) : "",
			a->stand->slug, a->stand->data_said ? law_data_name(a->stand->data) : "");
}

enum cv_err http_stand_failed(const struct http_asked *a, struct cv_error *err)
{
	if (a->stand == NULL || a->stand->failed == CV_OK)
		return CV_OK;
	return cv_fail(err, a->stand->failed, "%s", cv_err_text(a->stand->failed));
}

void http_stand_finish(struct http_asked *a)
{
	free(a->stand);
	a->stand = NULL;
}

void http_stand_ready(struct http_asked *a)
{
	if (a->stand)
		a->stand->on = cv_day_known(a->on) ? a->on : (cv_day){ (int32_t)(api_now_ms() / (24 * 3600 * 1000)) };
}

/* ---- does it stand so? ----------------------------------------------------------------------------------------- */

/* Legs and parties stand in the order of their numbers. */
static bool leg_numbered(const struct reg_view *v, int64_t n, uint32_t *ret)
{
	uint32_t low = 0, high = v->n_legs;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (v->leg[mid].n < n)
			low = mid + 1;
		else
			high = mid;
	}
	*ret = low;
	return low < v->n_legs && v->leg[low].n == n;
}

/* Of those into a party, the worst. */
static enum cv_err worst_into(
	const struct http_standing *s, const struct reg_view *v, const char *id, struct reg_standing *ret)
{
	uint32_t party = reg_view_party(v, id);
	struct law_reasons reasons;
	struct cv_error err;

	*ret = (struct reg_standing){ .live = false };
	for (uint32_t i = 0; party != REG_NOBODY && i < v->party[party].n_in; i++) {
		struct reg_standing one;

		TRY(reg_stand_for(v, v->leg_in[v->party[party].first_in + i], s->on, s->data_said ? &s->data : NULL,
			&one, &reasons, &err));
		if (one.live && (!ret->live || one.outcome > ret->outcome))
			*ret = one;
	}
	return CV_OK;
}

bool http_stand_fits(const struct http_asked *a, const struct reg_version *v)
{
	struct http_standing *s = a->stand;
	struct reg_standing how = { .live = false };
	struct cv_error err;
	enum cv_err e = CV_OK;
	uint32_t leg;

	if (s == NULL)
		return true;
	if (v->record.kind == REG_PARTIES)
		e = worst_into(s, a->view->v, v->record.cell[0], &how);
	else if (leg_numbered(a->view->v, v->n, &leg))
		e = reg_stand(a->view->v, leg, s->on, &how, &err);
	if (e != CV_OK)
		s->failed = e;
	return how.live && e == CV_OK && (!s->by_outcome || how.outcome == s->outcome) &&
		(*s->slug == '\0' || (how.slug && cv_streq(how.slug, s->slug)));
}
