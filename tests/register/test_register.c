/* The register: two clocks, idempotence, whole or not at all, and whose file it opens. */
#include "registry/columns.h"
#include "registry/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	char folder[64], path[96];
	struct reg *r;
	const struct law_pack *p;
};

static int64_t clock_ms = INT64_C(1577836800000); /* 2020-01-01 */

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct cv_error err = { 0 };

	snprintf(f->folder, sizeof(f->folder), "/tmp/chapterv-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/register.db", f->folder);
	f->p = law_builtin(&err);
	assert_non_null(f->p);
	assert_int_equal(reg_open(f->path, REG_CREATE, f->p, &f->r, &err), CV_OK);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	reg_close(f->r);
	unlink(f->path);
	rmdir(f->folder);
	free(f);
	return 0;
}

static void begin(struct fixture *f)
{
	struct reg_actor a = { "tester", "test", clock_ms += 60000 };
	struct cv_error err = { 0 };

	assert_int_equal(reg_begin(f->r, &a, "", &err), CV_OK);
}

static enum cv_err party(struct fixture *f, const char *id, const char *name, const char *country, enum reg_effect *ret)
{
	struct reg_record rec = { .kind = REG_PARTIES };
	struct cv_error err = { 0 };

	rec.cell[0] = id;
	rec.cell[1] = name;
	rec.cell[5] = country;
	return reg_put(f->r, &rec, (struct reg_source){ 0, 0 }, ret, NULL, &err);
}

static void commit(struct fixture *f, int64_t *seq)
{
	struct cv_error err = { 0 };

	assert_int_equal(reg_commit(f->r, seq, &err), CV_OK);
}

static law_place country_then(struct fixture *f, const char *id, const char *known_at)
{
	struct reg_view *v;
	struct cv_error err = { 0 };
	law_place place = LAW_NO_PLACE;
	uint32_t who;

	assert_int_equal(reg_view_load(f->r, known_at, &v, &err), CV_OK);
	who = reg_view_party(v, id);
	if (who != REG_NOBODY)
		place = v->party[who].country;
	reg_view_destroy(v);
	return place;
}

static law_place place(struct fixture *f, const char *code)
{
	law_place p = LAW_NO_PLACE;

	assert_true(law_place_parse(f->p, code, strlen(code), &p));
	return p;
}

static void two_clocks(void **state)
{
	struct fixture *f = *state;
	char before[CV_INSTANT_TEXT], after[CV_INSTANT_TEXT];
	enum reg_effect e;
	int64_t seq;

	begin(f);
	assert_int_equal(party(f, "acme", "Acme", "US", &e), CV_OK);
	assert_int_equal(e, REG_ADDED);
	commit(f, &seq);
	assert_int_equal(seq, 1);
	cv_instant_text(clock_ms, before);
	begin(f);
	assert_int_equal(party(f, "acme", "Acme", "CA", &e), CV_OK);
	assert_int_equal(e, REG_UPDATED);
	commit(f, &seq);
	cv_instant_text(clock_ms, after);
	assert_int_equal(country_then(f, "acme", NULL), place(f, "CA"));
	assert_int_equal(country_then(f, "acme", after), place(f, "CA"));
	assert_int_equal(country_then(f, "acme", before), place(f, "US"));
	assert_int_equal(country_then(f, "acme", "2019-01-01T00:00:00.000Z"), LAW_NO_PLACE);
}

static void the_same_changes_nothing(void **state)
{
	struct fixture *f = *state;
	enum reg_effect e;
	int64_t seq;
	struct cv_error err = { 0 };

	begin(f);
	assert_int_equal(party(f, "", "Acme, Inc.", "US", &e), CV_OK);
	commit(f, &seq);
	begin(f);
	assert_int_equal(party(f, "", "ACME Inc", "", &e), CV_OK); /* the party of that folded name */
	reg_rollback(f->r);
	begin(f);
	assert_int_equal(party(f, "acme-inc", "Acme, Inc.", "US", &e), CV_OK);
	assert_int_equal(e, REG_UNCHANGED);
	commit(f, &seq);
	assert_int_equal(seq, 0);
	assert_int_equal(reg_seq(f->r, &seq, &err), CV_OK);
	assert_int_equal(seq, 1);
}

