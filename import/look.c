/*
 * Which character separates the cells, and where the header stands: the one under which the header means most, and the
 * rows below it are most even.
 */
#include "import/inside.h"

enum { LOOK_ROWS = 30 };

static const char delims[] = { ',', ';', '\t', '|' };

struct seen {			       /* a row at the top of the file */
	size_t line, n, filled, score; /* score: cells that are headers which mean something */
};

struct probe {
	const struct imp_options *opt;
	struct seen row[LOOK_ROWS];
	size_t n;
	size_t header;	   /* which of them */
	size_t rows, even; /* below it; with as many cells */
};

static size_t filled(const struct cv_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += !imp_blank_cell(&row->cell[i]);
	return n;
}

static enum cv_err look_at(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct probe *p = ctx;

	CV_UNUSED(err);
	if (imp_blank_row(row))
		return CV_OK;
	p->row[p->n++] = (struct seen){ row->line, row->n, filled(row), imp_header_score(p->opt, row) };
	return p->n < LOOK_ROWS ? CV_OK : CV_E_REFUSED; /* enough seen */
}

/*
 * The first row, but for title lines above the header: they have fewer cells, and say less of what a header says; most
 * cells of the header say it.
 */
static void find_header(struct probe *p)
{
	size_t widest = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct seen *s = &p->row[i];

		if (i > 0 && s->score >= 2 && 2 * s->score > s->filled && s->score > p->row[p->header].score &&
			s->filled > widest)
			p->header = i;
		if (s->filled > widest)
			widest = s->filled;
	}
	for (size_t i = p->header + 1; i < p->n; i++) {
		p->rows++;
		p->even += p->row[i].n == p->row[p->header].n;
	}
}

static bool better(const struct probe *a, const struct probe *b)
{
	size_t left = a->even * b->rows, right = b->even * a->rows;
	const struct seen *x = &a->row[a->header], *y = &b->row[b->header];

	if (x->score != y->score)
		return x->score > y->score;
	return left != right ? left > right : x->n > y->n;
}

enum cv_err imp_look(const char *data, size_t len, const struct imp_options *opt, char *ret_delim, size_t *ret_header,
	struct cv_error *err)
{
	struct probe best = { .n = 0 };

	*ret_delim = ',';
	for (size_t i = 0; i < CV_LEN(delims); i++) {
		struct probe now = { .opt = opt };

		/* a wrong delimiter may meet a quote out of place: what was seen until then counts */
		if (cv_csv_read(data, len, delims[i], look_at, &now, NULL) == CV_E_NOMEM)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		find_header(&now);
		if (better(&now, &best)) {
			best = now;
			*ret_delim = delims[i];
		}
	}
	*ret_header = best.row[best.header].line;
	return CV_OK;
}
