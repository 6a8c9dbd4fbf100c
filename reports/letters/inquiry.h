/*
 * The answer to an inquiry, written from the register: GDPR arts 13(1)(f), 14(1)(f), 15(1)(c) and 15(2), UK GDPR the
 * same, FADP arts 19(4) and 25. Recipients are named (CJEU C-154/21 of 2023-01-12), with the country, what protects
 * the data there, and how to get a copy of it; what is not covered is said, too.
 *
 * Who asks decides what is told: a data subject everybody who receives the data, in plain words; a customer the
 * processors, and the contract; an authority all of it, with reasons, sources, documents and the state of the
 * register; a colleague what is open and what to do.
 */
#ifndef REPORTS_LETTERS_INQUIRY_H
#define REPORTS_LETTERS_INQUIRY_H

#include "registry/core/jsonw.h"
#include "registry/desk/inquiry.h"
#include "reports/letters/letters.h"

enum { REP_DRAFT_LEGS_MAX = 2000, REP_DRAFT_LETTER_MAX = 128 * 1024 };

/* What a letter tells of a recipient beside how the transfer stands: names, days, purposes ... (facts.c). */
enum { REP_FACTS = 15 };

/* One transfer as the answer has it. Texts live in the draft. */
struct rep_draft_leg {
	const char *transfer; /* id */
	const char *importer, *importer_name, *exporter_name, *country; /* country: code; "" not known */
	enum law_outcome outcome;
	const char *mechanism;  /* slug, "none" */
	enum law_reason reason; /* LAW_REASON_COUNT: none */
	const char *sentence;   /* how it stands, in English */
	const char *because, *cite; /* why it is not covered, in English, and the source of that; "": nothing to say */
	const char *fact[REP_FACTS]; /* as on file; NULL: the template does not tell it */
};
/* What the i-th fact is called. */
const char *rep_fact_name(size_t i);

struct rep_draft {
	const char *inquiry, *audience, *language;
	cv_day on;
	struct reg_state state;
	const char *law_pack;
	char template_name[256];
	struct reg_hash template_hash;
	struct rep_draft_leg *leg; /* in the order of the register */
	size_t n_legs;
	struct cv_str legs;   /* "TRANSFER OUTCOME MECHANISM", one a line: the column of a reply */
	struct cv_str letter; /* in the plain form of letters.h */
	struct cv_str untold; /* words of the register that words-register.csv lacks in that language, "; " between */
	struct cv_arena arena;
};

struct rep_draft_ask {
	const struct reg_copy *inquiry;
	const char *audience, *language; /* NULL: those of the inquiry */
	cv_day on;                       /* the day it speaks of, and is dated */
	const struct reg_state *state;   /* what the register knew */
	const char *folder;              /* of templates; NULL: those in the program */
	const struct reg_view *view;     /* as known at that change; NULL, or of another one: it is loaded */
};

/*
 * Inside a change or not. Fails: E_VALUE (the template; a text it needs is not on file), E_TOO_BIG (more than such a
 * letter holds: ask about a party or a country), E_FILE, E_NOMEM, or as reading the register. Owns:
 * rep_draft_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err rep_inquiry_draft(
	struct reg *r, const struct rep_draft_ask *ask, struct rep_draft *ret, struct cv_error *err);
void rep_draft_finish(struct rep_draft *d);
/* The draft as an object, with the letter as text. */
void rep_draft_json(const struct rep_draft *d, struct cv_json *j);
/* "inquiry-customer.de.txt 3b5d...": for the column template of a reply. */
void rep_draft_template(const struct rep_draft *d, struct cv_str *out);

/* Members of an object: due, days_left, overdue, due_soon, paused, extended_in_time, time_source. */
enum { REP_SOON = 7 }; /* days */
void rep_due_json(const struct reg_due *d, struct cv_json *j);

#endif
