#include "api/cli/check.h"
#include "registry/core/csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct cli_option option[] = {
	{ "csv", NULL, "write the rows even when there is something to compare", false, 0 },
	CLI_OPT_JSON,
	{ 0 },
};

static void check_destroy(struct cli_check **k)
{
	if (*k) {
		cv_str_finish(&(*k)->mechanism);
		cv_str_finish(&(*k)->reasons);
	}
	free(*k);
}

static void file_close(FILE **f)
{
	if (*f && *f != stdin)
		fclose(*f);
}

static void csv_drop(struct cv_csv **csv)
{
	cv_csv_destroy(*csv);
}

static enum cv_err read_all(struct cli_check *k, FILE *f, struct cv_csv *csv, struct cv_error *err)
{
	char buf[65536];
	size_t n;

	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		TRY(cv_csv_feed(csv, buf, n, err));
	if (ferror(f))
		return cv_fail(err, CV_E_FILE, "could not be read: %s", strerror(errno));
	TRY(cv_csv_end(csv, err));
	if (!k->header_seen)
		return cv_fail(err, CV_E_CSV, "is empty; the first line must name the columns");
	if (k->cases == 0) {
		cv_str_clear(&k->c->out);
		return cv_fail(err, CV_E_CSV, "has no case: nothing stands below its first line");
	}
	return CV_OK;
}

static enum cv_err read_file(struct cli_check *k, struct cv_error *err)
{
	CV_AUTO(file_close) FILE *f = cv_streq(k->path, "-") ? stdin : fopen(k->path, "rb");
	CV_AUTO(csv_drop) struct cv_csv *csv = cv_csv_create(',', cli_check_row, k);
	struct stat st;

	if (f == NULL)
		return cv_fail(err, CV_E_FILE, "could not be opened: %s", strerror(errno));
	if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode))
		return cv_fail(err, CV_E_FILE, "is a folder, not a file");
	if (csv == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	return read_all(k, f, csv, err);
}

static int finish(struct cli *c, struct cli_check *k)
{
	cli_check_end(k);
	if (k->unread > CLI_CHECK_SHOWN)
		cli_say(c, "%zu more rows could not be read", k->unread - CLI_CHECK_SHOWN);
	if (k->differing > CLI_CHECK_SHOWN)
		cli_say(c, "%zu more differences", k->differing - CLI_CHECK_SHOWN);
	if (k->unread > 0)
		return cli_fail(c, "%zu row%s could not be read", k->unread, k->unread == 1 ? "" : "s");
	return k->differing > 0 ? CLI_NO : CLI_YES;
}

static int run(struct cli *c)
{
	CV_AUTO(check_destroy) struct cli_check *k = calloc(1, sizeof(*k));
	struct cv_error err = { 0 };

	if (k == NULL)
		return cli_fail(c, "%s", cv_err_text(CV_E_NOMEM));
	k->c = c;
	k->path = c->arg[0];
	k->pack = cli_pack(c);
	if (k->pack == NULL)
		return CLI_FAILED;
	if (read_file(k, &err) != CV_OK)
		return cli_fail(c, "%s: %s", k->path, err.msg[0] ? err.msg : cv_err_text(err.code));
	return finish(c, k);
}

const struct cli_command cli_check = {
	.name = "check",
	.arguments = "CASES.csv",
	.summary = "decide hypothetical cases; needs no register",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help =
		"Columns, in any order: exporter_country, exporter_role, exporter_attrs (may be\n"
		"missing), importer_country (US|IN is a party in two countries), importer_role,\n"
		"importer_kind, data, importer_attrs, safeguards, as_of. Others are kept. The\n"
		"rows come back with outcome, mechanism and reasons added; several countries\n"
		"are joined by |.\n"
		"\n"
		"Where the file has expected_outcome (and expected_mechanism, compared where it\n"
		"is not empty), the differences are named on stderr and \"N passed, N failed\" is\n"
		"all that is printed; with --csv the rows are printed and the count goes to\n"
		"stderr. Exit status: 0 alike, 1 different, 2 a row could not be read. \"-\"\n"
		"reads stdin.\n"
		"\n"
		"  chapterv check cases.csv\n"
		"  chapterv check cases.csv --csv > decided.csv\n",
};
