/* What the register says of a party as a sub-processor at two moments, and whether customers must be told of the
 * difference. */
#include "registry/desk/notice_about.h"

#include <stdlib.h>

enum { P_SERVICE = 8, P_STATUS = 9, P_ATTRIBUTES = 13 };	    /* of parties */
enum { T_COUNTRY = 3, T_PURPOSES = 10, T_FROM = 13, T_UNTIL = 14 }; /* of transfers */

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- one moment ---- */

struct looking {
	struct reg_about *about;
	cv_day today;
};

static enum cv_err take_leg(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct looking *k = ctx;
	struct reg_about *a = k->about;
	cv_day from = reg_day_of(v->record.cell[T_FROM]), until = reg_day_of(v->record.cell[T_UNTIL]);

	if (!cv_day_known(until))
		until = CV_DAY_EVER;
	if (until.n <= k->today.n) {
		if (until.n > a->over.n)
			a->over = until;
		return reg_rows_add(&a->past, v, err);
	}
	if (a->legs.n == 0 || from.n < a->begin.n)
		a->begin = from;
	if (until.n > a->end.n)
		a->end = until;
	return reg_rows_add(&a->legs, v, err);
}

static int by_code(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum cv_err countries(struct reg_about *a, struct cv_arena *arena, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	const char **code = cv_arena_alloc(arena, (a->legs.n + 1) * sizeof(*code));
	size_t n = 0;

	if (code == NULL)
		return nomem(err);
	for (size_t i = 0; i < a->legs.n; i++)
		if (*a->legs.row[i].cell[T_COUNTRY])
			code[n++] = a->legs.row[i].cell[T_COUNTRY];
	if (n > 1)
		qsort(code, n, sizeof(*code), by_code);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && cv_streq(code[i], code[i - 1]))
			continue;
		cv_str_puts(&out, out.len ? ";" : "");
		cv_str_puts(&out, code[i]);
	}
	return out.failed ? nomem(err) : reg_desk_keep(arena, cv_str_text(&out), &a->countries, err);
}

static bool said(const char *list, const char *text, size_t len)
{
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));)
		if (n == len && memcmp(w, text, n) == 0)
			return true;
	return false;
}

static enum cv_err what(struct reg_about *a, const char *service, struct cv_arena *arena, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	size_t n;

	if (*service)
		return reg_desk_keep(arena, service, &a->what, err);
	for (size_t i = 0; i < a->legs.n; i++) {
		for (const char *q = a->legs.row[i].cell[T_PURPOSES], *w; (w = cv_next(&q, ';', &n));) {
			if (said(cv_str_text(&out), w, n))
				continue;
			cv_str_puts(&out, out.len ? ";" : "");
			cv_str_add(&out, w, n);
		}
	}
	if (out.failed)
		return nomem(err);
	return reg_desk_keep(arena, cv_str_text(&out), &a->what, err);
}

enum cv_err reg_about_load(struct reg *r, const char *party, int64_t seq, cv_day today, struct cv_arena *a,
	struct reg_about *ret, struct cv_error *err)
{
	struct reg_rows rows = { .arena = a };
	struct looking k = { ret, today };
	bool published;

	*ret = (struct reg_about){ .begin = CV_DAY_NONE,
		.end = CV_DAY_NONE,
		.over = CV_DAY_NONE,
		.countries = "",
		.what = "",
		.legs = { .arena = a },
		.past = { .arena = a } };
	TRY(reg_get(r, REG_PARTIES, party, seq, reg_rows_add, &rows, &ret->there, err));
	if (!ret->there)
		return CV_OK;
	published = reg_desk_has(rows.row[0].cell[P_ATTRIBUTES], REG_PUBLISHED);
	ret->ended = cv_streq(rows.row[0].cell[P_STATUS], "ended");
	TRY(reg_near_only(r, party, err));
	TRY(reg_walk_by(r, DB_FACT_NEAR, REG_TRANSFERS, seq, take_leg, &k, err));
	ret->used = published && !ret->ended && ret->legs.n > 0;
	TRY(countries(ret, a, err));
	return what(ret, rows.row[0].cell[P_SERVICE], a, err);
}

/* ---- the difference between two ---- */

bool reg_all_in(const char *codes, const char *list)
{
	size_t n;

	for (const char *q = codes, *w; (w = cv_next(&q, ';', &n));)
		if (!said(list, w, n))
			return false;
	return true;
}

