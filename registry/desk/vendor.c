/* What the desk does: moves, checks, overrides. Each inside an open change. */
#include "registry/desk/vendor.h"

#include "registry/desk/moves.h"
#include "registry/imports.h"
#include "registry/reg.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a record as it is, to be put again with something else in it ----------------------------------------------- */

struct held {
	struct reg_record rec;
	char *cell[REG_COLUMNS_MAX];
};

static void held_finish(struct held *h)
{
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		free(h->cell[i]);
}

static enum cv_err hold(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct held *h = ctx;

	h->rec.kind = v->record.kind;
	for (size_t i = 0; i < reg_kind_info(v->record.kind)->n; i++) {
		h->cell[i] = cv_strdup(v->record.cell[i]);
		if (h->cell[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		h->rec.cell[i] = h->cell[i];
	}
	return CV_OK;
}

static void set(struct reg_record *rec, const char *column, const char *text)
{
	rec->cell[reg_column_index(rec->kind, column)] = text;
}

static const char *get(const struct reg_record *rec, const char *column)
{
	return rec->cell[reg_column_index(rec->kind, column)];
}

static enum cv_err put(struct reg *r, const struct reg_record *rec, int64_t *ret_n, struct cv_error *err)
{
	enum reg_effect effect;

	TRY(reg_put(r, rec, (struct reg_source){ 0, 0 }, &effect, NULL, err));
	*ret_n = reg_put_number(r);
	return CV_OK;
}

/* By id, name or alias: the party, held. */
static enum cv_err hold_party(struct reg *r, const char *text, struct held *h, struct cv_error *err)
{
	char id[80];
	const char *found;
	int matches;
	bool there;

	TRY(reg_find_party(r, text, &matches, &found, err));
	if (matches == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "party", "'%.200s' is no party on file", text);
	if (matches > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "party", "'%.200s' could be %s: write the id", text, found);
	snprintf(id, sizeof(id), "%s", found);
	return reg_get(r, REG_PARTIES, id, INT64_MAX, hold, h, &there, err);
}

static enum cv_err hold_vendor(struct reg *r, const char *text, struct held *h, struct cv_error *err)
{
	TRY(hold_party(r, text, h, err));
	if (reg_is_vendor(&h->rec))
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "party",
		"%s is no vendor (%s): it passes no gate, correct its record instead", h->rec.cell[0],
		cv_streq(get(&h->rec, "own"), "yes") ? "one of ours" : get(&h->rec, "kind"));
}

/* ---- a record put together from texts --------------------------------------------------------------------------- */

struct cells {
	struct cv_str text[REG_COLUMNS_MAX];
};

static void cells_finish(struct cells *c)
{
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&c->text[i]);
}

static enum cv_err say(struct reg *r, struct reg_record *rec, struct cells *c, const char *column, const char *text,
	struct cv_error *err)
{
	int i = reg_column_index(rec->kind, column);

	if (text == NULL)
		return CV_OK;
	TRY(reg_cell(reg_pack(r), rec->kind, i, text, strlen(text), &c->text[i], err));
	rec->cell[i] = cv_str_text(&c->text[i]);
	return CV_OK;
}

static enum cv_err check(struct reg *r, const char *id, const struct reg_check_in *in, struct cells *c, int64_t *ret_n,
	struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_CHECKS };

	TRY(say(r, &rec, c, "party", id, err));
	TRY(say(r, &rec, c, "item", in->item, err));
	TRY(say(r, &rec, c, "state", in->state, err));
	TRY(say(r, &rec, c, "day", in->day, err));
	TRY(say(r, &rec, c, "who", in->who, err));
	TRY(say(r, &rec, c, "document", in->document, err));
	TRY(say(r, &rec, c, "sha256", in->sha256, err));
	TRY(say(r, &rec, c, "note", in->note, err));
	return put(r, &rec, ret_n, err);
}

/* ---- moving ----------------------------------------------------------------------------------------------------- */

