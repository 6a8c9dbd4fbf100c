/* The bundle for an auditor. */
#include "reports/evidence.h"

#include "registry/digest.h"
#include "registry/pages.h"
#include "reports/files.h"
#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

enum { AT_ONCE = 500 };

struct bundling {
	const struct rep_bundle *b;
	const struct rep_door *door;
	const struct law_pack *pack;
	const struct rep_folder *folder;
	struct rep_bundled *done;
	struct reg_digest digest; /* of the file that is open */
	struct cv_str manifest;	  /* as sha256sum writes it */
	struct cv_str text;
	int64_t from; /* next entry of the log */
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- files ----------------------------------------------------------------------------------------------------- */

static enum cv_err begin(struct bundling *g, const char *name, struct cv_error *err)
{
	reg_digest_begin(&g->digest);
	return g->folder->open(g->folder->ctx, name, err);
}

static enum cv_err put(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct bundling *g = ctx;

	reg_digest_add(&g->digest, data, len);
	return g->folder->write(g->folder->ctx, data, len, err);
}

/* e: how the writing went. The file is closed in any case. */
static enum cv_err end(struct bundling *g, const char *name, enum cv_err e, struct cv_error *err)
{
	char hex[REG_DIGEST_TEXT];
	enum cv_err closed = g->folder->close(g->folder->ctx, e == CV_OK ? err : NULL);

	if (e != CV_OK)
		return e;
	reg_digest_end(&g->digest, hex);
	cv_str_printf(&g->manifest, "%s  %s\n", hex, name);
	g->done->files++;
	return closed;
}

static enum cv_err whole(struct bundling *g, const char *name, const char *data, size_t len, struct cv_error *err)
{
	enum cv_err e;

	TRY(begin(g, name, err));
	e = put(g, data, len, err);
	return end(g, name, e, err);
}

/* ---- the moment, the log --------------------------------------------------------------------------------------- */

static enum cv_err moment(void *ctx, struct reg *r, struct cv_error *err)
{
	struct bundling *g = ctx;

	TRY(reg_known(r, g->b->known_at, &g->done->seq, err));
	if (g->done->seq > 0)
		TRY(reg_instant(r, g->done->seq, g->done->at, err));
	return reg_log_size(r, &g->done->log_size, err);
}

static enum cv_err sign(void *ctx, struct reg *r, struct cv_error *err)
{
	struct bundling *g = ctx;
	struct reg_checkpoint made;

	TRY(reg_checkpoint_make(r, g->b->key, &made, &g->text, err));
	g->done->log_size = made.size;
	return CV_OK;
}

static enum cv_err checkpoint(struct bundling *g, struct cv_error *err)
{
	if (g->b->key == NULL)
		return CV_OK;
	cv_str_clear(&g->text);
	TRY(g->door->look(g->door->ctx, sign, g, err));
	if (g->text.failed)
		return nomem(err);
	TRY(whole(g, "checkpoint", g->text.data, g->text.len, err));
	cv_str_clear(&g->text);
	reg_key_public(g->b->key, &g->text);
	cv_str_putc(&g->text, '\n');
	g->done->is_signed = true;
	return g->text.failed ? nomem(err) : whole(g, "checkpoint.key", g->text.data, g->text.len, err);
}

static enum cv_err entry(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct bundling *g = ctx;

	rep_entry_json(e, &g->text);
	g->from = e->number + 1;
	return g->text.failed ? nomem(err) : g->text.len > 1 << 20 ? CV_E_STOPPED : CV_OK;
}

static enum cv_err entries(void *ctx, struct reg *r, struct cv_error *err)
{
	struct bundling *g = ctx;
	int64_t until = g->from + AT_ONCE < g->done->log_size ? g->from + AT_ONCE : g->done->log_size;
	enum cv_err e = reg_log_walk(r, g->from, until, entry, g, err);

	return e == CV_E_STOPPED ? CV_OK : e;
}

static enum cv_err log_lines(struct bundling *g, struct cv_error *err)
{
	while (g->from < g->done->log_size) {
		int64_t before = g->from;

		cv_str_clear(&g->text);
		TRY(g->door->look(g->door->ctx, entries, g, err));
		if (g->from == before)
			return cv_fail(err, CV_E_STORE, "entry %lld of the log is not there", (long long)before);
		TRY(put(g, cv_str_text(&g->text), g->text.len, err));
	}
	return CV_OK;
}

static enum cv_err whole_log(struct bundling *g, struct cv_error *err)
{
	enum cv_err e;