static void rolled_back_is_nothing(void **state)
{
	struct fixture *f = *state;
	enum reg_effect e;
	int64_t seq;
	struct cv_error err = { 0 };

	begin(f);
	assert_int_equal(party(f, "a", "A", "US", &e), CV_OK);
	reg_rollback(f->r);
	assert_int_equal(reg_seq(f->r, &seq, &err), CV_OK);
	assert_int_equal(seq, 0);
	assert_int_equal(country_then(f, "a", NULL), LAW_NO_PLACE);
}

static void twins_are_refused(void **state)
{
	struct fixture *f = *state;
	enum reg_effect e;

	begin(f);
	assert_int_equal(party(f, "a", "Acme GmbH", "DE", &e), CV_OK);
	assert_int_equal(party(f, "b", "ACME  gmbh", "DE", &e), CV_E_VALUE);
	assert_int_equal(party(f, "c", "Acme GmbH", "", &e), CV_E_VALUE);
	assert_int_equal(party(f, "d", "Acme GmbH", "AT", &e), CV_OK); /* another legal entity */
	reg_rollback(f->r);
}

static void clock_set_back(void **state)
{
	struct fixture *f = *state;
	enum reg_effect e;
	struct cv_error err = { 0 };
	struct reg_actor late = { "t", "t", INT64_C(1700000000000) }, early = { "t", "t", INT64_C(1600000000000) };
	int64_t seq;

	assert_int_equal(reg_begin(f->r, &late, "", &err), CV_OK);
	assert_int_equal(party(f, "a", "A", "US", &e), CV_OK);
	commit(f, &seq);
	assert_int_equal(reg_begin(f->r, &early, "", &err), CV_OK);
	assert_int_equal(party(f, "a", "A", "CA", &e), CV_OK);
	commit(f, &seq);
	assert_int_equal(country_then(f, "a", "2023-11-15T00:00:00.000Z"), place(f, "CA"));
	assert_int_equal(country_then(f, "a", "2020-12-01T00:00:00.000Z"), LAW_NO_PLACE);
}

/* Random puts against the plainest model there is: a list of what was said when. */
static void random_history(void **state)
{
	enum { STEPS = 120, PARTIES = 7 };
	static const char *const codes[] = { "US", "DE", "IN", "JP", "" };
	struct fixture *f = *state;
	struct {
		int who, what;
		char at[CV_INSTANT_TEXT];
	} said[STEPS];
	unsigned seed = 20180425;

	for (int i = 0; i < STEPS; i++) {
		char id[16], name[16];
		enum reg_effect e;
		int64_t seq;

		said[i].who = rand_r(&seed) % PARTIES;
		said[i].what = rand_r(&seed) % 5;
		snprintf(id, sizeof(id), "p%d", said[i].who);
		snprintf(name, sizeof(name), "Party %d", said[i].who);
		begin(f);
		assert_int_equal(party(f, id, name, codes[said[i].what], &e), CV_OK);
		commit(f, &seq);
		cv_instant_text(clock_ms, said[i].at);
	}
	for (int i = 0; i < STEPS; i += 3) {
		for (int who = 0; who < PARTIES; who++) {
			law_place want = LAW_NO_PLACE;
			char id[16];

			snprintf(id, sizeof(id), "p%d", who);
			for (int k = 0; k <= i; k++)
				if (said[k].who == who)
					want = *codes[said[k].what] ? place(f, codes[said[k].what]) : LAW_NO_PLACE;
			assert_int_equal(country_then(f, id, said[i].at), want);
		}
	}
}

static void one_writer_at_a_time(void **state)
{
	struct fixture *f = *state;
	struct cv_error err = { 0 };
	struct reg_actor a = { "other", "test", clock_ms };
	struct reg *other;
	enum reg_effect e;

	begin(f);
	assert_int_equal(party(f, "a", "A", "US", &e), CV_OK);
	assert_int_equal(reg_open(f->path, REG_WRITE, f->p, &other, &err), CV_OK);
	reg_patience(other, 50);
	assert_int_equal(reg_begin(other, &a, "", &err), CV_E_BUSY);
	reg_close(other);
	reg_rollback(f->r);
}

