/*
 * A view that follows the one before it is the view that loading gives, whatever changed in between, and the one before
 * it stays what it was. Changes are random; CHAPTERV_SEED chooses others, CHAPTERV_STEPS how many.
 */
#include "registry/desk/vendor.h"
#include "registry/follow.h"
#include "registry/view.h"
#include "reports/reports.h"
#include "tests/register/chance.h"
#include "tests/register/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { KEPT = 5 };

static const struct law_pack *pack;
/* ---- what a view says, as text ---- */

static void say_party(const struct reg_view *v, uint32_t i, struct cv_str *out)
{
	const struct reg_party_v *p = &v->party[i];

	cv_str_printf(out, "party %lld %s|%s|%s %d %d %d %d %u %u:", (long long)p->n, p->id, p->name, p->aliases,
		(int)p->kind, (int)p->country, p->own, p->published + 2 * p->vendor + 4 * p->status, p->attrs,
		p->exporter_attrs);
	for (uint32_t k = 0; k < p->n_in; k++)
		cv_str_printf(out, " %u", v->leg_in[p->first_in + k]);
	cv_str_printf(out, "; %u+%u\n", p->first_tool, p->n_tools);
	assert_int_equal(reg_view_party(v, p->id), i);
}

static void say_tool(const struct reg_tool_v *t, struct cv_str *out)
{
	const struct law_tool *l = &t->tool;

	cv_str_printf(out, "tool %d/%lld %u>%u %s %d %d %d %d %d %d %d %d %d %d %d\n", (int)t->kind, (long long)t->n,
		t->exporter, t->importer, t->countries, (int)l->kind, (int)l->mech, (int)l->family, (int)l->flags,
		l->day.n, l->changed.n, l->notified.n, l->review.n, l->active.from.n, l->active.until.n, (int)l->place);
}

static void say_desk(const struct reg_desk_v *d, struct cv_str *out)
{
	for (uint32_t i = 0; i < d->n_contracts; i++)
		cv_str_printf(out, "contract %lld %u %u %d %d %d %d %s\n", (long long)d->contract[i].n,
			d->contract[i].party, d->contract[i].own, d->contract[i].data_processing, d->contract[i].vendor,
			d->contract[i].span.from.n, d->contract[i].span.until.n, d->contract[i].id);
	for (uint32_t i = 0; i < d->n_checks; i++)
		cv_str_printf(out, "check %lld %u %d %d %d %s %s\n", (long long)d->check[i].n, d->check[i].party,
			d->check[i].item, (int)d->check[i].state, d->check[i].day.n, d->check[i].who, d->check[i].note);
	for (uint32_t i = 0; i < d->n_overrides; i++)
		cv_str_printf(out, "override %lld %u %d %d %d %d %s\n", (long long)d->override[i].n,
			d->override[i].party, d->override[i].approval, d->override[i].granted.n,
			d->override[i].expires.n, d->override[i].revoked.n, d->override[i].reason);
}

static void say_answer(const struct reg_view *v, const char *to, struct cv_str *out)
{
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct reg_question q = { .to = to, .on = { 18000 }, .known_at = v->at };
	struct cv_json j = cv_json_to(out);
	struct cv_error err = { 0 };

	if (reg_ask(v, &q, &a, &err) == CV_OK)
		rep_answer_json(&a, &j);
	else
		cv_str_puts(out, err.msg);
	cv_str_putc(out, '\n');
}

static void say(const struct reg_view *v, struct cv_str *out)
{
	uint32_t found[8];

	cv_str_printf(out, "%lld %s %s\n", (long long)v->seq, v->at, v->home);
	for (uint32_t i = 0; i < v->n_parties; i++)
		say_party(v, i, out);
	for (uint32_t i = 0; i < v->n_legs; i++) {
		const struct reg_leg_v *l = &v->leg[i];

		cv_str_printf(out, "leg %lld %u>%u %d %d %d %d %d %d %s %s %s\n", (long long)l->n, l->exporter,
			l->importer, (int)l->country, (int)l->exporter_role, (int)l->importer_role, (int)l->data,
			l->span.from.n, l->span.until.n, l->id, l->place, l->source_text);
	}
	cv_str_printf(out, "%u of %u tools\n", v->n_tools_bound, v->n_tools);
	for (uint32_t i = 0; i < v->n_tools; i++)
		say_tool(&v->tool[i], out);
	say_desk(v->desk, out);
	for (uint32_t i = 0; i < v->index->n_names; i++)
		cv_str_printf(out, "name %s %u\n", v->index->name[i].folded, v->index->name[i].party);
	for (uint32_t i = 0; i < v->n_parties; i += 3)
		say_answer(v, v->party[i].id, out);
	cv_str_printf(out, "%zu are called Firm, %zu Alias 1\n", reg_view_named(v, "Firm", found, 8),
		reg_view_named(v, "Alias 1", found, 8));
	say_answer(v, "US", out);
	assert_false(out->failed);
}

