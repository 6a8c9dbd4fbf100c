/* The public list as tables and JSON, and what all its forms share. */
#include "reports/public/forms.h"

#include "registry/core/csv.h"
#include "registry/core/jsonw.h"

#include <string.h>

static const struct {
	const char *path;
	void (*write)(const struct rep_publication *p, struct cv_str *out);
} form[REP_PUBLIC_FORMS] = {
	[REP_PUBLIC_PAGE] = { "/subprocessors", rep_public_page },
	[REP_PUBLIC_CSV] = { "/subprocessors.csv", rep_public_csv },
	[REP_PUBLIC_JSON] = { "/subprocessors.json", rep_public_json },
	[REP_PUBLIC_JSONLD] = { "/subprocessors.jsonld", rep_public_jsonld },
	[REP_PUBLIC_TILT] = { "/subprocessors.tilt", rep_public_tilt },
	[REP_PUBLIC_ATOM] = { "/subprocessors.atom", rep_public_atom },
};

const char *rep_public_path(enum rep_public_form f)
{
	return form[f].path;
}

void rep_publish(const struct rep_publication *p, enum rep_public_form f, struct cv_str *out)
{
	form[f].write(p, out);
}

void rep_public_title(const struct rep_publication *p, struct cv_str *out)
{
	const char *name = rep_public_name(p->facts);

	cv_str_printf(out, "Sub-processors%s%s", *name ? " of " : "", name);
}

cv_day rep_public_changed(const struct rep_publication *p)
{
	for (size_t i = 0; i < p->changes->n_days; i++)
		if (p->changes->day[i].n <= p->list->on.n)
			return p->changes->day[i];
	return CV_DAY_NONE;
}

bool rep_public_coming(const struct rep_public_change *c)
{
	return c->announced && !c->done;
}

bool rep_public_whole(const struct rep_public_row *row)
{
	for (size_t i = 0; i < row->n_mechs; i++)
		if (row->mech[i].outcome > LAW_COVERED)
			return false;
	return true;
}

/* ---- CSV -------------------------------------------------------------------------------------------------------- */

void rep_public_csv(const struct rep_publication *p, struct cv_str *out)
{
	for (size_t i = 0; i < REP_PUBLIC_COLUMNS; i++)
		cv_csv_put(out, i == 0, rep_public_column[i]);
	cv_csv_end_row(out);
	for (size_t k = 0; k < p->list->n; k++) {
		const char *cell[REP_PUBLIC_COLUMNS];
		char since[CV_DAY_TEXT];

		if (!rep_public_wanted(&p->filter, &p->list->row[k]))
			continue;
		rep_public_cells(&p->list->row[k], since, cell);
		for (size_t i = 0; i < REP_PUBLIC_COLUMNS; i++)
			cv_csv_put(out, i == 0, cell[i]);
		cv_csv_end_row(out);
	}
}

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

static void kv_list(struct cv_json *j, const char *key, const char *list)
{
	size_t n;

	cv_json_key(j, key);
	cv_json_open(j, '[');
	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));) {
		cv_json_begin(j);
		cv_str_add(j->out, w, n);
		cv_json_end(j);
	}
	cv_json_close(j, ']');
}

static void kv_day(struct cv_json *j, const char *key, cv_day day)
{
	char text[CV_DAY_TEXT];

	cv_json_kv_opt(j, key, cv_day_text(day, text));
}

static void row(struct cv_json *j, const struct rep_public_row *r)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "key", r->key);
	cv_json_kv(j, "name", r->name);
	cv_json_kv_opt(j, "country", r->country);
	cv_json_kv_opt(j, "country_name", r->country_name);
	cv_json_kv(j, "region", r->region_name);
	cv_json_kv_opt(j, "service", r->service);
	kv_list(j, "purposes", r->purposes);
	kv_list(j, "data_categories", r->data);
	cv_json_kv_opt(j, "mechanism", r->mechanism);
	kv_list(j, "mechanisms", r->slugs);
	kv_day(j, "since", r->since);
	cv_json_close(j, '}');
}

static void change(struct cv_json *j, const struct rep_public_change *c)
{
	static const char *const word[] = { "added", "updated", "removed" };

	cv_json_open(j, '{');
	cv_json_kv(j, "key", c->key);
	cv_json_kv(j, "change", word[c->kind]);
	cv_json_kv(j, "state", c->announced ? "announced" : "effective");
	kv_day(j, "day", c->day);
	cv_json_kv(j, "told", c->told);
	cv_json_kv(j, "name", c->name);
	cv_json_kv_opt(j, "countries", c->countries);
	cv_json_kv_opt(j, "mechanism", c->mechanism);
	cv_json_close(j, '}');
}

void rep_public_json(const struct rep_publication *p, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);

	cv_json_open(&j, '{');
	cv_json_key(&j, "title");
	cv_json_begin(&j);
	rep_public_title(p, out);
	cv_json_end(&j);
	cv_json_kv_opt(&j, "organisation", rep_public_name(p->facts));
	kv_day(&j, "on", p->list->on);
	kv_day(&j, "changed", rep_public_changed(p));
	cv_json_key(&j, "subprocessors");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < p->list->n; i++)
		if (rep_public_wanted(&p->filter, &p->list->row[i]))
			row(&j, &p->list->row[i]);
	cv_json_close(&j, ']');
	cv_json_key(&j, "days");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < p->changes->n_days; i++) {
		char text[CV_DAY_TEXT];

		cv_json_text(&j, cv_day_text(p->changes->day[i], text));
	}
	cv_json_close(&j, ']');
	cv_json_key(&j, "announced");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < p->changes->n; i++)
		if (rep_public_coming(&p->changes->change[i]))
			change(&j, &p->changes->change[i]);
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(out, '\n');
}
