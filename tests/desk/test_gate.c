/* The gate, condition by condition; overrides; what wants attention and since when; the chain inside an open change. */
#include "tests/desk/vendor.h"

#include <stdio.h>
#include <string.h>

/* A vendor in India with everything its gate asks for, but for what the test takes away again. */
static void fill(struct desk *d)
{
	desk_file(d, REG_PARTIES, "id=ie", "name=Example Ireland Ltd", "kind=affiliate", "country=IE", "own=yes");
	desk_file(d, REG_PARTIES, "id=v", "name=Vendor Ltd", "kind=service-provider", "country=IN",
		"status=under-review");
	desk_file(d, REG_TRANSFERS, "id=t", "exporter=ie", "importer=v", "country=IN", "from=2026-02-01");
	desk_file(d, REG_SAFEGUARDS, "id=s", "exporter=ie", "importer=v", "mechanism=scc-2021-m2", "signed=2026-01-10",
		"ended=2026-06-01");
	desk_file(
		d, REG_ASSESSMENTS, "exporter=ie", "importer=v", "country=IN", "dated=2026-01-11", "outcome=adequate");
	desk_file(d, REG_CONTRACTS, "id=c", "party=v", "own=ie", "kind=data-processing", "signed=2026-01-10",
		"ended=2026-09-01");
	for (int i = 0; reg_check_item(i); i++) {
		char item[40];

		snprintf(item, sizeof(item), "item=%s", reg_check_item(i));
		desk_file(d, REG_CHECKS, "party=v", item, "state=done", "day=2026-01-12");
	}
}

static void the_gate_follows_the_facts_of_the_day(void **state)
{
	struct desk *d = *state;

	fill(d);
	vendor_holds(d, "2026-01-20", "tasc"); /* the transfer begins later, and is covered then */
	vendor_holds(d, "2026-02-01", "tasc");
	vendor_holds(d, "2026-06-01", ".asc"); /* the clauses ended */
	vendor_holds(d, "2026-09-01", "..sc"); /* and the agreement */
	vendor_holds(d, "2026-01-09", "t.sc"); /* before it was signed */
}

static void each_condition_can_be_what_is_missing(void **state)
{
	struct desk *d = *state;

	fill(d);
	desk_file(d, REG_CHECKS, "party=v", "item=security", "state=open");
	vendor_holds(d, "2026-02-01", "tas.");
	desk_file(d, REG_CHECKS, "party=v", "item=security", "state=not-needed");
	desk_file(d, REG_CHECKS, "party=v", "item=sub-processors", "state=open");
	vendor_holds(d, "2026-02-01", "ta..");
	/* who is on file behind it is known, whatever the checklist says; and must be covered, too */
	desk_file(d, REG_PARTIES, "id=sub", "name=Sub Ltd", "country=US");
	desk_file(d, REG_TRANSFERS, "id=t2", "exporter=v", "importer=sub", "country=US", "exporter_role=processor");
	vendor_holds(d, "2026-02-01", ".as.");
	desk_file(d, REG_SAFEGUARDS, "id=o", "exporter=v", "importer=sub", "mechanism=onward-contract",
		"signed=2026-01-15");
	desk_file(
		d, REG_ASSESSMENTS, "exporter=v", "importer=sub", "country=US", "dated=2026-01-15", "outcome=adequate");
	vendor_holds(d, "2026-02-01", "tas.");
}

static void an_agreement_with_another_of_ours_is_none(void **state)
{
	struct desk *d = *state;

	fill(d);
	desk_file(d, REG_PARTIES, "id=de", "name=Example GmbH", "kind=affiliate", "country=DE", "own=yes");
	desk_file(d, REG_CONTRACTS, "id=c", "own=de");
	vendor_holds(d, "2026-02-01", "t.sc");
	desk_file(d, REG_CONTRACTS, "id=c", "own=");
	vendor_holds(d, "2026-02-01", "tasc"); /* with all of us */
	desk_file(d, REG_CONTRACTS, "id=c", "direction=customer");
	vendor_holds(d, "2026-02-01", "t.sc");
	desk_file(d, REG_CONTRACTS, "id=c", "direction=vendor", "kind=services");
	vendor_holds(d, "2026-02-01", "t.sc");
	desk_file(d, REG_TRANSFERS, "id=t", "importer=v", "importer_role=controller");
	vendor_holds(d, "2026-02-01", ".asc"); /* no processor: no agreement; but the wrong module */
}

