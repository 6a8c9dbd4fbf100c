/* What the register says about the transfers of one answer. Private to the room. */
#ifndef REPORTS_LETTERS_GATHER_H
#define REPORTS_LETTERS_GATHER_H

#include "reports/letters/inquiry.h"
#include "reports/letters/tables.h"

/* A transfer with all that a letter may say about it; texts live in the draft. */
struct rep_told {
	struct rep_draft_leg *leg;
	const char *service, *purposes, *categories, *subjects, *legal_basis, *retention; /* as on file */
	cv_day since;
	bool passed_on;    /* who passes it on is none of ours */
	bool processor;
	const char *words; /* the key of what is told: mechanism slug, reason code, STEP_BEFORE */
	const char *slug, *official; /* of what it rests on, and as the law pack calls it */
	struct law_reasons reasons;
	const char *cite, *document;
	const char *way, *way_official; /* what would make it covered, the cheapest; "" : nothing */
	const char *need[LAW_NEEDS_MAX];
	size_t n_needs;
	cv_day assessed;
	cv_day signed_on, approved_on, agreement, until;
};

struct rep_gathering {
	struct reg *r;
	const struct rep_draft_ask *ask;
	const struct reg_view *view;
	struct rep_draft *d;
	struct rep_told *told;
	size_t n, cap;
	bool only_processors, no_staff, names_mechanisms; /* of the audience */
	struct cv_error *err;
};

/* Fills d->leg, d->legs and told. Fails as rep_inquiry_draft(). */
CV_MUST enum cv_err rep_gather(struct rep_gathering *g);
/* The facts of d->leg that the template tells. */
void rep_note_facts(struct rep_gathering *g, const struct rep_template *t);
/* The kind of data asked about; NULL: any. */
const enum law_data *rep_asked_data(const struct reg_copy *inquiry, enum law_data *room);
/* A copy in the draft; "" where there is no memory, which is remembered in letter.failed. */
const char *rep_keep(struct rep_draft *d, const char *text);

/* The records of a kind as known at the change the answer rests on. */
CV_MUST enum cv_err rep_each_known(struct rep_gathering *g, enum reg_kind kind, reg_version_fn *fn, void *ctx);

/* Saying it in a language. */
struct rep_saying {
	struct rep_gathering *g;
	const struct rep_letter_words *w;
	const char *lang;
	struct cv_str tmp;
};
void rep_say_day(struct rep_saying *y, struct rep_scope *s, const char *name, cv_day d);
/* How the country or organisation of that code is called; appended to out. */
void rep_say_country(const struct rep_letter_words *w, const char *lang, const char *code, struct cv_str *out);
/* "to the United States", "in die Vereinigten Staaten", "aux États-Unis"; the same. */
void rep_say_to_country(const struct rep_letter_words *w, const char *lang, const char *code, struct cv_str *out);
/* explanation, remedy, official: how a transfer stands, in the words of the language. */
void rep_say_standing(struct rep_saying *y, struct rep_scope *s, const struct rep_told *t);
/* A cell of the row of a key; "" where there is none. */
const char *rep_word_in(const struct rep_table *t, const char *key, const char *lang, size_t column);
/* covered, review, uncovered, inside, nobody. */
void rep_say_groups(struct rep_saying *y, struct rep_scope *top);

/* The words of the letter: who asks, what is told. home: country of the register. */
CV_MUST enum cv_err rep_inquiry_words(
	struct rep_gathering *g, const struct rep_letter_words *w, struct rep_scope *s, struct cv_error *err);

#endif
