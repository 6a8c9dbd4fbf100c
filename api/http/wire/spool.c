#include "api/http/wire/spool.h"

#include "import/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct http_spool *http_spool_new(struct http_room *room)
{
	struct http_spool *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->room = room;
	s->fd = -1;
	return s;
}

void http_spool_free(struct http_spool *s)
{
	if (s == NULL)
		return;
	atomic_fetch_sub(&s->room->used, s->reserved);
	if (s->fd >= 0)
		close(s->fd);
	cv_str_finish(&s->head);
	free(s);
}

static enum cv_err reserve(struct http_spool *s, uint64_t more, struct cv_error *err)
{
	if (atomic_fetch_add(&s->room->used, more) + more > s->room->max_all) {
		atomic_fetch_sub(&s->room->used, more);
		return cv_fail(err, CV_E_BUSY, "the files of other imports take all the room; try again");
	}
	s->reserved += more;
	return CV_OK;
}

static enum cv_err disk(int why, const struct http_spool *s, struct cv_error *err)
{
	if (why == ENOSPC || why == EDQUOT || why == EFBIG)
		return cv_fail(err, CV_E_FULL, "%s: the disk is full; nothing was written", s->room->folder);
	return cv_fail(err, CV_E_SYSTEM, "%s: no file can be kept there: %s", s->room->folder, strerror(why));
}

/* Without a name from the start, where the file system can; else its name goes at once. */
static enum cv_err make(struct http_spool *s, struct cv_error *err)
{
	char path[4096];

	if (s->fd >= 0)
		return CV_OK;
	s->fd = open(s->room->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd >= 0)
		return CV_OK;
	if (snprintf(path, sizeof(path), "%s/.chapterv-XXXXXX", s->room->folder) >= (int)sizeof(path))
		return disk(ENAMETOOLONG, s, err);
	s->fd = mkostemp(path, O_CLOEXEC);
	if (s->fd < 0)
		return disk(errno, s, err);
	(void)!unlink(path);
	return CV_OK;
}

static enum cv_err put(struct http_spool *s, const char *data, size_t len, struct cv_error *err)
{
	while (len > 0) {
		ssize_t n = write(s->fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return disk(errno, s, err);
		data += n;
		len -= (size_t)n;
	}
	return CV_OK;
}

enum cv_err http_spool_expect(struct http_spool *s, uint64_t size, struct cv_error *err)
{
	if (size <= HTTP_SPOOL_MEMORY)
		return CV_OK;
	TRY(reserve(s, size, err));
	TRY(make(s, err));
	/* where the file system cannot promise space, writing will tell */
	if (fallocate(s->fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)size) != 0 && errno == ENOSPC)
		return disk(ENOSPC, s, err);
	return CV_OK;
}

static enum cv_err add(struct http_spool *s, const char *data, size_t len, struct cv_error *err)
{
	uint64_t size = s->size + len;

	if (size > s->room->max_file)
		return cv_fail(err, CV_E_TOO_BIG, "a file of at most %llu bytes is taken",
			(unsigned long long)s->room->max_file);
	if (s->fd < 0 && size <= HTTP_SPOOL_MEMORY) {
		cv_str_add(&s->head, data, len);
		s->size = size;
		return s->head.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
	}
	if (size > s->reserved)
		TRY(reserve(s, size - s->reserved, err));
	TRY(make(s, err));
	TRY(put(s, cv_str_text(&s->head), s->head.len, err));
	cv_str_finish(&s->head);
	TRY(put(s, data, len, err));
	s->size = size;
	return CV_OK;
}

void http_spool_add(struct http_spool *s, const char *data, size_t len)
{
	if (s->failed == CV_OK)
		s->failed = add(s, data, len, &s->err);
	if (s->failed != CV_OK && s->fd >= 0)
		(void)!ftruncate(s->fd, 0); /* what nobody will read takes no space */
}

enum cv_err http_spool_input(const struct http_spool *s, struct imp_input **ret, struct cv_error *err)
{
	if (s->fd >= 0)
		return imp_input_fd(s->fd, ret, err);
	return imp_input_memory(cv_str_text(&s->head), s->head.len, ret, err);
}
