#include "api/http/checkpoints.h"

#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "api/http/wire/reply.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAME_MAX_LEN = 64, TEMPORARY_MAX = NAME_MAX_LEN + 16, DIGITS = 12 };

/* ---- one file -------------------------------------------------------------------------------------------------- */

static enum cv_err broken(const char *path, struct cv_error *err)
{
	return cv_fail(err, CV_E_FILE, "the checkpoint '%.160s' cannot be written: %s", path, strerror(errno));
}

static bool write_all(int fd, const struct cv_str *text)
{
	size_t done = 0;

	while (done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);

		if (n < 0 && errno != EINTR)
			return false;
		done += n > 0 ? (size_t)n : 0;
	}
	return fsync(fd) == 0;
}

static enum cv_err read_one(int folder, const char *name, struct cv_str *text, struct cv_error *err)
{
	char buf[REG_CHECKPOINT_MAX + 1];
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n = fd < 0 ? -1 : read(fd, buf, sizeof(buf));

	if (n < 0)
		(void)cv_fail(err, CV_E_FILE, "the checkpoint '%s' cannot be read: %s", name, strerror(errno));
	else
		cv_str_add(text, buf, (size_t)n);
	if (fd >= 0)
		close(fd);
	return n < 0 ? CV_E_FILE : text->failed ? CV_E_NOMEM : CV_OK;
}

/* A signature of Ed25519 is the same every time: one of that size that differs is of another log or another key. */
static enum cv_err same(int folder, const char *name, const struct cv_str *text, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str there = { 0 };

	TRY(read_one(folder, name, &there, err));
	if (there.len == text->len && memcmp(there.data, text->data, text->len) == 0)
		return CV_OK;
	return cv_fail(err, CV_E_FILE,
		"'%s' is there already and says something else: it is of another register or key, or the log was "
		"altered (chapterv verify --checkpoint FILE); nothing was written over",
		name);
}

/* Whole under its name or not at all; one of that name is left as it is. */
static enum cv_err put(int folder, const char *name, const struct cv_str *text, struct cv_error *err)
{
	char temporary[TEMPORARY_MAX];
	int fd;
	bool good, there = false;

	snprintf(temporary, sizeof(temporary), ".%s.part", name);
	fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return broken(name, err);
	good = write_all(fd, text);
	good = close(fd) == 0 && good;
	if (good && linkat(folder, temporary, folder, name, 0) != 0)
		good = there = errno == EEXIST;
	if (good)
		good = fsync(folder) == 0;
	if (!good)
		(void)broken(name, err);
	unlinkat(folder, temporary, 0);
	if (!good)
		return CV_E_FILE;
	return there ? same(folder, name, text, err) : CV_OK;
}

/* ---- when it is time ------------------------------------------------------------------------------------------- */

/* The name of the one with the most entries; "": there is none. */
static enum cv_err newest(int folder, char ret[NAME_MAX_LEN], struct cv_error *err)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	ret[0] = '\0';
	if (d == NULL && fd >= 0)
		close(fd);
	if (d == NULL)
		return cv_fail(err, CV_E_FILE, "the folder of checkpoints cannot be read: %s", strerror(errno));
	for (const struct dirent *e; (e = readdir(d)) != NULL;) {
		size_t digits = strspn(e->d_name, "0123456789");

		if (digits == DIGITS && cv_streq(e->d_name + digits, ".checkpoint") && strcmp(e->d_name, ret) > 0)
			memcpy(ret, e->d_name, strlen(e->d_name) + 1);
	}
	closedir(d);
	return CV_OK;
}

/* What was signed before must still be the beginning of the log: else it is no log to put a name to. */
static enum cv_err fits(struct http_checkpoints *c, struct reg *r, int folder, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, wrong = { 0 };
	struct reg_checkpoint before;
	struct cv_error why = { 0 };
	char name[NAME_MAX_LEN];
	bool good;

	TRY(newest(folder, name, err));
	if (*name == '\0')
		return CV_OK;
	TRY(read_one(folder, name, &text, err));
	if (reg_checkpoint_read(cv_str_text(&text), text.len, &c->key, &before, &why) != CV_OK)
		return cv_fail(err, CV_E_FILE, "%s: %s; use another folder for another key", name, why.msg);
	TRY(reg_checkpoint_fits(r, &before, &good, &wrong, err));
	if (good)
		return CV_OK;
	return cv_fail(err, CV_E_FILE, "the log no longer fits %s: %s; nothing is signed", name, cv_str_text(&wrong));
}

static enum cv_err sign(struct http_checkpoints *c, struct reg *r, int folder, struct cv_str *text, int64_t *ret_size,
	struct cv_error *err)
{
	struct reg_checkpoint made;

	TRY(reg_log_size(r, ret_size, err));
	if (*ret_size == c->size)
		return CV_OK;
	TRY(fits(c, r, folder, err));
	TRY(reg_checkpoint_make(r, &c->key, &made, text, err));
	*ret_size = made.size;
	return CV_OK;
}

