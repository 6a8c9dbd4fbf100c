/* The hash of a plan: change, file, options and state, each to be told apart when it no longer fits. */
#include "import/plan.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void part(const struct cv_str *text, char ret[9])
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(digest) + 1];

	crypto_hash_sha256(digest, (const unsigned char *)cv_str_text(text), text->len);
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	memcpy(ret, hex, 8);
	ret[8] = '\0';
}

static void add(struct cv_str *out, const char *text)
{
	cv_str_puts(out, text ? text : "");
	cv_str_putc(out, '\x1f');
}

static void options(const struct imp_reading *g, struct cv_str *out)
{
	const struct imp_options *o = g->opt;
	char day[CV_DAY_TEXT] = "";

	add(out, g->rep->kind);
	add(out, g->exporter);
	add(out, g->rep->source);
	add(out, o->scope);
	if (o->complete || !reg_kind_parse(g->rep->kind, &(enum reg_kind){ 0 }))
		cv_day_text(o->today, day);
	add(out, day);
	for (size_t i = 0; i < o->n_maps; i++) {
		add(out, o->map[i].column);
		add(out, o->map[i].field);
	}
	for (size_t i = 0; i < o->n_answers; i++) {
		add(out, o->answer[i].a);
		add(out, o->answer[i].b);
		add(out, o->answer[i].same ? "same" : "distinct");
	}
	cv_str_printf(out, "%d %d %d %d %d %d", o->on_conflict, o->complete, o->max_ended, o->repair, o->days,
		o->reject != NULL);
}

struct last {
	char at[CV_INSTANT_TEXT], who[128];
};

static enum cv_err keep_last(void *ctx, const struct reg_change_row *c, struct cv_error *err)
{
	struct last *l = ctx;

	CV_UNUSED(err);
	if (*l->at == '\0') {
		snprintf(l->at, sizeof(l->at), "%s", c->at);
		snprintf(l->who, sizeof(l->who), "%s", c->who);
	}
	return CV_OK;
}

enum cv_err imp_plan_hash(struct imp_reading *g, int64_t seq, char *ret, size_t size, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str opt = { 0 }, state = { 0 };
	struct last last = { "", "" };
	char o[9], s[9];

	if (seq > 0)
		TRY(reg_change_log(g->r, seq - 1, keep_last, &last, err));
	options(g, &opt);
	add(&state, last.at);
	add(&state, last.who);
	add(&state, law_pack_version(reg_pack(g->r)));
	if (opt.failed || state.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	part(&opt, o);
	part(&state, s);
	snprintf(ret, size, "%lld-%.8s-%s-%s", (long long)seq, g->rep->sha256, o, s);
	return CV_OK;
}

/* ---- does a plan still fit? ---- */

struct moved {
	struct cv_str text;
	size_t n;
};

static enum cv_err list_change(void *ctx, const struct reg_change_row *c, struct cv_error *err)
{
	struct moved *m = ctx;

	CV_UNUSED(err);
	if (m->n++ < 5)
		cv_str_printf(&m->text, "%s change %lld (%.19sZ, %s, %s)", m->n > 1 ? "," : "", (long long)c->seq,
			c->at, c->who, *c->note ? c->note : c->via);
	return CV_OK;
}

enum cv_err imp_plan_moved(struct imp_reading *g, int64_t seq, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct moved m = { { 0 }, 0 };
	char *end;
	long long planned;

	if (g->opt->apply == NULL)
		return CV_OK;
	planned = strtoll(g->opt->apply, &end, 10);
	if (end == g->opt->apply || *end != '-' || strlen(end) != 27 || planned < 0)
		return cv_fail_at(err, CV_E_USAGE, "apply",
			"'%.60s' is no hash of a plan: take it from chapterv import FILE --dry-run", g->opt->apply);
	if (planned == seq)
		return CV_OK;
	if (planned > seq)
		return cv_fail_at(err, CV_E_CONFLICT, "apply",
			"the plan was made after change %lld, and this register has had only %lld: it is "
			"another register, or an older copy",
			planned, (long long)seq);
	TRY(reg_change_log(g->r, planned, list_change, &m, err));
	text = m.text;
	return cv_fail_at(err, CV_E_CONFLICT, "apply",
		"the register has moved since the plan was made:%s%s; nothing was written: plan again",
		cv_str_text(&text), m.n > 5 ? " and more" : "");
}

enum cv_err imp_plan_fits(const struct imp_reading *g, const char *hash, struct cv_error *err)
{
	static const char *const what[] = { "the register is not the one it was made for",
		"the file is not the one that was planned", "the options, or the day, are not those of the plan",
		"the last change, or the law pack, is not the one it was made for" };
	const char *a = g->opt->apply, *b = hash;

	for (size_t i = 0; a && i < CV_LEN(what); i++) {
		size_t n = strcspn(a, "-"), m = strcspn(b, "-");

		if (n != m || memcmp(a, b, n) != 0)
			return cv_fail_at(err, CV_E_CONFLICT, "apply", "%s; nothing was written: plan again", what[i]);
		a += n + (a[n] == '-');
		b += m + (b[m] == '-');
	}
	return CV_OK;
}