static enum cv_err closed(const struct reg_gate *g, const char *id, const char *status, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str missing = { 0 };

	for (int c = 0; c < REG_CONDITIONS; c++)
		if (!g->condition[c].met)
			cv_str_printf(&missing, "%s%s: %.300s", missing.len ? "; " : "",
				reg_condition_word((enum reg_condition)c), cv_str_text(&g->condition[c].why));
	if (missing.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return cv_fail_at(err, CV_E_GATE, "status",
		"%s cannot become %s: %s. What is missing can be put on file, or the data protection officer opens the "
		"gate with a reason and until a day (an override)",
		id, status, cv_str_text(&missing));
}

static cv_day today(const struct reg *r)
{
	cv_day d = CV_DAY_NONE;

	(void)!cv_day_parse(r->at, CV_DAY_TEXT - 1, &d);
	return d;
}

/* why: what it rests on; appended to. */
static enum cv_err pass_on(struct reg_view *v, const char *id, const char *status, cv_day on, struct cv_str *why,
	struct cv_error *err)
{
	struct reg_gate gate = { 0 };
	char day[CV_DAY_TEXT];
	enum cv_err e = reg_gate_look(v, reg_view_party(v, id), on, &gate, err);

	if (e == CV_OK && !gate.open)
		e = closed(&gate, id, status, err);
	if (e == CV_OK && gate.met)
		cv_str_printf(why, "%s: every condition was met", status);
	else if (e == CV_OK)
		cv_str_printf(why, "%s by the override %s, which ends on %s: %s", status, gate.override->id,
			cv_day_text(reg_override_over(gate.override), day), gate.override->reason);
	reg_gate_finish(&gate);
	return e;
}

/* It is passed today; where another day is named, on that day as well, not instead. */
static enum cv_err pass_gate(struct reg *r, const char *id, const char *status, cv_day on, struct cv_str *why,
	struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str then = { 0 };
	cv_day now = today(r);
	struct reg_view *v = NULL;
	enum cv_err e = reg_view_behind(r, id, &v, err);

	if (e == CV_OK && on.n != now.n)
		e = pass_on(v, id, status, on, &then, err);
	if (e == CV_OK)
		e = pass_on(v, id, status, now, why, err);
	reg_view_destroy(v);
	return e;
}

/* That it was approved, by whom, and on what: the decision on file. */
static enum cv_err file_decision(struct reg *r, const char *id, const char *why, struct cv_error *err)
{
	CV_AUTO(cells_finish) struct cells c = { 0 };
	char day[CV_DAY_TEXT];
	struct reg_check_in in = { .item = REG_DECISION,
		.state = "done",
		.day = cv_day_text(today(r), day),
		.who = r->who,
		.document = "",
		.sha256 = "",
		.note = why };
	int64_t n;

	return check(r, id, &in, &c, &n, err);
}

static enum cv_err move(
	struct reg *r, struct held *h, const char *status, cv_day on, int64_t *ret_n, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str why = { 0 };
	const char *from = get(&h->rec, "status");
	enum reg_status to;

	if (!reg_status_parse(status, &to))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "status",
			"'%.40s' is none of proposed, under-review, approved, active, suspended, ended", status);
	if (cv_streq(from, status))
		return cv_fail_at(err, CV_E_MOVE, "status", "%s is %s already", h->rec.cell[0], status);
	set(&h->rec, "status", status);
	if ((to == REG_APPROVED || to == REG_ACTIVE) && (*from == '\0' || reg_step_find(REG_PARTIES, from, status)))
		TRY(pass_gate(r, h->rec.cell[0], status, on, &why, err));
	reg_desk(r, true);
	TRY(put(r, &h->rec, ret_n, err));
	if (why.len > 0)
		TRY(file_decision(r, h->rec.cell[0], cv_str_text(&why), err));
	reg_desk(r, false);
	return CV_OK;
}

enum cv_err reg_vendor_move(
	struct reg *r, const char *party, const char *status, cv_day on, int64_t *ret_n, struct cv_error *err)
{
	struct held h = { 0 };
	enum cv_err e = hold_vendor(r, party, &h, err);

	if (e == CV_OK)
		e = move(r, &h, status, on, ret_n, err);
	held_finish(&h);
	return e;
}

void reg_document_hash(const void *data, size_t len, char ret[REG_DOCUMENT_HASH])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, data, len);
	sodium_bin2hex(ret, REG_DOCUMENT_HASH, digest, sizeof(digest));
}

/* ---- the checklist ---------------------------------------------------------------------------------------------- */

enum cv_err reg_vendor_check(
	struct reg *r, const char *party, const struct reg_check_in *in, int64_t *ret_n, struct cv_error *err)
{
	CV_AUTO(cells_finish) struct cells c = { 0 };
	struct held h = { 0 };
	enum cv_err e = hold_vendor(r, party, &h, err);

