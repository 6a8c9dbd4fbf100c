/* Requests that may come again under their key. */
#include "registry/reg.h"
#include "registry/requests.h"

#include <string.h>

static bool parse_singular(const char *name, enum reg_kind *ret)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		if (cv_streq(reg_kind_info((enum reg_kind)k)->singular, name)) {
			*ret = (enum reg_kind)k;
			return true;
		}
	}
	return false;
}

enum cv_err reg_request_find(
	struct reg *r, struct reg_request *q, const char *since, bool *ret_found, bool *ret_same, struct cv_error *err)
{
	unsigned char body[sizeof(q->body)];
	struct db_q *s = db_use(r->db, DB_REQUEST_FIND, err);

	*ret_found = *ret_same = false;
	if (s == NULL)
		return CV_E_STORE;
	db_bind_text(s, 1, r->who);
	db_bind_text(s, 2, q->key);
	db_bind_text(s, 3, since);
	TRY(db_step(s, ret_found, err));
	if (!*ret_found)
		return CV_OK;
	*ret_same = cv_streq(db_text(s, 0), q->method) && cv_streq(db_text(s, 1), q->path) &&
		db_blob(s, 2, body, sizeof(body)) && memcmp(body, q->body, sizeof(body)) == 0 &&
		parse_singular(db_text(s, 4), &q->kind);
	q->status = (int)db_int(s, 3);
	q->n = db_int(s, 5);
	q->seq = db_int(s, 6);
	db_done(s);
	return CV_OK;
}

static enum cv_err forget_old(struct reg *r, const char *since, struct cv_error *err)
{
	struct db_q *s = db_use(r->db, DB_REQUEST_DROP, err);

	if (s == NULL)
		return CV_E_STORE;
	db_bind_text(s, 1, since);
	return db_run(s, err);
}

enum cv_err reg_request_keep(struct reg *r, const struct reg_request *q, const char *since, struct cv_error *err)
{
	struct db_q *s;

	if (!r->noted) /* nothing was recorded: it may be done again */
		return CV_OK;
	TRY(forget_old(r, since, err));
	s = db_use(r->db, DB_REQUEST_ADD, err);
	if (s == NULL)
		return CV_E_STORE;
	db_bind_text(s, 1, r->who);
	db_bind_text(s, 2, q->key);
	db_bind_text(s, 3, r->at);
	db_bind_text(s, 4, q->method);
	db_bind_text(s, 5, q->path);
	db_bind_blob(s, 6, q->body, sizeof(q->body));
	db_bind_int(s, 7, q->status);
	db_bind_text(s, 8, reg_kind_info(q->kind)->singular);
	db_bind_int(s, 9, q->n);
	db_bind_int(s, 10, r->seq);
	return db_run(s, err);
}

enum cv_err reg_group_begin(struct reg *r, struct cv_error *err)
{
	return db_group_begin(r->db, err);
}

enum cv_err reg_group_commit(struct reg *r, struct cv_error *err)
{
	return db_group_commit(r->db, err);
}

bool reg_records_only(const struct reg *r)
{
	return r->records_only;
}
