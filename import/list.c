/*
 * One row of a foreign list: a party, a transfer for each country it names, a claimed safeguard for each mechanism it names.
 * Nothing on file is overwritten: reg_fill() adds what is missing.
 */
#include "import/inside.h"

#include "registry/core/country.h"

#include <stdio.h>
#include <string.h>

/* What the row says, gathered from its columns. */
struct gathered {
	struct cv_str exporter, party, purpose, service, data, subjects, retention, website, contact, location, mechanism, party_extra, legs_extra;
	struct imp_place place, entity;
	bool has_place;         /* a column for where the data go */
	const char *place_word; /* storage, processing */
	struct imp_claims claims;
};

static void finish(struct gathered *r)
{
	struct cv_str *all[] = { &r->exporter, &r->party, &r->purpose, &r->service, &r->data, &r->subjects, &r->retention, &r->website, &r->contact,
		&r->location, &r->mechanism, &r->party_extra, &r->legs_extra };

	for (size_t i = 0; i < CV_LEN(all); i++)
		cv_str_finish(all[i]);
}

/* One line, entities and zero-width characters gone, blanks single: a name or a label as it was meant. */
static void clean(const char *text, struct cv_str *out)
{
	static const struct {
		const char *from, *to;
	} swaps[] = { { "&amp;", "&" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&nbsp;", " " }, { "\xC2\xA0", " " },
		{ "\xE2\x80\x8B", "" }, { "\xE2\x80\x8C", "" }, { "\xE2\x80\x8D", "" }, { "\xEF\xBB\xBF", "" } };
	bool gap = out->len > 0;

	for (const char *p = text; *p;) {
		size_t i = 0;

		while (i < CV_LEN(swaps) && !cv_starts(p, swaps[i].from))
			i++;
		if (i < CV_LEN(swaps) ? *swaps[i].to == ' ' : strchr(" \t\r\n", *p) != NULL) {
			gap |= out->len > 0;
		} else if (i == CV_LEN(swaps) || *swaps[i].to) {
			if (gap && out->len > 0)
				cv_str_putc(out, ' ');
			gap = false;
			cv_str_putc(out, i < CV_LEN(swaps) ? *swaps[i].to : *p);
		}
		p += i < CV_LEN(swaps) ? strlen(swaps[i].from) : 1;
	}
}

/* A cell that becomes one or more entries of a list column: ';' already parts entries there. */
static void add_entry(struct cv_str *list, const char *text)
{
	if (list->len > 0)
		cv_str_putc(list, ';');
	clean(text, list);
	for (size_t i = 0; i + 1 < list->len; i++) /* the joining blank after ';' is not wanted */
		if (list->data[i] == ';' && list->data[i + 1] == ' ')
			memmove(list->data + i + 1, list->data + i + 2, list->len-- - i - 1);
}

static void add_places(struct imp_place *to, const struct imp_place *from)
{
	for (size_t i = 0; i < from->n_written && to->n_written < IMP_PLACES_MAX; i++)
		memcpy(to->written[to->n_written++], from->written[i], 3);
	for (size_t i = 0; i < from->n_inferred && to->n_inferred < IMP_PLACES_MAX; i++)
		memcpy(to->inferred[to->n_inferred++], from->inferred[i], 3);
	to->undecided |= from->undecided;
}

static void add_claims(struct imp_claims *to, const char *text)
{
	struct imp_claims more;

	imp_claims_read(text, strlen(text), &more);
	for (size_t i = 0; i < more.n; i++) {
		size_t k = 0;

		while (k < to->n && !cv_streq(to->family[k], more.family[i]))
			k++;
		if (k == to->n && to->n < CV_LEN(to->family))
			to->family[to->n++] = more.family[i];
	}
}

static void take_location(struct gathered *r, unsigned meaning, const char *text)
{
	struct imp_place place;

	imp_place_read(text, strlen(text), &place);
	add_claims(&r->claims, text);
	if (meaning & IMP_M_ENTITY) {
		add_places(&r->entity, &place);
		return;
	}
	r->has_place = true;
	r->place_word = meaning & IMP_M_HOSTING ? "storage" : "processing";
	add_places(&r->place, &place);
	if (r->location.len > 0)
		cv_str_puts(&r->location, "; ");
	clean(text, &r->location);
}

static void take_cell(struct imp_reading *g, struct gathered *r, const struct imp_column *c, const char *text)
{
	const unsigned location = IMP_M_PROCESSING | IMP_M_ENTITY | IMP_M_LOCATION;
	unsigned m = c->meaning;

	if (m & IMP_M_EXPORTER)
		clean(text, &r->exporter);
	if (m & IMP_M_PARTY && r->party.len == 0)
		clean(text, &r->party);
	if (m & location)
		take_location(r, m, text);
	if (m & IMP_M_MECHANISM) {
		add_claims(&r->claims, text);
		clean(text, &r->mechanism);
	}
	if (m & (IMP_M_PURPOSE | IMP_M_ROLE) && !(m & location))
		add_entry(&r->purpose, text);
	if (m & IMP_M_SERVICE)
		clean(text, &r->service);
	if (m & IMP_M_DATA)
		add_entry(&r->data, text);
	if (m & IMP_M_SUBJECTS)
		add_entry(&r->subjects, text);
	if (m & IMP_M_RETENTION)
		clean(text, &r->retention);
	if (m & IMP_M_LINK && r->website.len == 0)
		clean(text, &r->website);
	if (m & IMP_M_CONTACT)
		clean(text, &r->contact);
	if (m == 0 || m & ~(location | IMP_M_PARTY | IMP_M_MECHANISM | IMP_M_PURPOSE | IMP_M_ROLE | IMP_M_SERVICE | IMP_M_DATA |
		IMP_M_SUBJECTS | IMP_M_RETENTION | IMP_M_LINK | IMP_M_CONTACT | IMP_M_ROW_ID | IMP_M_EXPORTER | IMP_M_HOSTING))
		imp_add_extra(&r->party_extra, c->header, text);
	(void)g;
}

static enum cv_err gather(struct imp_reading *g, const struct cv_row *row, struct gathered *r, struct cv_error *err)
{
	for (size_t i = g->n_columns; i < row->n; i++)
		if (row->cell[i].len > 0)
			return cv_fail(err, CV_E_CSV, "%zu cells where the header has %zu: is a separator inside a cell without quotes?",
				row->n, g->n_columns);
	for (size_t i = 0; i < row->n && i < g->n_columns; i++) {
		const char *text = cv_csv_restore(row->cell[i].text);

		if (strspn(text, " \t\r\n") < strlen(text))
			take_cell(g, r, &g->column[i], text);
	}
	return r->party.failed || r->party_extra.failed || r->location.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- records ---- */

static void set(struct reg_record *rec, const char *column, const char *text)
{
	rec->cell[reg_column_index(rec->kind, column)] = text;
}

static enum cv_err put(struct imp_reading *g, struct reg_record *rec, size_t line, size_t *count, enum reg_effect *worst,
	const char **ret_id, struct cv_error *err)
{
	struct reg_source src = { g->import, (int64_t)line };
	enum reg_effect effect;

	for (size_t i = 0; i < reg_kind_info(rec->kind)->n; i++)
		if (rec->cell[i] == NULL)
			rec->cell[i] = "";
	TRY(reg_fill(g->r, rec, src, &effect, ret_id, err));
	*count += effect != REG_UNCHANGED;
	if (effect < *worst)
		*worst = effect;
	return CV_OK;
}

static enum cv_err put_party(struct imp_reading *g, const struct gathered *r, size_t line, enum reg_effect *worst,
	struct cv_str *id, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_PARTIES, .extra = cv_str_text(&r->party_extra) };
	const char *got;

	set(&rec, "name", cv_str_text(&r->party));
	set(&rec, "kind", "service-provider");
	set(&rec, "service", r->service.len ? cv_str_text(&r->service) : "");
	set(&rec, "website", cv_str_text(&r->website));
	set(&rec, "contact", cv_str_text(&r->contact));
	if (r->entity.n_written == 1 && !r->entity.undecided)
		set(&rec, "country", r->entity.written[0]);
	TRY(put(g, &rec, line, &g->rep->parties, worst, &got, err));
	cv_str_puts(id, got);
	return id->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* Who discloses: the row says so, or it is the list's owner. A processor that another processor names in turn. */
static const char *exporter_of(const struct imp_reading *g, const struct gathered *r)
{
	return r->exporter.len ? cv_str_text(&r->exporter) : g->exporter;
}

static enum cv_err put_exporter(struct imp_reading *g, struct gathered *r, size_t line, enum reg_effect *worst,
	struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_PARTIES, .extra = "" };
	const char *id;

	if (r->exporter.len == 0)
		return CV_OK;
	set(&rec, "name", cv_str_text(&r->exporter));
	set(&rec, "kind", "service-provider");
	TRY(put(g, &rec, line, &g->rep->parties, worst, &id, err));
	cv_str_clear(&r->exporter);
	cv_str_puts(&r->exporter, id);
	return r->exporter.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err put_leg(struct imp_reading *g, const struct gathered *r, const char *id, const char *country, size_t line,
	enum reg_effect *worst, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_TRANSFERS, .extra = cv_str_text(&r->legs_extra) };

	set(&rec, "exporter", exporter_of(g, r));
	set(&rec, "importer", id);
	set(&rec, "country", country);
	set(&rec, "place", r->has_place ? r->place_word : "establishment");
	set(&rec, "data_categories", cv_str_text(&r->data));
	set(&rec, "data_subjects", cv_str_text(&r->subjects));
	set(&rec, "purposes", r->purpose.len ? cv_str_text(&r->purpose) : cv_str_text(&r->service));
	set(&rec, "retention", cv_str_text(&r->retention));
	return put(g, &rec, line, &g->rep->transfers, worst, NULL, err);
}

/* One leg a country; none where no place could be read, with the text kept. */
static enum cv_err put_legs(struct imp_reading *g, struct gathered *r, const char *id, size_t line, enum reg_effect *worst,
	struct cv_error *err)
{
	const struct imp_place *p = r->has_place ? &r->place : &r->entity;
	size_t legs = 0;

	if (r->location.len > 0)
		imp_add_extra(&r->legs_extra, "location", cv_str_text(&r->location));
	for (size_t i = 0; i < p->n_written; i++, legs++)
		TRY(put_leg(g, r, id, p->written[i], line, worst, err));
	for (size_t i = 0; i < p->n_inferred; i++, legs++) {
		cv_str_printf(&g->rep->notes, "line %zu: %s is read from a town, province or cloud region in '%s'\n", line,
			p->inferred[i], cv_str_text(&r->location));
		TRY(put_leg(g, r, id, p->inferred[i], line, worst, err));
	}
	if (legs > 0)
		return CV_OK;
	if (r->location.len > 0)
		cv_str_printf(&g->rep->notes, "line %zu: no country is named in '%s'%s: kept as written\n", line,
			cv_str_text(&r->location), p->undecided ? " for certain" : "");
	return put_leg(g, r, id, "", line, worst, err);
}

static enum cv_err put_claims(struct imp_reading *g, const struct gathered *r, const char *id, size_t line,
	enum reg_effect *worst, struct cv_error *err)
{
	for (size_t i = 0; i < r->claims.n; i++) {
		struct reg_record rec = { .kind = REG_SAFEGUARDS, .extra = "" };

		set(&rec, "exporter", exporter_of(g, r));
		set(&rec, "importer", id);
		set(&rec, "mechanism", r->claims.family[i]);
		set(&rec, "flags", "claimed");
		set(&rec, "note", r->mechanism.len ? cv_str_text(&r->mechanism) : cv_str_text(&r->location));
		TRY(put(g, &rec, line, &g->rep->safeguards, worst, NULL, err));
	}
	return CV_OK;
}

static enum cv_err put_row(struct imp_reading *g, struct gathered *r, size_t line, enum reg_effect *worst, struct cv_error *err)
{
	struct cv_str id = { 0 };
	enum cv_err e = put_exporter(g, r, line, worst, err);

	if (e == CV_OK)
		e = put_party(g, r, line, worst, &id, err);
	if (e == CV_OK && !cv_streq(cv_str_text(&id), exporter_of(g, r))) {
		e = put_legs(g, r, cv_str_text(&id), line, worst, err);
		if (e == CV_OK)
			e = put_claims(g, r, cv_str_text(&id), line, worst, err);
	}
	cv_str_finish(&id);
	return e;
}

enum cv_err imp_list_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	struct gathered r = { .place_word = "processing" };
	enum reg_effect worst = REG_UNCHANGED;
	struct cv_error row_err = { 0 };
	enum cv_err e = gather(g, row, &r, &row_err);

	if (e == CV_OK && r.party.len == 0) {
		cv_str_printf(&g->rep->notes, "line %zu: names no party: skipped\n", row->line);
		g->rep->skipped++;
		finish(&r);
		return CV_OK;
	}
	if (e == CV_OK)
		e = put_row(g, &r, row->line, &worst, &row_err);
	finish(&r);
	if (e != CV_OK)
		return imp_row_error(g, row->line, e, &row_err, err);
	g->rep->added += worst == REG_ADDED;
	g->rep->updated += worst == REG_UPDATED;
	g->rep->unchanged += worst == REG_UNCHANGED;
	return CV_OK;
}
