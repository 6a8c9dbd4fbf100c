/*
 * Build-time tool: fold_places places.csv place_words.csv countries.tsv subdivisions OUT.c. Folds the phrases as the program does at
 * run time, sorts them and writes the tables of place_data.h. A phrase of places.csv that stands for two things is an error; what
 * places.csv says of a phrase goes before what the names of countries say.
 */
#include "registry/core/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MAX = 60000 };

struct entry {
	char *folded, *kind, *codes;
	int rank; /* 0: ours, 1: an English name, 2: a name in another language */
};

struct table {
	struct entry entry[ENTRIES_MAX];
	size_t n;
	bool header;
};

static struct table places, words;

/* The languages that lists are written in. Others have names that are common words here ("chip", "end", "my"). */
static const char *const languages[] = { "en", "de", "fr", "es", "it", "nl", "pt", "pt_BR", "pl", "sv", "da", "nb",
	"nn", "fi", "cs", "sk", "hu", "ro", "bg", "el", "hr", "sl", "et", "lv", "lt", "is", "ca", "ru", "uk", "tr",
	"ja", "ko", "zh_CN", "zh_TW", "zh_HK", "ar", "he" };

static int by_text(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	return c ? c : x->rank - y->rank;
}

static bool add(struct table *t, const char *phrase, size_t len, const char *kind, const char *codes, int rank)
{
	struct cv_str folded = { 0 };

	cv_fold(phrase, len, &folded);
	if (folded.len == 0 || t->n == ENTRIES_MAX)
		return false;
	t->entry[t->n++] = (struct entry){ folded.data, cv_strdup(kind), cv_strdup(codes), rank };
	return true;
}

/* phrases divided by '|', then one or two columns. */
static enum cv_err take(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct table *t = ctx;
	size_t want = t == &places ? 3 : 2, n;

	if (!t->header) {
		t->header = true;
		return CV_OK;
	}
	if (row->n != want)
		return cv_fail(err, CV_E_CSV, "line %zu: %zu columns, not %zu", row->line, want, row->n);
	for (const char *p = row->cell[0].text, *w; (w = cv_next(&p, '|', &n));)
		if (!add(t, w, n, row->cell[1].text, want == 3 ? row->cell[2].text : "", 0))
			return cv_fail(err, CV_E_CSV, "line %zu: no letters, or too many phrases", row->line);
	return CV_OK;
}

static bool read_csv(const char *path, struct table *t)
{
	static char buf[1 << 20];
	struct cv_error err = { 0 };
	FILE *f = fopen(path, "rb");
	size_t len;

	if (f == NULL)
		return false;
	len = fread(buf, 1, sizeof(buf), f);
	fclose(f);
	if (cv_csv_read(buf, len, ',', take, t, &err) == CV_OK)
		return true;
	fprintf(stderr, "%s: %s\n", path, err.msg);
	return false;
}

static bool spoken(const char *language)
{
	for (size_t i = 0; i < CV_LEN(languages); i++)
		if (cv_streq(languages[i], language))
			return true;
	return false;
}

/* A name that several share stands for any of them: "? CG CD". */
static bool add_country(const char *codes, const char *language, const char *name)
{
	char any[24];
	int rank = cv_streq(language, "en") ? 1 : 2;

	snprintf(any, sizeof(any), "? %s", codes);
	if (language[0] == '+')
		return !spoken(language + 1) || add(&places, name, strlen(name), "country", any, 1);
	return !spoken(language) || add(&places, name, strlen(name), "country", codes, rank);
}

/* code TAB alpha-3 TAB language TAB name; a shared name has several codes and '+' before its language */
static bool read_countries(const char *path)
{
	static char line[4096];
	FILE *f = fopen(path, "r");
	bool ok = f != NULL;

	while (ok && fgets(line, sizeof(line), f)) {
		char *rest = line, *field[4];

		for (int i = 0; i < 4; i++)
			field[i] = strsep(&rest, i < 3 ? "\t" : "\n");
		if (field[3] == NULL || cv_streq(field[2], "*"))
			continue;
		ok = add_country(field[0], field[2], field[3]);
	}
	if (f)
		fclose(f);
	return ok;
}

