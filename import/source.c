/* What a file is an edition of, and what was remembered of its columns. */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Dates and numbers of an edition: "2026", "08", "v3", "20260805". */
static bool edition(const char *w, size_t n)
{
	if (n > 1 && (*w == 'v' || *w == 'V')) {
		w++;
		n--;
	}
	for (size_t i = 0; i < n; i++)
		if (w[i] < '0' || w[i] > '9')
			return false;
	return n > 0;
}

static void add_word(const char *w, size_t n, char *ret, size_t size)
{
	size_t len = strlen(ret);

	if (n == 0 || edition(w, n) || len + n + 2 > size)
		return;
	if (len > 0)
		ret[len++] = '-';
	memcpy(ret + len, w, n);
	ret[len + n] = '\0';
}

void imp_source_name(const char *file, char *ret, size_t size)
{
	CV_AUTO(cv_str_finish) struct cv_str slug = { 0 };
	const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file, *dot = strrchr(name, '.');

	cv_slug(name, dot && dot > name ? (size_t)(dot - name) : strlen(name), &slug);
	ret[0] = '\0';
	for (const char *p = cv_str_text(&slug); *p;) {
		size_t n = strcspn(p, "-");

		add_word(p, n, ret, size);
		p += n + (p[n] == '-');
	}
	if (*ret == '\0')
		snprintf(ret, size, "%.60s", slug.len ? cv_str_text(&slug) : "file");
}

/* ---- columns remembered ---- */

static void setting_name(const struct imp_reading *g, char *ret, size_t size)
{
	snprintf(ret, size, "import.map/%s", g->rep->source);
}

static bool given(const struct imp_options *opt, const char *column)
{
	for (size_t i = 0; i < opt->n_maps; i++)
		if (strcasecmp(opt->map[i].column, column) == 0)
			return true;
	return false;
}

/* "column US field RS column US field": split in place. */
static size_t split(char *text, struct imp_map *map, size_t max)
{
	size_t n = 0;

	for (char *p = text, *next; p && *p && n < max; p = next) {
		char *us = strchr(p, '\x1f');

		next = strchr(p, '\x1e');
		if (next)
			*next++ = '\0';
		if (us == NULL)
			continue;
		*us = '\0';
		map[n++] = (struct imp_map){ p, us + 1, true };
	}
	return n;
}

enum cv_err imp_maps_recall(struct imp_reading *g, struct imp_options *own, struct cv_error *err)
{
	struct imp_map old[IMP_MAPS_MAX];
	char name[128];
	size_t n;

	setting_name(g, name, sizeof(name));
	TRY(reg_setting(g->r, name, &g->remembered, err));
	n = split(g->remembered, old, IMP_MAPS_MAX);
	for (size_t i = 0; i < own->n_maps && g->n_maps < IMP_MAPS_MAX; i++)
		g->map[g->n_maps++] = own->map[i];
	for (size_t i = 0; i < n && g->n_maps < IMP_MAPS_MAX; i++) {
		if (given(own, old[i].column))
			continue;
		cv_str_printf(&g->rep->notes, "the column '%s' is taken for %s, as remembered for %s\n", old[i].column,
			old[i].field, g->rep->source);
		g->map[g->n_maps++] = old[i];
	}
	own->map = g->map;
	own->n_maps = g->n_maps;
	return CV_OK;
}

enum cv_err imp_maps_keep(struct imp_reading *g, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	char name[128];
	bool more = false;

	for (size_t i = 0; i < g->n_maps; i++) {
		cv_str_printf(&all, "%s%s\x1f%s", i ? "\x1e" : "", g->map[i].column, g->map[i].field);
		more |= !g->map[i].remembered;
	}
	if (!more)
		return CV_OK;
	if (all.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	setting_name(g, name, sizeof(name));
	return reg_set(g->r, name, cv_str_text(&all), err);
}
