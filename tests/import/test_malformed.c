/*
 * F20: thousands of malformed files go through the import, over a register. None of them does harm: it is read, or
 * refused with words that name the line and, where there is one, the column; a refused file leaves nothing behind;
 * memory stays bounded.
 *
 * 400 files; CHAPTERV_LONG=yes, or a number, asks for more; CHAPTERV_SEED plays another game.
 */
#include "import/import.h"
#include "tests/import/malformed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { FILES = 400, FILES_LONG = 10000, MEMORY_MAX = 64 * 1024 /* KiB */ };

static size_t failures;
static struct {
	size_t read, read_in_part, rows_refused, file_refused, no_line;
} seen;

static void complain(size_t n, const struct malformed *m, const char *what, const char *more)
{
	if (++failures <= 20)
		printf("FAIL file %zu (%s; %s): %s: %.300s\n", n, m->as, cv_str_text(&m->harm), what, more);
}

/* ---- the file ---- */

static void write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n <= 0) {
			perror("the file could not be written");
			exit(1);
		}
		data += n;
		len -= (size_t)n;
	}
}

static void write_giant(int fd, const struct giant *g)
{
	CV_AUTO(cv_str_finish) struct cv_str piece = { 0 };
	size_t unit = strlen(g->repeat), units = unit < 64 * 1024 ? 64 * 1024 / unit : 1;

	for (size_t i = 0; i < units; i++)
		cv_str_add(&piece, g->repeat, unit);
	for (size_t left = g->n; left > 0; left -= units) {
		if (units > left)
			units = left;
		write_all(fd, piece.data, units * unit);
	}
}

static void write_file(int fd, const struct malformed *m)
{
	size_t at = m->giant.at == SIZE_MAX ? m->text.len : m->giant.at;

	if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0) {
		perror("the file could not be emptied");
		exit(1);
	}
	write_all(fd, cv_str_text(&m->text), at);
	if (m->giant.at != SIZE_MAX)
		write_giant(fd, &m->giant);
	write_all(fd, cv_str_text(&m->text) + at, m->text.len - at);
}

/* ---- what is said of it ---- */

/* A refusal of the whole file that has no line. */
static bool about_the_whole(const char *msg)
{
	static const char *const whole[] = { "the file is empty", "not text: save the table as" };

	for (size_t i = 0; i < CV_LEN(whole); i++)
		if (strstr(msg, whole[i]))
			return true;
	return false;
}

static bool too_much_ends(const char *msg)
{
	return strstr(msg, "is the file whole?") != NULL;
}

static void look_at_refusals(size_t n, const struct malformed *m, const struct imp_report *rep)
{
	if (rep->n_refusals < (rep->refused < IMP_REFUSED_SHOWN ? rep->refused : IMP_REFUSED_SHOWN))
		complain(n, m, "rows are refused without a word", rep->n_refusals ? rep->refusal[0].reason : "");
	for (size_t i = 0; i < rep->n_refusals; i++)
		if (rep->refusal[i].line < 2 || rep->refusal[i].reason[0] == '\0')
			complain(n, m, "a row is refused without line or reason", rep->refusal[i].reason);
}

static void look_at(
	size_t n, const struct malformed *m, enum cv_err e, const struct imp_report *rep, const struct cv_error *err)
{
	look_at_refusals(n, m, rep);
	if (e == CV_OK) {
		seen.read += rep->refused == 0;
		seen.read_in_part += rep->refused > 0;
		if (rep->read != rep->added + rep->updated + rep->unchanged + rep->refused + rep->skipped)
			complain(n, m, "the rows do not add up", "");
		return;
	}
	if (err->code != e || err->msg[0] == '\0')
		complain(n, m, "refused without a word", cv_err_name(e));
	if (e == CV_E_REFUSED) {
		seen.rows_refused++;
		if (rep->refused == 0)
			complain(n, m, "no row is refused", err->msg);
		return;
	}
	seen.file_refused++;
	if (too_much_ends(err->msg))
		return;
	if (e != CV_E_CSV && e != CV_E_TOO_BIG)
		complain(n, m, cv_err_name(e), err->msg);
	seen.no_line += strstr(err->msg, "line ") == NULL;
	if (strstr(err->msg, "line ") == NULL && !about_the_whole(err->msg))
		complain(n, m, "no line is named", err->msg);
}

/* ---- the import ---- */

static enum cv_err let_go(
	void *ctx, const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_error *err)
{
	CV_UNUSED(ctx);
	CV_UNUSED(delimiter);
	return header || (row->n > 0 && *reason) ? CV_OK : cv_fail(err, CV_E_SYSTEM, "a row without a reason");
}

static struct imp_options options(struct dice *d, const struct malformed *m)
{
	struct imp_options opt = { .name = "malformed.csv",
		.source = "malformed",
		.today = cv_day_from_civil(2026, 11, 23),
		.max_ended = 50,
		.as = dice_below(d, 4) ? NULL : m->as,
		.dry_run = dice_below(d, 2),
		.repair = dice_below(d, 3) == 0,
		.complete = dice_below(d, 8) == 0 && strcmp(m->as, "assessments") != 0,
		.days = (enum imp_days)dice_below(d, 3) };

