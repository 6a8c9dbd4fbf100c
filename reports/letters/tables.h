/* Tables of words beside the templates, in the same folder. Private to the room. */
#ifndef REPORTS_LETTERS_TABLES_H
#define REPORTS_LETTERS_TABLES_H

#include "reports/letters/letters.h"

enum { REP_TABLE_COLUMNS = 6, REP_TABLE_ROWS = 4096 };

struct rep_table {
	const char *file;
	const char *const *column; /* names, NULL behind the last */
	struct cv_arena *arena;
	const char *(*row)[REP_TABLE_COLUMNS];
	size_t n, cap;
};

/*
 * Read a table with exactly these columns; it lives in the arena. Fails as rep_template_load(), E_CSV with file and
 * line.
 */
CV_MUST enum cv_err rep_table_load(const char *folder, const char *name, const char *const *columns, struct cv_arena *a,
	struct rep_table *ret, struct cv_error *err);
/* The row whose first cell lists the key (';' between) and whose second is the language; NULL: none. */
const char *const *rep_table_find(const struct rep_table *t, const char *key, const char *lang);
/* The bytes of a file of the folder, else of the program; appended to out. ret_path: what to call it (arena). */
CV_MUST enum cv_err rep_letter_file(const char *folder, const char *name, struct cv_arena *a, const char **ret_path,
	struct cv_str *out, struct cv_error *err);

/* The tables for letters about inquiries. */
struct rep_letter_words {
	struct rep_table mechanisms, reasons, regimes, glossary, citations, acts;
	struct rep_table official, codes, needs, countries; /* a key, then a column for each language */
	struct cv_str *untold; /* where terms go that the glossary does not have, "; " between; each once */
};
CV_MUST enum cv_err rep_letter_words_load(
	const char *folder, struct cv_arena *a, struct rep_letter_words *ret, struct cv_error *err);
/* The cell of that language in the row of a key; NULL: the table has none, or it is empty. */
const char *rep_table_word(const struct rep_table *t, const char *key, size_t len, const char *lang);
/* A text of somebody else's, in the quotation marks of the language. */
void rep_letter_quoted(const char *lang, const char *text, size_t len, struct cv_str *out);
/*
 * What the register says in its own words, each item of the list in the words of the letter, joined by ", ". What the
 * glossary does not have stands as it is, in quotation marks.
 */
void rep_letter_say(
	const struct rep_letter_words *w, const char *lang, const char *list, struct cv_str *out);

/*
 * A citation of the law pack as the language writes it: "GDPR art. 46(2)(c)" is "Art. 46 Abs. 2 Buchst. c DSGVO"; days,
 * too.
 */
void rep_letter_cite(const struct rep_letter_words *w, const char *lang, const char *cite, struct cv_str *out);

#endif
