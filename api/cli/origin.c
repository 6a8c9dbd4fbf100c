/* Where a record comes from, and what an import recorded. */
#include "api/cli/origin.h"

#include "import/import.h"
#include "registry/core/jsonw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
	struct cli *c;
	struct reg *r;
	struct cv_json j;
	bool json, found;
	int64_t seq; /* of the import */
};

static void record_name(enum reg_kind kind, int64_t n, char ret[64])
{
	snprintf(ret, 64, "%s/%lld", reg_kind_info(kind)->singular, (long long)n);
}

/* An id, or for a kind that has none who it is about. */
static const char *called(const struct reg_version *v)
{
	return v->record.cell[0];
}

/* ---- one import ---- */

static enum cv_err show_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct listing *l = ctx;
	struct cv_str *out = &l->c->out;

	CV_UNUSED(err);
	l->found = true;
	l->seq = i->seq;
	if (l->json) {
		cv_json_key(&l->j, "import");
		imp_import_json(i, &l->j);
		return CV_OK;
	}
	cv_str_printf(out, "Import %lld of %s as %s from the source '%s', %.19sZ, by %s (change %lld)\n",
		(long long)i->id, i->file, i->kind, i->source, i->at, i->who, (long long)i->seq);
	cv_str_printf(out, "SHA-256 %s\n", i->sha256);
	cv_str_printf(out,
		"%lld row%s read: %lld added, %lld updated, %lld unchanged, %lld refused, %lld skipped; %lld ended\n",
		(long long)i->rows, i->rows == 1 ? "" : "s", (long long)i->added, (long long)i->updated,
		(long long)i->unchanged, (long long)i->refused, (long long)i->skipped, (long long)i->ended);
	if (i->undone)
		cv_str_printf(
			out, "Undone %.19sZ by %s (change %lld)\n", i->undone_at, i->undone_by, (long long)i->undone);
	return CV_OK;
}

static enum cv_err show_record(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct listing *l = ctx;
	const char *what;
	char name[64];
	bool follows;

	CV_UNUSED(err);
	if (now == NULL)
		return CV_OK;
	follows = now->source.import == 0; /* a draft notice: no row, but what the rows lead to */
	what = now->source.line == 0 && !follows ? "ended" : before ? "updated" : "added";
	record_name(now->record.kind, now->n, name);
	if (l->json) {
		cv_json_open(&l->j, '{');
		cv_json_kv(&l->j, "record", name);
		cv_json_kv(&l->j, "id", called(now));
		cv_json_kv(&l->j, "what", what);
		cv_json_key(&l->j, "line");
		if (now->source.line)
			cv_json_int(&l->j, now->source.line);
		else
			cv_json_null(&l->j);
		cv_json_close(&l->j, '}');
		return CV_OK;
	}
	if (now->source.line)
		cv_str_printf(&l->c->out, "line %lld: ", (long long)now->source.line);
	else
		cv_str_puts(&l->c->out, follows ? "came of it: " : "absent: ");
	cv_str_printf(&l->c->out, "%s %s %s\n", name, called(now), what);
	return CV_OK;
}

enum cv_err cli_import_records(struct cli *c, struct reg *r, int64_t import, struct cv_error *err)
{
	struct listing l = { c, r, cv_json_to(&c->out), cli_has(c, "json"), false, 0 };

	if (l.json)
		cv_json_open(&l.j, '{');
	TRY(reg_import_get(r, import, show_import, &l, err));
	if (!l.found) {
		cv_str_clear(&c->out);
		return cv_fail(err, CV_E_NOT_FOUND, "there is no import %lld: see chapterv imports", (long long)import);
	}
	if (l.json) {
		cv_json_key(&l.j, "records");
		cv_json_open(&l.j, '[');
	}
	if (l.seq)
		TRY(reg_changes(r, l.seq, show_record, &l, err));
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_json_close(&l.j, '}');
		cv_str_putc(&c->out, '\n');
	}
	return CV_OK;
}

/* ---- one record ---- */

struct seeking {
	const char *id;
	int64_t n;
	size_t matches;
};

static enum cv_err seek(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct seeking *s = ctx;

	CV_UNUSED(err);
	if (cv_streq(called(v), s->id) && s->matches++ == 0)
		s->n = v->n;
	return CV_OK;
}

/* "party/3", or an id. */
static enum cv_err find(struct reg *r, const char *text, enum reg_kind *ret_kind, int64_t *ret_n, struct cv_error *err)
{
	const char *slash = strchr(text, '/');
	struct seeking s = { text, 0, 0 };

