/* A pack from bytes: read every table, build, check, or report and refuse. */
#include "registry/law/pack.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const struct law_file *find(const struct law_file *file, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (cv_streq(file[i].name, name))
			return &file[i];
	return NULL;
}

const char *law_file_name(const char *name)
{
	size_t n;
	const struct law_file *builtin = law_builtin_files(&n), *file = find(builtin, n, name);

	return file ? file->name : NULL;
}

/* Tables that only bind rules to slugs may be left out of a pack; its facts may not. */
static bool may_be_missing(enum law_table_id id)
{
	return id >= LAW_SCOPES;
}

static void read_tables(struct law_load *l, const struct law_file *file, size_t n)
{
	size_t n_builtin;
	const struct law_file *builtin = law_builtin_files(&n_builtin);

	for (size_t i = 0; i < LAW_TABLE_COUNT && !l->nomem; i++) {
		struct law_table *t = &l->p->table[i];
		const struct law_file *f = find(file, n, law_table_file[i]);

		t->file = law_table_file[i];
		if (f == NULL && may_be_missing((enum law_table_id)i))
			f = find(builtin, n_builtin, law_table_file[i]);
		if (f == NULL) {
			l->t = t;
			l->r = NULL;
			law_finding(l, "", "the pack has no such file: add it beside the others");
			continue;
		}
		law_table_read(l, t, f);
	}
}

enum cv_err law_pack_load(const struct law_file *file, size_t n, struct law_pack **ret, struct cv_str *report,
	struct cv_error *err)
{
	struct cv_str own = { 0 };
	struct law_load l = { .report = report ? report : &own };
	enum cv_err e = CV_OK;

	l.p = calloc(1, sizeof(*l.p));
	if (l.p == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	l.p->io_unknown = law_io_place(l.p, "io-", 3, false);
	read_tables(&l, file, n);
	if (l.findings == 0 && !l.nomem)
		law_build(&l);
	if (l.findings == 0 && !l.nomem)
		law_check_ties(&l);
	if (l.findings == 0 && !l.nomem && !law_derive(l.p))
		l.nomem = true;
	if (l.nomem || l.report->failed)
		e = cv_fail(err, CV_E_NOMEM, "out of memory");
	else if (l.findings > 0)
		e = cv_fail(err, CV_E_PACK, "the law pack has %zu error%s; the first: %.*s", l.findings,
			l.findings == 1 ? "" : "s", (int)strcspn(cv_str_text(l.report), "\n"), cv_str_text(l.report));
	cv_str_finish(&own);
	if (e != CV_OK) {
		law_pack_destroy(l.p);
		return e;
	}
	*ret = l.p;
	return CV_OK;
}

void law_pack_destroy(struct law_pack *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < LAW_TABLE_COUNT; i++)
		free(p->table[i].row);
	free(p->stand);
	cv_arena_finish(&p->arena);
	free(p);
}

const char *law_pack_version(const struct law_pack *p)
{
	return p->version;
}

/* ---- the pack compiled in ---- */

static struct law_pack *builtin;
static struct cv_error builtin_error;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void free_builtin(void)
{
	law_pack_destroy(builtin);
	builtin = NULL;
}

static void load_builtin(void)
{
	size_t n;
	const struct law_file *files = law_builtin_files(&n);

	if (law_pack_load(files, n, &builtin, NULL, &builtin_error) == CV_OK)
		atexit(free_builtin);
}

const struct law_pack *law_builtin(struct cv_error *err)
{
	pthread_once(&once, load_builtin);
	if (builtin == NULL && err)
		*err = builtin_error;
	return builtin;
}
