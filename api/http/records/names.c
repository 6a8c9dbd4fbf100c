/* The filter by part of a name: that of a party, or of the parties that a record names. */
#include "api/http/records/records.h"

#include <stdlib.h>
#include <string.h>

enum { UNKNOWN, NOT_MEANT, MEANT }; /* of a party: it is looked at once */

/* The column of a notice for a processor that is not on file; -1: the kind has none. */
static int written(enum reg_kind kind)
{
	return reg_column_index(kind, "subject_name");
}

bool http_names(enum reg_kind kind)
{
	const struct reg_kind_info *info = reg_kind_info(kind);

	for (size_t i = 0; i < info->n; i++)
		if (info->column[i].type == REG_PARTY)
			return true;
	return kind == REG_PARTIES;
}

/* A name or alias that has it in it, folded. */
static bool named(const struct http_asked *a, const char *name, const char *aliases)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	size_t len;

	cv_fold(name, strlen(name), &folded);
	for (const char *p = aliases, *w; (w = cv_next(&p, ';', &len)) != NULL;) {
		cv_str_putc(&folded, '\n');
		cv_fold(w, len, &folded);
	}
	return strstr(cv_str_text(&folded), cv_str_text(&a->folded)) != NULL;
}

enum cv_err http_names_ready(struct http_asked *a, struct cv_error *err)
{
	a->meant = calloc(a->view->v->n_parties + 1, sizeof(*a->meant));
	return a->meant ? CV_OK : cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

static bool meant(const struct http_asked *a, const char *id)
{
	const struct reg_view *v = a->view->v;
	uint32_t i = *id ? reg_view_party(v, id) : REG_NOBODY;

	if (i == REG_NOBODY)
		return false;
	if (a->meant[i] == UNKNOWN)
		a->meant[i] = named(a, v->party[i].name, v->party[i].aliases) ? MEANT : NOT_MEANT;
	return a->meant[i] == MEANT;
}

bool http_names_fit(const struct http_asked *a, const struct reg_record *rec)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);
	int text = written(rec->kind);

	if (rec->kind == REG_PARTIES)
		return named(a, rec->cell[1], rec->cell[2]);
	for (size_t i = 0; i < info->n; i++)
		if (info->column[i].type == REG_PARTY && meant(a, rec->cell[i]))
			return true;
	return text >= 0 && named(a, rec->cell[text], "");
}
