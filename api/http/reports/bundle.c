/*
 * GET /v1/reports/evidence: the bundle for an auditor as one file (ustar, POSIX.1-1988), with the same bytes for the
 * same state of the register. Each file of it goes into a spool of its own first, because its size stands before it.
 */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/reports/reading.h"
#include "api/http/reports/same.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "reports/evidence.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 512, NAME_SIZE = 100, PIECE = 64 * 1024 };

struct packing {
	struct http_room *room;
	struct http_spool *all, *one; /* the archive; the file that is open, NULL: none */
	char folder[40];	      /* that all of it is in */
	char name[NAME_SIZE];
};

/* ---- the archive ----------------------------------------------------------------------------------------------- */

struct header {
	char name[NAME_SIZE], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, linkname[100], magic[6],
		version[2], uname[32], gname[32], major[8], minor[8], prefix[155], rest[12];
};
_Static_assert(sizeof(struct header) == BLOCK, "a header is one block");

/* Owned by nobody in particular, of no day: two archives of the same state are the same bytes. */
static void fill(struct header *h, const char *name, uint64_t size)
{
	unsigned sum = 0;
	char number[16];

	memset(h, 0, sizeof(*h));
	snprintf(h->name, sizeof(h->name), "%s", name);
	memcpy(h->mode, "0000644", 8);
	memcpy(h->uid, "0000000", 8);
	memcpy(h->gid, "0000000", 8);
	snprintf(number, sizeof(number), "%011llo", (unsigned long long)(size & 077777777777ULL));
	memcpy(h->size, number, sizeof(h->size));
	memcpy(h->mtime, "00000000000", 12);
	memset(h->sum, ' ', sizeof(h->sum));
	h->type = '0';
	memcpy(h->magic, "ustar", 6);
	memcpy(h->version, "00", 2);
	for (size_t i = 0; i < sizeof(*h); i++)
		sum += ((const unsigned char *)h)[i];
	snprintf(number, sizeof(number), "%06o", sum & 0777777);
	memcpy(h->sum, number, 7);
}

static enum cv_err copy(struct packing *p, struct cv_error *err)
{
	char piece[PIECE];
	off_t at = 0;
	ssize_t n = 0;

	if (p->one->fd < 0)
		return http_spool_write(p->all, cv_str_text(&p->one->head), p->one->head.len, err);
	while ((n = pread(p->one->fd, piece, sizeof(piece), at)) > 0) {
		TRY(http_spool_write(p->all, piece, (size_t)n, err));
		at += n;
	}
	return n == 0 ? CV_OK : cv_fail(err, CV_E_SYSTEM, "a file of the bundle could not be read back");
}

static enum cv_err open_file(void *ctx, const char *name, struct cv_error *err)
{
	struct packing *p = ctx;

	if (snprintf(p->name, sizeof(p->name), "%s/%s", p->folder, name) >= (int)sizeof(p->name))
		return cv_fail(err, CV_E_TOO_BIG, "the name of a file is too long for the bundle");
	p->one = http_spool_new(p->room);
	return p->one ? CV_OK : cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

static enum cv_err write_file(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct packing *p = ctx;

	return http_spool_write(p->one, data, len, err);
}

static enum cv_err close_file(void *ctx, struct cv_error *err)
{
	static const char zeros[BLOCK];
	struct packing *p = ctx;
	uint64_t size = p->one->size;
	struct header h;
	enum cv_err e;

	fill(&h, p->name, size);
	e = http_spool_write(p->all, (const char *)&h, sizeof(h), err);
	if (e == CV_OK)
		e = copy(p, err);
	if (e == CV_OK && size % BLOCK)
		e = http_spool_write(p->all, zeros, BLOCK - size % BLOCK, err);
	http_spool_free(p->one);
	p->one = NULL;
	return e;
}

/* ---- the request ----------------------------------------------------------------------------------------------- */

static enum cv_err read_asked(
	struct http_request *q, struct rep_bundle *b, char known_at[CV_INSTANT_TEXT], struct cv_error *err)
{
	static const char *const name[] = { "on", "known_at", "format", "personal" };
	const char *value[CV_LEN(name)] = { NULL };
	char buf[HTTP_TARGET_MAX + 1];
	enum rep_format f = REP_CSV;
	int64_t now = api_now_ms();

	TRY(http_query_read(q->query, name, CV_LEN(name), buf, value, err));
	*b = (struct rep_bundle){ .tmpdir = q->srv->sheets.folder };
	if (value[1])
		TRY(http_instant_read(value[1], now, known_at, err));
	b->known_at = value[1] ? known_at : NULL;
	b->on = rep_today(now, b->known_at);
	if (value[0])
		TRY(http_day_read(value[0], now, &b->on, err));
	if (value[2] && !rep_format_parse(value[2], &f))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "format", "\"format\" must be csv, xlsx, json or html");
	b->formats = 1U << f;
	b->personal = value[3] && cv_streq(value[3], "yes");
	if (value[3] && !b->personal && !cv_streq(value[3], "no"))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "personal", "\"personal\" must be yes or no");
	b->key = q->srv->checkpoints.folder ? &q->srv->checkpoints.key : NULL;
	return CV_OK;
}

static enum cv_err write_bundle(struct http_request *q, const struct rep_bundle *b, struct cv_error *err)
{
	static const char end[2 * BLOCK];
	struct http_reading g = { .live = &q->srv->live };
	struct rep_door door = http_reading_door(&g);
	struct packing p = { .room = &q->srv->sheets };
	struct rep_folder folder = { open_file, write_file, close_file, &p };
	struct rep_bundled done;
	char day[CV_DAY_TEXT];
	enum cv_err e;

	q->sheet = p.all = http_spool_new(&q->srv->sheets);
	if (p.all == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	snprintf(p.folder, sizeof(p.folder), "evidence-%s", cv_day_text(b->on, day));
	e = rep_bundle_write(b, &door, g.live->pack, &folder, &done, err);
	if (e == CV_OK)
		e = http_spool_write(p.all, end, sizeof(end), err);
	http_spool_free(p.one);
	http_view_drop(&g.view);
	return e;
}

enum MHD_Result http_get_evidence(struct http_request *q)
{
	char known_at[CV_INSTANT_TEXT], disposition[HTTP_DISPOSITION];
	const struct http_more more = { .disposition = disposition };
	struct cv_error err = { 0 };
	struct rep_bundle b;
	enum cv_err e = read_asked(q, &b, known_at, &err);

	if (e == CV_OK && atomic_flag_test_and_set(&q->srv->sheet_at_work)) {
		e = cv_fail(&err, CV_E_BUSY, "another table is being written out; try again");
	} else if (e == CV_OK) {
		e = write_bundle(q, &b, &err);
		atomic_flag_clear(&q->srv->sheet_at_work);
	}
	if (e != CV_OK)
		return http_fail(q, e, &err);
	http_disposition("evidence", b.on, "tar", true, disposition);
	if (q->sheet->fd >= 0)
		return http_send_file_more(q, HTTP_TAR, q->sheet->fd, q->sheet->size, &more);
	cv_str_add(&q->out, cv_str_text(&q->sheet->head), q->sheet->head.len);
	return http_send_more(q, MHD_HTTP_OK, HTTP_TAR, &more);
}
