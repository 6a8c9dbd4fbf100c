/* The answer to an inquiry: gathered, then written. */
#include "reports/letters/gather.h"

#include "registry/pages.h"

#include <stdio.h>
#include <stdlib.h>

static void view_drop(struct reg_view **v)
{
	reg_view_destroy(*v);
}

static enum cv_err fill(struct rep_gathering *g, const char *file)
{
	struct rep_letter_words words = { .untold = &g->d->untold };
	struct rep_template *t = NULL;
	struct rep_scope *s = rep_scope_new(&g->d->arena, rep_inquiry_vocabulary());
	enum cv_err e = s ? CV_OK : cv_fail(g->err, CV_E_NOMEM, "out of memory");

	if (e == CV_OK)
		e = rep_letter_words_load(g->ask->folder, &g->d->arena, &words, g->err);
	if (e == CV_OK)
		e = rep_template_load(g->ask->folder, file, rep_inquiry_vocabulary(), &t, g->err);
	if (e == CV_OK)
		e = rep_inquiry_words(g, &words, s, g->err);
	if (e == CV_OK)
		e = rep_template_fill(t, s, REP_AS_LETTER, &g->d->letter, g->err);
	if (e == CV_OK && g->d->letter.len > REP_DRAFT_LETTER_MAX)
		e = cv_fail(g->err, CV_E_TOO_BIG,
			"the letter would have more than %d bytes: ask about a party or a country",
			REP_DRAFT_LETTER_MAX);
	if (e == CV_OK) {
		rep_template_hash(t, &g->d->template_hash);
		rep_note_facts(g, t);
	}
	rep_template_free(t);
	return e;
}

/* Who asks decides what is told. */
static const struct {
	const char *audience;
	bool only_processors, no_staff, names_mechanisms;
} disclosure[] = {
	{ "data-subject", false, false, false },
	{ "customer", true, true, false },
	{ "authority", false, false, true },
	{ "colleague", false, false, true },
};

static void set_audience(struct rep_gathering *g)
{
	for (size_t i = 0; i < CV_LEN(disclosure); i++)
		if (cv_streq(disclosure[i].audience, g->d->audience)) {
			g->only_processors = disclosure[i].only_processors;
			g->no_staff = disclosure[i].no_staff;
			g->names_mechanisms = disclosure[i].names_mechanisms;
		}
}

enum cv_err rep_inquiry_draft(
	struct reg *r, const struct rep_draft_ask *ask, struct rep_draft *ret, struct cv_error *err)
{
	CV_AUTO(view_drop) struct reg_view *view = NULL;
	struct rep_gathering g = { .r = r, .ask = ask, .d = ret, .err = err };
	enum cv_err e;

	g.view = ask->view && ask->view->seq == ask->state->seq ? ask->view : NULL;
	if (g.view == NULL) {
		TRY(reg_view_at(r, ask->state->seq, &view, err));
		g.view = view;
	}
	ret->inquiry = rep_keep(ret, reg_copied(ask->inquiry, "id"));
	ret->audience = rep_keep(ret, ask->audience ? ask->audience : reg_copied(ask->inquiry, "asked_by"));
	ret->language = rep_keep(ret, ask->language ? ask->language : reg_copied(ask->inquiry, "language"));
	if (*ret->language == '\0')
		ret->language = "en";
	ret->on = ask->on;
	ret->state = *ask->state;
	ret->law_pack = law_pack_version(reg_pack(r));
	set_audience(&g);
	snprintf(
		ret->template_name, sizeof(ret->template_name), "inquiry-%.40s.%.8s.txt", ret->audience, ret->language);
	e = rep_gather(&g);
	if (e == CV_OK)
		e = fill(&g, ret->template_name);
	free(g.told);
	if (e == CV_OK && (ret->letter.failed || ret->untold.failed))
		e = cv_fail(err, CV_E_NOMEM, "out of memory");
	return e;
}

void rep_draft_finish(struct rep_draft *d)
{
	cv_str_finish(&d->legs);
	cv_str_finish(&d->untold);
	cv_str_finish(&d->letter);
	cv_arena_finish(&d->arena);
}
