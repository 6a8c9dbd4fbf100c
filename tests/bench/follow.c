/*
 * One change of a large register, and then the view: by following the one before, and by loading all of it, in CPU.
 * Prints a line for each kind of change; asserts nothing. The register is written to: give it a copy.
 *
 *     bench_follow REGISTER [ROUNDS]
 */
#include "registry/follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct bench {
	struct reg *r;
	struct reg_view *v;
	double followed, loaded; /* the shortest */
	struct cv_error err;
};

static bool put(struct bench *b, int what, int round)
{
	static const enum reg_kind kinds[] = { REG_PARTIES, REG_PARTIES, REG_TRANSFERS, REG_TRANSFERS, REG_SAFEGUARDS };
	struct reg_actor a = { "bench", "test", INT64_C(2000000000000) + round, NULL };
	struct reg_record rec = { .kind = kinds[what] };
	enum reg_effect effect;
	char id[32], name[48], day[16];

	snprintf(id, sizeof(id), "bench%d-%d", what, what == 1 || what == 3 ? 0 : round);
	snprintf(name, sizeof(name), "Bench %d Ltd", round);
	snprintf(day, sizeof(day), "2026-01-%02d", 1 + round % 28);
	rec.cell[0] = id;
	rec.cell[1] = rec.kind == REG_PARTIES ? name : "";
	rec.cell[2] = rec.kind == REG_PARTIES ? NULL : b->v->party[(uint32_t)round * 7919u % b->v->n_parties].id;
	if (rec.kind == REG_SAFEGUARDS)
		rec.cell[3] = "scc-2021-m2";
	if (what == 3) {
		rec.cell[2] = b->v->party[0].id;
		rec.cell[13] = day;
	}
	return reg_begin(b->r, &a, "", &b->err) == CV_OK &&
		reg_put(b->r, &rec, (struct reg_source){ 0, 0 }, &effect, NULL, &b->err) == CV_OK &&
		reg_commit(b->r, NULL, &b->err) == CV_OK;
}

static bool look(struct bench *b)
{
	struct reg_view *whole = NULL, *next = NULL;
	double begun = cpu(), between;
	bool good = reg_view_follow(b->r, b->v, &next, &b->err) == CV_OK;

	between = cpu();
	good = good && reg_view_load(b->r, NULL, &whole, &b->err) == CV_OK;
	if (between - begun < b->followed)
		b->followed = between - begun;
	if (cpu() - between < b->loaded)
		b->loaded = cpu() - between;
	reg_view_destroy(whole);
	if (next) {
		reg_view_destroy(b->v);
		b->v = next;
	}
	return good;
}

int main(int argc, char **argv)
{
	static const char *const what[] = { "a new party", "a party renamed", "a new transfer", "a transfer corrected",
		"a new safeguard" };
	struct bench b = { 0 };
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
	bool good = argc > 1 && reg_open(argv[1], REG_WRITE, law_builtin(&b.err), &b.r, &b.err) == CV_OK &&
		reg_view_load(b.r, NULL, &b.v, &b.err) == CV_OK;

	for (int w = 0; good && w < (int)CV_LEN(what); w++) {
		b.followed = b.loaded = 1e9;
		for (int i = 0; good && i < rounds; i++)
			good = put(&b, w, w * rounds + i) && look(&b);
		printf("%-22s followed in %.2f ms, loaded in %.1f ms of CPU\n", what[w], b.followed * 1e3,
			b.loaded * 1e3);
	}
	if (!good)
		fprintf(stderr, "bench_follow: %s\n", b.err.msg);
	reg_view_destroy(b.v);
	reg_close(b.r);
	return good ? 0 : 1;
}
