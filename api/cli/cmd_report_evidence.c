/* report evidence: the bundle for an auditor, written beside its place and put there whole. */
#include "api/cli/report.h"

#include "reports/evidence.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder in the making. */
struct making {
	struct cv_str temporary; /* its path */
	struct cv_str path;	 /* of the file that is open */
	FILE *f;
};

static enum cv_err cannot(const char *path, struct cv_error *err)
{
	return cv_fail(
		err, errno == ENOSPC ? CV_E_FULL : CV_E_FILE, "'%s' cannot be written: %s", path, strerror(errno));
}

/* "reports/coverage.csv": the folders before it are made. */
static enum cv_err open_file(void *ctx, const char *name, struct cv_error *err)
{
	struct making *m = ctx;
	const char *slash = strchr(name, '/');

	cv_str_clear(&m->path);
	if (slash) {
		cv_str_printf(&m->path, "%s/%.*s", cv_str_text(&m->temporary), (int)(slash - name), name);
		if (!m->path.failed && mkdir(m->path.data, 0777) != 0 && errno != EEXIST)
			return cannot(m->path.data, err);
		cv_str_clear(&m->path);
	}
	cv_str_printf(&m->path, "%s/%s", cv_str_text(&m->temporary), name);
	if (m->path.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	m->f = fopen(m->path.data, "wbx");
	return m->f ? CV_OK : cannot(m->path.data, err);
}

static enum cv_err write_file(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct making *m = ctx;

	return fwrite(data, 1, len, m->f) == len ? CV_OK : cannot(cv_str_text(&m->path), err);
}

static enum cv_err close_file(void *ctx, struct cv_error *err)
{
	struct making *m = ctx;
	bool bad = fflush(m->f) != 0 || fsync(fileno(m->f)) != 0;

	bad |= fclose(m->f) != 0;
	m->f = NULL;
	return bad ? cannot(cv_str_text(&m->path), err) : CV_OK;
}

/* What was made and is not wanted; two levels deep, as it was made. */
static void remove_folder(const char *path, int depth)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		struct cv_str below = { 0 };

		if (cv_streq(e->d_name, ".") || cv_streq(e->d_name, ".."))
			continue;
		cv_str_printf(&below, "%s/%s", path, e->d_name);
		if (!below.failed && unlink(below.data) != 0 && depth > 0)
			remove_folder(below.data, depth - 1);
		cv_str_finish(&below);
	}
	if (d)
		closedir(d);
	(void)!rmdir(path);
}

static enum cv_err begin_folder(struct making *m, const char *path, struct cv_error *err)
{
	struct stat st;
	mode_t mask = umask(0);

	umask(mask);
	if (lstat(path, &st) == 0)
		return cv_fail(err, CV_E_FILE, "'%s' is there already: name a folder that is not", path);
	cv_str_printf(&m->temporary, "%s.XXXXXX", path);
	if (m->temporary.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (mkdtemp(m->temporary.data) == NULL) {
		cv_str_finish(&m->temporary);
		return cannot(path, err);
	}
	return chmod(m->temporary.data, 0777 & ~mask) == 0 ? CV_OK : cannot(path, err);
}

/* ---- what goes into it ------------------------------------------------------------------------------------------ */

/* The key of the register, or the one named; without --key, that there is none is fine. */
static enum cv_err find_key(struct cli *c, struct reg_key *key, bool *ret_found, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };
	const char *named = cli_value(c, "key"), *db = cli_db_path(c);

	*ret_found = false;
	if (named == NULL && db == NULL)
		return CV_OK;
	cv_str_printf(&path, named ? "%s" : "%s.key", named ? named : db);
	if (path.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (named == NULL && access(path.data, F_OK) != 0)
		return CV_OK;
	TRY(reg_key_load(path.data, NULL, key, err));
	*ret_found = true;
	return CV_OK;
}

static bool read_bundle(struct cli *c, const struct rep_asked *asked, struct rep_bundle *ret)
{
	const char *format = cli_value(c, "format"), *personal = cli_value(c, "personal"),
		   *on = asked->filter[REP_BY_ON];
	enum rep_format f = REP_CSV;

	*ret = (struct rep_bundle){ .on = asked->today, .known_at = asked->known_at };
	if (format && !rep_format_parse(format, &f)) {
		cli_usage(c, "--format '%s' is not known: csv, xlsx, json or html", format);
		return false;
	}
	ret->formats = 1U << f;
	ret->tmpdir = getenv("TMPDIR");
	ret->personal = personal && cv_streq(personal, "yes");
	if (personal && !ret->personal && !cv_streq(personal, "no")) {
		cli_usage(c, "--personal must be yes or no, not \"%s\"", personal);
		return false;
	}
	for (int i = 0; i < REP_FILTER_COUNT; i++) {
		if (asked->filter[i] && i != REP_BY_ON && i != REP_BY_PERSONAL) {
			cli_usage(c, "evidence is about everything: it cannot be narrowed by %s",
				rep_filter_info((enum rep_filter)i)->name);
			return false;
		}
	}
	if (on && !cv_day_parse(on, strlen(on), &ret->on)) {
		cli_usage(c, "--on must be a day of the calendar, written YYYY-MM-DD, not \"%s\"", on);
		return false;
	}
	return true;
}

static void say(struct cli *c, const char *path, const struct rep_bundle *b, const struct rep_bundled *done)
{
	char day[CV_DAY_TEXT];

	cli_say(c, "%s: %lld files about %s, as known at %s (change %lld); the log has %lld entries%s", path,
		(long long)done->files + 1, cv_day_text(b->on, day), *done->at ? done->at : "no change yet",
		(long long)done->seq, (long long)done->log_size,
		done->is_signed ? ", the checkpoint is signed"
				: "; there is no key to sign a checkpoint with (chapterv checkpoint makes one)");
}

static enum cv_err write_bundle(
	struct cli *c, struct rep_bundle *b, const struct rep_door *door, const char *path, struct cv_error *err)
{
	struct making m = { 0 };
	struct rep_folder folder = { open_file, write_file, close_file, &m };
	struct rep_bundled done;
	enum cv_err e = begin_folder(&m, path, err);

	if (e == CV_OK)
		e = rep_bundle_write(b, door, cli_pack(c), &folder, &done, err);
	if (m.f)
		fclose(m.f);
	if (e == CV_OK && rename(m.temporary.data, path) != 0)
		e = cannot(path, err);
	if (e == CV_OK)
		say(c, path, b, &done);
	else if (m.temporary.len > 0)
		remove_folder(m.temporary.data, 1);
	cv_str_finish(&m.temporary);
	cv_str_finish(&m.path);
	return e;
}

int cli_report_evidence(struct cli *c)
{
	const char *path = cli_value(c, "output");
	char known_at[CV_INSTANT_TEXT];
	struct cli_reading g = { 0 };
	struct rep_door door = cli_reading_door(&g);
	struct cv_error err = { 0 };
	struct reg_key key = { 0 };
	struct rep_asked asked;
	struct rep_bundle b;
	bool has_key = false;
	enum cv_err e;

	if (path == NULL)
		return cli_usage(c, "evidence is a folder of files: name it with -o DIR");
	if (!cli_report_asked(c, &asked, known_at) || !read_bundle(c, &asked, &b))
		return CLI_FAILED;
	e = cli_open(c, REG_READ, &g.r, &err);
	if (e == CV_OK)
		e = find_key(c, &key, &has_key, &err);
	b.key = has_key ? &key : NULL;
	if (e == CV_OK)
		e = write_bundle(c, &b, &door, path, &err);
	reg_key_finish(&key);
	cli_reading_finish(&g);
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}
