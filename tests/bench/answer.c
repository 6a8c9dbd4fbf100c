/*
 * Answers from a register, over and over, without HTTP: what one question costs in CPU. Prints one line; asserts nothing.
 *
 *     bench_answer REGISTER DAY [ROUNDS]      every party as recipient, ROUNDS times
 */
#include "registry/registry.h"
#include "reports/reports.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void answer(const struct reg_view *v, const char *to, cv_day on, struct cv_str *out)
{
	alignas(max_align_t) char room[REG_ANSWER_ROOM];
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct reg_question q = { .to = to, .on = on, .known_at = v->at };
	struct cv_json j = cv_json_to(out);
	struct cv_error err;

	cv_arena_begin(&a.arena, room, sizeof(room));
	cv_str_clear(out);
	if (reg_ask(v, &q, &a, &err) == CV_OK)
		rep_answer_json(&a, &j);
}

static int run(const struct reg_view *v, cv_day on, int rounds)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	size_t bytes = 0, n = (size_t)rounds * v->n_parties;
	double begun = cpu();

	for (int r = 0; r < rounds; r++) {
		for (uint32_t i = 0; i < v->n_parties; i++) {
			answer(v, v->party[(uint32_t)(i * UINT64_C(7919) % v->n_parties)].id, on, &out); /* scattered */
			bytes += out.len;
		}
	}
	printf("%zu answers of %zu bytes, %.2f us of CPU each\n", n, bytes / (n ? n : 1),
		(cpu() - begun) / (double)(n ? n : 1) * 1e6);
	return 0;
}

int main(int argc, char **argv)
{
	struct reg_view *v = NULL;
	struct reg *r = NULL;
	struct cv_error err = { 0 };
	cv_day on;
	int status = 2;

	if (argc < 3 || !cv_day_parse(argv[2], strlen(argv[2]), &on)) {
		fprintf(stderr, "usage: bench_answer REGISTER DAY [ROUNDS]\n");
		return 2;
	}
	if (reg_open(argv[1], REG_READ, law_builtin(&err), &r, &err) == CV_OK &&
		reg_view_load(r, NULL, &v, &err) == CV_OK)
		status = run(v, on, argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1);
	else
		fprintf(stderr, "bench_answer: %s\n", err.msg);
	reg_view_destroy(v);
	reg_close(r);
	return status;
}
