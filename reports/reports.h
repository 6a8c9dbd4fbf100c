/*
 * Text out: answers in words, JSON and HTML; records as CSV.
 */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include "registry/core/jsonw.h"
#include "registry/evidence.h"
#include "reports/sink.h"

/* An answer as a DPO would paste it into a mail: the sentence, the reasoning, what to do. width: columns of a line. */
enum { REP_WIDTH = 78, REP_WIDTH_MIN = 40, REP_WIDTH_MAX = 1000 };
void rep_answer_text(const struct reg_answer *a, size_t width, struct cv_str *out);
/* The answer object of DESIGN section 7, as one JSON value. */
void rep_answer_json(const struct reg_answer *a, struct cv_json *j);
/* The inside of <main> of the answer page; everything escaped, no script. */
void rep_answer_html(const struct reg_answer *a, struct cv_str *out);
/* "not covered", "needs review" */
const char *rep_outcome_words(enum law_outcome o);
/* Only the sentence. */
void rep_answer_sentence(const struct reg_answer *a, struct cv_str *out);

/* The i-th candidate of E_AMBIGUOUS: what to ask again with (a party's id, a country's code), and how it is called. */
const char *rep_candidate_id(const struct reg_answer *a, size_t i);
const char *rep_candidate_name(const struct reg_answer *a, size_t i);
/* "candidates": [{"id", "name", "country"}] */
void rep_candidates_json(const struct reg_answer *a, struct cv_json *j);

/* One decided hypothetical case (POST /v1/check): a result object. */
void rep_case_json(const struct law_pack *p, const struct law_case *c, const struct law_decision *d, struct cv_json *j);
/* Outcome, mechanisms and reasons of a decided case as `check` has them: "dpf-eu-us|none", "A;B|C"; reasons or NULL. */
enum law_outcome rep_case_cells(const struct law_pack *p, const struct law_case *c, const struct law_decision *d,
	struct cv_str *mechanism, struct cv_str *reasons);

/*
 * The records of a kind as CSV with the canonical columns (plus the unknown columns that were kept, at the right),
 * where they come a few at a time: each of them to rep_csv_note(), then the header, then each of them again to
 * rep_csv_row(), then the end. Owns: rep_csv_free(). NULL when out of memory.
 */
struct rep_csv;
struct rep_csv *rep_csv_new(enum reg_kind kind, rep_write_fn *fn, void *ctx);
CV_MUST enum cv_err rep_csv_note(void *csv, const struct reg_version *v, struct cv_error *err);
void rep_csv_header(struct rep_csv *w);
CV_MUST enum cv_err rep_csv_row(void *csv, const struct reg_version *v, struct cv_error *err);
CV_MUST enum cv_err rep_csv_end(struct rep_csv *w, struct cv_error *err);
void rep_csv_free(struct rep_csv *w);

/* Name and value of the next pair of reg_record.extra; false at the end. */
bool rep_extra_next(const char **p, struct cv_str *name, struct cv_str *value);

/*
 * One record as an object: number, then the columns of its CSV as texts (null where empty), then the unknown columns
 * under extra where there are any. fields: bit i for column i, REP_NUMBER, REP_EXTRA; 0: all of them.
 */
enum { REP_NUMBER = 1 << 30, REP_EXTRA = 1 << 29 };
void rep_record_json(const struct reg_version *v, uint32_t fields, struct cv_json *j);
/* The same into an object that is open. */
void rep_record_members(const struct reg_version *v, uint32_t fields, struct cv_json *j);

/* One entry of the log: a line for a person, what changed in it; a line of JSON, {"leaf":hex,"entry":canonical}. */
CV_MUST enum cv_err rep_entry_text(const struct reg_entry *e, struct cv_str *out, struct cv_error *err);
void rep_entry_json(const struct reg_entry *e, struct cv_str *out);
/* What differs: names of its members, ';' between; what they were and are: "country US; until 2026-01-01". Appended. */
void rep_entry_diff(const struct reg_entry *e, struct cv_str *names, struct cv_str *before, struct cv_str *after);
/* The same of a history: no number, no leaf. */
void rep_history_json(const struct reg_entry *e, struct cv_json *j);
/* A proof over a log of that size, as a line of JSON; what: "entry" or "since", and its number. */
void rep_proof_json(const char *what, int64_t number, int64_t size, const struct reg_hash *root, const struct reg_proof *p,
	struct cv_str *out);
void rep_hash_hex(const struct reg_hash *h, char ret[2 * REG_HASH + 1]);

/* The text to HTML rule of the page: & < > " ' */
void rep_html(struct cv_str *out, const char *text);

#endif
