/* Templates from the operator's folder, else those in the program. */
#include "reports/letters/inside.h"
#include "reports/letters/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The whole file, one byte more than a template may have at most. ret_there: it is there. */
static enum cv_err slurp(const char *path, struct cv_str *out, bool *ret_there, struct cv_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	ssize_t n = 0;

	*ret_there = fd >= 0;
	if (fd < 0 && errno == ENOENT)
		return CV_OK;
	if (fd < 0)
		return cv_fail(err, CV_E_FILE, "%s: cannot be read: %s", path, strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return cv_fail(err, CV_E_FILE, "%s: is no ordinary file", path);
	}
	while (out->len <= REP_TEMPLATE_MAX && cv_str_room(out, 8192)) {
		n = read(fd, out->data + out->len, 8192);
		if (n <= 0)
			break;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
	}
	close(fd);
	if (n < 0)
		return cv_fail(err, CV_E_FILE, "%s: cannot be read: %s", path, strerror(errno));
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err rep_letter_file(const char *folder, const char *name, struct cv_arena *a, const char **ret_path,
	struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };
	const struct rep_template_file *file;
	bool there = false;
	size_t n;

	file = rep_template_files(&n);
	for (; n > 0 && strcmp(file->name, name) != 0; n--)
		file++;
	if (n == 0)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no template '%s'", name);
	cv_str_printf(&path, "%s/%s", folder ? folder : "", name);
	if (!path.failed && folder && *folder)
		TRY(slurp(path.data, out, &there, err));
	if (!there)
		cv_str_add(out, file->text, file->len);
	*ret_path = path.failed ? NULL : cv_arena_text(a, there ? path.data : name, there ? path.len : strlen(name));
	return *ret_path && !out->failed ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err rep_template_load(const char *folder, const char *name, const struct rep_word *vocabulary,
	struct rep_template **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct cv_arena arena = { 0 };
	const char *path;
	enum cv_err e;

	*ret = NULL;
	e = rep_letter_file(folder, name, &arena, &path, &text, err);
	if (e == CV_OK)
		e = rep_template_read(path, cv_str_text(&text), text.len, vocabulary, ret, err);
	cv_arena_finish(&arena);
	return e;
}
