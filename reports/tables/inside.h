/* Inside of a report while it is written. Private to the room. */
#ifndef REPORTS_TABLES_INSIDE_H
#define REPORTS_TABLES_INSIDE_H

#include "registry/cover.h"
#include "reports/map/map.h"
#include "reports/tables.h"

/* What a report over the transfers of a day can be narrowed by. */
enum {
	REP_LEG_FILTERS = 1 << REP_BY_ON | 1 << REP_BY_PARTY | 1 << REP_BY_EXPORTER | 1 << REP_BY_COUNTRY |
		1 << REP_BY_OUTCOME | 1 << REP_BY_MECHANISM | 1 << REP_BY_KIND,
};

struct rep_run {
	const struct rep_report *report;
	const struct rep_asked *asked;
	const struct rep_door *door;
	const struct law_pack *pack;
	struct rep_sink *sink;
	const struct reg_view *view; /* NULL unless it needs one */
	int64_t seq;
	char at[CV_INSTANT_TEXT];
	cv_day on;                   /* CV_DAY_NONE: of records, all of them */
	/* The filters, in canonical form; "" where they were not given. */
	struct {
		char party[72], exporter[72], country[40], mechanism[72], kind[40];
		uint32_t party_index, exporter_index; /* in the view; REG_NOBODY: not asked for, or not in it */
		law_place place;
		bool by_outcome, by_truth, personal;
		enum law_outcome outcome;
		char outcome_word[40];
		cv_day since, until; /* CV_DAY_NONE, CV_DAY_EVER: open */
		int32_t within;
	} want;
	struct rep_about about;
	struct cv_str filters, picture;
	struct rep_column *column; /* made for this run; NULL: the report's own */
	struct cv_arena arena;     /* lives until the end of the run */
	struct rep_written *done;
};

/* Read the filters; looks up parties by name. */
CV_MUST enum cv_err rep_want(struct rep_run *x, struct cv_error *err);
/* The report begins: with its own columns, or with those given. */
CV_MUST enum cv_err rep_run_begin(struct rep_run *x, const struct rep_column *column, size_t n, struct cv_error *err);
/* Before it begins: the map of these countries, where the format shows one. */
void rep_run_map(struct rep_run *x, const struct rep_map_country *country, size_t n);
/* What it leaves out, said once. */
void rep_run_cut(struct rep_run *x, const char *fmt, ...) CV_PRINTF(2, 3);
/* A sentence about the whole; cut as rep_run_cut() says stays. */
void rep_run_note(struct rep_run *x, const char *fmt, ...) CV_PRINTF(2, 3);

/*
 * Each record of a kind as the report knows them, in order of their numbers, a few at a time: between them the register
 * is let go and the sink hands on what it has.
 */
CV_MUST enum cv_err rep_records(
	struct rep_run *x, enum reg_kind kind, reg_version_fn *fn, void *ctx, struct cv_error *err);
/* A look in which rows are written: the sink holds them until the register is let go. */
CV_MUST enum cv_err rep_look(struct rep_run *x, rep_look_fn *fn, void *arg, struct cv_error *err);

/* ---- cells ---- */

const char *rep_party_id(const struct reg_view *v, uint32_t party);   /* "" for nobody */
const char *rep_party_name(const struct reg_view *v, uint32_t party); /* "our organisation" for nobody */
const char *rep_place_code(const struct reg_view *v, law_place place);
/* The name of a country in English, else its code, "" for none. Lives as long as the program, or as the pack. */
const char *rep_place_name(const struct law_pack *p, law_place place);
/* Number as text, into buf. */
char *rep_number(int64_t n, char buf[24]);
/* Does a leg fit --party, --exporter, --country, --kind? */
bool rep_leg_wanted(const struct rep_run *x, const struct reg_leg_v *l);

/* ---- how a leg stands (coverage.c) ---- */

/* It is live and fits --outcome and --mechanism. */
bool rep_cover_wanted(const struct rep_run *x, const struct reg_cover *c);
const char *rep_cover_slug(const struct reg_cover *c);   /* "" for none */
const char *rep_cover_reason(const struct reg_cover *c); /* "" for none */
void rep_cover_fallback(const struct reg_cover *c, struct cv_str *out); /* slugs, ';' between */
/* All reason codes, ";" between. */
void rep_cover_reasons(const struct law_reasons *set, struct cv_str *out);
/* "us > acme (US)" */
void rep_cover_link(const struct reg_view *v, const struct reg_link *l, struct cv_str *out);

enum cv_err rep_run_records(struct rep_run *x, struct cv_error *err);

#endif
