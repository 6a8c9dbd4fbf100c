#include "api/subs.h"

#include <stdlib.h>
#include <string.h>

void api_subs_finish(struct api_subs *s)
{
	free(s->sub);
	cv_arena_finish(&s->texts);
	cv_str_finish(&s->notes);
	*s = (struct api_subs){ 0 };
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

/* The one of that name, however it is spelled; a new one where there is none. */
static enum cv_err named(struct api_subs *s, const char *name, struct reg_need_sub **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	size_t cap = s->cap ? 2 * s->cap : 32;
	struct reg_need_sub *more;
	const char *key;

	cv_fold(name, strlen(name), &folded);
	key = cv_str_text(&folded);
	for (size_t i = 0; i < s->n; i++) {
		if (s->folded[i].len == folded.len && memcmp(s->folded[i].text, key, folded.len) == 0) {
			*ret = &s->sub[i];
			return CV_OK;
		}
	}
	if (s->n == REG_NEED_SUBS_MAX)
		return cv_fail_at(err, CV_E_TOO_BIG, "sub_processors",
			"at most %d processors of a vendor are looked at", REG_NEED_SUBS_MAX);
	if (s->n == s->cap) {
		more = realloc(s->sub, cap * sizeof(*more));
		if (more == NULL)
			return nomem(err);
		s->sub = more;
		s->cap = cap;
	}
	*ret = &s->sub[s->n];
	**ret = (struct reg_need_sub){ .name = cv_arena_text(&s->texts, name, strlen(name)), .claims = "" };
	key = cv_arena_text(&s->texts, key, folded.len);
	if ((*ret)->name == NULL || key == NULL || folded.failed)
		return nomem(err);
	s->folded[s->n].text = key;
	s->folded[s->n++].len = folded.len;
	return CV_OK;
}

static enum cv_err add_place(struct api_subs *s, struct reg_need_sub *sub, law_place place, struct cv_error *err)
{
	for (size_t i = 0; i < sub->n_countries; i++)
		if (sub->country[i] == place)
			return CV_OK;
	if (sub->n_countries == REG_NEED_PLACES_MAX || s->places == API_SUBS_PLACES_MAX)
		return cv_fail_at(err, CV_E_TOO_BIG, "sub_processors",
			"at most %d countries of one processor, and %d of all of them, are looked at",
			REG_NEED_PLACES_MAX, API_SUBS_PLACES_MAX);
	sub->country[sub->n_countries++] = place;
	s->places++;
	return CV_OK;
}

static enum cv_err add_claims(struct api_subs *s, struct reg_need_sub *sub, const char *claims, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	size_t n;

	if (*claims == '\0')
		return CV_OK;
	cv_str_puts(&all, sub->claims);
	for (const char *p = claims, *w; (w = cv_next(&p, ';', &n));) {
		CV_AUTO(cv_str_finish) struct cv_str one = { 0 };

		cv_str_add(&one, w, n);
		if (all.len == 0 || strstr(cv_str_text(&all), cv_str_text(&one)) == NULL)
			cv_str_printf(&all, "%s%s", all.len ? ";" : "", cv_str_text(&one));
	}
	sub->claims = cv_arena_text(&s->texts, cv_str_text(&all), all.len);
	return sub->claims && !all.failed ? CV_OK : nomem(err);
}

enum cv_err api_subs_add(struct api_subs *s, const struct law_pack *p, const char *name, const char *country,
	const char *claims, struct cv_error *err)
{
	struct reg_need_sub *sub = NULL;
	law_place place;

	TRY(named(s, name, &sub, err));
	if (*country && !law_place_parse(p, country, strlen(country), &place))
		return cv_fail_at(err, CV_E_COUNTRY, "country", "'%.60s' is no country code", country);
	if (*country)
		TRY(add_place(s, sub, place, err));
	return add_claims(s, sub, claims, err);
}

struct listing {
	struct api_subs *s;
	const struct law_pack *p;
};

static enum cv_err take(void *ctx, const struct imp_listed *row, struct cv_error *err)
{
	struct listing *l = ctx;
	CV_AUTO(cv_str_finish) struct cv_str claims = { 0 };

	for (size_t i = 0; i < row->claims->n; i++)
		cv_str_printf(&claims, "%s%s", i ? ";" : "", row->claims->family[i]);
	if (row->n == 0) {
		cv_str_printf(
			&l->s->notes, "line %zu: no country is named for certain for %.80s\n", row->line, row->party);
		return api_subs_add(l->s, l->p, row->party, "", cv_str_text(&claims), err);
	}
	for (size_t i = 0; i < row->n; i++)
		TRY(api_subs_add(l->s, l->p, row->party, row->country[i], cv_str_text(&claims), err));
	return CV_OK;
}

static enum cv_err refused(const struct imp_report *rep, struct cv_error *err)
{
	if (rep->n_refusals == 0)
		return CV_OK;
	return cv_fail_at(
		err, CV_E_CSV, "sub_processors", "line %zu: %s", rep->refusal[0].line, rep->refusal[0].reason);
}

enum cv_err api_subs_read(
	struct api_subs *s, const struct law_pack *p, struct imp_input *in, const char *name, struct cv_error *err)
{
	struct listing l = { s, p };
	struct imp_options opt = imp_options_default((cv_day){ 0 });
	struct imp_report rep = { 0 };
	enum cv_err e;

	opt.name = name;
	e = imp_list_look(p, in, &opt, take, &l, &rep, err);
	if (e == CV_OK)
		e = refused(&rep, err);
	if (e == CV_OK && s->n == 0)
		e = cv_fail_at(err, CV_E_CSV, "sub_processors", "the list names nobody");
	imp_report_finish(&rep);
	return e;
}