static enum cv_err make(struct http_checkpoints *c, struct cv_str *text, int64_t *ret_size, struct cv_error *err)
{
	char name[NAME_MAX_LEN];
	struct reg *r = NULL;
	int folder = open(c->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum cv_err e;

	if (folder < 0)
		return broken(c->folder, err);
	e = reg_open(c->path, REG_READ, c->pack, &r, err);
	if (e == CV_OK)
		e = sign(c, r, folder, text, ret_size, err);
	reg_close(r);
	if (e == CV_OK && text->len > 0) {
		snprintf(name, sizeof(name), "%0*lld.checkpoint", DIGITS, (long long)*ret_size);
		e = put(folder, name, text, err);
	}
	close(folder);
	return e;
}

static void try(struct http_checkpoints *c)
{
	struct cv_str text = { 0 };
	struct cv_error err = { 0 };
	int64_t size = 0;
	enum cv_err e = make(c, &text, &size, &err);

	pthread_mutex_lock(&c->lock);
	snprintf(c->trouble, sizeof(c->trouble), "%.255s", e == CV_OK ? "" : err.msg);
	if (e == CV_OK && text.len > 0) {
		cv_str_finish(&c->last);
		c->last = text;
		text = (struct cv_str){ 0 };
		c->size = size;
	}
	pthread_mutex_unlock(&c->lock);
	cv_str_finish(&text);
	if (e != CV_OK)
		c->fail(c->ctx, &err);
}

static void *work(void *arg)
{
	struct http_checkpoints *c = arg;
	bool stopping = false;

	while (!stopping) {
		struct timespec until;

		try(c);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += c->every_ms / 1000;
		until.tv_nsec += c->every_ms % 1000 * 1000000;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_mutex_lock(&c->lock);
		while (!c->stopping && pthread_cond_timedwait(&c->wake, &c->lock, &until) != ETIMEDOUT)
			;
		stopping = c->stopping;
		pthread_mutex_unlock(&c->lock);
	}
	try(c);
	return NULL;
}

/* ---- start and stop -------------------------------------------------------------------------------------------- */

static enum cv_err ready(struct http_checkpoints *c, const char *folder, const char *key, struct cv_error *err)
{
	pthread_condattr_t attr;
	struct stat st;

	if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode) || access(folder, W_OK) != 0)
		return cv_fail_at(
			err, CV_E_FILE, "checkpoint-dir", "'%.160s' is no folder that can be written to", folder);
	TRY(reg_key_load(key, "", &c->key, err));
	c->folder = cv_strdup(folder);
	if (c->folder == NULL || pthread_condattr_init(&attr) != 0)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->wake, &attr);
	pthread_condattr_destroy(&attr);
	pthread_mutex_init(&c->lock, NULL);
	return CV_OK;
}

enum cv_err http_checkpoints_start(struct http_checkpoints *c, const char *path, const struct law_pack *pack,
	const char *folder, const char *key, int64_t every_ms, http_checkpoint_fail_fn *fail, void *ctx,
	struct cv_error *err)
{
	c->path = path;
	c->pack = pack;
	c->every_ms = every_ms;
	c->fail = fail;
	c->ctx = ctx;
	TRY(ready(c, folder, key, err));
	if (pthread_create(&c->thread, NULL, work, c) != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	c->started = true;
	return CV_OK;
}

void http_checkpoints_stop(struct http_checkpoints *c)
{
	if (c->started) {
		pthread_mutex_lock(&c->lock);
		c->stopping = true;
		pthread_cond_signal(&c->wake);
		pthread_mutex_unlock(&c->lock);
		pthread_join(c->thread, NULL);
	}
	if (c->folder) {
		pthread_cond_destroy(&c->wake);
		pthread_mutex_destroy(&c->lock);
	}
	reg_key_finish(&c->key);
	cv_str_finish(&c->last);
	free(c->folder);
	*c = (struct http_checkpoints){ 0 };
}

void http_checkpoints_trouble(struct http_checkpoints *c, char ret[256])
{
	ret[0] = '\0';
	if (!c->started)
		return;
	pthread_mutex_lock(&c->lock);
	memcpy(ret, c->trouble, sizeof(c->trouble));
	pthread_mutex_unlock(&c->lock);
}

enum MHD_Result http_get_checkpoint(struct http_request *q)
{
	struct http_checkpoints *c = &q->srv->checkpoints;
	struct cv_error err = { 0 };
	char buf[HTTP_TARGET_MAX + 1];
	enum cv_err e = http_query_read(q->query, NULL, 0, buf, NULL, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (c->started) {
		pthread_mutex_lock(&c->lock);
		cv_str_add(&q->out, cv_str_text(&c->last), c->last.len);
		pthread_mutex_unlock(&c->lock);
	}
	if (q->out.len > 0)
		return http_send(q, MHD_HTTP_OK, HTTP_TEXT);
	return http_fail(q,
		cv_fail(&err, CV_E_NOT_FOUND,
			"this server keeps no checkpoints, or has none yet: start it with "
			"--checkpoint-dir, or sign one with chapterv checkpoint"),
		&err);
}
