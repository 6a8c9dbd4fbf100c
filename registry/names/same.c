/*
 * What people answered about names that are alike. Kept as settings, so that it has versions, shows in no record and goes when the
 * change it came with is taken back:
 *   import.same/<name>           the id of the party that the name means
 *   import.distinct/<name>/<id>  "yes": the name does not mean that party, however alike the two are
 * An empty value is an answer taken back.
 */
#include "registry/reg.h"

#include <stdlib.h>

#define SAME "import.same/"
#define SAME_END "import.same0" /* '0' follows '/' */
#define DISTINCT "import.distinct/"
#define DISTINCT_END "import.distinct0"

enum { UNKNOWN, NONE, SOME };

/* Most registers hold no answers: then no name is looked up among them. */
static enum cv_err any(struct reg *r, const char *from, const char *until, int *known, bool *ret, struct cv_error *err)
{
	struct db_q *q;

	if (r->seq == 0 || *known == UNKNOWN) {
		q = db_use(r->db, DB_SETTING_LIKE, err);
		if (q == NULL)
			return CV_E_STORE;
		db_bind_text(q, 1, from);
		db_bind_text(q, 2, until);
		do {
			TRY(db_step(q, ret, err));
		} while (*ret && *db_text(q, 1) == '\0'); /* taken back */
		db_done(q);
		*known = *ret ? SOME : NONE;
	}
	*ret = *known == SOME;
	return CV_OK;
}

static enum cv_err value_of(struct reg *r, const struct cv_str *key, char **ret, struct cv_error *err)
{
	return key->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : reg_setting(r, cv_str_text(key), ret, err);
}

static enum cv_err set(struct reg *r, const struct cv_str *key, const char *value, struct cv_error *err)
{
	return key->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : reg_set(r, cv_str_text(key), value, err);
}

/* An import that was undone may have taken the party with it. */
static enum cv_err if_on_file(struct reg *r, char *id, struct cv_error *err)
{
	struct db_q *q = *id ? db_use(r->db, DB_FACT_GET + REG_PARTIES, err) : NULL;
	bool row;

	if (*id == '\0')
		return CV_OK;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, &row, err));
	db_done(q);
	if (!row)
		*id = '\0';
	return CV_OK;
}

enum cv_err reg_same(struct reg *r, const char *name, char **ret_id, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	enum cv_err e;
	bool some;

	*ret_id = NULL;
	TRY(any(r, SAME, SAME_END, &r->same, &some, err));
	if (some) {
		cv_str_printf(&key, SAME "%s", name);
		TRY(value_of(r, &key, ret_id, err));
		e = if_on_file(r, *ret_id, err);
		if (e != CV_OK) {
			free(*ret_id);
			*ret_id = NULL;
		}
		return e;
	}
	*ret_id = cv_strdup("");
	return *ret_id ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err reg_distinct(struct reg *r, const char *name, const char *id, bool *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	char *value;

	TRY(any(r, DISTINCT, DISTINCT_END, &r->distinct, ret, err));
	if (!*ret)
		return CV_OK;
	cv_str_printf(&key, DISTINCT "%s/%s", name, id);
	TRY(value_of(r, &key, &value, err));
	*ret = *value != '\0';
	free(value);
	return CV_OK;
}

enum cv_err reg_remember_same(struct reg *r, const char *name, const char *id, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str same = { 0 }, distinct = { 0 };
	bool was_distinct;

	cv_str_printf(&same, SAME "%s", name);
	cv_str_printf(&distinct, DISTINCT "%s/%s", name, id);
	TRY(reg_distinct(r, name, id, &was_distinct, err));
	if (was_distinct)
		TRY(set(r, &distinct, "", err));
	TRY(set(r, &same, id, err));
	r->same = SOME;
	return CV_OK;
}

enum cv_err reg_remember_distinct(struct reg *r, const char *name, const char *id, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str same = { 0 }, distinct = { 0 };
	char *was;
	bool was_same;

	cv_str_printf(&same, SAME "%s", name);
	cv_str_printf(&distinct, DISTINCT "%s/%s", name, id);
	TRY(reg_same(r, name, &was, err));
	was_same = cv_streq(was, id);
	free(was);
	if (was_same)
		TRY(set(r, &same, "", err));
	TRY(set(r, &distinct, "yes", err));
	r->distinct = SOME;
	return CV_OK;
}