	TRY(begin(g, "log.jsonl", err));
	e = log_lines(g, err);
	return end(g, "log.jsonl", e, err);
}

/* ---- reports --------------------------------------------------------------------------------------------------- */

static enum cv_err one_report(
	struct bundling *g, const struct rep_report *r, enum rep_format format, struct cv_error *err)
{
	struct rep_asked asked = { .known_at = g->b->known_at, .today = g->b->on, .seq = g->done->seq };
	struct rep_written written;
	struct rep_sink *s = NULL;
	char name[96];
	enum cv_err e;

	if (r->audit && rep_takes(r, REP_BY_PERSONAL) && !g->b->personal)
		asked.filter[REP_BY_PERSONAL] = "no";
	snprintf(name, sizeof(name), "reports/%s.%s", r->name, rep_format_name(format));
	TRY(begin(g, name, err));
	e = rep_sink_new(format, g->b->tmpdir, put, g, &s, err);
	if (e == CV_OK)
		e = rep_write(r, &asked, g->door, g->pack, s, &written, err);
	rep_sink_free(s);
	return end(g, name, e, err);
}

/* The log itself is there as the lines that its leaves are made of. */
static enum cv_err all_reports(struct bundling *g, struct cv_error *err)
{
	const struct rep_report *r;

	for (size_t i = 0; (r = rep_report_at(i)) != NULL; i++) {
		if (cv_streq(r->name, "log"))
			continue;
		for (int f = 0; f < REP_FORMAT_COUNT; f++)
			if (f == REP_CSV || (g->b->formats >> f & 1))
				TRY(one_report(g, r, (enum rep_format)f, err));
	}
	return CV_OK;
}

/* ---- law, verifier, what it is ---------------------------------------------------------------------------------- */

static enum cv_err law(struct bundling *g, struct cv_error *err)
{
	const struct law_file *file;
	char name[96];
	size_t n;

	file = law_builtin_files(&n);
	for (size_t i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "law/%s", file[i].name);
		TRY(whole(g, name, file[i].data, file[i].len, err));
	}
	return CV_OK;
}

static enum cv_err verifier(struct bundling *g, struct cv_error *err)
{
	const struct rep_file *f;

	for (size_t i = 0; (f = rep_file_at(i)) != NULL; i++)
		TRY(whole(g, f->name, f->data, f->len, err));
	return CV_OK;
}

static enum cv_err about(struct bundling *g, struct cv_error *err)
{
	struct cv_str *t = &g->text;
	char day[CV_DAY_TEXT];
	struct cv_json j;

	cv_str_clear(t);
	j = cv_json_to(t);
	cv_json_open(&j, '{');
	cv_json_kv(&j, "on", cv_day_text(g->b->on, day));
	cv_json_kv_opt(&j, "known_at", g->done->at);
	cv_json_kv_int(&j, "register_seq", g->done->seq);
	cv_json_kv_int(&j, "log_size", g->done->log_size);
	cv_json_kv(&j, "law_pack", law_pack_version(g->pack));
	cv_json_key(&j, "signed");
	cv_json_bool(&j, g->done->is_signed);
	cv_json_close(&j, '}');
	cv_str_putc(t, '\n');
	return t->failed ? nomem(err) : whole(g, "bundle.json", t->data, t->len, err);
}

static enum cv_err manifest(struct bundling *g, struct cv_error *err)
{
	enum cv_err e;

	if (g->manifest.failed)
		return nomem(err);
	TRY(g->folder->open(g->folder->ctx, "MANIFEST.sha256", err));
	e = g->folder->write(g->folder->ctx, cv_str_text(&g->manifest), g->manifest.len, err);
	TRY(g->folder->close(g->folder->ctx, e == CV_OK ? err : NULL));
	return e;
}

static enum cv_err all(struct bundling *g, struct cv_error *err)
{
	TRY(g->door->look(g->door->ctx, moment, g, err));
	TRY(checkpoint(g, err));
	TRY(about(g, err));
	TRY(law(g, err));
	TRY(whole_log(g, err));
	TRY(all_reports(g, err));
	TRY(verifier(g, err));
	return manifest(g, err);
}

enum cv_err rep_bundle_write(const struct rep_bundle *b, const struct rep_door *door, const struct law_pack *pack,
	const struct rep_folder *folder, struct rep_bundled *ret, struct cv_error *err)
{
	struct bundling g = { .b = b, .door = door, .pack = pack, .folder = folder, .done = ret };
	enum cv_err e;

	*ret = (struct rep_bundled){ 0 };
	e = all(&g, err);
	cv_str_finish(&g.manifest);
	cv_str_finish(&g.text);
	return e;
}