/* today: of the change; on: the day named. */
static enum cv_err to_on(struct desk *d, const char *status, const char *today, const char *on, struct cv_error *err)
{
	enum cv_err e;
	int64_t n = 0;

	*err = (struct cv_error){ 0 };
	d->clock_ms = (int64_t)desk_day(today).n * 24 * 3600 * 1000;
	desk_begin(d);
	e = reg_vendor_move(d->r, "v", status, desk_day(on), &n, err);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
	return e;
}

static enum cv_err to(struct desk *d, const char *status, const char *on, struct cv_error *err)
{
	return to_on(d, status, on, on, err);
}

static void the_desk_moves_through_the_gate_only(void **state)
{
	struct desk *d = *state;
	struct cv_error err;

	fill(d);
	assert_int_equal(to(d, "approved", "2026-06-01", &err), CV_E_GATE);
	assert_non_null(strstr(err.msg, "SAFEGUARD_ENDED"));
	assert_int_equal(to(d, "approved", "2026-05-31", &err), CV_OK);
	assert_int_equal(to(d, "active", "2026-06-01", &err), CV_E_GATE);
	assert_int_equal(to(d, "active", "2026-05-31", &err), CV_OK);
	assert_int_equal(to(d, "proposed", "2026-05-31", &err), CV_E_MOVE);
	assert_int_equal(to(d, "nonsense", "2026-05-31", &err), CV_E_UNKNOWN_WORD);
	assert_int_equal(to(d, "active", "2026-05-31", &err), CV_E_MOVE); /* it is that already */
	assert_int_equal(to(d, "suspended", "2026-06-01", &err), CV_OK);
	assert_int_equal(to(d, "active", "2026-06-01", &err), CV_E_GATE);
}

static void a_day_on_which_it_was_open_is_no_way_through(void **state)
{
	struct desk *d = *state;
	struct cv_error err;

	fill(d);
	assert_int_equal(to_on(d, "approved", "2026-06-01", "2026-05-31", &err), CV_E_GATE);
	assert_int_equal(to_on(d, "approved", "2026-05-31", "2026-06-01", &err), CV_E_GATE);
	assert_int_equal(to_on(d, "approved", "2026-05-31", "2026-05-30", &err), CV_OK);
}

static void what_passes_is_filed_as_the_decision(void **state)
{
	struct desk *d = *state;
	struct cv_error err;
	struct vendor_looked l;
	const struct reg_check_v *c;

	fill(d);
	vendor_look(d, "2026-05-31", &l);
	assert_null(reg_decision_of(l.v, l.party));
	assert_false(reg_undecided(l.v, l.party)); /* under review: there is nothing to decide yet */
	vendor_done(&l);
	assert_int_equal(to(d, "approved", "2026-05-31", &err), CV_OK);
	vendor_look(d, "2026-05-31", &l);
	c = reg_decision_of(l.v, l.party);
	assert_non_null(c);
	assert_string_equal(c->who, "tester");
	assert_string_equal(c->note, "approved: every condition was met");
	assert_int_equal(c->day.n, desk_day("2026-05-31").n);
	assert_false(reg_undecided(l.v, l.party));
	vendor_done(&l);
	/* one that came as active: nobody decided here; until somebody files who did */
	desk_file(d, REG_PARTIES, "id=v", "name=Vendor Ltd", "status=ended");
	desk_file(d, REG_PARTIES, "id=o", "name=Old Ltd", "status=active");
	vendor_look(d, "2026-05-31", &l);
	assert_true(reg_undecided(l.v, reg_view_party(l.v, "o")));
	vendor_done(&l);
	desk_file(d, REG_CHECKS, "party=o", "item=decision", "state=done", "document=minutes of 2019");
	vendor_look(d, "2026-05-31", &l);
	assert_false(reg_undecided(l.v, reg_view_party(l.v, "o")));
	vendor_done(&l);
}

static enum cv_err override(
	struct desk *d, const char *reason, const char *from, const char *until, struct cv_error *err)
{
	enum cv_err e;
	int64_t n = 0;

