/* A report as JSON: the same for the command line and for HTTP. */
#include "import/show.h"

#include "registry/core/jsonw.h"

#include <string.h>

static void number_or_null(struct cv_json *j, const char *key, int64_t v)
{
	cv_json_key(j, key);
	if (v)
		cv_json_int(j, v);
	else
		cv_json_null(j);
}

static void refusals(struct cv_json *j, const struct imp_report *rep)
{
	cv_json_key(j, "refusals");
	cv_json_open(j, '[');
	for (size_t i = 0; i < rep->n_refusals; i++) {
		cv_json_open(j, '{');
		cv_json_kv_int(j, "line", (int64_t)rep->refusal[i].line);
		cv_json_kv_opt(j, "column", rep->refusal[i].column);
		cv_json_kv(j, "reason", rep->refusal[i].reason);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void questions(struct cv_json *j, const struct imp_report *rep)
{
	cv_json_key(j, "questions");
	cv_json_open(j, '[');
	for (size_t i = 0; i < rep->n_questions; i++) {
		const struct imp_question *q = &rep->question[i];

		cv_json_open(j, '{');
		number_or_null(j, "line", (int64_t)q->line);
		cv_json_kv(j, "text", q->text);
		cv_json_kv(j, "evidence", q->evidence);
		cv_json_kv(j, "meanwhile", q->meanwhile);
		cv_json_kv(j, "answers", q->answers);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void notes(struct cv_json *j, const struct imp_report *rep)
{
	cv_json_key(j, "notes");
	cv_json_open(j, '[');
	for (const char *p = cv_str_text(&rep->notes); *p;) {
		size_t n = strcspn(p, "\n");
		CV_AUTO(cv_str_finish) struct cv_str line = { 0 };

		cv_str_add(&line, p, n);
		cv_json_text(j, cv_str_text(&line));
		p += n + (p[n] == '\n');
	}
	cv_json_close(j, ']');
}

/* ---- the plan ---- */

static void change(struct cv_json *j, const struct imp_change *c)
{
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };

	cv_str_printf(&record, "%s/%lld", reg_kind_info(c->kind)->singular, (long long)c->n);
	cv_json_open(j, '{');
	cv_json_kv(j, "what", imp_act_word(c->act));
	number_or_null(j, "line", (int64_t)c->line);
	cv_json_kv(j, "kind", reg_kind_info(c->kind)->plural);
	cv_json_kv(j, "record", cv_str_text(&record));
	cv_json_kv(j, "id", c->id);
	cv_json_kv(j, "meaning", c->text);
	cv_json_kv_opt(j, "effect", c->effect);
	cv_json_key(j, "fields");
	cv_json_open(j, '[');
	for (size_t i = 0; i < c->n_fields; i++) {
		cv_json_open(j, '{');
		cv_json_kv_opt(j, "column", c->field[i].column);
		cv_json_kv(j, "before", c->field[i].before);
		cv_json_kv(j, "after", c->field[i].after);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

static void standing(struct cv_json *j, const char *key, const struct reg_standing *s)
{
	cv_json_key(j, key);
	if (!s->live) {
		cv_json_null(j);
		return;
	}
	cv_json_open(j, '{');
	cv_json_kv(j, "outcome", law_outcome_name(s->outcome));
	cv_json_kv(j, "mechanism", s->slug);
	cv_json_kv(j, "reason", s->reason < LAW_REASON_COUNT ? law_reason_name(s->reason) : NULL);
	cv_json_close(j, '}');
}

static void leg(struct cv_json *j, const struct imp_leg *l)
{
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };

	cv_str_printf(&record, "transfer/%lld", (long long)l->n);
	cv_json_open(j, '{');
	cv_json_kv(j, "record", cv_str_text(&record));
	cv_json_kv(j, "id", l->id);
	cv_json_kv_opt(j, "exporter", l->exporter);
	cv_json_kv(j, "importer", l->importer);
	cv_json_kv_opt(j, "country", l->country);
	cv_json_kv(j, "how", imp_turned_word(l->how));
	standing(j, "before", &l->was);
	standing(j, "after", &l->is);
	cv_json_close(j, '}');
}

static bool any(const struct imp_plan *p, int kind)
{
	size_t n = 0;

	for (int a = 0; a < IMP_ACTS; a++)
		n += p->count[kind][a];
	return n > 0;
}

static void kinds(struct cv_json *j, const struct imp_plan *p)
{
	cv_json_key(j, "records");
	cv_json_open(j, '{');
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		if (k >= REG_CONTRACTS && !any(p, k)) /* of the desks only what there is */
			continue;
		cv_json_key(j, reg_kind_info((enum reg_kind)k)->plural);
		cv_json_open(j, '{');
		for (int a = 0; a < IMP_ACTS; a++)
			cv_json_kv_int(j, imp_act_word((enum imp_act)a), (int64_t)p->count[k][a]);
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}

static void plan(struct cv_json *j, const struct imp_plan *p)
{
	char day[CV_DAY_TEXT];

	cv_json_kv(j, "hash", p->hash);
	cv_json_kv(j, "summary", p->summary);
	cv_json_key(j, "stop");
	cv_json_text(j, p->stop);
	cv_json_kv(j, "on", cv_day_text(p->on, day));
	cv_json_kv_int(j, "register_seq", p->seq);
	kinds(j, p);
	cv_json_kv_int(j, "lose_cover", (int64_t)p->turns[IMP_LOSES]);
	cv_json_kv_int(j, "become_covered", (int64_t)p->turns[IMP_GAINS]);
	cv_json_kv_int(j, "stand_otherwise", (int64_t)p->turns[IMP_OTHERWISE]);
	cv_json_kv_int(j, "over", (int64_t)p->turns[IMP_OVER]);
	cv_json_key(j, "new_not_covered");
	if (p->new_left_out)
		cv_json_null(j);
	else
		cv_json_int(j, (int64_t)p->new_uncovered);
	cv_json_key(j, "new_needs_review");
	if (p->new_left_out)
		cv_json_null(j);
	else
		cv_json_int(j, (int64_t)p->new_review);
	cv_json_key(j, "changes");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->n_changes; i++)
		change(j, &p->change[i]);
	cv_json_close(j, ']');
	cv_json_key(j, "outcomes");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->n_legs; i++)
		leg(j, &p->leg[i]);
	cv_json_close(j, ']');
}

void imp_report_json(const struct imp_report *rep, bool dry_run, struct cv_str *out)
{
	static const char *const name[] = { "read", "added", "updated", "unchanged", "refused", "skipped", "ended", "revived", "followed",
		"parties", "transfers", "safeguards", "drafts" };
	const size_t count[] = { rep->read, rep->added, rep->updated, rep->unchanged, rep->refused, rep->skipped,
		rep->ended, rep->revived, rep->followed, rep->parties, rep->transfers, rep->safeguards,
		rep->drafts };
	struct cv_json j = cv_json_to(out);
	char delimiter[2] = { rep->delimiter, '\0' };

	cv_json_open(&j, '{');
	cv_json_kv(&j, "kind", rep->kind);
	cv_json_kv(&j, "source", rep->source);
	cv_json_kv(&j, "sha256", rep->sha256);
	cv_json_kv(&j, "encoding", rep->encoding);
	cv_json_kv(&j, "delimiter", delimiter);
	for (size_t i = 0; i < CV_LEN(name); i++)
		cv_json_kv_int(&j, name[i], (int64_t)count[i]);
	number_or_null(&j, "change", rep->seq);
	number_or_null(&j, "import", rep->import);
	cv_json_key(&j, "dry_run");
	cv_json_bool(&j, dry_run);
	if (rep->plan)
		plan(&j, rep->plan);
	refusals(&j, rep);
	questions(&j, rep);
	notes(&j, rep);
	cv_json_close(&j, '}');
}

void imp_import_members(const struct reg_import *i, struct cv_json *j)
{
	cv_json_kv_int(j, "id", i->id);
	cv_json_kv(j, "at", i->at);
	cv_json_kv(j, "who", i->who);
	cv_json_kv(j, "kind", i->kind);
	cv_json_kv(j, "source", i->source);
	cv_json_kv(j, "file", i->file);
	cv_json_kv(j, "sha256", i->sha256);
	cv_json_kv_int(j, "change", i->seq);
	cv_json_kv_int(j, "rows", i->rows);
	cv_json_kv_int(j, "added", i->added);
	cv_json_kv_int(j, "updated", i->updated);
	cv_json_kv_int(j, "unchanged", i->unchanged);
	cv_json_kv_int(j, "refused", i->refused);
	cv_json_kv_int(j, "skipped", i->skipped);
	cv_json_kv_int(j, "ended", i->ended);
	cv_json_key(j, "undone");
	if (i->undone == 0) {
		cv_json_null(j);
	} else {
		cv_json_open(j, '{');
		cv_json_kv_int(j, "change", i->undone);
		cv_json_kv(j, "at", i->undone_at);
		cv_json_kv(j, "who", i->undone_by);
		cv_json_close(j, '}');
	}
}

void imp_import_json(const struct reg_import *i, struct cv_json *j)
{
	cv_json_open(j, '{');
	imp_import_members(i, j);
	cv_json_close(j, '}');
}

void imp_undone_json(const struct reg_undone *u, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv_int(j, "import", u->import);
	cv_json_kv_int(j, "taken_back", u->closed);
	cv_json_kv_int(j, "restored", u->restored);
	cv_json_kv_int(j, "change", u->seq);
	cv_json_close(j, '}');
}