	for (enum reg_kind k = 0; k < REG_KIND_COUNT; k++) {
		const struct reg_kind_info *info = reg_kind_info(k);
		size_t len = strlen(info->singular);
		char *end;

		*ret_kind = k;
		if (slash && (size_t)(slash - text) == len && memcmp(text, info->singular, len) == 0) {
			*ret_n = strtoll(slash + 1, &end, 10);
			if (end != slash + 1 && *end == '\0')
				return CV_OK;
		}
		if (slash || !cv_streq(info->column[0].name, "id"))
			continue;
		TRY(reg_each(r, k, CV_DAY_NONE, NULL, seek, &s, err));
		*ret_n = s.n;
		if (s.matches)
			return CV_OK;
	}
	return cv_fail(err, CV_E_NOT_FOUND,
		"'%.80s' is no record on file: write the number of an import, a record such as party/3, or an id",
		text);
}

static enum cv_err show_file(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct listing *l = ctx;

	CV_UNUSED(err);
	if (l->json)
		cv_json_kv(&l->j, "file", i->file);
	else
		cv_str_printf(&l->c->out, " (%s)", i->file);
	return CV_OK;
}

struct change {
	char at[CV_INSTANT_TEXT], who[128], note[256];
};

static enum cv_err keep_change(void *ctx, const struct reg_change_row *row, struct cv_error *err)
{
	struct change *c = ctx;

	CV_UNUSED(err);
	if (*c->at)
		return CV_OK;
	snprintf(c->at, sizeof(c->at), "%s", row->at);
	snprintf(c->who, sizeof(c->who), "%s", row->who);
	snprintf(c->note, sizeof(c->note), "%s", row->note);
	return CV_OK;
}

static enum cv_err version_json(
	struct listing *l, const struct reg_version *v, const struct change *by, struct cv_error *err)
{
	cv_json_open(&l->j, '{');
	cv_json_kv_int(&l->j, "change", v->known_from);
	cv_json_kv(&l->j, "at", by->at);
	cv_json_kv(&l->j, "who", by->who);
	cv_json_kv(&l->j, "note", by->note);
	if (v->source.import) {
		cv_json_kv_int(&l->j, "import", v->source.import);
		TRY(reg_import_get(l->r, v->source.import, show_file, l, err));
		cv_json_kv_int(&l->j, "line", v->source.line);
	}
	cv_json_key(&l->j, "current");
	cv_json_bool(&l->j, v->known_until == 0);
	cv_json_close(&l->j, '}');
	return CV_OK;
}

static enum cv_err show_version(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct listing *l = ctx;
	struct cv_str *out = &l->c->out;
	struct change by = { "", "", "" };
	char name[64];

	TRY(reg_change_log(l->r, v->known_from - 1, keep_change, &by, err));
	record_name(v->record.kind, v->n, name);
	if (l->json && !l->found) {
		cv_json_open(&l->j, '{');
		cv_json_kv(&l->j, "record", name);
		cv_json_kv(&l->j, "id", called(v));
		cv_json_key(&l->j, "versions");
		cv_json_open(&l->j, '[');
	}
	if (!l->json && !l->found)
		cv_str_printf(out, "%s %s\n", name, called(v));
	l->found = true;
	if (l->json)
		return version_json(l, v, &by, err);
	cv_str_printf(out, "  change %lld, %.19sZ, by %s (%s)", (long long)v->known_from, by.at, by.who, by.note);
	if (v->source.import) {
		cv_str_printf(out, ": import %lld", (long long)v->source.import);
		TRY(reg_import_get(l->r, v->source.import, show_file, l, err));
		if (v->source.line)
			cv_str_printf(out, ", line %lld", (long long)v->source.line);
		else
			cv_str_puts(out, ", absent from it");
	}
	if (v->known_until)
		cv_str_printf(out, "; until change %lld", (long long)v->known_until);
	cv_str_putc(out, '\n');
	return CV_OK;
}

enum cv_err cli_origin(struct cli *c, struct reg *r, const char *record, struct cv_error *err)
{
	struct listing l = { c, r, cv_json_to(&c->out), cli_has(c, "json"), false, 0 };
	enum reg_kind kind = REG_PARTIES;
	int64_t n = 0;

	TRY(find(r, record, &kind, &n, err));
	TRY(reg_versions(r, kind, n, show_version, &l, err));
	if (!l.found)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no record %.80s", record);
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_json_close(&l.j, '}');
		cv_str_putc(&c->out, '\n');
	}
	return CV_OK;
}
