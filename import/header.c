/* The header row: which kind of file, and what each column is. */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *word;
	unsigned meaning;
} meanings[] = { /* what --map may name in a foreign list */
	{ "party", IMP_M_PARTY }, { "name", IMP_M_PARTY }, { "purpose", IMP_M_PURPOSE }, { "purposes", IMP_M_PURPOSE },
	{ "service", IMP_M_SERVICE }, { "role", IMP_M_ROLE }, { "processing", IMP_M_PROCESSING }, { "entity", IMP_M_ENTITY },
	{ "country", IMP_M_LOCATION }, { "location", IMP_M_LOCATION }, { "mechanism", IMP_M_MECHANISM },
	{ "data_categories", IMP_M_DATA }, { "data_subjects", IMP_M_SUBJECTS }, { "retention", IMP_M_RETENTION },
	{ "website", IMP_M_LINK }, { "contact", IMP_M_CONTACT }, { "notes", IMP_M_NOTES },
};

static const char *mapped(const struct imp_options *opt, const char *header)
{
	for (size_t i = 0; i < opt->n_maps; i++)
		if (cv_streq(opt->map[i].column, header))
			return opt->map[i].field;
	return NULL;
}

static unsigned meaning_of(const struct imp_options *opt, const char *header)
{
	const char *field = mapped(opt, header);

	for (size_t i = 0; field && i < CV_LEN(meanings); i++)
		if (cv_streq(meanings[i].word, field))
			return meanings[i].meaning;
	return field ? 0 : imp_header_read(header, strlen(header));
}

/* Canonical names are compared without blanks around and in small letters. */
static int field_of(const struct imp_options *opt, enum reg_kind kind, const char *header)
{
	const char *name = mapped(opt, header);
	char text[64];
	size_t n = 0, len;

	for (const char *p = name ? name : header, *w; n == 0 && (w = cv_next(&p, '\x01', &len));)
		for (; n < len && n < sizeof(text) - 1; n++)
			text[n] = w[n] >= 'A' && w[n] <= 'Z' ? (char)(w[n] - 'A' + 'a') : w[n];
	text[n] = '\0';
	return reg_column_index(kind, text);
}

static size_t known_columns(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row)
{
	size_t known = 0;

	for (size_t i = 0; i < row->n; i++)
		known += field_of(opt, kind, row->cell[i].text) >= 0;
	return known;
}

static bool has_required(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	for (size_t c = 0; c < info->n; c++) {
		bool found = !info->column[c].required;

		for (size_t i = 0; !found && i < row->n; i++)
			found = field_of(opt, kind, row->cell[i].text) == (int)c;
		if (!found)
			return false;
	}
	return true;
}

static size_t list_meanings(const struct imp_options *opt, const struct cv_row *row, bool *ret_party)
{
	size_t known = 0;

	*ret_party = false;
	for (size_t i = 0; i < row->n; i++) {
		unsigned m = meaning_of(opt, row->cell[i].text);

		known += m != 0;
		*ret_party |= (m & IMP_M_PARTY) != 0;
	}
	return known;
}

size_t imp_header_score(const struct imp_options *opt, const struct cv_row *row)
{
	bool party;
	size_t best = list_meanings(opt, row, &party);

	for (int k = 0; k < REG_KIND_COUNT; k++) {
		size_t n = known_columns(opt, (enum reg_kind)k, row);

		if (n > best)
			best = n;
	}
	return best;
}

static size_t filled(const struct cv_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += row->cell[i].len > 0;
	return n;
}

/* A canonical kind: what it needs is there, and three of four columns are its own. */
static bool recognise(const struct imp_options *opt, const struct cv_row *row, int *ret_kind)
{
	size_t best = 1;
	bool party;

	*ret_kind = -1;
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		size_t n = known_columns(opt, (enum reg_kind)k, row);

		if (n > best && 4 * n >= 3 * filled(row) && has_required(opt, (enum reg_kind)k, row)) {
			best = n;
			*ret_kind = k;
		}
	}
	if (*ret_kind >= 0)
		return true;
	list_meanings(opt, row, &party);
	if (party)
		*ret_kind = IMP_LIST;
	return party;
}

static enum cv_err unrecognised(const struct cv_row *row, struct cv_error *err)
{
	struct cv_str names = { 0 };
	enum cv_err e;

	for (size_t i = 0; i < row->n && i < 20; i++)
		cv_str_printf(&names, "%s'%.40s'", i ? ", " : "", row->cell[i].text);
	e = cv_fail(err, CV_E_CSV, "line %zu: the columns %s are neither those of a kind (parties, transfers, safeguards, certifications, "
		"assessments) nor those of a sub-processor list: say --as KIND, or name a column with --map 'Their column=field'",
		row->line, cv_str_text(&names));
	cv_str_finish(&names);
	return e;
}