	if (e == CV_OK)
		e = check(r, h.rec.cell[0], in, &c, ret_n, err);
	held_finish(&h);
	return e;
}

/* ---- overrides -------------------------------------------------------------------------------------------------- */

static enum cv_err nothing(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_UNUSED(ctx);
	CV_UNUSED(v);
	CV_UNUSED(err);
	return CV_OK;
}

/* "acme-1", "acme-2" ... */
static enum cv_err free_id(struct reg *r, const char *party, char ret[80], struct cv_error *err)
{
	bool there = true;

	for (int i = 1; there; i++) {
		snprintf(ret, 80, "%.56s-%d", party, i);
		TRY(reg_get(r, REG_OVERRIDES, ret, INT64_MAX, nothing, NULL, &there, err));
	}
	return CV_OK;
}

static enum cv_err grant(struct reg *r, const char *party, const char *reason, const char *by, cv_day granted,
	cv_day expires, struct cells *c, int64_t *ret_n, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_OVERRIDES };
	char id[80], from[CV_DAY_TEXT], until[CV_DAY_TEXT];

	if (!cv_day_known(expires) || expires.n <= granted.n)
		return cv_fail_at(err, CV_E_VALUE, "expires",
			"an override must end, and later than it begins: %s does not lie behind %s",
			cv_day_known(expires) ? cv_day_text(expires, until) : "no day", cv_day_text(granted, from));
	if (reason == NULL || strspn(reason, " \t") == strlen(reason))
		return cv_fail_at(
			err, CV_E_VALUE, "reason", "an override needs a reason: why is the vendor used all the same?");
	TRY(free_id(r, party, id, err));
	TRY(say(r, &rec, c, "id", id, err));
	TRY(say(r, &rec, c, "party", party, err));
	TRY(say(r, &rec, c, "gate", "approval", err));
	TRY(say(r, &rec, c, "reason", reason, err));
	TRY(say(r, &rec, c, "granted_by", by, err));
	TRY(say(r, &rec, c, "granted", cv_day_text(granted, from), err));
	TRY(say(r, &rec, c, "expires", cv_day_text(expires, until), err));
	return put(r, &rec, ret_n, err);
}

enum cv_err reg_vendor_override(struct reg *r, const char *party, const char *reason, const char *granted_by,
	cv_day granted, cv_day expires, int64_t *ret_n, struct cv_error *err)
{
	CV_AUTO(cells_finish) struct cells c = { 0 };
	struct held h = { 0 };
	enum cv_err e = hold_vendor(r, party, &h, err);

	if (e == CV_OK)
		e = grant(r, h.rec.cell[0], reason, granted_by, granted, expires, &c, ret_n, err);
	held_finish(&h);
	return e;
}

static enum cv_err revoke(struct reg *r, struct held *h, cv_day on, int64_t *ret_n, struct cv_error *err)
{
	cv_day granted = CV_DAY_NONE, expires = CV_DAY_EVER;
	const char *from = get(&h->rec, "granted"), *until = get(&h->rec, "expires");
	char day[CV_DAY_TEXT];

	(void)!cv_day_parse(from, strlen(from), &granted);
	(void)!cv_day_parse(until, strlen(until), &expires);
	if (*get(&h->rec, "revoked"))
		return cv_fail_at(err, CV_E_CONFLICT, "override", "the override %s was revoked already, on %s",
			h->rec.cell[0], get(&h->rec, "revoked"));
	if (expires.n <= on.n)
		return cv_fail_at(err, CV_E_CONFLICT, "override", "the override %s is over: it expired on %s",
			h->rec.cell[0], until);
	set(&h->rec, "revoked", cv_day_text(on.n < granted.n ? granted : on, day));
	return put(r, &h->rec, ret_n, err);
}

enum cv_err reg_vendor_revoke(struct reg *r, const char *override, cv_day on, int64_t *ret_n, struct cv_error *err)
{
	struct held h = { 0 };
	bool there;
	enum cv_err e = reg_get(r, REG_OVERRIDES, override, INT64_MAX, hold, &h, &there, err);

	if (e == CV_OK && !there)
		e = cv_fail_at(err, CV_E_NOT_FOUND, "override", "there is no override '%.80s'", override);
	if (e == CV_OK)
		e = revoke(r, &h, on, ret_n, err);
	held_finish(&h);
	return e;
}
