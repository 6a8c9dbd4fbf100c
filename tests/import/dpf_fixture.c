#include "tests/import/dpf_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DAY_MS INT64_C(86400000)

int dpf_set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct cv_error err = { 0 };

	assert_non_null(f);
	snprintf(f->folder, sizeof(f->folder), "/tmp/chapterv-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/register.db", f->folder);
	assert_int_equal(reg_open(f->path, REG_CREATE, law_builtin(&err), &f->r, &err), CV_OK);
	f->now_ms = DAY_MS * cv_day_from_civil(2026, 3, 2).n;
	f->opt = (struct imp_options){ .name = "list.csv", .max_ended = 100 };
	*state = f;
	return 0;
}

int dpf_tear_down(void **state)
{
	struct fixture *f = *state;

	imp_report_finish(&f->rep);
	reg_close(f->r);
	unlink(f->path);
	rmdir(f->folder);
	free(f);
	return 0;
}

enum cv_err dpf_take(struct fixture *f, const char *text, struct cv_error *err)
{
	struct reg_actor who = { "tester", "test", f->now_ms };
	struct imp_input *in;
	enum cv_err e;

	f->opt.today = (cv_day){ (int32_t)(f->now_ms / DAY_MS) };
	imp_report_finish(&f->rep);
	assert_int_equal(imp_input_memory(text, strlen(text), &in, err), CV_OK);
	e = imp_file(f->r, in, &f->opt, &who, &f->rep, err);
	imp_input_close(in);
	return e;
}

void dpf_imports(struct fixture *f, const char *text)
{
	struct cv_error err = { 0 };

	if (dpf_take(f, text, &err) != CV_OK)
		fail_msg("%s (%s)", err.msg, f->rep.n_refusals ? f->rep.refusal[0].reason : "");
}

void dpf_days_later(struct fixture *f, int n)
{
	f->now_ms += n * DAY_MS;
}

void dpf_counts(const struct fixture *f, size_t added, size_t updated, size_t unchanged, size_t skipped)
{
	assert_int_equal(f->rep.added, added);
	assert_int_equal(f->rep.updated, updated);
	assert_int_equal(f->rep.unchanged, unchanged);
	assert_int_equal(f->rep.skipped, skipped);
}

static enum cv_err write_cert(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct fixture *f = ctx;
	size_t n = strlen(f->certs);
	const char *const *c = v->record.cell;

	CV_UNUSED(err);
	snprintf(f->certs + n, sizeof(f->certs) - n, "%s %s %s %s %s %s %s\n", c[0], c[1], c[2], c[3],
		*c[4] ? c[4] : "-", c[5], c[6]);
	return CV_OK;
}

void dpf_on_file(struct fixture *f, const char *wanted)
{
	struct cv_error err = { 0 };

	f->certs[0] = '\0';
	assert_int_equal(reg_each(f->r, REG_CERTIFICATIONS, CV_DAY_NONE, NULL, write_cert, f, &err), CV_OK);
	assert_string_equal(f->certs, wanted);
}

void dpf_noted(const struct fixture *f, const char *words)
{
	if (strstr(cv_str_text(&f->rep.notes), words) == NULL)
		fail_msg("no note says '%s':\n"
			 "%s",
			words, cv_str_text(&f->rep.notes));
}

void dpf_asked(const struct fixture *f, size_t n, const char *words)
{
	for (size_t i = 0; i < f->rep.n_questions; i++) {
		const struct imp_question *q = &f->rep.question[i];

		if (strstr(q->text, words) || strstr(q->evidence, words) || strstr(q->answers, words) ||
			strstr(q->meanwhile, words)) {
			assert_int_equal(f->rep.questions, n);
			return;
		}
	}
	fail_msg("no question says '%s'; %zu: %s", words, f->rep.questions,
		f->rep.n_questions ? f->rep.question[0].text : "");
}

void dpf_parties(struct fixture *f, const char *rows)
{
	char text[2048];

	snprintf(text, sizeof(text),
		"id,name,aliases,country,own\n"
		"%s",
		rows);
	dpf_imports(f, text);
}

void dpf_certifications(struct fixture *f, const char *rows)
{
	char text[2048];

	snprintf(text, sizeof(text),
		"importer,framework,covers,from,until,status,checked_on\n"
		"%s",
		rows);
	dpf_imports(f, text);
}

void dpf_list(struct fixture *f, const char *rows)
{
	char text[8192];

	snprintf(text, sizeof(text), HEADER "%s", rows);
	dpf_imports(f, text);
	assert_string_equal(f->rep.kind, "dpf-list");
}
