#include "registry/core/country.h"

#include "registry/core/country_data.h"
#include "registry/core/marks.h"

#include <stdlib.h>
#include <string.h>

static const struct cv_country_row *row_of(const char *text, size_t len)
{
	size_t at;

	if (len != 2 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z')
		return NULL;
	at = cv_country_at[(text[0] - 'A') * 26 + text[1] - 'A'];
	return at ? &cv_country_rows[at - 1] : NULL;
}

bool cv_country_code(const char *text, size_t len)
{
	return row_of(text, len) != NULL;
}

const char *cv_country_name(const char *code)
{
	const struct cv_country_row *row = row_of(code, strlen(code));

	return row ? row->name : NULL;
}

const char *cv_country_name_in(const char *code, const char *language)
{
	const struct cv_country_row *row = row_of(code, strlen(code));

	if (row == NULL)
		return NULL;
	return cv_streq(language, "de") ? row->de : cv_streq(language, "fr") ? row->fr : row->name;
}

static int name_cmp(const void *key, const void *alias)
{
	return strcmp(key, ((const struct cv_country_alias *)alias)->folded);
}

const char *cv_country_by_name(const char *folded)
{
	const struct cv_country_alias *a;

	if (!cv_marks_may(cv_country_marks, CV_COUNTRY_MARKS, folded, strlen(folded)))
		return NULL;
	a = bsearch(folded, cv_country_names, cv_country_n_names, sizeof(*cv_country_names), name_cmp);

	return a ? a->code : NULL;
}

static int shared_cmp(const void *key, const void *name)
{
	return strcmp(key, ((const struct cv_country_shared_name *)name)->folded);
}

const char *cv_country_shared(const char *folded)
{
	const struct cv_country_shared_name *s = bsearch(folded, cv_country_shared_names, cv_country_n_shared_names,
		sizeof(*cv_country_shared_names), shared_cmp);

	return s ? s->codes : NULL;
}

bool cv_country_choices(const char *name, size_t len, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	const char *codes, *sep = "";
	size_t n;

	cv_fold(name, len, &folded);
	codes = cv_country_shared(cv_str_text(&folded));
	if (codes == NULL || cv_country_by_name(cv_str_text(&folded)))
		return false;
	for (const char *p = codes, *w; (w = cv_next(&p, ' ', &n)); sep = " or ")
		cv_str_printf(out, "%s%.*s (%s)", sep, (int)n, w, row_of(w, n)->name);
	return true;
}

/* English puts an article before these names; grammar, not law. */
static bool takes_article(const char *code)
{
	static const char codes[] = "AE AX BS CC CD CF CG CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH RU SB SC TC TF "
		"UM US VA VG VI ";

	return strlen(code) == 2 && strstr(codes, code) != NULL;
}

void cv_country_in_sentence(const char *code, struct cv_str *out)
{
	const char *name = cv_country_name(code);

	if (cv_starts(code, "io-"))
		cv_str_puts(out, "the organisation ");
	else if (takes_article(code))
		cv_str_puts(out, "the ");
	cv_str_puts(out, name ? name : code);
}

const char *cv_country_alpha3(const char *text, size_t len)
{
	for (size_t i = 0; len == 3 && i < cv_country_n_rows; i++)
		if (memcmp(cv_country_rows[i].alpha3, text, 3) == 0)
			return cv_country_rows[i].code;
	return NULL;
}
