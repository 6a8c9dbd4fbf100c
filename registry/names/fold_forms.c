/*
 * Build-time tool: fold_forms legal_forms.csv OUT.c. Folds the legal forms as the program does at run time, sorts them and writes the
 * table that stem.c searches.
 */
#include "registry/core/csv.h"
#include "registry/core/marks.h"
#include "registry/names/stem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	char *folded, *where;
};

static struct entry entries[4096];
static size_t n_entries;

static int by_text(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	return c ? c : strcmp(x->where, y->where);
}

static enum cv_err take(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct cv_str folded = { 0 };
	bool *header = ctx;

	if (*header) {
		*header = false;
		return CV_OK;
	}
	if (row->n != 2 || n_entries == CV_LEN(entries))
		return cv_fail(err, CV_E_CSV, "line %zu: form,where", row->line);
	cv_fold(row->cell[0].text, row->cell[0].len, &folded);
	if (folded.len == 0)
		return cv_fail(err, CV_E_CSV, "line %zu: no letters", row->line);
	entries[n_entries++] = (struct entry){ folded.data, cv_strdup(row->cell[1].text) };
	return CV_OK;
}

static void write_marks(FILE *out)
{
	static uint64_t mark[REG_FORM_MARKS];

	for (size_t i = 0; i < n_entries; i++)
		cv_marks_set(mark, REG_FORM_MARKS, entries[i].folded, strlen(entries[i].folded));
	fprintf(out, "const uint64_t reg_form_marks[REG_FORM_MARKS] = {\n");
	for (size_t i = 0; i < REG_FORM_MARKS; i++)
		fprintf(out, "\t0x%" PRIx64 ",\n", mark[i]);
	fprintf(out, "};\n");
}

static char *read_all(const char *path, size_t *ret_len)
{
	static char buf[1 << 20];
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		exit(1);
	*ret_len = fread(buf, 1, sizeof(buf), f);
	fclose(f);
	return buf;
}

/* One line for each text, with all the places it stands in. Returns how many entries it took. */
static size_t write_one(FILE *out, const struct entry *e, size_t left)
{
	size_t n = 1;

	fprintf(out, "\t{ \"");
	for (const char *p = e->folded; *p; p++)
		fprintf(out, (unsigned char)*p < 0x80 ? "%c" : "\\%03o", (unsigned char)*p);
	fprintf(out, "\", REG_FORM_%s", e->where);
	for (; n < left && cv_streq(e[n].folded, e->folded); n++)
		if (!cv_streq(e[n].where, e[n - 1].where))
			fprintf(out, " | REG_FORM_%s", e[n].where);
	fprintf(out, " },\n");
	return n;
}

int main(int argc, char **argv)
{
	struct cv_error err = { 0 };
	bool header = true;
	char *text;
	size_t len;
	FILE *out;

	if (argc != 3)
		return 1;
	text = read_all(argv[1], &len);
	if (cv_csv_read(text, len, ',', take, &header, &err) != CV_OK) {
		fprintf(stderr, "%s: %s\n", argv[1], err.msg);
		return 1;
	}
	qsort(entries, n_entries, sizeof(*entries), by_text);
	out = fopen(argv[2], "w");
	if (out == NULL)
		return 1;
	fprintf(out,
		"/* Made by fold_forms from registry/names/legal_forms.csv. */\n#include \"registry/names/stem.h\"\n\n"
		"const struct reg_form reg_forms[] = {\n");
	for (size_t i = 0; i < n_entries;)
		i += write_one(out, &entries[i], n_entries - i);
	fprintf(out, "};\nconst size_t reg_n_forms = sizeof(reg_forms) / sizeof(reg_forms[0]);\n");
	write_marks(out);
	for (size_t i = 0; i < n_entries; i++) {
		free(entries[i].folded);
		free(entries[i].where);
	}
	return fclose(out) == 0 ? 0 : 1;
}
