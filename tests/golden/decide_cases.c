/* decide_cases FILE: the answer to every case of the file as CSV (id,outcome,mechanism) on stdout. */
#include "tests/golden/case_file.h"

#include <stdio.h>

static bool put(void *ctx, const struct decided *one)
{
	return printf("%s,%s,%s\n", one->id, law_outcome_name(one->outcome), one->mechanism) > 0;
}

int main(int argc, char **argv)
{
	struct cv_error err = { 0 };
	const struct law_pack *p = law_builtin(&err);

	if (p == NULL || argc != 2) {
		fprintf(stderr, "%s\n", p ? "usage: decide_cases FILE" : err.msg);
		return 2;
	}
	puts("id,outcome,mechanism");
	return decide_file(p, argv[1], put, NULL) ? 0 : 1;
}