	if (dice_below(d, 3) == 0)
		opt.reject = let_go;
	return opt;
}

static enum cv_err import(struct reg *r, struct imp_input *in, const struct imp_options *opt, struct imp_report *rep,
	struct cv_error *err)
{
	struct reg_actor who = { "tester", "test", INT64_C(1795428000000) };

	return imp_file(r, in, opt, &who, rep, err);
}

static void one(struct reg *r, size_t n, struct dice *d, struct malformed *m, int fd)
{
	struct imp_report rep = { 0 };
	struct cv_error err = { 0 };
	struct imp_options opt;
	struct imp_input *in;
	int64_t before, after;
	enum cv_err e;

	malformed_make(d, m);
	opt = options(d, m);
	write_file(fd, m);
	if (imp_input_fd(fd, &in, &err) != CV_OK || reg_seq(r, &before, &err) != CV_OK) {
		complain(n, m, "cannot begin", err.msg);
		return;
	}
	e = import(r, in, &opt, &rep, &err);
	imp_input_close(in);
	look_at(n, m, e, &rep, &err);
	if (reg_seq(r, &after, &err) != CV_OK || ((e != CV_OK || opt.dry_run) && after != before))
		complain(n, m, "something was written", err.msg);
	imp_report_finish(&rep);
}

/* ---- all of them ---- */

static struct reg *open_register(const char *path)
{
	struct imp_options opt = { .name = "parties.csv", .max_ended = 50, .today = cv_day_from_civil(2026, 11, 23) };
	struct imp_report rep = { 0 };
	struct cv_error err = { 0 };
	struct imp_input *in;
	struct reg *r;

	if (reg_open(path, REG_CREATE, law_builtin(&err), &r, &err) != CV_OK ||
		imp_input_memory(malformed_parties, strlen(malformed_parties), &in, &err) != CV_OK ||
		import(r, in, &opt, &rep, &err) != CV_OK) {
		printf("no register: %s\n", err.msg);
		exit(1);
	}
	imp_input_close(in);
	imp_report_finish(&rep);
	return r;
}

static size_t number(const char *variable, size_t otherwise)
{
	const char *text = getenv(variable);
	unsigned long n = text ? strtoul(text, NULL, 10) : 0;

	return n > 1 ? n : otherwise;
}

static bool sanitized(void)
{
	const char *text = getenv("CHAPTERV_SANITIZED");

	return text && *text && strcmp(text, "none") != 0;
}

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void run(const char *folder, size_t files, size_t seed)
{
	struct malformed m = { .as = "" };
	struct dice d = { seed };
	char path[128], file[128];
	double slowest = 0, begun = cpu();
	CV_AUTO(cv_str_finish) struct cv_str what = { 0 };
	struct reg *r;
	struct rusage used;
	FILE *f;

	snprintf(path, sizeof(path), "%s/register.db", folder);
	snprintf(file, sizeof(file), "%s/file.csv", folder);
	r = open_register(path);
	f = fopen(file, "w+b");
	if (f == NULL)
		exit(1);
	for (size_t n = 1; n <= files; n++) {
		double t = cpu();

		one(r, n, &d, &m, fileno(f));
		t = cpu() - t;
		if (t <= slowest)
			continue;
		slowest = t;
		cv_str_clear(&what);
		cv_str_printf(&what, "file %zu, %s; %s", n, m.as, cv_str_text(&m.harm));
	}
	fclose(f);
	reg_close(r);
	getrusage(RUSAGE_SELF, &used);
	printf("%zu files in %.1f s of CPU, the slowest (%s) %.2f s; %zu read, %zu read in part, %zu with refused rows, %zu refused as a whole "
	       "(%zu of them without a line); peak memory %ld KiB\n",
		files, cpu() - begun, cv_str_text(&what), slowest, seen.read, seen.read_in_part, seen.rows_refused,
		seen.file_refused, seen.no_line, used.ru_maxrss);
	if (!sanitized() && used.ru_maxrss > MEMORY_MAX) {
		printf("FAIL more than %d KiB\n", MEMORY_MAX);
		failures++;
	}
	if (seen.read == 0 || seen.rows_refused == 0 || seen.file_refused == 0) {
		printf("FAIL the files are not what they were to be\n");
		failures++;
	}
	malformed_finish(&m);
	unlink(path);
	unlink(file);
}

int main(void)
{
	size_t seed = number("CHAPTERV_SEED", 1);
	size_t files = getenv("CHAPTERV_LONG") ? number("CHAPTERV_LONG", FILES_LONG) : FILES;
	/* in memory where that is to be had: what a disk waits for is not looked at here */
	char folder[64];

	printf("malformed: CHAPTERV_SEED=%zu\n", seed);
	snprintf(folder, sizeof(folder), "%s/chapterv-malformed-XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (mkdtemp(folder) == NULL)
		return 1;
	run(folder, files, seed);
	rmdir(folder);
	if (failures)
		printf("%zu failures\n", failures);
	return failures ? 1 : 0;
}
