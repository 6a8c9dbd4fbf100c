/* The header row: which kind of file, and what each column is. */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_LEN = 64 };

/* A name of ours, however they write it: "Exporter Role" -> "exporter_role". Longer ones are none of ours. */
static void normal(const char *text, char ret[NAME_LEN])
{
	size_t n = 0;

	for (const char *p = text; *p && n < NAME_LEN - 1; p++) {
		if (strchr(" \t\r\n-_", *p)) {
			if (n > 0 && ret[n - 1] != '_')
				ret[n++] = '_';
		} else {
			ret[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
		}
	}
	while (n > 0 && ret[n - 1] == '_')
		n--;
	ret[n] = '\0';
}

static bool same_name(const char *a, const char *b)
{
	char x[NAME_LEN], y[NAME_LEN];

	normal(a, x);
	normal(b, y);
	return cv_streq(x, y);
}

static const char *mapped(const struct imp_options *opt, const char *header)
{
	for (size_t i = 0; i < opt->n_maps; i++)
		if (same_name(opt->map[i].column, header))
			return opt->map[i].field;
	return NULL;
}

/* ---- columns of a foreign list ---- */

static const struct {
	const char *word;
	unsigned meaning;
	int field;
} list_fields[] = { /* what --map may name */
	{ "party", IMP_M_PARTY, IMP_NONE }, { "name", IMP_M_PARTY, IMP_NONE }, { "exporter", 0, IMP_EXPORTER },
	{ "purpose", IMP_M_PURPOSE, IMP_NONE }, { "purposes", IMP_M_PURPOSE, IMP_NONE },
	{ "service", IMP_M_SERVICE, IMP_NONE }, { "role", IMP_M_ROLE, IMP_NONE },
	{ "processing", IMP_M_PROCESSING, IMP_NONE }, { "entity", IMP_M_ENTITY, IMP_NONE },
	{ "country", IMP_M_LOCATION, IMP_NONE }, { "location", IMP_M_LOCATION, IMP_NONE },
	{ "mechanism", IMP_M_MECHANISM, IMP_NONE }, { "data_categories", IMP_M_DATA, IMP_NONE },
	{ "data_subjects", IMP_M_SUBJECTS, IMP_NONE }, { "retention", IMP_M_RETENTION, IMP_NONE },
	{ "website", IMP_M_LINK, IMP_NONE }, { "contact", IMP_M_CONTACT, IMP_NONE }, { "notes", IMP_M_NOTES, IMP_NONE },
	{ "ignore", 0, IMP_IGNORED },
};

static void list_column(const struct imp_options *opt, const char *header, struct imp_column *ret)
{
	const char *field = mapped(opt, header);

	ret->field = IMP_NONE;
	ret->meaning = field ? 0 : imp_header_read(header, strlen(header));
	for (size_t i = 0; field && i < CV_LEN(list_fields); i++) {
		if (!same_name(list_fields[i].word, field))
			continue;
		ret->meaning = list_fields[i].meaning;
		ret->field = list_fields[i].field;
	}
}

/* With two columns of names, these are the one whose list it is. */
static bool names_the_owner(const char *header)
{
	static const char *const owner[] = { "company", "from_name", "from", "organisation", "organization", "customer",
		"controller", "exporter", "list_owner", "published_by" };

	for (size_t i = 0; i < CV_LEN(owner); i++)
		if (same_name(owner[i], header))
			return true;
	return false;
}

/* One column names the party, at most one other the exporter; further names are kept as they are. */
static void settle_names(struct imp_reading *g)
{
	size_t names = 0, owners = 0, receivers = 0;
	bool owner_said = false, party_said = false;

	for (size_t i = 0; i < g->n_columns; i++) {
		owner_said |= g->column[i].field == IMP_EXPORTER;
		names += (g->column[i].meaning & IMP_M_PARTY) != 0;
		owners += (g->column[i].meaning & IMP_M_PARTY) && names_the_owner(g->column[i].header);
		receivers += (g->column[i].meaning & IMP_M_PARTY) && imp_header_receiver(g->column[i].header);
	}
	for (size_t i = 0; i < g->n_columns; i++) {
		struct imp_column *c = &g->column[i];

		if (!(c->meaning & IMP_M_PARTY))
			continue;
		if (names > owners && names_the_owner(c->header)) {
			c->meaning = 0;
			c->field = owner_said ? IMP_NONE : IMP_EXPORTER;
			owner_said = true;
		} else if (party_said || (receivers > 0 && !imp_header_receiver(c->header))) {
			c->meaning &= ~(unsigned)IMP_M_PARTY;
		} else {
			party_said = true;
		}
	}
}

/* ---- columns of a canonical kind ---- */

static int field_of(const struct imp_options *opt, enum reg_kind kind, const char *header)
{
	const char *name = mapped(opt, header);
	char text[NAME_LEN];

	normal(name ? name : header, text);
	if (name && cv_streq(text, "ignore"))
		return IMP_IGNORED;
	return reg_column_index(kind, text);
}

bool imp_is_column(enum reg_kind kind, const char *header)
{
	char text[NAME_LEN];

	normal(header, text);
	return reg_column_index(kind, text) >= 0;
}

static size_t known_columns(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row)
{
	size_t known = 0;

	for (size_t i = 0; i < row->n; i++)
		known += field_of(opt, kind, row->cell[i].text) >= 0;
	return known;
}

static bool has_column(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row, int column)
{
	for (size_t i = 0; i < row->n; i++)
		if (field_of(opt, kind, row->cell[i].text) == column)
			return true;
	return false;
}

static bool has_required(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	for (size_t c = 0; c < info->n; c++)
		if (info->column[c].required && !has_column(opt, kind, row, (int)c))
			return false;
	return true;
}

/* "name, country, website" may stand over any list of vendors: a file of parties has a column that only such a file has. */
static bool has_mark(const struct imp_options *opt, enum reg_kind kind, const struct cv_row *row)
{
	static const char *const mark[REG_KIND_COUNT][8] = {
		[REG_PARTIES] = { "id", "aliases", "kind", "advisor_type", "parent", "own", "identifiers",
			"attributes" },
		[REG_CONTRACTS] = { "id", "direction", "signed", "authorisation", "notice_days", "objection_days" },
	};

	for (size_t i = 0; i < CV_LEN(mark[kind]) && mark[kind][i]; i++)
		if (has_column(opt, kind, row, reg_column_index(kind, mark[kind][i])))
			return true;
	return mark[kind][0] == NULL;
}

/* ---- which kind ---- */

static size_t list_meanings(const struct imp_options *opt, const struct cv_row *row, bool *ret_party)
{
	size_t known = 0;

	*ret_party = false;
	for (size_t i = 0; i < row->n; i++) {
		struct imp_column c;

		list_column(opt, row->cell[i].text, &c);
		known += c.meaning != 0;
		*ret_party |= (c.meaning & IMP_M_PARTY) != 0;
	}
	return known;
}

size_t imp_header_score(const struct imp_options *opt, const struct cv_row *row)
{
	bool party;
	size_t best = list_meanings(opt, row, &party);

	for (enum reg_kind k = 0; k < REG_KIND_COUNT; k++)
		if (known_columns(opt, k, row) > best && (k < REG_CONTRACTS || has_required(opt, k, row)))
			best = known_columns(opt, k, row);
	return imp_dpf_score(opt, row) > best ? imp_dpf_score(opt, row) : best;
}

static size_t named(const struct cv_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += row->cell[i].len > 0 && !imp_is_reject_column(row->cell[i].text);
	return n;
}

/* A canonical kind: what it needs is there, and three of four columns are its own. Else a list, if it names parties. */
static bool recognise(const struct imp_options *opt, const struct cv_row *row, int *ret_kind)
{
	size_t best = 1;
	bool party;

	*ret_kind = IMP_NONE;
	for (enum reg_kind kind = 0; kind < REG_KIND_COUNT; kind++) {
		size_t n = known_columns(opt, kind, row);

		if (n > best && 4 * n >= 3 * named(row) && has_required(opt, kind, row) && has_mark(opt, kind, row)) {
			best = n;
			*ret_kind = (int)kind;
		}
	}
	if (*ret_kind < 0 && imp_dpf_recognise(opt, row))
		*ret_kind = IMP_DPF;
	if (*ret_kind >= 0)
		return true;
	list_meanings(opt, row, &party);
	if (party)
		*ret_kind = IMP_LIST;
	return party;
}

/* The columns seen, for a message. */
static void column_names(const struct cv_row *row, struct cv_str *out)
{
	for (size_t i = 0; i < row->n && i < 20; i++)
		cv_str_printf(out, "%s%.40s", i ? ", " : "", row->cell[i].text);
	if (row->n > 20)
		cv_str_puts(out, " ...");
}

static enum cv_err settle_kind(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str names = { 0 };
	const char *as = g->opt->as;
	enum reg_kind kind;
	bool party;

	column_names(row, &names);
	if (as == NULL)
		return recognise(g->opt, row, &g->kind) ? CV_OK : cv_fail(err, CV_E_CSV,
			"line %zu: the columns (%s) are neither those of parties, transfers, safeguards, certifications or assessments nor "
			"those of a list of receivers: say --as KIND, and --map 'Their column=field' for columns that are named differently",
			row->line, cv_str_text(&names));
	if (cv_streq(as, "list")) {
		g->kind = IMP_LIST;
		list_meanings(g->opt, row, &party);
		return party ? CV_OK : cv_fail(err, CV_E_CSV,
			"line %zu: none of the columns (%s) names the party: %s", row->line, cv_str_text(&names),
			g->r ? "say which with --map 'Their column=party'" : "call the one that does Name");
	}
	if (cv_streq(as, "dpf-list")) {
		g->kind = IMP_DPF;
		return imp_dpf_check(g->opt, row, cv_str_text(&names), err);
	}
	if (!reg_kind_parse(as, &kind))
		return cv_fail_at(err, CV_E_USAGE, "as",
			"'%s' is no kind: write parties, transfers, safeguards, certifications, assessments, contracts ..., list or "
			"dpf-list", as);
	g->kind = (int)kind;
	for (size_t i = 0; i < reg_kind_info(kind)->n; i++)
		if (reg_kind_info(kind)->column[i].required && !has_column(g->opt, kind, row, (int)i))
			return cv_fail_at(err, CV_E_CSV, reg_kind_info(kind)->column[i].name,
				"line %zu: %s need the column %s; the file has %s: name it with --map 'Their column=%s'", row->line, as,
				reg_kind_info(kind)->column[i].name, cv_str_text(&names), reg_kind_info(kind)->column[i].name);
	return CV_OK;
}

/* ---- the columns ---- */

static char *header_text(const char *text, size_t n)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };
	const char *p = cv_csv_restore(text);
	size_t len;

	p += strspn(p, " \t\r\n");
	len = strlen(p);
	while (len > 0 && strchr(" \t\r\n", p[len - 1]))
		len--;
	if (len == 0)
		cv_str_printf(&name, "column %zu", n + 1);
	else
		cv_str_add(&name, p, len);
	return name.failed ? NULL : cv_strdup(cv_str_text(&name));
}