/* The first line in which they differ, and the one before it. */
static void same(const char *is, const char *expected)
{
	size_t at = 0, line = 0, before = 0;

	while (is[at] && is[at] == expected[at])
		if (is[at++] == '\n') {
			before = line;
			line = at;
		}
	if (is[at] != expected[at])
		fail_msg("after %.*sthere is\n%.*s\nnot\n%.*s", (int)(line - before), is + before,
			(int)strcspn(is + line, "\n"), is + line, (int)strcspn(expected + line, "\n"), expected + line);
}

/* ---- following ---- */

struct kept {
	struct reg_view *v;
	struct cv_str said;
};

/* What it was when it was loaded, it still is. */
static void look_again(struct kept *k)
{
	CV_AUTO(cv_str_finish) struct cv_str now = { 0 };

	if (k->v == NULL)
		return;
	say(k->v, &now);
	same(now.data, k->said.data);
	reg_view_destroy(k->v);
	cv_str_finish(&k->said);
	k->v = NULL;
}

/* Follows; the same must be loaded. Returns how many texts it shares with the old view: all or none. */
static int step(struct reg *r, const struct reg_view *old, struct kept *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str loaded = { 0 };
	struct cv_error err = { 0 };
	struct reg_view *v = NULL;

	assert_int_equal(reg_view_follow(r, old, &ret->v, &err), CV_OK);
	assert_int_equal(reg_view_load(r, NULL, &v, &err), CV_OK);
	say(ret->v, &ret->said);
	say(v, &loaded);
	same(ret->said.data, loaded.data);
	reg_view_destroy(v);
	return ret->v->index->texts == old->index->texts;
}

static int number(const char *name, int otherwise)
{
	const char *text = getenv(name);

	return text ? (int)strtol(text, NULL, 10) : otherwise;
}

static void random_changes(struct world *w, int steps)
{
	struct kept kept[KEPT] = { 0 };
	struct cv_error err = { 0 };
	int done = 0, looked = 0, followed = 0, at = 0;

	assert_int_equal(reg_view_load(w->r, NULL, &kept[0].v, &err), CV_OK);
	say(kept[0].v, &kept[0].said);
	for (; done < steps; looked++) {
		int next = (at + 1) % KEPT;

		for (uint32_t n = 1 + chance_any(3); n > 0; n--)
			done += world_change(w);
		look_again(&kept[next]);
		followed += step(w->r, kept[at].v, &kept[next]);
		at = next;
	}
	for (int i = 0; i < KEPT; i++)
		look_again(&kept[i]);
	print_message("%d changes, looked %d times, followed %d times\n", done, looked, followed);
	assert_true(followed > looked / 2); /* it does follow, and does not load each time */
}

static void follows(void **unused)
{
	char folder[] = "/tmp/chapterv-test-XXXXXX";
	struct world w;
	int seed = number("CHAPTERV_SEED", 1);

	(void)unused;
	assert_non_null(mkdtemp(folder));
	print_message("seed %d\n", seed);
	chance_seed((uint64_t)seed);
	world_open(&w, pack, folder, "register.db", INT64_C(1577836800000));
	random_changes(&w, number("CHAPTERV_STEPS", 120));
	world_close(&w, folder, "register.db");
	rmdir(folder);
}

/* Another register, as after a restore: what the view knew has nothing to do with it, however many changes it has. */
static void another_register(void **unused)
{
	char folder[] = "/tmp/chapterv-test-XXXXXX";
	struct world a, b;
	struct kept old = { 0 }, new = { 0 };
	struct cv_error err = { 0 };

	(void)unused;
	assert_non_null(mkdtemp(folder));
	world_open(&a, pack, folder, "a.db", INT64_C(1577836800000));
	world_open(&b, pack, folder, "b.db", INT64_C(1577836800001));
	for (int done = 0; done < 20;)
		done += world_change(&a);
	assert_int_equal(reg_view_load(a.r, NULL, &old.v, &err), CV_OK);
	say(old.v, &old.said);
	for (int round = 0; round < 2; round++) { /* with fewer changes, and with more */
		for (int done = 0; done < 15;)
			done += world_change(&b);
		assert_int_equal(step(b.r, old.v, &new), 0);
		look_again(&new);
	}
	look_again(&old);
	world_close(&a, folder, "a.db");
	world_close(&b, folder, "b.db");
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(follows), cmocka_unit_test(another_register) };
	struct cv_error err = { 0 };

	pack = law_builtin(&err);
	return pack ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
