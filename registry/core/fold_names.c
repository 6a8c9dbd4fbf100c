/*
 * Build-time tool: fold_names IN.tsv OUT.c. Folds the names that countries.py gathered, as the program does at run
 * time, sorts them, and leaves out a name that languages use for different countries unless English says whose it is. A name
 * said to be shared ('+' before its language) is only a name where one country alone is among those that share it.
 */
#include "registry/core/country_data.h"
#include "registry/core/marks.h"
#include "registry/core/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 200000, LINE_MAX_BYTES = 4096 };

struct name {
	char *folded;
	char code[3];
	char shared[16]; /* "CG CD", "GE US-GA"; "": not said to be shared */
	bool english;
};

static struct name names[ROWS_MAX];
static size_t n_names;
static struct {
	char code[3], alpha3[4], name[128], de[128], fr[128];
} codes[400];
static size_t n_codes;

static int by_name(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	if (c == 0)
		c = (x->shared[0] == '\0') - (y->shared[0] == '\0');
	return c ? c : y->english - x->english;
}

static void take(char *line)
{
	char *field[4];

	for (int i = 0; i < 4; i++)
		field[i] = strsep(&line, i < 3 ? "\t" : "\n");
	if (field[3] == NULL)
		exit(1);
	if (cv_streq(field[2], "*")) {
		snprintf(codes[n_codes].code, 3, "%s", field[0]);
		snprintf(codes[n_codes].alpha3, 4, "%s", field[1]);
		snprintf(codes[n_codes++].name, 128, "%s", field[3]);
		return;
	}
	if (field[2][0] == '*') { /* of the code written last */
		snprintf(field[2][1] == 'd' ? codes[n_codes - 1].de : codes[n_codes - 1].fr, 128, "%s", field[3]);
		return;
	}
	struct cv_str folded = { 0 };

	cv_fold(field[3], strlen(field[3]), &folded);
	if (folded.len == 0 || n_names == ROWS_MAX)
		exit(1);
	names[n_names].folded = folded.data;
	snprintf(names[n_names].code, 3, "%s", field[0]);
	if (field[2][0] == '+')
		snprintf(names[n_names].shared, sizeof(names[n_names].shared), "%s", field[0]);
	names[n_names++].english = cv_streq(field[2], "en");
}

/* "GE US-GA": one country and a part of another. */
static bool one_country(const char *sharing)
{
	size_t n = 0, len;

	for (const char *p = sharing, *w; (w = cv_next(&p, ' ', &len));)
		n += len == 2;
	return n == 1;
}

/* The code that all rows of one name agree on; or English's, which sorts first; NULL: it stays unread. */
static const char *agreed(size_t first, size_t n)
{
	bool same = true;

	if (names[first].shared[0])
		return one_country(names[first].shared) ? names[first].code : NULL;
	for (size_t i = first; i < first + n; i++)
		same = same && cv_streq(names[i].code, names[first].code);
	return same || (names[first].english && !(n > 1 && names[first + 1].english &&
		!cv_streq(names[first + 1].code, names[first].code))) ? names[first].code : NULL;
}

static void quoted(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s; s++)
		fprintf(out, (unsigned char)*s < 0x80 && *s != '"' && *s != '\\' ? "%c" : "\\%03o", (unsigned char)*s);
	fputc('"', out);
}

static void write_shared(FILE *out)
{
	size_t n = 0;

	fprintf(out, "\nconst struct cv_country_shared_name cv_country_shared_names[] = {\n");
	for (size_t i = 0; i < n_names; i++) {
		if (names[i].shared[0] == '\0' || (i > 0 && cv_streq(names[i].folded, names[i - 1].folded)))
			continue;
		fprintf(out, "\t{ ");
		quoted(out, names[i].folded);
		fprintf(out, ", \"%s\" },\n", names[i].shared);
		n++;
	}
	fprintf(out, "};\nconst size_t cv_country_n_shared_names = %zu;\n", n);
}

static void write_marks(FILE *out, const uint64_t *mark)
{
	fprintf(out, "\nconst uint64_t cv_country_marks[CV_COUNTRY_MARKS] = {\n");
	for (size_t i = 0; i < CV_COUNTRY_MARKS; i++)
		fprintf(out, "\t0x%" PRIx64 ",\n", mark[i]);
	fprintf(out, "};\n");
}

static void write_all(FILE *out)
{
	static uint64_t mark[CV_COUNTRY_MARKS];
	size_t n = 0;

	fprintf(out, "/* Made by fold_names from Debian's iso-codes (LGPL-2.1+). */\n#include \"registry/core/country_data.h\"\n\n");
	fprintf(out, "const struct cv_country_row cv_country_rows[] = {\n");
	for (size_t i = 0; i < n_codes; i++) {
		fprintf(out, "\t{ \"%s\", \"%s\", ", codes[i].code, codes[i].alpha3);
		quoted(out, codes[i].name);
		fputs(", ", out);
		quoted(out, codes[i].de);
		fputs(", ", out);
		quoted(out, codes[i].fr);
		fprintf(out, " },\n");
	}
	fprintf(out, "};\nconst size_t cv_country_n_rows = %zu;\n\nconst unsigned short cv_country_at[26 * 26] = {\n",
		n_codes);
	for (size_t i = 0; i < n_codes; i++)
		fprintf(out, "\t[%d] = %zu,\n", (codes[i].code[0] - 'A') * 26 + codes[i].code[1] - 'A', i + 1);
	fprintf(out, "};\n\nconst struct cv_country_alias cv_country_names[] = {\n");
	for (size_t i = 0; i < n_names;) {
		size_t k = 1;
		const char *code;

		while (i + k < n_names && cv_streq(names[i + k].folded, names[i].folded))
			k++;
		code = agreed(i, k);
		if (code) {
			fprintf(out, "\t{ ");
			quoted(out, names[i].folded);
			fprintf(out, ", \"%s\" },\n", code);
			cv_marks_set(mark, CV_COUNTRY_MARKS, names[i].folded, strlen(names[i].folded));
			n++;
		}
		i += k;
	}
	fprintf(out, "};\nconst size_t cv_country_n_names = %zu;\n", n);
	write_marks(out, mark);
	write_shared(out);
}

int main(int argc, char **argv)
{
	static char line[LINE_MAX_BYTES];
	FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL, *out = argc == 3 ? fopen(argv[2], "w") : NULL;

	if (in == NULL || out == NULL)
		return 1;
	while (fgets(line, sizeof(line), in))
		take(line);
	qsort(names, n_names, sizeof(*names), by_name);
	write_all(out);
	for (size_t i = 0; i < n_names; i++)
		free(names[i].folded);
	fclose(in);
	return fclose(out) == 0 ? 0 : 1;
}
