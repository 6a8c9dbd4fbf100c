/* Which character separates the cells: the one under which the header means most, and the rows below are most even. */
#include "import/inside.h"

enum { LOOK_ROWS = 20 };

static const char delims[] = { ',', ';', '\t', '|' };

struct probe {
	const struct imp_options *opt;
	size_t score, columns; /* of the header */
	size_t rows, even;     /* looked at below it; with as many cells */
};

static enum cv_err look_at(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct probe *p = ctx;

	CV_UNUSED(err);
	if (imp_blank_row(row))
		return CV_OK;
	if (p->columns == 0) {
		p->columns = row->n;
		p->score = imp_header_score(p->opt, row);
		return CV_OK;
	}
	p->even += row->n == p->columns;
	return ++p->rows < LOOK_ROWS ? CV_OK : CV_E_REFUSED; /* enough seen */
}

static bool better(const struct probe *a, const struct probe *b)
{
	size_t left = a->even * b->rows, right = b->even * a->rows;

	if (a->score != b->score)
		return a->score > b->score;
	return left != right ? left > right : a->columns > b->columns;
}

enum cv_err imp_look(const char *data, size_t len, const struct imp_options *opt, char *ret_delim, struct cv_error *err)
{
	struct probe best = { 0 };

	*ret_delim = ',';
	for (size_t i = 0; i < CV_LEN(delims); i++) {
		struct probe now = { .opt = opt };

		/* a wrong delimiter may meet a quote out of place: what was seen until then counts */
		if (cv_csv_read(data, len, delims[i], look_at, &now, NULL) == CV_E_NOMEM)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		if (better(&now, &best)) {
			best = now;
			*ret_delim = delims[i];
		}
	}
	return CV_OK;
}