static enum cv_err check_twice(const struct imp_reading *g, size_t i, size_t line, struct cv_error *err)
{
	const struct imp_column *c = &g->column[i];

	for (size_t k = 0; k < i; k++)
		if (strcasecmp(g->column[k].header, c->header) == 0 || (c->field >= 0 && g->column[k].field == c->field))
			return cv_fail(err, CV_E_CSV, "line %zu: the column '%s' stands twice in the header: rename or remove one of them",
				line, c->header);
	return CV_OK;
}

static enum cv_err take_columns(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	for (size_t i = 0; i < row->n; i++) {
		struct imp_column *c = &g->column[i];
		CV_AUTO(cv_str_finish) struct cv_str meant = { 0 };

		c->header = header_text(row->cell[i].text, i);
		if (c->header == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		g->n_columns = i + 1;
		if (imp_mojibake(c->header, strlen(c->header), &meant))
			return cv_fail(err, CV_E_CSV, "line %zu: '%.80s' was encoded twice, it must have been '%.80s': --repair puts it right, "
				"or save the file as \"CSV UTF-8\" where it comes from", row->line, c->header, cv_str_text(&meant));
		if (g->kind == IMP_LIST)
			list_column(g->opt, c->header, c);
		else
			c->field = g->kind == IMP_DPF ? imp_dpf_field_of(g, c->header)
				: field_of(g->opt, (enum reg_kind)g->kind, c->header);
		if (imp_is_reject_column(c->header)) { /* what --rejects added */
			*c = (struct imp_column){ .header = c->header, .field = IMP_IGNORED };
			g->of_rejects = true;
		}
		c->unnamed = imp_blank_cell(&row->cell[i]);
		TRY(check_twice(g, i, row->line, err));
		if (g->kind < REG_KIND_COUNT && c->field >= 0)
			g->given[c->field] = true;
		else if (g->kind < REG_KIND_COUNT && c->field == IMP_NONE && !c->unnamed)
			cv_str_printf(&g->rep->notes, "the column '%s' is none of ours: kept as it is\n", c->header);
	}
	return CV_OK;
}

static bool is_field(const struct imp_reading *g, const char *field)
{
	char name[NAME_LEN];

	if (g->kind == IMP_DPF)
		return imp_dpf_field(field) != IMP_NONE;
	normal(field, name);
	for (size_t i = 0; g->kind == IMP_LIST && i < CV_LEN(list_fields); i++)
		if (cv_streq(list_fields[i].word, name))
			return true;
	return g->kind != IMP_LIST && (cv_streq(name, "ignore") || reg_column_index((enum reg_kind)g->kind, name) >= 0);
}

static enum cv_err check_maps(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str names = { 0 };

	column_names(row, &names);
	for (size_t m = 0; m < g->opt->n_maps; m++) {
		const struct imp_map *map = &g->opt->map[m];
		bool there = false;

		for (size_t i = 0; i < g->n_columns; i++)
			there |= same_name(g->column[i].header, map->column);
		if (map->remembered)
			continue;
		if (!there)
			return cv_fail_at(err, CV_E_USAGE, "map", "the file has no column '%s'; it has %s", map->column,
				cv_str_text(&names));
		if (!is_field(g, map->field))
			return cv_fail_at(err, CV_E_USAGE, "map", "'%s' is no field of this kind of file (%s)", map->field, g->rep->kind);
	}
	return CV_OK;
}

enum cv_err imp_header(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	TRY(settle_kind(g, row, err));
	snprintf(g->rep->kind, sizeof(g->rep->kind), "%s",
		g->kind == IMP_DPF ? "dpf-list" : g->kind == IMP_LIST ? "list" : reg_kind_info((enum reg_kind)g->kind)->plural);
	TRY(take_columns(g, row, err));
	TRY(check_maps(g, row, err));
	if (g->kind == IMP_LIST)
		settle_names(g);
	if (g->kind == IMP_DPF)
		TRY(imp_dpf_begin(g, err));
	g->header_seen = true;
	g->header_line = row->line;
	return CV_OK;
}
