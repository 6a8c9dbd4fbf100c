/* A draft is of one state of the register, whoever writes meanwhile: its words, its transfers, its number, its root. */
#include "tests/desk/desk.h"

#include "registry/evidence.h"
#include "reports/letters/inquiry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DRAFTS = 150, CHANGES_MAX = 100000, TOGETHER = 3 };

/* The writer says the same number in three records, in one change, again and again. */
struct writer {
	struct desk desk; /* a connection of its own */
	atomic_int written;
	atomic_bool stop;
};

static void say(struct desk *d, int number)
{
	struct cv_error err = { 0 };
	char name[32], retention[32];

	snprintf(name, sizeof(name), "name=Vendor %d", number);
	snprintf(retention, sizeof(retention), "retention=%d days", number);
	desk_begin(d);
	if (desk_put(d, REG_PARTIES, &err, "id=v", name, NULL) != CV_OK ||
		desk_put(d, REG_TRANSFERS, &err, "id=t", retention, NULL) != CV_OK ||
		desk_put(d, REG_INQUIRIES, &err, "id=2026-0001", number % 2 ? "language=de" : "language=en", NULL) !=
			CV_OK)
		abort();
	desk_commit(d);
}

static void *write_on(void *ctx)
{
	struct writer *w = ctx;

	for (int i = 1; i < CHANGES_MAX && !atomic_load(&w->stop); i++) {
		say(&w->desk, i);
		atomic_store(&w->written, i);
		usleep(200); /* or no reader ever comes in between */
	}
	return NULL;
}

static void fill(struct desk *d)
{
	desk_file(d, REG_PARTIES, "id=ie", "name=Example Ireland Ltd", "kind=affiliate", "country=IE", "own=yes");
	desk_file(d, REG_PARTIES, "id=v", "name=Vendor 0", "kind=service-provider", "country=FR");
	desk_file(d, REG_TRANSFERS, "id=t", "exporter=ie", "importer=v", "country=FR", "importer_role=processor",
		"retention=0 days");
	desk_file(d, REG_INQUIRIES, "id=2026-0001", "received=2025-12-30", "asked_by=authority", "state=open",
		"language=en");
}

struct drafted {
	struct cv_arena arena;
	struct reg_copy inquiry;
	struct reg_state state;
	struct rep_draft draft;
};

static void draft(struct desk *d, struct drafted *g)
{
	struct cv_error err = { 0 };
	cv_day on = { 20454 }; /* 2026-01-01 */
	struct rep_draft_ask ask = { .inquiry = &g->inquiry, .on = on, .state = &g->state };

	*g = (struct drafted){ 0 };
	assert_int_equal(reg_inquiry_now(d->r, "2026-0001", &g->arena, &g->inquiry, &g->state, &err), CV_OK);
	if (rep_inquiry_draft(d->r, &ask, &g->draft, &err) != CV_OK)
		fail_msg("%s", err.msg);
}

/* Of which change each part is: seq of the first is that of number 0. */
static void is_of_one_state(struct desk *d, const struct drafted *g, const struct reg_state *first)
{
	int number = (int)(g->state.seq - first->seq);
	struct cv_error err = { 0 };
	char name[32], retention[32];
	struct reg_hash root;
	bool found = false;

	snprintf(name, sizeof(name), "Vendor %d", number);
	snprintf(retention, sizeof(retention), "%d days", number);
	assert_int_equal(g->draft.n_legs, 1);
	assert_string_equal(g->draft.leg[0].importer_name, name);
	for (size_t i = 0; i < REP_FACTS; i++)
		if (cv_streq(rep_fact_name(i), "retention")) {
			assert_string_equal(g->draft.leg[0].fact[i], retention);
			found = true;
		}
	assert_true(found);
	assert_string_equal(g->draft.language, number % 2 ? "de" : "en");
	assert_int_equal(g->state.log_size, first->log_size + (int64_t)number * TOGETHER);
	assert_int_equal(reg_log_root(d->r, g->state.log_size, &root, &err), CV_OK);
	assert_true(reg_hash_same(&root, &g->state.root));
}

static void a_draft_is_of_one_state(void **state)
{
	struct desk *d = *state;
	struct writer w = { .desk = *d };
	struct reg_state first;
	struct cv_error err = { 0 };
	int seen = 0, last = -1;
	pthread_t thread;

	fill(d);
	w.desk.clock_ms = d->clock_ms;
	assert_int_equal(reg_state_now(d->r, &first, &err), CV_OK);
	assert_int_equal(reg_open(d->path, REG_WRITE, d->p, &w.desk.r, &err), CV_OK);
	assert_int_equal(pthread_create(&thread, NULL, write_on, &w), 0);
	for (int i = 0; i < DRAFTS; i++) {
		struct drafted g;

		draft(d, &g);
		is_of_one_state(d, &g, &first);
		seen += g.state.seq != last;
		last = (int)g.state.seq;
		rep_draft_finish(&g.draft);
		cv_arena_finish(&g.arena);
	}
	atomic_store(&w.stop, true);
	pthread_join(thread, NULL);
	reg_close(w.desk.r);
	if (seen < DRAFTS / 10)
		fail_msg("%d drafts met %d states only: nobody wrote meanwhile", DRAFTS, seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_draft_is_of_one_state, desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