/* The first day of a transfer to a country that was none before; of one that is gone, its last. */
static cv_day country_day(const struct reg_about *before, const struct reg_about *now, cv_day today)
{
	cv_day first = CV_DAY_EVER;

	for (size_t i = 0; i < now->legs.n; i++) {
		cv_day from = reg_day_of(now->legs.row[i].cell[T_FROM]);

		if (!reg_all_in(now->legs.row[i].cell[T_COUNTRY], before->countries) && from.n < first.n)
			first = from;
	}
	return first.n == CV_DAY_EVER.n ? (cv_day_known(now->over) ? now->over : today) : first;
}

static bool on_file_before(const struct reg_about *before, int64_t n)
{
	for (size_t i = 0; i < before->legs.n; i++)
		if (before->legs.row[i].n == n)
			return true;
	return false;
}

static bool purposes_known(const struct reg_about *before, const char *purposes)
{
	size_t n;

	for (const char *q = purposes, *w; (w = cv_next(&q, ';', &n));) {
		bool found = false;

		for (size_t i = 0; i < before->legs.n; i++)
			found |= said(before->legs.row[i].cell[T_PURPOSES], w, n);
		if (!found)
			return false;
	}
	return true;
}

/* A transfer that is new on file and for something that it was not used for, where it was on file what it was used for.
 */
static bool new_use(const struct reg_about *before, const struct reg_about *now, cv_day *ret)
{
	bool any = false;

	for (size_t i = 0; i < before->legs.n; i++)
		any |= *before->legs.row[i].cell[T_PURPOSES] != '\0';
	for (size_t i = 0; any && i < now->legs.n; i++) {
		const struct reg_row *leg = &now->legs.row[i];

		if (on_file_before(before, leg->n) || purposes_known(before, leg->cell[T_PURPOSES]))
			continue;
		*ret = reg_day_of(leg->cell[T_FROM]);
		return true;
	}
	return false;
}

void reg_about_compare(
	const struct reg_about *before, const struct reg_about *now, cv_day today, struct reg_difference *ret)
{
	*ret = (struct reg_difference){ "", false, CV_DAY_NONE };
	if (!before->used && !now->used)
		return;
	if (!before->used) {
		*ret = (struct reg_difference){ "added", false, now->begin };
	} else if (!now->used) {
		ret->change = "removed";
		ret->effective = !now->ended && now->legs.n == 0 && cv_day_known(now->over) ? now->over : today;
	} else if (cv_day_known(now->end) && now->end.n < before->end.n) {
		*ret = (struct reg_difference){ "removed", false, now->end };
	} else if (!cv_streq(before->countries, now->countries)) {
		*ret = (struct reg_difference){ "updated", false, country_day(before, now, today) };
	} else if (new_use(before, now, &ret->effective)) {
		ret->change = "updated";
		ret->use = true;
	}
}

/* ---- what covers it ---- */

static enum cv_err words(const struct reg_view *v, uint32_t party, cv_day on, struct cv_str *out, struct cv_error *err)
{
	const struct reg_party_v *p = &v->party[party];

	for (int worst = LAW_NOT_COVERED; worst >= LAW_NO_TRANSFER; worst--) {
		for (uint32_t i = 0; i < p->n_in; i++) {
			struct reg_standing s;
			const char *word;

			TRY(reg_stand(v, v->leg_in[p->first_in + i], on, &s, err));
			if (!s.live || (int)s.outcome != worst)
				continue;
			word = s.outcome <= LAW_COVERED && s.slug ? s.slug : law_outcome_name(s.outcome);
			if (said(cv_str_text(out), word, strlen(word)))
				continue;
			cv_str_puts(out, out->len ? "; " : "");
			cv_str_puts(out, word);
		}
	}
	return out->failed ? nomem(err) : CV_OK;
}

enum cv_err reg_about_mechanism(struct reg *r, const char *party, int64_t seq, cv_day on, struct cv_arena *a,
	const char **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct reg_view *v = NULL;
	uint32_t who;
	enum cv_err e;

	*ret = "";
	TRY(reg_near_only(r, party, err));
	TRY(reg_near_more(r, err));
	TRY(reg_view_near(r, seq, &v, err));
	who = reg_view_party(v, party);
	e = who == REG_NOBODY ? CV_OK : words(v, who, on, &out, err);
	reg_view_destroy(v);
	return e == CV_OK ? reg_desk_keep(a, cv_str_text(&out), ret, err) : e;
}
