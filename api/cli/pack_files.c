/* Reading a law pack: a folder, or one file of it. */
#include "api/cli/pack_files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

void cli_pack_finish(struct cli_pack_files *p)
{
	for (size_t i = 0; i < CLI_PACK_FILES_MAX; i++)
		cv_str_finish(&p->bytes[i]);
}

static enum cv_err add(struct cli_pack_files *p, const char *path, const char *name, struct cv_error *err)
{
	struct cv_str *bytes = &p->bytes[p->n];

	if (p->n == CLI_PACK_FILES_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "more than %d files", CLI_PACK_FILES_MAX);
	TRY(cli_read(path, CLI_PACK_FILE_MAX, bytes, err));
	p->file[p->n++] = (struct law_file){ name, cv_str_text(bytes), bytes->len };
	return CV_OK;
}

static void dir_close(DIR **d)
{
	if (*d)
		closedir(*d);
}

static enum cv_err add_folder(struct cli *c, struct cli_pack_files *p, const char *folder, struct cv_error *err)
{
	CV_AUTO(dir_close) DIR *d = opendir(folder);
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };

	if (d == NULL)
		return cv_fail(err, CV_E_FILE, "%s could not be opened: %s", folder, strerror(errno));
	for (struct dirent *entry; (errno = 0, entry = readdir(d));) {
		size_t len = strlen(entry->d_name);
		const char *name = law_file_name(entry->d_name);

		if (name == NULL && len > 4 && cv_streq(entry->d_name + len - 4, ".csv"))
			cli_say(c, "%s is no table of a law pack and was not looked at", entry->d_name);
		if (name == NULL)
			continue;
		cv_str_clear(&path);
		cv_str_printf(&path, "%s/%s", folder, name);
		TRY(add(p, cv_str_text(&path), name, err));
	}
	if (errno != 0)
		return cv_fail(err, CV_E_FILE, "%s could not be read: %s", folder, strerror(errno));
	if (p->n == 0)
		return cv_fail(err, CV_E_FILE, "%s holds no table of a law pack (adequacy.csv, ...)", folder);
	return CV_OK;
}

/* One file is checked beside the built-in others. */
static enum cv_err add_one(struct cli_pack_files *p, const char *path, struct cv_error *err)
{
	const char *slash = strrchr(path, '/'), *name = law_file_name(slash ? slash + 1 : path);
	size_t n;
	const struct law_file *builtin = law_builtin_files(&n);

	if (name == NULL)
		return cv_fail(err, CV_E_FILE, "%s is no table of a law pack (adequacy.csv, ...)", path);
	TRY(add(p, path, name, err));
	for (size_t i = 0; i < n && p->n < CLI_PACK_FILES_MAX; i++)
		if (!cv_streq(builtin[i].name, name))
			p->file[p->n++] = builtin[i];
	return CV_OK;
}

enum cv_err cli_pack_read(struct cli *c, const char *path, struct cli_pack_files *ret, struct cv_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return cv_fail(err, CV_E_FILE, "%s could not be opened: %s", path, strerror(errno));
	return S_ISDIR(st.st_mode) ? add_folder(c, ret, path, err) : add_one(ret, path, err);
}