static void write_bytes(const char *path, const char *text)
{
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void not_ours(void **state)
{
	struct fixture *f = *state;
	struct cv_error err = { 0 };
	struct reg *r;
	char path[128];

	snprintf(path, sizeof(path), "%s/other", f->folder);
	assert_int_equal(reg_open(path, REG_READ, f->p, &r, &err), CV_E_FILE);
	assert_non_null(strstr(err.msg, "import"));
	write_bytes(path,
		"this is a text and no database, and it is long enough to be one: ..................................");
	assert_int_equal(reg_open(path, REG_CREATE, f->p, &r, &err), CV_E_NOT_OURS);
	unlink(path);
	assert_int_equal(reg_open(f->folder, REG_CREATE, f->p, &r, &err), CV_E_FILE);
	write_bytes(path, "");
	assert_int_equal(reg_open(path, REG_READ, f->p, &r, &err), CV_E_NOT_OURS);
	unlink(path);
}

/* The numbers by which columns are read of many rows are those of the kinds. */
static void places(void **state)
{
	(void)state;
#define X(kind, column, name, number) \
	assert_int_equal(reg_column_index(REG_##kind, column), number); \
	assert_int_equal(REG_AT_##name, number);
	REG_PLACES(X)
#undef X
}

static void cells(void **state)
{
	static const struct {
		enum reg_kind kind;
		const char *column, *in, *out; /* out NULL: refused */
	} table[] = {
		{ REG_PARTIES, "country", " germany ", "DE" },
		{ REG_PARTIES, "country", "UK", "GB" },
		{ REG_PARTIES, "country", "EU", NULL },
		{ REG_PARTIES, "own", "TRUE", "yes" },
		{ REG_PARTIES, "own", "maybe", NULL },
		{ REG_PARTIES, "attributes", "lgpd; group-member;lgpd", "group-member;lgpd" },
		{ REG_PARTIES, "attributes", "tall", NULL },
		{ REG_PARTIES, "aliases", " b ;a; b;", "b;a" },
		{ REG_PARTIES, "id", "Acme", NULL },
		{ REG_PARTIES, "name", " ", NULL },
		{ REG_TRANSFERS, "from", "2026-02-30", NULL },
		{ REG_TRANSFERS, "from", "2024-02-29", "2024-02-29" },
		{ REG_TRANSFERS, "importer_role", "Sub-Processor", "processor" },
		{ REG_TRANSFERS, "place", "moon", NULL },
		{ REG_SAFEGUARDS, "flags", "met;Approved", "approved;met" },
		{ REG_SAFEGUARDS, "countries", "India;US;in", "IN;US" },
		{ REG_SAFEGUARDS, "mechanism", "scc-2021-m2", "scc-2021-m2" },
		{ REG_SAFEGUARDS, "mechanism", "magic", NULL },
		{ REG_CERTIFICATIONS, "framework", "scc-2021-m2", NULL },
		{ REG_CERTIFICATIONS, "framework", "dpf-eu-us", "dpf-eu-us" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < CV_LEN(table); i++) {
		struct cv_str out = { 0 };
		struct cv_error err = { 0 };
		enum cv_err e = reg_cell(f->p, table[i].kind, reg_column_index(table[i].kind, table[i].column),
			table[i].in, strlen(table[i].in), &out, &err);

		if (table[i].out == NULL) {
			assert_int_not_equal(e, CV_OK);
			assert_string_equal(err.field, table[i].column);
		} else {
			assert_int_equal(e, CV_OK);
			assert_string_equal(cv_str_text(&out), table[i].out);
		}
		cv_str_finish(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(two_clocks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_same_changes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rolled_back_is_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(twins_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(clock_set_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(random_history, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_writer_at_a_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(not_ours, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cells, set_up, tear_down),
		cmocka_unit_test(places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
