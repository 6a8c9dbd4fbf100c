/* Answering: the reply is kept with the state of the register and the law it rests on. */
#include "registry/desk/file.h"
#include "registry/desk/moves.h"
#include "registry/reg.h"
#include "registry/secret.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static enum cv_err state(struct reg *r, struct reg_state *ret, struct cv_error *err)
{
	*ret = (struct reg_state){ 0 };
	if (r->seq > 0)
		ret->seq = r->seq - 1;
	else
		TRY(reg_seq(r, &ret->seq, err));
	if (ret->seq > 0)
		TRY(reg_instant(r, ret->seq, ret->at, err));
	TRY(reg_log_size(r, &ret->log_size, err));
	return reg_log_root(r, ret->log_size, &ret->root, err);
}

enum cv_err reg_state_now(struct reg *r, struct reg_state *ret, struct cv_error *err)
{
	bool own = !db_in_transaction(r->db);
	enum cv_err e = own ? db_begin_read(r->db, err) : CV_OK;

	if (e == CV_OK)
		e = state(r, ret, err);
	if (own)
		db_rollback(r->db);
	return e;
}

enum cv_err reg_inquiry_now(struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret,
	struct reg_state *ret_state, struct cv_error *err)
{
	bool own = !db_in_transaction(r->db);
	enum cv_err e = own ? db_begin_read(r->db, err) : CV_OK;

	if (e == CV_OK)
		e = reg_inquiry_find(r, text, a, ret, err);
	if (e == CV_OK)
		e = state(r, ret_state, err);
	if (own)
		db_rollback(r->db);
	return e;
}

void reg_law_digest(struct reg_hash *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	const struct law_file *file;
	size_t n;

	file = law_builtin_files(&n);
	for (size_t i = 0; i < n; i++) {
		cv_str_printf(&all, "%s %zu\n", file[i].name, file[i].len);
		cv_str_add(&all, file[i].data, file[i].len);
	}
	reg_hash_of(cv_str_text(&all), all.len, ret);
}

enum cv_err reg_reply_state(const struct reg_copy *reply, struct reg_state *ret, struct cv_error *err)
{
	*ret = (struct reg_state){ .seq = strtoll(reg_copied(reply, "register_seq"), NULL, 10),
		.log_size = strtoll(reg_copied(reply, "log_size"), NULL, 10) };
	snprintf(ret->at, sizeof(ret->at), "%s", reg_copied(reply, "known_at"));
	if (*reg_copied(reply, "register_seq") == '\0' || !reg_digest_parse(reg_copied(reply, "log_root"), &ret->root))
		return cv_fail(err, CV_E_VALUE, "the reply %s does not say which state of the register it rests on",
			reg_copied(reply, "id"));
	return CV_OK;
}

struct replies {
	const char *inquiry;
	int n;
};

static enum cv_err count(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct replies *c = ctx;

	CV_UNUSED(err);
	c->n += cv_streq(v->record.cell[reg_column_index(REG_REPLIES, "inquiry")], c->inquiry);
	return CV_OK;
}

static enum cv_err reply_id(struct reg *r, const char *inquiry, char ret[REG_DESK_ID], struct cv_error *err)
{
	struct replies c = { .inquiry = inquiry };

	TRY(reg_each(r, REG_REPLIES, CV_DAY_NONE, NULL, count, &c, err));
	if (snprintf(ret, REG_DESK_ID, "%s-%d", inquiry, c.n + 1) >= REG_DESK_ID)
		return cv_fail(err, CV_E_TOO_BIG, "the id %s is too long for its replies to have one", inquiry);
	return CV_OK;
}

static enum cv_err file_number(struct reg_filing *f, const char *column, int64_t n, struct cv_error *err)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	return reg_file_text(f, column, text, err);
}

static enum cv_err file_digest(struct reg_filing *f, const char *column, const struct reg_hash *h, struct cv_error *err)
{
	char text[REG_DIGEST_TEXT];

	reg_digest_text(h, text);
	return reg_file_text(f, column, text, err);
}

static enum cv_err file_state(struct reg_filing *f, const struct reg_state *s, struct cv_error *err)
{
	struct reg_hash law;

	if (*s->at)
		TRY(reg_file_text(f, "known_at", s->at, err));
	TRY(file_number(f, "register_seq", s->seq, err));
	TRY(file_number(f, "log_size", s->log_size, err));
	TRY(file_digest(f, "log_root", &s->root, err));
	reg_law_digest(&law);
	TRY(reg_file_text(f, "law_pack", law_pack_version(reg_pack(f->r)), err));
	return file_digest(f, "law_sha256", &law, err);
}

static enum cv_err file_reply(struct reg_filing *f, const struct reg_reply *p, struct cv_error *err)
{
	char day[CV_DAY_TEXT];

	TRY(reg_file_text(f, "given", cv_day_text(p->given, day), err));
	TRY(reg_file_text(f, "given_by", p->given_by, err));
	TRY(reg_file_text(f, "audience", p->audience, err));
	TRY(reg_file_text(f, "language", p->language, err));
	TRY(reg_file_text(f, "on", cv_day_text(p->on, day), err));
	TRY(file_state(f, &p->state, err));
	TRY(reg_file_text(f, "template", p->template_used, err));
	TRY(reg_file_text(f, "legs", p->legs, err));
	return reg_file_text(f, "letter", p->letter, err);
}

static enum cv_err mark_answered(struct reg *r, const struct reg_copy *q, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };
	enum cv_err e;

	TRY(reg_filing_begin(&f, r, err));
	TRY(reg_file_text(&f, "id", reg_copied(q, "id"), err));
	TRY(reg_file_text(&f, "state", "answered", err));
	reg_desk(r, true);
	e = reg_filing_put(&f, NULL, err);
	reg_desk(r, false);
	return e;
}

enum cv_err reg_inquiry_answer(struct reg *r, const struct reg_copy *q, const struct reg_reply *reply,
	char ret_id[REG_DESK_ID], int64_t *ret_n, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_REPLIES };

	TRY(reg_inquiry_may(q, "answer", err));
	if (cv_streq(reg_copied(q, "identity"), "unproven"))
		return cv_fail(err, CV_E_CONFLICT,
			"who asks is not proven: record the proof (identity proven), or close it as not-identified");
	TRY(reg_filing_begin(&f, r, err));
	TRY(reply_id(r, reg_copied(q, "id"), ret_id, err));
	TRY(reg_file_text(&f, "id", ret_id, err));
	TRY(reg_file_text(&f, "inquiry", reg_copied(q, "id"), err));
	TRY(file_reply(&f, reply, err));
	TRY(reg_filing_put(&f, ret_n, err));
	return cv_streq(reg_copied(q, "state"), "answered") ? CV_OK : mark_answered(r, q, err);
}
