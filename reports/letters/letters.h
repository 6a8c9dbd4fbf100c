/*
 * Letters: templates that an operator may edit, filled with what the register says, set as text or HTML.
 *
 * A template is UTF-8 text with the tags of Mustache (https://mustache.github.io/mustache.5.html) that a letter
 * needs:
 *
 *   {{name}}                     a text
 *   {{#name}} ... {{/name}}      once for each item of a list; else if the text is not empty, the answer is yes
 *   {{^name}} ... {{/name}}      if the list or text is empty, the answer is no
 *   {{! ... }}                   a remark, not in the letter
 *
 * A line with nothing but one tag of the last three kinds leaves no line behind. What may be said is a vocabulary: a
 * template that says anything else is refused when it is read, whatever the facts, and so is one that says a text
 * which may be empty outside of its own section. Each item of a list also has the answers first and last.
 *
 * What comes out is a letter in a plain form, of which text and HTML are set: paragraphs with empty lines between;
 * "# " begins a heading, "- " an item of a list, whose further lines are indented by two; a line that ends in a
 * backslash ends there, all others flow. A backslash before "#" or "-" at the start of a line makes them ordinary.
 */
#ifndef REPORTS_LETTERS_H
#define REPORTS_LETTERS_H

#include "registry/core/arena.h"
#include "registry/core/day.h"
#include "registry/core/text.h"
#include "registry/tree.h"

/* ---- what a template may say ---------------------------------------------------------------------------------- */

enum rep_word_kind {
	REP_TEXT,     /* {{name}}; never empty: a letter without it fails with E_VALUE */
	REP_OPTIONAL, /* {{name}}, only inside {{#name}} */
	REP_FLAG,     /* {{#name}}, {{^name}} */
	REP_LIST,     /* the same, with the words of its items inside */
};

/* A table of them ends with {0}. */
struct rep_word {
	const char *name; /* [a-z0-9_] */
	enum rep_word_kind kind;
	const char *help;            /* one line, for who edits templates */
	const struct rep_word *item; /* of a list */
};

/*
 * What the words mean for one letter. Memory is the arena's, texts are copied (what is not printable, line ends too,
 * becomes a blank). Running out of memory is remembered, and said by rep_template_fill(). Saying a word that the
 * vocabulary does not have is an error of the program (assert).
 */
struct rep_scope;
struct rep_scope *rep_scope_new(struct cv_arena *a, const struct rep_word *vocabulary);
void rep_scope_text(struct rep_scope *s, const char *name, const char *text); /* NULL: empty */
void rep_scope_flag(struct rep_scope *s, const char *name, bool yes);
/* One more item of a list. */
struct rep_scope *rep_scope_item(struct rep_scope *s, const char *name);

/* ---- templates ------------------------------------------------------------------------------------------------ */

enum {
	REP_TEMPLATE_MAX = 256 * 1024, /* bytes of a template */
	REP_LETTER_MAX = 1024 * 1024,  /* bytes of a letter */
	REP_SECTIONS_MAX = 16,         /* sections inside each other */
};

struct rep_template;

/*
 * Read a template; file: what it is called in errors. Fails: E_VALUE ("notice.de.txt:12: ..." with the tag),
 * E_TOO_BIG, E_NOMEM; err->line is set, err->field is the name in the tag. Copies the text. Owns:
 * rep_template_free(*ret).
 */
CV_MUST enum cv_err rep_template_read(const char *file, const char *text, size_t len, const struct rep_word *vocabulary,
	struct rep_template **ret, struct cv_error *err);
void rep_template_free(struct rep_template *t);
const char *rep_template_name(const struct rep_template *t); /* file, as said when it was read */
/* Does it say that word, or ask for it? */
bool rep_template_says(const struct rep_template *t, const char *word);
void rep_template_hash(const struct rep_template *t, struct reg_hash *ret); /* SHA-256 of its bytes */

/* A template that is HTML itself: values are escaped. REP_AS_LETTER: one in the plain form above. */
enum rep_filling { REP_AS_LETTER, REP_AS_HTML };
/* Appended to out. s must be of the vocabulary the template was read with. Fails: E_VALUE, E_TOO_BIG, E_NOMEM. */
CV_MUST enum cv_err rep_template_fill(const struct rep_template *t, const struct rep_scope *s, enum rep_filling how,
	struct cv_str *out, struct cv_error *err);

/* The templates in the program: reports/letters/templates. */
struct rep_template_file {
	const char *name; /* "inquiry-customer.de.txt" */
	const char *text;
	size_t len;
};
const struct rep_template_file *rep_template_files(size_t *ret_n);
/*
 * The template of that name: from the folder, where it is there, else the one in the program. folder NULL or "": only
 * the latter. Fails as rep_template_read(), E_NOT_FOUND (no such name), E_FILE (there, but cannot be read).
 */
CV_MUST enum cv_err rep_template_load(const char *folder, const char *name, const struct rep_word *vocabulary,
	struct rep_template **ret, struct cv_error *err);

/* The words that templates of inquiries may say, and those of notices. */
const struct rep_word *rep_inquiry_vocabulary(void);
const struct rep_word *rep_notice_vocabulary(void);
/* All words of a vocabulary with their help, for whoever edits templates; appended to out. */
void rep_vocabulary_text(const struct rep_word *vocabulary, struct cv_str *out);

/* ---- set ------------------------------------------------------------------------------------------------------ */

/* A letter in the plain form as lines of at most width columns. */
void rep_letter_text(const char *letter, size_t width, struct cv_str *out);
/* The same as elements of HTML (h2, p, ul), everything escaped; and as a whole document. lang: "de". */
void rep_letter_html(const char *letter, struct cv_str *out);
void rep_letter_page(const char *letter, const char *lang, const char *title, struct cv_str *out);

/* ---- words of a language: "en", "de", "fr" -------------------------------------------------------------------- */

/* "20 July 2020", "20. Juli 2020", "1er juillet 2020"; nothing for an unknown day. */
void rep_letter_day(const char *lang, cv_day d, struct cv_str *out);

#endif
