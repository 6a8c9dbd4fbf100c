/* An answer given, derived once more. */
#include "reports/letters/replay.h"
#include "registry/pages.h"
#include "reports/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct comparing {
	struct rep_replay *p;
	size_t cap;
	bool failed;
};

/* "TRANSFER OUTCOME MECHANISM" */
struct said {
	char transfer[65], outcome[24], mechanism[65];
};

static void copy_word(const char **line, const char *end, char *to, size_t size)
{
	size_t n = 0;

	while (*line < end && **line == ' ')
		++*line;
	for (; *line < end && **line != ' '; ++*line)
		if (n + 1 < size)
			to[n++] = **line;
	to[n] = '\0';
}

static struct said parse(const char *line, size_t len)
{
	const char *end = line + len;
	struct said s;

	copy_word(&line, end, s.transfer, sizeof(s.transfer));
	copy_word(&line, end, s.outcome, sizeof(s.outcome));
	copy_word(&line, end, s.mechanism, sizeof(s.mechanism));
	return s;
}

static const struct rep_draft_leg *leg_of(const struct rep_draft *d, const char *transfer)
{
	for (size_t i = 0; i < d->n_legs; i++)
		if (cv_streq(d->leg[i].transfer, transfer))
			return &d->leg[i];
	return NULL;
}

static const char *keep(struct comparing *c, const char *text)
{
	const char *ret = cv_arena_text(&c->p->arena, text, strlen(text));

	c->failed |= ret == NULL;
	return ret ? ret : "";
}

static void differs(struct comparing *c, struct rep_difference d)
{
	struct rep_replay *p = c->p;

	if (p->n == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 16;
		struct rep_difference *more = cv_arena_alloc(&p->arena, cap * sizeof(*more));

		if (more == NULL) {
			c->failed = true;
			return;
		}
		if (p->n > 0)
			memcpy(more, p->difference, p->n * sizeof(*more));
		p->difference = more;
		c->cap = cap;
	}
	p->difference[p->n++] = d;
}

/* The day alone makes it so: what was known then gives the same today. */
static enum rep_cause cause_of(const struct rep_replay *p, const char *transfer, const struct rep_draft_leg *now)
{
	const struct rep_draft_leg *since = leg_of(&p->since, transfer);
	bool same = since && now ? since->outcome == now->outcome && cv_streq(since->mechanism, now->mechanism) &&
				   since->reason == now->reason
				 : since == now;

	return same ? REP_BY_DAY : REP_BY_RECORD;
}

static void say_why(struct rep_difference *d, const struct rep_draft_leg *now)
{
	d->is = law_outcome_name(now->outcome);
	d->is_mechanism = now->mechanism;
	d->sentence = now->sentence;
	d->because = now->because;
	d->cite = now->cite;
	d->reason = now->outcome >= LAW_NEEDS_REVIEW ? now->reason : LAW_REASON_COUNT;
}

bool rep_told_otherwise(const struct rep_difference *d, size_t i, const char **ret_was, const char **ret_is)
{
	if (d->told_then == NULL || d->told_now->fact[i] == NULL)
		return false;
	*ret_was = d->told_then->fact[i];
	*ret_is = d->told_now->fact[i];
	return *ret_was && !cv_streq(*ret_was, *ret_is);
}

/* It stands as it did; but is it told with the same names, purposes, days? */
static void compare_facts(struct comparing *c, struct rep_difference d, const struct rep_draft_leg *then,
	const struct rep_draft_leg *now)
{
	const struct rep_draft_leg *since = leg_of(&c->p->since, d.transfer);
	const char *was, *is;
	bool any = false;

	d.shift = REP_RETOLD;
	d.told_then = then;
	d.told_now = now;
	d.cause = REP_BY_DAY;
	say_why(&d, now);
	if (then && then->reason == now->reason)
		d.because = d.cite = "";
	for (size_t i = 0; then && i < REP_FACTS; i++)
		if (rep_told_otherwise(&d, i, &was, &is)) {
			any = true;
			if (since == NULL || !cv_streq(since->fact[i] ? since->fact[i] : "", is))
				d.cause = REP_BY_RECORD;
		}
	if (any)
		differs(c, d);
}

/* What was said of one transfer, against what is true today. */
static void compare(struct comparing *c, const struct said *was)
{
	const struct rep_draft_leg *now = leg_of(&c->p->now, was->transfer), *then = leg_of(&c->p->then, was->transfer);
	struct rep_difference d = { .transfer = keep(c, was->transfer),
		.was = keep(c, was->outcome),
		.was_mechanism = keep(c, was->mechanism),
		.is = "",
		.is_mechanism = "",
		.sentence = "",
		.because = "",
		.cite = "",
		.reason = LAW_REASON_COUNT,
		.cause = cause_of(c->p, was->transfer, now),
		.shift = now ? REP_CHANGED : REP_ENDED };
	const struct rep_draft_leg *named = now ? now : then;

	d.importer_name = named ? named->importer_name : d.transfer;
	d.country = named ? named->country : "";
	if (now && cv_streq(law_outcome_name(now->outcome), was->outcome) && cv_streq(now->mechanism, was->mechanism)) {
		compare_facts(c, d, then, now);
		return;
	}
	if (now)
		say_why(&d, now);
	differs(c, d);
}

