/* The register file, the law pack, the person, files: what a command needs from outside. */
#include "api/cli/cli.h"
#include "api/clock.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct law_pack *cli_pack(struct cli *c)
{
	struct cv_error err = { 0 };
	const struct law_pack *p = law_builtin(&err);

	if (p == NULL)
		cli_fail_err(c, &err);
	return p;
}

static const char *set(const char *variable)
{
	const char *v = getenv(variable);

	return v && *v ? v : NULL;
}

/* As the XDG base directory specification wants it: a relative path counts as not set. */
static bool data_folder(struct cv_str *out)
{
	const char *data = set("XDG_DATA_HOME"), *home = set("HOME");

	if (data && *data == '/')
		cv_str_printf(out, "%s/chapterv", data);
	else if (home)
		cv_str_printf(out, "%s/.local/share/chapterv", home);
	else
		return false;
	return true;
}

static const char *said_path(const struct cli *c)
{
	const char *path = cli_value(c, "db");

	return path ? path : set("CHAPTERV_DB");
}

const char *cli_db_path(struct cli *c)
{
	const char *path = said_path(c);

	if (path)
		return path;
	if (c->db.len == 0) {
		if (!data_folder(&c->db)) {
			cli_fail(c, "no home folder to look for the register in: say --db FILE or set CHAPTERV_DB");
			return NULL;
		}
		cv_str_puts(&c->db, "/register.db");
	}
	if (c->db.failed) {
		cli_fail(c, "%s", cv_err_text(CV_E_NOMEM));
		return NULL;
	}
	return cv_str_text(&c->db);
}

/* Make the folder of path and those above it. */
static enum cv_err make_folder(const char *path, struct cv_error *err)
{
	char *copy = cv_strdup(path);
	enum cv_err e = CV_OK;

	if (copy == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	for (char *p = strchr(copy + 1, '/'); p && e == CV_OK; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0700) != 0 && errno != EEXIST)
			e = cv_fail(err, CV_E_FILE, "the folder %s could not be made: %s", copy, strerror(errno));
		*p = '/';
	}
	free(copy);
	return e;
}

enum cv_err cli_open(struct cli *c, enum reg_mode mode, struct reg **ret, struct cv_error *err)
{
	const struct law_pack *p = law_builtin(err);
	const char *path = cli_db_path(c);

	if (p == NULL)
		return CV_E_NOMEM;
	if (path == NULL)
		return cv_fail(err, CV_E_FILE, "where the register is, is not known");
	if (mode == REG_CREATE && said_path(c) == NULL)
		TRY(make_folder(path, err));
	if (mode != REG_CREATE && access(path, F_OK) != 0 && errno == ENOENT)
		return cv_fail(err, CV_E_FILE, "there is no register at %s; make one with \"chapterv import FILE\", "
			"or say where it is with --db FILE or CHAPTERV_DB", path);
	return reg_open(path, mode, p, ret, err);
}

struct reg_actor cli_actor(struct cli *c)
{
	struct passwd entry, *found = NULL;
	char buf[4096];

	if (c->who[0] == '\0') {
		if (getpwuid_r(geteuid(), &entry, buf, sizeof(buf), &found) == 0 && found &&
			cv_text_clean(found->pw_name, strlen(found->pw_name)))
			snprintf(c->who, sizeof(c->who), "%s", found->pw_name);
		else
			snprintf(c->who, sizeof(c->who), "uid %lu", (unsigned long)geteuid());
	}
	return (struct reg_actor){ c->who, "cli", api_now_ms(), cli_takes(c, "reason") ? cli_value(c, "reason") : NULL,
		c->has_token && !reg_role_decides(c->token) };
}

static void file_close(FILE **f)
{
	if (*f && *f != stdin)
		fclose(*f);
}

enum cv_err cli_read(const char *path, size_t max, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(file_close) FILE *f = cv_streq(path, "-") ? stdin : fopen(path, "rb");
	char buf[65536];
	size_t total = 0, n;
	struct stat st;

	if (f == NULL)
		return cv_fail(err, CV_E_FILE, "%s could not be opened: %s", path, strerror(errno));
	if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode))
		return cv_fail(err, CV_E_FILE, "%s is a folder, not a file", path);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0) {
		total += n;
		if (total > max)
			return cv_fail(err, CV_E_TOO_BIG, "%s has more than %zu bytes", path, max);
		cv_str_add(out, buf, n);
	}
	if (ferror(f))
		return cv_fail(err, CV_E_FILE, "%s could not be read: %s", path, strerror(errno));
	if (out->failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	return CV_OK;
}

enum cv_err cli_party(const struct reg_view *v, const char *text, uint32_t *ret, struct cv_error *err)
{
	uint32_t found[2];
	size_t n;

	*ret = reg_view_party(v, text);
	if (*ret != REG_NOBODY)
		return CV_OK;
	n = reg_view_named(v, text, found, CV_LEN(found));
	if (n == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "party", "'%.200s' is no party on file", text);
	if (n > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "party", "'%.200s' could be %s, %s%s: write the id", text,
			v->party[found[0]].id, v->party[found[1]].id, n > 2 ? " ..." : "");
	*ret = found[0];
	return CV_OK;
}
