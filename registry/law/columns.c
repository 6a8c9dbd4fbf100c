/* The shape of each table: which columns it has, which may not be empty, and what may stand in it only once. */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

/* In `columns` "!" after a name: never empty; "?": may be left out; neither: must be there and may be empty. */
static const struct {
	bool may_be_bare; /* a header without rows makes sense */
	const char *key, *columns;
} shape[LAW_TABLE_COUNT] = {
	[LAW_ADEQUACY] = { false, "regime destination instrument_id scope in_force_from",
			"regime! destination! instrument_id! title? scope! scope_note? requires_certification "
			"in_force_from! in_force_until ended_by? review_or_sunset? source confidence! adopted? "
			"in_force_basis? oj_ref? legal_status! dpv_iri? source_seen?" },
	[LAW_MEMBERSHIP] = { false, "country kind from",
			"country! name! kind! from! until law note? source! confidence!" },
	[LAW_ALIASES] = { true, "alias",
			"alias! code! note?" },
	[LAW_MECHANISMS] = { false, "slug",
			"slug! regime! family! name! article! instrument! parties! valid_for_new_contracts_from "
			"valid_for_new_contracts_until valid_for_existing_until needs_tia_from needs_authorisation! "
			"status! notes? dpv_iri? source source_seen? confidence! permit_countries permit_until "
			"contested_from ground public_authority" },
	[LAW_FRAMEWORKS] = { true, "slug",
			"slug! regime! name! instrument! certification_opens! reliance_from! reliance_until "
			"exporter_countries? coverage_kinds? recertification_months? statuses? precondition "
			"list_operator? list_url? list_fields? notes? source! source_seen? confidence! carries_over "
			"eea_efta_from" },
	[LAW_EVENTS] = { true, "date event",
			"date! regime! event! instrument! effect! affects! source confidence! flag? flag_note?" },
	[LAW_SCOPES] = { false, "scope",
			"scope! yes no otherwise! note" },
	[LAW_NONTRANSFERS] = { false, "when regime from",
			"order! when! regime! from until slug settled! note! source" },
	[LAW_FAMILIES] = { false, "family regime",
			"family! regime! slugs! note!" },
	[LAW_REGIMES] = { false, "regime",
			"regime! name! law! from! inside art3_2_from authority_words! note source addendum? "
			"not_offered? region?" },
	[LAW_PACK] = { false, "key",
			"key! value!" },
};

struct column {
	const char *name;
	size_t len;
	char mark; /* '!', '?' or ' ' */
};

static bool next_column(const char **p, struct column *ret)
{
	size_t len;
	const char *w = cv_next(p, ' ', &len);

	if (w == NULL)
		return false;
	*ret = (struct column){ w, len, ' ' };
	if (w[len - 1] == '!' || w[len - 1] == '?')
		ret->mark = w[--ret->len];
	return true;
}

static int column_at(const struct law_table *t, const char *name, size_t len)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (strlen(t->column[i]) == len && memcmp(t->column[i], name, len) == 0)
			return (int)i;
	return -1;
}

int law_column_of(const struct law_table *t, const char *name)
{
	return column_at(t, name, strlen(name));
}

static bool known(const char *columns, const char *name)
{
	struct column c;

	while (next_column(&columns, &c))
		if (strlen(name) == c.len && memcmp(name, c.name, c.len) == 0)
			return true;
	return false;
}

static void check_header(struct law_load *l, const char *columns)
{
	const struct law_table *t = l->t;
	struct column c;

	if (t->n_columns == 0) {
		law_finding(l, "", "the file is empty: begin it with the names of its columns");
		return;
	}
	if (t->n_columns == 1) {
		law_finding(l, "", "the header is a single cell: separate the columns by commas");
		return;
	}
	for (size_t i = 0; i < t->n_columns; i++) {
		if (*t->column[i] == '\0')
			law_finding(l, "", "column %zu has no name: name it or remove it", i + 1);
		else if (column_at(t, t->column[i], strlen(t->column[i])) != (int)i)
			law_finding(l, t->column[i], "stands twice in the header: keep one");
		else if (!known(columns, t->column[i]))
			law_finding(l, t->column[i], "is no column of this table: correct its name or remove it");
	}
	while (next_column(&columns, &c))
		if (c.mark != '?' && column_at(t, c.name, c.len) < 0)
			law_finding(l, "", "the column %.*s is missing: add it to the header and to every row",
				(int)c.len, c.name);
}

static bool blank(const char *cell)
{
	return cell[strspn(cell, " \t\r\n")] == '\0';
}

static void check_filled(struct law_load *l, const char *columns)
{
	struct column c;

	while (next_column(&columns, &c)) {
		int at = column_at(l->t, c.name, c.len);

		for (size_t i = 0; c.mark == '!' && at >= 0 && i < l->t->n_rows; i++) {
			l->r = &l->t->row[i];
			if (blank(l->r->cell[at]))
				law_finding(l, l->t->column[at], "is empty: every row needs a value here");
		}
	}
	l->r = NULL;
}

enum { KEY_MAX = 8 };
struct key {
	int at[KEY_MAX];
	size_t n;
};

static int by_key(const struct law_row *x, const struct law_row *y, const struct key *k)
{
	for (size_t i = 0; i < k->n; i++) {
		int d = strcmp(x->cell[k->at[i]], y->cell[k->at[i]]);

		if (d != 0)
			return d;
	}
	return 0;
}

static int by_key_and_line(const void *a, const void *b, void *key)
{
	const struct law_row *x = *(const struct law_row *const *)a, *y = *(const struct law_row *const *)b;
	int d = by_key(x, y, key);

	return d != 0 ? d : (x->line > y->line) - (x->line < y->line);
}

static void check_doubles(struct law_load *l, const char *columns)
{
	const struct law_table *t = l->t;
	const struct law_row **sorted = calloc(t->n_rows + 1, sizeof(*sorted)), *first;
	struct key key = { .n = 0 };
	const char *p = columns;
	struct column c;

	if (sorted == NULL) {
		l->nomem = true;
		return;
	}
	while (key.n < KEY_MAX && next_column(&p, &c))
		key.at[key.n++] = column_at(t, c.name, c.len);
	for (size_t i = 0; i < t->n_rows; i++)
		sorted[i] = &t->row[i];
	qsort_r(sorted, t->n_rows, sizeof(*sorted), by_key_and_line, &key);
	first = sorted[0];
	for (size_t i = 1; i < t->n_rows; i++) {
		l->r = sorted[i];
		if (by_key(first, l->r, &key) == 0)
			law_finding(l, "", "says again what line %zu says (same %s): keep one of them",
				first->line, columns);
		else
			first = l->r;
	}
	l->r = NULL;
	free(sorted);
}

void law_check_table(struct law_load *l)
{
	size_t table = (size_t)(l->t - l->p->table), before = l->findings;

	check_header(l, shape[table].columns);
	if (l->findings > before)
		return;
	if (l->t->n_rows == 0 && !shape[table].may_be_bare)
		law_finding(l, "", "has a header and no rows: fill it, or leave the change out");
	check_filled(l, shape[table].columns);
	check_doubles(l, shape[table].key);
}