static enum cv_err settle_kind(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	const char *as = g->opt->as;
	enum reg_kind kind;
	bool party;

	if (as == NULL)
		return recognise(g->opt, row, &g->kind) ? CV_OK : unrecognised(row, err);
	if (cv_streq(as, "list")) {
		g->kind = IMP_LIST;
		list_meanings(g->opt, row, &party);
		return party ? CV_OK : cv_fail(err, CV_E_CSV,
			"line %zu: no column names the party: say which with --map 'Their column=party'", row->line);
	}
	if (!reg_kind_parse(as, &kind))
		return cv_fail_at(err, CV_E_USAGE, "as",
			"'%s' is no kind: write parties, transfers, safeguards, certifications, assessments or list", as);
	g->kind = (int)kind;
	return CV_OK;
}

/* "from" beside "to": the list is of edges, and the first is who discloses. "Hosting ..." is where data are stored. */
static void settle_list_columns(struct imp_reading *g)
{
	size_t parties = 0;

	for (size_t i = 0; i < g->n_columns; i++)
		parties += (g->column[i].meaning & IMP_M_PARTY) != 0;
	for (size_t i = 0; i < g->n_columns; i++) {
		struct imp_column *c = &g->column[i];
		struct cv_str folded = { 0 };

		cv_fold(c->header, strlen(c->header), &folded);
		if (parties > 1 && (c->meaning & IMP_M_PARTY) && cv_starts(cv_str_text(&folded), "from"))
			c->meaning = IMP_M_EXPORTER;
		if ((c->meaning & IMP_M_PROCESSING) && (strstr(cv_str_text(&folded), "host") || strstr(cv_str_text(&folded), "storage") ||
			strstr(cv_str_text(&folded), "data region")))
			c->meaning |= IMP_M_HOSTING;
		cv_str_finish(&folded);
	}
}

static enum cv_err take_columns(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	for (size_t i = 0; i < row->n; i++) {
		struct imp_column *c = &g->column[i];

		c->header = cv_strdup(row->cell[i].text);
		if (c->header == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		g->n_columns = i + 1;
		c->field = -1;
		if (g->kind == IMP_LIST) {
			c->meaning = meaning_of(g->opt, c->header);
			continue;
		}
		c->field = field_of(g->opt, (enum reg_kind)g->kind, c->header);
		for (size_t k = 0; k < i; k++)
			if (c->field >= 0 ? g->column[k].field == c->field : *c->header && cv_streq(g->column[k].header, c->header))
				return cv_fail(err, CV_E_CSV, "line %zu: the column '%s' stands twice in the header", row->line, c->header);
		if (c->field >= 0)
			g->given[c->field] = true;
		else if (*c->header)
			cv_str_printf(&g->rep->notes, "column '%s' is not one of %s: kept as it is\n", c->header,
				reg_kind_info((enum reg_kind)g->kind)->plural);
	}
	return CV_OK;
}

static enum cv_err check_required(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info((enum reg_kind)g->kind);

	for (size_t i = 0; i < info->n; i++)
		if (info->column[i].required && !g->given[i])
			return cv_fail_at(err, CV_E_CSV, info->column[i].name,
				"line %zu: the column '%s' is missing; %s need it (or name it with --map 'Their column=%s')", row->line,
				info->column[i].name, info->plural, info->column[i].name);
	return CV_OK;
}

static enum cv_err check_maps(struct imp_reading *g, struct cv_error *err)
{
	for (size_t m = 0; m < g->opt->n_maps; m++) {
		const struct imp_map *map = &g->opt->map[m];
		bool known = g->kind != IMP_LIST && reg_column_index((enum reg_kind)g->kind, map->field) >= 0, there = false;

		for (size_t i = 0; g->kind == IMP_LIST && i < CV_LEN(meanings); i++)
			known |= cv_streq(meanings[i].word, map->field);
		for (size_t i = 0; i < g->n_columns; i++)
			there |= cv_streq(g->column[i].header, map->column);
		if (!there)
			return cv_fail_at(err, CV_E_USAGE, "map", "the file has no column '%s'", map->column);
		if (!known)
			return cv_fail_at(err, CV_E_USAGE, "map", "'%s' is no field of this kind of file", map->field);
	}
	return CV_OK;
}

enum cv_err imp_header(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	TRY(settle_kind(g, row, err));
	TRY(take_columns(g, row, err));
	if (g->kind == IMP_LIST)
		settle_list_columns(g);
	TRY(check_maps(g, err));
	if (g->kind != IMP_LIST)
		TRY(check_required(g, row, err));
	g->header_seen = true;
	g->header_line = row->line;
	snprintf(g->rep->kind, sizeof(g->rep->kind), "%s",
		g->kind == IMP_LIST ? "list" : reg_kind_info((enum reg_kind)g->kind)->plural);
	return CV_OK;
}
