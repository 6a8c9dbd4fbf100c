/*
 * Every answer of a register for many questions. One line for a recipient and a day: the outcomes of all that was asked
 * (n no transfer, c covered, r needs review, x not covered, - no answer), and the bytes and the hash of all their JSON.
 *
 *     answers REGISTER [full]      full: the JSON itself, one line for each question
 */
#include "registry/registry.h"
#include "reports/reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const days[] = { "1999-06-01", "2002-03-01", "2013-01-01", "2015-10-06", "2016-09-01", "2018-05-25",
	"2020-07-15", "2020-07-20", "2021-01-15", "2021-09-26", "2021-12-01", "2022-12-26", "2023-07-11", "2024-06-01",
	"2025-12-20", "2027-03-01", "2031-01-01" };

static const char *const countries[] = { "US", "IN", "GB", "JP", "FR", "CH", "CA", "io-epo" };
static const char *const froms[] = { NULL, "IE", "GB", "CH", "US" };
static const struct {
	bool said;
	enum law_data data;
} datas[] = { { false, LAW_ANY_DATA }, { true, LAW_HR }, { true, LAW_NON_HR }, { true, LAW_ANY_DATA } };

static bool full;

/* What the answers of one line come to. */
struct sum {
	char outcome[CV_LEN(froms) * CV_LEN(datas) + 1];
	size_t asked, bytes;
	uint64_t hash;
};

/* FNV-1a */
static void add(struct sum *s, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		s->hash = (s->hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	s->bytes += n;
}

static bool ask(const struct reg_view *v, const struct reg_question *q, struct sum *s)
{
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);
	struct cv_error err = { 0 };
	enum cv_err e = reg_ask(v, q, &a, &err);

	s->outcome[s->asked++] = e == CV_OK ? "ncrx"[a.outcome] : '-';
	if (e == CV_OK)
		rep_answer_json(&a, &j);
	else
		cv_str_puts(&out, err.msg);
	if (full)
		printf("%s\n", cv_str_text(&out));
	add(s, cv_str_text(&out), out.len);
	return !out.failed;
}

static bool ask_all(const struct reg_view *v, const char *to)
{
	for (size_t d = 0; d < CV_LEN(days); d++) {
		struct reg_question q = { .to = to, .known_at = v->at };
		struct sum s = { .hash = UINT64_C(14695981039346656037) };

		if (!cv_day_parse(days[d], strlen(days[d]), &q.on))
			return false;
		for (size_t i = 0; i < CV_LEN(froms) * CV_LEN(datas); i++) {
			q.from = froms[i % CV_LEN(froms)];
			q.data_said = datas[i / CV_LEN(froms)].said;
			q.data = datas[i / CV_LEN(froms)].data;
			if (!ask(v, &q, &s))
				return false;
		}
		if (!full)
			printf("%s %s %s %zu %016" PRIx64 "\n", to, days[d], s.outcome, s.bytes, s.hash);
	}
	return true;
}

int main(int argc, char **argv)
{
	struct reg_view *v = NULL;
	struct reg *r = NULL;
	struct cv_error err = { 0 };
	bool good = argc > 1 && reg_open(argv[1], REG_READ, law_builtin(&err), &r, &err) == CV_OK &&
		reg_view_load(r, NULL, &v, &err) == CV_OK;

	full = argc > 2 && cv_streq(argv[2], "full");
	for (uint32_t i = 0; good && i < v->n_parties; i++)
		good = ask_all(v, v->party[i].id);
	for (size_t i = 0; good && i < CV_LEN(countries); i++)
		good = ask_all(v, countries[i]);
	if (!good)
		fprintf(stderr, "answers: %s\n", err.msg);
	reg_view_destroy(v);
	reg_close(r);
	return good ? 0 : 2;
}