static bool was_said(const char *legs, const char *transfer)
{
	size_t len;

	for (const char *p = legs, *line; (line = cv_next(&p, '\n', &len));)
		if (cv_streq(parse(line, len).transfer, transfer))
			return true;
	return false;
}

static enum cv_err compare_all(struct rep_replay *p, struct cv_error *err)
{
	const char *legs = reg_copied(p->reply, "legs");
	struct comparing c = { .p = p };
	size_t len;

	for (const char *q = legs, *line; (line = cv_next(&q, '\n', &len));) {
		struct said was = parse(line, len);

		compare(&c, &was);
	}
	for (size_t i = 0; i < p->now.n_legs; i++) {
		const struct rep_draft_leg *now = &p->now.leg[i];
		struct rep_difference d;

		if (was_said(legs, now->transfer))
			continue;
		d = (struct rep_difference){ .shift = REP_BEGUN,
			.transfer = now->transfer,
			.importer_name = now->importer_name,
			.country = now->country,
			.was = "",
			.was_mechanism = "",
			.cause = leg_of(&p->since, now->transfer) ? REP_BY_DAY : REP_BY_RECORD };
		say_why(&d, now);
		differs(&c, d);
	}
	return c.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- then ----------------------------------------------------------------------------------------------------- */

/* Equal but for blanks at the ends, which a cell does not keep. */
static bool same_text(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	while (n > 0 && strchr(" \r\n\t", a[n - 1]))
		n--;
	while (m > 0 && strchr(" \r\n\t", b[m - 1]))
		m--;
	while (n > 0 && strchr(" \r\n\t", *a)) {
		a++;
		n--;
	}
	while (m > 0 && strchr(" \r\n\t", *b)) {
		b++;
		m--;
	}
	return n == m && memcmp(a, b, n) == 0;
}

static void look_at_letter(struct rep_replay *p)
{
	CV_AUTO(cv_str_finish) struct cv_str used = { 0 }, text = { 0 };
	const char *template = reg_copied(p->reply, "template"), *letter = reg_copied(p->reply, "letter");
	struct reg_hash law;
	char hex[2 * REG_HASH + 1] = "";

	rep_draft_template(&p->then, &used);
	p->edited = strlen(template) > 7 && cv_streq(template + strlen(template) - 7, " edited");
	p->same_template = cv_starts(template, cv_str_text(&used));
	p->erased = *letter == '\0' || cv_starts(letter, "sha256:");
	rep_letter_text(cv_str_text(&p->then.letter), REP_WIDTH, &text);
	p->same_letter = same_text(letter, cv_str_text(&text));
	p->then.letter.failed |= text.failed || used.failed;
	reg_law_digest(&law);
	for (size_t i = 0; i < REG_HASH; i++)
		snprintf(hex + 2 * i, 3, "%02x", law.byte[i]);
	p->same_law = cv_streq(reg_copied(p->reply, "law_sha256"), hex);
}

static enum cv_err look_at_log(struct reg *r, const struct reg_state *state, bool *ret, struct cv_error *err)
{
	struct reg_hash root;
	int64_t size;

	*ret = false;
	TRY(reg_log_size(r, &size, err));
	if (state->log_size > size)
		return CV_OK;
	TRY(reg_log_root(r, state->log_size, &root, err));
	*ret = reg_hash_same(&root, &state->root);
	return CV_OK;
}

static void view_drop(struct reg_view **v)
{
	reg_view_destroy(*v);
}

enum cv_err rep_inquiry_replay(struct reg *r, const struct reg_copy *reply, cv_day today, const char *folder,
	struct rep_replay *ret, struct cv_error *err)
{
	CV_AUTO(view_drop) struct reg_view *view = NULL;
	struct reg_state then, now;
	struct reg_copy inquiry;
	struct rep_draft_ask ask = { .inquiry = &inquiry,
		.folder = folder,
		.audience = reg_copied(reply, "audience"),
		.language = reg_copied(reply, "language"),
		.on = reg_copied_day(reply, "on"),
		.state = &then };

	ret->reply = reply;
	ret->today = today;
	TRY(reg_reply_state(reply, &then, err));
	TRY(reg_inquiry_then(r, reply, &ret->arena, &inquiry, err));
	TRY(reg_view_at(r, then.seq, &view, err)); /* for both days */
	ask.view = view;
	TRY(rep_inquiry_draft(r, &ask, &ret->then, err));
	ret->same_transfers = same_text(reg_copied(reply, "legs"), cv_str_text(&ret->then.legs));
	look_at_letter(ret);
	TRY(look_at_log(r, &then, &ret->same_log, err));
	ask.on = today;
	TRY(rep_inquiry_draft(r, &ask, &ret->since, err));
	TRY(reg_state_now(r, &now, err));
	ask.view = NULL;
	ask.state = &now;
	TRY(rep_inquiry_draft(r, &ask, &ret->now, err));
	return compare_all(ret, err);
}

void rep_replay_finish(struct rep_replay *p)
{
	rep_draft_finish(&p->then);
	rep_draft_finish(&p->since);
	rep_draft_finish(&p->now);
	cv_arena_finish(&p->arena);
}

bool rep_replay_stands(const struct rep_replay *p)
{
	return p->same_transfers && p->same_log && p->n == 0;
}
