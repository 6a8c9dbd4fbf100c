/* The covered entities of a row: names divided by lines, semicolons or commas, with commas in the names. */
#include "import/dpf.h"
#include "import/list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { JOINED_MAX = 6 };

struct piece {
	const char *at;
	size_t len;
	bool form; /* ends in a legal form: the name is whole */
};

struct pieces {
	struct piece *p;
	size_t n, cap;
	bool forms; /* some piece ends in one */
};

static void finish(struct pieces *s)
{
	free(s->p);
}

static void trim(const char **at, size_t *len)
{
	while (*len > 0 && strchr(" \t\r\n", **at)) {
		++*at;
		--*len;
	}
	while (*len > 0 && strchr(" \t\r\n", (*at)[*len - 1]))
		--*len;
	if (*len > 4 && strncasecmp(*at, "and ", 4) == 0) {
		*at += 4;
		*len -= 4;
		trim(at, len);
	}
}

static enum cv_err add_piece(struct pieces *s, const char *at, size_t len, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	void *more = s->p;
	bool form;

	trim(&at, &len);
	cv_fold(at, len, &folded);
	if (folded.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (folded.len == 0)
		return CV_OK;
	form = imp_dpf_is_form(folded.data);
	if (form && s->n > 0) { /* ", Inc." belongs to the name before it */
		s->p[s->n - 1].len = (size_t)(at + len - s->p[s->n - 1].at);
		s->p[s->n - 1].form = s->forms = true;
		return CV_OK;
	}
	if (form)
		return CV_OK; /* of no name */
	TRY(imp_grow(&more, &s->cap, s->n, sizeof(*s->p), err));
	s->p = more;
	s->p[s->n] = (struct piece){ at, len, imp_dpf_has_form(folded.data) };
	s->forms |= s->p[s->n++].form;
	return CV_OK;
}

/* The longest run of pieces from i that is a name of ours; *ret_n: how many, 0: none. */
static enum cv_err take_run(
	struct imp_dpf_naming *m, const struct pieces *s, size_t i, size_t *ret_n, struct cv_error *err)
{
	size_t most = 1;

	while (most < JOINED_MAX && i + most < s->n && !s->p[i + most - 1].form) /* a name ends with its form */
		most++;
	*ret_n = 0;
	for (size_t n = most; n > 0; n--) {
		const struct piece *first = &s->p[i], *last = &s->p[i + n - 1];
		CV_AUTO(cv_str_finish) struct cv_str name = { 0 };
		bool found;

		cv_str_add(&name, first->at, (size_t)(last->at + last->len - first->at));
		m->clear = !s->forms || ((i == 0 || first[-1].form) && (i + n == s->n || last->form));
		if (name.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		TRY(imp_dpf_take(m, cv_str_text(&name), &found, err));
		if (!found)
			continue;
		*ret_n = n;
		return CV_OK;
	}
	return CV_OK;
}

/* One line of the cell, or what stands between two semicolons. */
static enum cv_err take_segment(struct imp_dpf_naming *m, const char *text, size_t len, struct cv_error *err)
{
	CV_AUTO(finish) struct pieces s = { 0 };
	const char *end = text + len;

	for (const char *p = text; p < end;) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		const char *stop = comma ? comma : end;

		TRY(add_piece(&s, p, (size_t)(stop - p), err));
		p = stop + 1;
	}
	for (size_t i = 0; i < s.n;) {
		size_t n;

		TRY(take_run(m, &s, i, &n, err));
		i += n ? n : 1;
	}
	return CV_OK;
}

static enum cv_err take_line(struct imp_dpf_naming *m, const char *line, size_t len, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str raw = { 0 }, clean = { 0 };

	cv_str_add(&raw, line, len);
	imp_clean(cv_str_text(&raw), &clean); /* before semicolons divide: "&amp;" holds one */
	if (raw.failed || clean.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (const char *p = cv_str_text(&clean); *p;) {
		size_t n = strcspn(p, ";|");

		TRY(take_segment(m, p, n, err));
		p += n;
		p += *p != '\0';
	}
	return CV_OK;
}

enum cv_err imp_dpf_covered(struct imp_dpf_naming *m, struct cv_error *err)
{
	for (const char *p = m->cell; *p;) {
		size_t n = strcspn(p, "\r\n");

		TRY(take_line(m, p, n, err));
		p += n;
		p += *p != '\0';
	}
	return CV_OK;
}
