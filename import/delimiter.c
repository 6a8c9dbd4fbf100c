/* Which character separates the cells: decided by trying. */
#include "import/table.h"

enum { LOOK_ROWS = 50, LOOK_BYTES = 256 * 1024 };

struct look {
	size_t head, rows, even; /* cells of the header, rows seen below it, those with as many cells */
};

static enum cv_err count(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct look *l = ctx;

	CV_UNUSED(err);
	if (l->head == 0) {
		l->head = row->n;
		return CV_OK;
	}
	l->rows++;
	l->even += row->n == l->head;
	return l->rows < LOOK_ROWS ? CV_OK : CV_E_TOO_BIG; /* enough seen */
}

static enum cv_err look_at(const char *data, size_t len, char delim, struct look *ret, struct cv_error *err)
{
	struct cv_csv *c = cv_csv_create(delim, count, ret);
	enum cv_err e;

	if (c == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	/* The start of the file may end within a cell, and a wrong delimiter may meet a quote: what was seen so far counts. */
	e = cv_csv_feed(c, data, len < LOOK_BYTES ? len : LOOK_BYTES, NULL);
	if (e == CV_OK && len <= LOOK_BYTES)
		e = cv_csv_end(c, NULL);
	cv_csv_destroy(c);
	return e == CV_E_NOMEM ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* More even is better; as even, more columns. */
static bool better(const struct look *a, const struct look *b)
{
	size_t left = a->even * b->rows, right = b->even * a->rows;

	if (a->rows > 0 && b->rows > 0 && left != right)
		return left > right;
	return a->head > b->head;
}

enum cv_err imp_delimiter(const char *data, size_t len, char *ret, struct cv_error *err)
{
	static const char candidate[] = { ',', ';', '\t', '|' };
	struct look best = { 0 };

	*ret = ',';
	for (size_t i = 0; i < sizeof(candidate); i++) {
		struct look l = { 0 };

		TRY(look_at(data, len, candidate[i], &l, err));
		if (l.head < 2 || (best.head > 0 && !better(&l, &best)))
			continue;
		best = l;
		*ret = candidate[i];
	}
	return CV_OK;
}
