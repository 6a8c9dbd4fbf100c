/* Templates from the operator's folder, else those in the program. */
#include "reports/letters/inside.h"

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

enum cv_err rep_template_load(const char *folder, const char *name, const struct rep_word *vocabulary,
	struct rep_template **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 }, text = { 0 };
	const struct rep_template_file *file;
	bool there = false;
	size_t n;

	*ret = NULL;
	file = rep_template_files(&n);
	for (; n > 0 && strcmp(file->name, name) != 0; n--)
		file++;
	if (n == 0)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no template '%s'", name);
	if (folder && *folder) {
		cv_str_printf(&path, "%s/%s", folder, name);
		if (path.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		TRY(slurp(path.data, &text, &there, err));
	}
	if (there)
		return rep_template_read(path.data, cv_str_text(&text), text.len, vocabulary, ret, err);
	return rep_template_read(name, file->text, file->len, vocabulary, ret, err);
}
