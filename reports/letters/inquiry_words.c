/* What the words of a letter mean in one: who asks, who answers, what the register knew. */
#include "reports/letters/gather.h"

#include "registry/core/country.h"
#include "registry/pages.h"
#include "reports/reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void finish(struct rep_saying *y)
{
	y->g->d->letter.failed |= y->tmp.failed;
	cv_str_finish(&y->tmp);
}

static void say_number(struct rep_scope *s, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	rep_scope_text(s, name, text);
}

/* An instant of the log as a letter writes it, to the second. */
static void say_instant(struct rep_saying *y, struct rep_scope *s, const char *name, const char *at)
{
	enum { DAY = 10, SECONDS = 19 }; /* 2026-11-23T10:00:00.000Z */
	cv_day d;

	cv_str_clear(&y->tmp);
	if (strlen(at) > SECONDS && cv_day_parse(at, DAY, &d)) {
		rep_letter_day(y->lang, d, &y->tmp);
		cv_str_printf(&y->tmp, ", %.*s UTC", SECONDS - DAY - 1, at + DAY + 1);
	}
	rep_scope_text(s, name, cv_str_text(&y->tmp));
}

static void say_hash(struct rep_scope *s, const char *name, const struct reg_hash *h)
{
	char hex[2 * REG_HASH + 1];

	rep_hash_hex(h, hex);
	rep_scope_text(s, name, hex);
}

/* One of ours: the one in the asker's country, else at home, else under a rule we know, else the first. */
struct finding_sender {
	const char *country, *home;
	const struct law_pack *p;
	cv_day on;
	int best;		    /* 4, 3, 2, 1; 0: none */
	char found[CV_COUNTRY_MAX]; /* its country */
	struct rep_scope *s;
};

/* Is a rule modelled for who discloses from there on that day? */
static bool has_regime(const struct finding_sender *f, const char *country)
{
	law_place place;

	return law_place_parse(f->p, country, strlen(country), &place) &&
		law_regime_of(f->p, place, 0, f->on) != LAW_NO_REGIME;
}

static enum cv_err take_own(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct finding_sender *f = ctx;
	const struct reg_record *r = &v->record;
	const char *country = r->cell[reg_column_index(REG_PARTIES, "country")];
	int rank = *country == '\0'		? 1
		: cv_streq(country, f->country) ? 4
		: cv_streq(country, f->home)	? 3
		: has_regime(f, country)	? 2
						: 1;

	CV_UNUSED(err);
	if (!cv_streq(r->cell[reg_column_index(REG_PARTIES, "own")], "yes") || rank <= f->best)
		return CV_OK;
	f->best = rank;
	snprintf(f->found, sizeof(f->found), "%s", country);
	rep_scope_text(f->s, "sender", r->cell[reg_column_index(REG_PARTIES, "name")]);
	rep_scope_text(f->s, "contact", r->cell[reg_column_index(REG_PARTIES, "contact")]);
	return CV_OK;
}

static enum cv_err setting(struct reg *r, const char *name, struct rep_scope *s, const char *word, struct cv_error *err)
{
	char *value = NULL;

	TRY(reg_setting(r, name, &value, err));
	if (*value)
		rep_scope_text(s, word, value);
	free(value);
	return CV_OK;
}

static enum cv_err say_sender(
	struct rep_saying *y, struct rep_scope *s, char ret_country[CV_COUNTRY_MAX], struct cv_error *err)
{
	struct finding_sender f = { .country = reg_copied(y->g->ask->inquiry, "country"),
		.home = y->g->view->home,
		.s = s,
		.p = y->g->view->pack,
		.on = y->g->ask->on };

	TRY(rep_each_known(y->g, REG_PARTIES, take_own, &f));
	snprintf(ret_country, CV_COUNTRY_MAX, "%s", f.found);
	TRY(setting(y->g->r, "desk/sender", s, "sender", err));
	return setting(y->g->r, "desk/contact", s, "contact", err);
}

static const char *to_a_party(const char *lang)
{
	return cv_streq(lang, "de") ? "an" : cv_streq(lang, "fr") ? "à" : "to";
}

/* "Acme, Inc. (Indien)" */
static void put_about(struct rep_saying *y, const char *party, const char *country, struct cv_str *out)
{
	uint32_t who = *party ? reg_view_party(y->g->view, party) : REG_NOBODY;

	if (*party)
		cv_str_puts(out, who == REG_NOBODY ? party : y->g->view->party[who].name);
	cv_str_puts(out, *party && *country ? " (" : "");
	if (*country)
		rep_say_country(y->w, y->lang, country, out);
	cv_str_puts(out, *party && *country ? ")" : "");
}