	*err = (struct cv_error){ 0 };
	desk_begin(d);
	e = reg_vendor_override(d->r, "v", reason, "maria", desk_day(from), desk_day(until), &n, err);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
	return e;
}

static enum cv_err revoke(struct desk *d, const char *id, const char *on, struct cv_error *err)
{
	enum cv_err e;
	int64_t n = 0;

	*err = (struct cv_error){ 0 };
	desk_begin(d);
	e = reg_vendor_revoke(d->r, id, desk_day(on), &n, err);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
	return e;
}

static void an_override_opens_the_gate_in_its_days(void **state)
{
	struct desk *d = *state;
	struct cv_error err;
	struct vendor_looked l;

	fill(d);
	assert_int_equal(override(d, "", "2026-06-01", "2026-07-01", &err), CV_E_VALUE);
	assert_string_equal(err.field, "reason");
	assert_int_equal(override(d, "because", "2026-06-01", "2026-06-01", &err), CV_E_VALUE);
	assert_string_equal(err.field, "expires");
	assert_int_equal(override(d, "because", "2026-06-01", "2026-07-01", &err), CV_OK);
	vendor_look(d, "2026-06-30", &l);
	assert_false(l.gate.met);
	assert_true(l.gate.open);
	assert_string_equal(l.gate.override->id, "v-1");
	assert_string_equal(l.gate.override->granted_by, "maria");
	vendor_done(&l);
	assert_int_equal(to(d, "approved", "2026-07-01", &err), CV_E_GATE); /* on the day it ends it no longer counts */
	assert_int_equal(to(d, "approved", "2026-06-30", &err), CV_OK);
	assert_int_equal(revoke(d, "v-1", "2026-06-15", &err), CV_OK);
	assert_int_equal(revoke(d, "v-1", "2026-06-16", &err), CV_E_CONFLICT);
	assert_int_equal(revoke(d, "v-2", "2026-06-16", &err), CV_E_NOT_FOUND);
	vendor_look(d, "2026-06-15", &l);
	assert_false(l.gate.open);
	vendor_done(&l);
	assert_int_equal(override(d, "once more", "2026-06-15", "2026-07-01", &err), CV_OK);
	vendor_look(d, "2026-06-15", &l);
	assert_string_equal(l.gate.override->id, "v-2");
	vendor_done(&l);
}

static void attention_is_what_the_day_makes_of_the_facts(void **state)
{
	struct desk *d = *state;
	struct cv_error err;

	fill(d);
	vendor_wants(d, "2026-06-01", ""); /* under review: nobody relies on it yet */
	assert_int_equal(to(d, "approved", "2026-02-01", &err), CV_OK);
	assert_int_equal(to(d, "active", "2026-02-01", &err), CV_OK);
	vendor_wants(d, "2026-02-01", "");
	vendor_wants(d, "2026-05-01", "");
	vendor_wants(d, "2026-05-02", "COVER_ENDING 2026-06-01, CLAUSES_ENDING 2026-06-01");
	vendor_wants(d, "2026-06-01", "NOT_COVERED 2026-06-01");
	vendor_wants(d, "2026-08-15", "NOT_COVERED 2026-06-01, AGREEMENT_ENDING 2026-09-01");
	vendor_wants(d, "2026-09-01", "NOT_COVERED 2026-06-01, AGREEMENT_ENDED 2026-09-01");
	desk_file(d, REG_CONTRACTS, "id=c2", "party=v", "kind=data-processing", "signed=2026-08-20");
	vendor_wants(d, "2026-09-01", "NOT_COVERED 2026-06-01"); /* another agreement took its place */
}

static void an_override_quiets_only_what_was_so_when_it_was_granted(void **state)
{
	struct desk *d = *state;
	struct cv_error err;

	fill(d);
	assert_int_equal(override(d, "signed on Monday", "2026-06-02", "2026-07-20", &err), CV_OK);
	assert_int_equal(to(d, "approved", "2026-06-02", &err), CV_OK);
	vendor_wants(d, "2026-06-02", "(NOT_COVERED 2026-06-01");
	vendor_wants(d, "2026-07-01", "(NOT_COVERED 2026-06-01, OVERRIDE_ENDING 2026-07-20");
	vendor_wants(d, "2026-07-20", "NOT_COVERED 2026-06-01, OVERRIDE_EXPIRED 2026-07-20");
	/* another transfer loses cover later: nobody decided about that */
	desk_file(d, REG_TRANSFERS, "id=t3", "exporter=ie", "importer=v", "country=US", "from=2026-06-10");
	vendor_wants(d, "2026-06-15", "(NOT_COVERED 2026-06-01, NOT_COVERED 2026-06-10");
	/* with the clauses renewed the override is needed no more, and its end is no news */
	desk_file(d, REG_TRANSFERS, "id=t3", "importer=v", "until=2026-06-11");
	desk_file(
		d, REG_SAFEGUARDS, "id=s2", "exporter=ie", "importer=v", "mechanism=scc-2021-m2", "signed=2026-06-20");
	vendor_wants(d, "2026-07-20", "");
}

