/*
 * Build-time tool: fold_places places.csv OUT.c. Folds the phrases of places.csv as the program does at run time, sorts them and
 * writes the table that place.c searches. A phrase that stands for two places of one kind is an error.
 */
#include "registry/core/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	char *folded, *kind, *code;
};

static struct entry entries[8192];
static size_t n_entries;

static int by_text(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->folded, ((const struct entry *)b)->folded);
}

static enum cv_err take(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct cv_str folded = { 0 };
	bool *header = ctx;

	if (*header) {
		*header = false;
		return CV_OK;
	}
	if (row->n != 3 || n_entries == CV_LEN(entries))
		return cv_fail(err, CV_E_CSV, "line %zu: phrase,kind,code", row->line);
	cv_fold(row->cell[0].text, row->cell[0].len, &folded);
	entries[n_entries++] = (struct entry){ folded.data, cv_strdup(row->cell[1].text), cv_strdup(row->cell[2].text) };
	return folded.len > 0 ? CV_OK : cv_fail(err, CV_E_CSV, "line %zu: no letters", row->line);
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
	fprintf(out, "/* Made by fold_places from import/places.csv. */\n#include \"import/place_data.h\"\n\n"
		"const struct imp_known_place imp_known_places[] = {\n");
	for (size_t i = 0, n = 0; i < n_entries; i++) {
		if (i > 0 && cv_streq(entries[i].folded, entries[i - 1].folded)) {
			if (cv_streq(entries[i].code, entries[i - 1].code))
				continue;
			fprintf(stderr, "%s: '%s' stands for %s and %s\n", argv[1], entries[i].folded, entries[i - 1].code, entries[i].code);
			return 1;
		}
		fprintf(out, "\t{ \"");
		for (const char *p = entries[i].folded; *p; p++)
			fprintf(out, (unsigned char)*p < 0x80 ? "%c" : "\\%03o", (unsigned char)*p);
		fprintf(out, "\", IMP_PLACE_%s, \"%s\" },\n", entries[i].kind, entries[i].code);
		n++;
	}
	fprintf(out, "};\nconst size_t imp_n_known_places = sizeof(imp_known_places) / sizeof(imp_known_places[0]);\n");
	for (size_t i = 0; i < n_entries; i++) {
		free(entries[i].folded);
		free(entries[i].kind);
		free(entries[i].code);
	}
	return fclose(out) == 0 ? 0 : 1;
}