static void say_about(struct rep_saying *y, struct rep_scope *s)
{
	const struct reg_copy *q = y->g->ask->inquiry;
	const char *party = reg_copied(q, "about_party"), *country = reg_copied(q, "about_country");

	cv_str_clear(&y->tmp);
	put_about(y, party, country, &y->tmp);
	rep_scope_text(s, "about", cv_str_text(&y->tmp));
	cv_str_clear(&y->tmp);
	if (*party == '\0' && *country)
		rep_say_to_country(y->w, y->lang, country, &y->tmp);
	else if (*party) {
		cv_str_printf(&y->tmp, "%s ", to_a_party(y->lang));
		put_about(y, party, country, &y->tmp);
	}
	rep_scope_text(s, "to_about", cv_str_text(&y->tmp));
	rep_scope_flag(s, "about_all", *party == '\0' && *country == '\0');
}

/* home: of the register, else where the sender is. */
static void say_law(struct rep_saying *y, struct rep_scope *s, const char *home)
{
	const struct reg_copy *q = y->g->ask->inquiry;
	const struct reg_term *term = reg_term_of(
		y->g->view->pack, reg_copied(q, "country"), home, reg_copied_day(q, "received"));
	const char *law = rep_word_in(&y->w->regimes, term->regime, y->lang, 2);
	const char *regime = *law ? term->regime : "";

	rep_scope_text(s, "law", rep_word_in(&y->w->regimes, regime, y->lang, 2));
	rep_scope_text(s, "complaint", rep_word_in(&y->w->regimes, regime, y->lang, 3));
	rep_scope_text(s, "records", rep_word_in(&y->w->regimes, regime, y->lang, 4));
	rep_scope_text(s, "processors", rep_word_in(&y->w->regimes, regime, y->lang, 5));
}

struct finding_contract {
	struct rep_saying *y;
	const char *party;
	struct rep_scope *s;
};

static enum cv_err take_customer(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct finding_contract *f = ctx;
	const struct reg_record *r = &v->record;
	const char *day = r->cell[reg_column_index(REG_CONTRACTS, "signed")],
		   *days = r->cell[reg_column_index(REG_CONTRACTS, "objection_days")];
	cv_day d = CV_DAY_NONE;

	CV_UNUSED(err);
	if (!reg_holds(r, f->y->g->ask->on) || !cv_streq(r->cell[reg_column_index(REG_CONTRACTS, "party")], f->party) ||
		!cv_streq(r->cell[reg_column_index(REG_CONTRACTS, "direction")], "customer"))
		return CV_OK;
	(void)!cv_day_parse(day, strlen(day), &d);
	rep_say_day(f->y, f->s, "customer_contract", d);
	rep_scope_text(f->s, "objection_days", days);
	rep_scope_flag(f->s, "one_objection_day", cv_streq(days, "1"));
	return CV_OK;
}

/* The contract with the customer who asks, where its name is that of one party only. */
static enum cv_err say_contract(struct rep_saying *y, struct rep_scope *s)
{
	const char *asker = reg_copied(y->g->ask->inquiry, "asker");
	uint32_t who[2];

	if (*asker == '\0' || reg_view_named(y->g->view, asker, who, CV_LEN(who)) != 1)
		return CV_OK;
	return rep_each_known(
		y->g, REG_CONTRACTS, take_customer, &(struct finding_contract){ y, y->g->view->party[who[0]].id, s });
}

static void say_state(struct rep_saying *y, struct rep_scope *s)
{
	const struct reg_state *state = y->g->ask->state;
	struct reg_hash law;

	say_number(s, "register_seq", state->seq);
	say_instant(y, s, "register_at", state->at);
	say_number(s, "log_size", state->log_size);
	say_hash(s, "log_root", &state->root);
	rep_scope_text(s, "law_pack", y->g->d->law_pack);
	reg_law_digest(&law);
	say_hash(s, "law_sha256", &law);
}

enum cv_err rep_inquiry_words(
	struct rep_gathering *g, const struct rep_letter_words *w, struct rep_scope *s, struct cv_error *err)
{
	CV_AUTO(finish) struct rep_saying y = { .g = g, .w = w, .lang = g->d->language };
	const struct reg_copy *q = g->ask->inquiry;
	char country[CV_COUNTRY_MAX];

	rep_scope_text(s, "reference", reg_copied(q, "id"));
	rep_say_day(&y, s, "today", g->ask->on);
	rep_say_day(&y, s, "received", reg_copied_day(q, "received"));
	rep_scope_text(s, "asker", reg_copied(q, "asker"));
	rep_scope_text(s, "question", reg_copied(q, "question"));
	say_about(&y, s);
	say_state(&y, s);
	rep_say_groups(&y, s);
	TRY(say_contract(&y, s));
	TRY(say_sender(&y, s, country, err));
	say_law(&y, s, *g->view->home ? g->view->home : country);
	return CV_OK;
}