static void quoted(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s; s++)
		fprintf(out, (unsigned char)*s < 0x80 ? "%c" : "\\%03o\"\"", (unsigned char)*s);
	fputc('"', out);
}

static bool same(const struct entry *a, const struct entry *b)
{
	return cv_streq(a->kind, b->kind) && cv_streq(a->codes, b->codes);
}

/* Of n entries of one phrase: the ones of the best rank must agree. Ours that do not are an error; languages that do not, no name. */
static bool write_place(FILE *out, const struct entry *e, size_t n)
{
	if (n > 1 && e[1].rank > 0 &&
		cv_starts(e->kind, "adjective")) /* "Italien" is a country before it is an adjective */
		return write_place(out, e + 1, n - 1);
	for (size_t i = 1; i < n && e[i].rank == e[0].rank; i++) {
		if (same(&e[i], &e[0]))
			continue;
		if (e[0].rank > 0)
			return true;
		fprintf(stderr, "places.csv: '%s' is %s %s and %s %s\n", e->folded, e->kind, e->codes, e[i].kind,
			e[i].codes);
		return false;
	}
	fprintf(out, "\t{ ");
	quoted(out, e->folded);
	fprintf(out, ", IMP_PLACE_%s, \"%s\" },\n", e->kind, e->codes);
	return true;
}

/* A word may stand in several rows: it does all those things. */
static bool write_word(FILE *out, const struct entry *e, size_t n)
{
	fprintf(out, "\t{ ");
	quoted(out, e->folded);
	fprintf(out, ", 0");
	for (size_t i = 0, len; i < n; i++)
		for (const char *p = e[i].kind, *w; (w = cv_next(&p, ' ', &len));)
			fprintf(out, " | IMP_R_%.*s", (int)len, w);
	fprintf(out, " },\n");
	return true;
}

static bool write_table(FILE *out, struct table *t, const char *type, bool (*one)(FILE *, const struct entry *, size_t))
{
	qsort(t->entry, t->n, sizeof(*t->entry), by_text);
	fprintf(out, "\nconst struct imp_%s imp_%ss[] = {\n", type, type);
	for (size_t i = 0, n; i < t->n; i += n) {
		for (n = 1; i + n < t->n && cv_streq(t->entry[i + n].folded, t->entry[i].folded);)
			n++;
		if (!one(out, &t->entry[i], n))
			return false;
	}
	fprintf(out, "};\nconst size_t imp_n_%ss = sizeof(imp_%ss) / sizeof(imp_%ss[0]);\n", type, type, type);
	return true;
}

static bool write_subdivisions(FILE *out, const char *path)
{
	char code[16];
	FILE *f = fopen(path, "r");

	if (f == NULL)
		return false;
	fprintf(out, "\nconst char imp_subdivisions[][6] = {\n");
	while (fgets(code, sizeof(code), f))
		fprintf(out, "\t\"%.5s\",\n", code);
	fclose(f);
	fprintf(out, "};\nconst size_t imp_n_subdivisions = sizeof(imp_subdivisions) / sizeof(imp_subdivisions[0]);\n");
	return true;
}

static void finish(struct table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->entry[i].folded);
		free(t->entry[i].kind);
		free(t->entry[i].codes);
	}
}

int main(int argc, char **argv)
{
	FILE *out;
	bool ok;

	if (argc != 6 || !read_csv(argv[1], &places) || !read_csv(argv[2], &words) || !read_countries(argv[3]))
		return 1;
	out = fopen(argv[5], "w");
	if (out == NULL)
		return 1;
	fprintf(out, "/* Made by fold_places. */\n#include \"import/place_data.h\"\n");
	ok = write_table(out, &places, "known_place", write_place) &&
		write_table(out, &words, "place_word", write_word) && write_subdivisions(out, argv[4]);
	finish(&places);
	finish(&words);
	return fclose(out) == 0 && ok ? 0 : 1;
}
