/* The bytes of a file, from wherever they come: a piece at a time, never the whole. */
#include "import/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct imp_input {
	int fd; /* -1: memory */
	bool own;
	const char *data; /* memory, or the pieces read ahead */
	size_t len, at;
	char *ahead;
	uint64_t size, taken; /* bytes of the file, 0: not known; given out */
	off_t start;          /* where the file began; -1: it cannot be read again (a pipe) */
	bool ended;
};

static struct imp_input *make(int fd, bool own, struct cv_error *err)
{
	struct imp_input *in = calloc(1, sizeof(*in));

	if (in == NULL) {
		(void)cv_fail(err, CV_E_NOMEM, "out of memory");
		return NULL;
	}
	in->fd = fd;
	in->own = own;
	in->start = fd < 0 ? 0 : lseek(fd, 0, SEEK_CUR);
	return in;
}

static enum cv_err look_at_file(struct imp_input *in, const char *path, struct cv_error *err)
{
	struct stat st;

	if (fstat(in->fd, &st) != 0)
		return cv_fail(err, CV_E_FILE, "%s cannot be read: %s", path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return cv_fail(err, CV_E_FILE, "%s is a folder: name the file in it", path);
	if (S_ISREG(st.st_mode))
		in->size = (uint64_t)st.st_size;
	if (in->size > IMP_FILE_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "%s has more than %d bytes: split it", path, IMP_FILE_MAX);
	return CV_OK;
}

enum cv_err imp_input_open(const char *path, struct imp_input **ret, struct cv_error *err)
{
	bool standard = cv_streq(path, "-");
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct imp_input *in;
	enum cv_err e;

	if (fd < 0)
		return cv_fail(err, CV_E_FILE, "%s could not be opened: %s", path, strerror(errno));
	in = make(fd, !standard, err);
	if (in == NULL && !standard)
		close(fd);
	if (in == NULL)
		return CV_E_NOMEM;
	e = look_at_file(in, standard ? "standard input" : path, err);
	if (e != CV_OK) {
		imp_input_close(in);
		return e;
	}
	*ret = in;
	return CV_OK;
}

enum cv_err imp_input_fd(int fd, struct imp_input **ret, struct cv_error *err)
{
	struct imp_input *in;
	enum cv_err e;

	if (lseek(fd, 0, SEEK_SET) != 0)
		return cv_fail(err, CV_E_FILE, "the file cannot be read from its start: %s", strerror(errno));
	in = make(fd, false, err);
	if (in == NULL)
		return CV_E_NOMEM;
	e = look_at_file(in, "the file", err);
	if (e == CV_OK)
		*ret = in;
	else
		imp_input_close(in);
	return e;
}

enum cv_err imp_input_memory(const char *data, size_t len, struct imp_input **ret, struct cv_error *err)
{
	struct imp_input *in = make(-1, false, err);

	if (in == NULL)
		return CV_E_NOMEM;
	in->data = data;
	in->len = len;
	in->size = len;
	*ret = in;
	return CV_OK;
}

void imp_input_close(struct imp_input *in)
{
	if (in == NULL)
		return;
	if (in->own)
		close(in->fd);
	free(in->ahead);
	free(in);
}

/* Read until the buffer is full or the file ends. */
static enum cv_err fill(struct imp_input *in, char *to, size_t size, size_t *ret_n, struct cv_error *err)
{
	*ret_n = 0;
	while (*ret_n < size && !in->ended) {
		ssize_t n = read(in->fd, to + *ret_n, size - *ret_n);

		if (n < 0 && errno == EINTR)
			return CV_OK; /* the caller looks whether it is to stop */
		if (n < 0)
			return cv_fail(err, CV_E_FILE, "the file cannot be read: %s", strerror(errno));
		in->ended = n == 0;
		*ret_n += (size_t)n;
	}
	return CV_OK;
}

enum cv_err imp_input_ahead(struct imp_input *in, const char **ret, size_t *ret_len, struct cv_error *err)
{
	if (in->fd >= 0 && in->ahead == NULL) {
		in->ahead = malloc(IMP_PIECE);
		if (in->ahead == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		TRY(fill(in, in->ahead, IMP_PIECE, &in->len, err));
		in->data = in->ahead;
	}
	*ret = in->data;
	*ret_len = in->len < IMP_PIECE ? in->len : IMP_PIECE;
	return CV_OK;
}

bool imp_input_ended(const struct imp_input *in)
{
	return in->fd < 0 ? in->at == in->len : in->ended && in->at == in->len;
}

enum cv_err imp_input_next(struct imp_input *in, const char **ret, size_t *ret_len, struct cv_error *err)
{
	size_t n;

	if (in->at == in->len && in->fd >= 0) {
		TRY(fill(in, in->ahead, IMP_PIECE, &in->len, err));
		in->at = 0;
	}
	n = in->len - in->at;
	if (n > IMP_PIECE)
		n = IMP_PIECE;
	*ret = in->data + in->at;
	*ret_len = n;
	in->at += n;
	in->taken += n;
	if (in->taken > IMP_FILE_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "the file has more than %d bytes: split it", IMP_FILE_MAX);
	return CV_OK;
}

void imp_input_progress(const struct imp_input *in, uint64_t *ret_taken, uint64_t *ret_size)
{
	*ret_taken = in->taken;
	*ret_size = in->size;
}

/* ---- reading it again ---- */

static enum cv_err copy_to(struct imp_input *in, int fd, const struct imp_options *opt, struct cv_error *err)
{
	const char *piece;
	size_t len;

	TRY(imp_input_ahead(in, &piece, &len, err));
	while (!imp_input_ended(in)) {
		TRY(imp_input_next(in, &piece, &len, err));
		while (len > 0) {
			ssize_t n = write(fd, piece, len);

			if (n < 0 && errno != EINTR)
				return cv_fail(err, CV_E_FILE, "what comes in cannot be kept: %s", strerror(errno));
			piece += n > 0 ? n : 0;
			len -= n > 0 ? (size_t)n : 0;
		}
		if (opt->progress && opt->progress(opt->progress_ctx, &(struct imp_progress){ .doing = "reading" }))
			return cv_fail(err, CV_E_STOPPED, "stopped; nothing was written");
	}
	return CV_OK;
}

enum cv_err imp_input_keep(struct imp_input *in, const struct imp_options *opt, struct cv_error *err)
{
	FILE *file;
	int fd;
	enum cv_err e;

	if (in->start >= 0)
		return CV_OK;
	file = tmpfile();
	fd = file ? dup(fileno(file)) : -1;
	if (file)
		(void)!fclose(file);
	if (fd < 0)
		return cv_fail(err, CV_E_FILE, "what comes in cannot be kept: %s", strerror(errno));
	e = copy_to(in, fd, opt, err);
	if (e != CV_OK) {
		close(fd);
		return e;
	}
	if (in->own)
		close(in->fd);
	in->fd = fd;
	in->own = true;
	in->start = 0;
	return imp_input_again(in, err);
}

enum cv_err imp_input_again(struct imp_input *in, struct cv_error *err)
{
	if (in->fd >= 0) {
		if (in->start < 0 || lseek(in->fd, in->start, SEEK_SET) != in->start)
			return cv_fail(err, CV_E_FILE, "the file cannot be read a second time");
		free(in->ahead);
		in->ahead = NULL;
		in->data = NULL;
		in->len = 0;
	}
	in->at = 0;
	in->taken = 0;
	in->ended = false;
	return CV_OK;
}