static void the_law_ends_cover_as_facts_do(void **state)
{
	struct desk *d = *state;

	desk_file(d, REG_PARTIES, "id=ie", "name=Example Ireland Ltd", "kind=affiliate", "country=IE", "own=yes");
	desk_file(d, REG_PARTIES, "id=v", "name=Vendor Inc", "kind=service-provider", "country=US", "status=active");
	desk_file(
		d, REG_TRANSFERS, "id=t", "exporter=ie", "importer=v", "country=US", "data=non-hr", "from=2018-01-01");
	desk_file(d, REG_CERTIFICATIONS, "importer=v", "framework=privacy-shield-eu-us", "covers=non-hr",
		"from=2016-09-01");
	vendor_wants(d, "2020-07-15", "COVER_ENDING 2020-07-16");
	vendor_wants(d, "2020-07-16", "NOT_COVERED 2020-07-16");
	vendor_wants(d, "2021-03-01", "NOT_COVERED 2020-07-16");
}

/* However many of them begin on days of their own: what is not covered on any of these days keeps the gate shut. */
static void every_day_on_which_a_transfer_begins_counts(void **state)
{
	struct desk *d = *state;
	char id[16], from[24];

	fill(d);
	for (int i = 1; i <= 12; i++) {
		snprintf(id, sizeof(id), "id=fr%d", i);
		snprintf(from, sizeof(from), "from=2026-03-%02d", i);
		desk_file(d, REG_TRANSFERS, id, "exporter=ie", "importer=v", "country=FR", from);
	}
	vendor_holds(d, "2026-02-02", "tasc");
	desk_file(d, REG_TRANSFERS, "id=us", "exporter=ie", "importer=v", "country=US", "from=2026-04-01");
	vendor_holds(d, "2026-02-02", ".asc");
}

/* One of ours has a name that stands in that of another. */
static void each_of_ours_without_an_agreement_is_named(void **state)
{
	struct desk *d = *state;
	struct vendor_looked l;

	fill(d);
	desk_file(d, REG_PARTIES, "id=ab", "name=Acme Holding Ltd", "kind=affiliate", "country=IE", "own=yes");
	desk_file(d, REG_PARTIES, "id=a", "name=Acme", "kind=affiliate", "country=IE", "own=yes");
	desk_file(d, REG_TRANSFERS, "id=ab-v", "exporter=ab", "importer=v", "country=IE", "importer_role=processor");
	desk_file(d, REG_TRANSFERS, "id=a-v", "exporter=a", "importer=v", "country=IE", "importer_role=processor");
	vendor_look(d, "2026-02-02", &l);
	assert_non_null(strstr(
		cv_str_text(&l.gate.condition[REG_G_AGREEMENT].why), "not ended, for Acme Holding Ltd, Acme:"));
	vendor_done(&l);
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		WITH(the_gate_follows_the_facts_of_the_day),
		WITH(each_condition_can_be_what_is_missing),
		WITH(an_agreement_with_another_of_ours_is_none),
		WITH(the_desk_moves_through_the_gate_only),
		WITH(a_day_on_which_it_was_open_is_no_way_through),
		WITH(what_passes_is_filed_as_the_decision),
		WITH(an_override_opens_the_gate_in_its_days),
		WITH(attention_is_what_the_day_makes_of_the_facts),
		WITH(an_override_quiets_only_what_was_so_when_it_was_granted),
		WITH(the_law_ends_cover_as_facts_do),
		WITH(every_day_on_which_a_transfer_begins_counts),
		WITH(each_of_ours_without_an_agreement_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
