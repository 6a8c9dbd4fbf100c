/* Versions in and out of the tables. */
#include "registry/log/entry.h"

#include <stdlib.h>
#include <string.h>

enum cv_err reg_close_version(
	struct reg *r, enum reg_kind kind, const char *key, int64_t n, int64_t known_from, struct cv_error *err)
{
	bool same_change = known_from == r->seq;
	struct db_q *q = db_use(r->db, (same_change ? DB_FACT_DROP : DB_FACT_CLOSE) + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	if (kind == REG_PARTIES)
		memset(r->there, 0, sizeof(r->there));
	if (same_change) {
		db_bind_int(q, 1, n);
		db_bind_int(q, 2, r->seq);
	} else {
		db_bind_int(q, 1, r->seq);
		db_bind_text(q, 2, key);
	}
	return db_run(q, err);
}

enum cv_err reg_next_number(struct reg *r, enum reg_kind kind, int64_t *ret, struct cv_error *err)
{
	int64_t *last = &r->last_n[kind];

	if (*last < 0)
		TRY(reg_number(r, DB_FACT_LAST + (int)kind, last, err));
	*ret = ++*last;
	return CV_OK;
}

enum cv_err reg_add_version(struct reg *r, const struct reg_record *rec, const char *sealed, const char *key,
	int64_t n, struct reg_source src, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);
	struct db_q *q = db_use(r->db, DB_FACT_ADD + (int)rec->kind, err);
	char seal[REG_SEAL_TEXT];

	if (q == NULL)
		return CV_E_STORE;
	reg_meet_key(r, rec->kind, key);
	reg_seal(r, rec, sealed, seal);
	db_bind_int(q, 1, n);
	db_bind_text(q, 2, key);
	db_bind_int(q, 3, r->seq);
	db_bind_text(q, 4, NULL);
	db_bind_int(q, 5, src.import);
	db_bind_int(q, 6, src.line);
	db_bind_text(q, 7, rec->extra);
	db_bind_text(q, 8, seal);
	for (size_t i = 0; i < info->n; i++)
		db_bind_text(q, 9 + (int)i, rec->cell[i]);
	return db_run(q, err);
}

/* ---- which facts the rows of this import spoke of ---- */

enum cv_err reg_saw(struct reg *r, enum reg_kind kind, int64_t n, int64_t line, struct cv_error *err)
{
	struct reg_seen *s = &r->seen[kind];
	size_t i = (size_t)n, cap = s->cap ? s->cap : 1024;
	uint32_t *more;

	while (cap <= i)
		cap *= 2;
	if (cap > s->cap) {
		more = realloc(s->line, cap * sizeof(*more));
		if (more == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		for (size_t k = s->cap; k < cap; k++)
			more[k] = 0;
		s->line = more;
		s->cap = cap;
	}
	s->line[i] = line > 0 ? (uint32_t)line : UINT32_MAX;
	return CV_OK;
}

int64_t reg_seen(const struct reg *r, enum reg_kind kind, int64_t n)
{
	const struct reg_seen *s = &r->seen[kind];

	return n > 0 && (size_t)n < s->cap ? s->line[n] : 0;
}

void reg_forget_seen(struct reg *r)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		free(r->seen[k].line);
		r->seen[k] = (struct reg_seen){ 0 };
	}
}
