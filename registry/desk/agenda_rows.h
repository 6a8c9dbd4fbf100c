/* Inside of the agenda: how a source adds a row. Private to the room. */
#ifndef REGISTRY_AGENDA_ROWS_H
#define REGISTRY_AGENDA_ROWS_H

#include "registry/desk/agenda.h"

#define REG_NO_ROW SIZE_MAX

/*
 * An assessment: of those about the same, only the last counts; one whose review is past only where somebody relied on
 * it.
 */
struct reg_assessed {
	uint32_t exporter, importer; /* parties of the view; REG_NOBODY: not said, which means any */
	law_place country;           /* LAW_NO_PLACE: every country */
	cv_day dated, review;
	size_t row;                  /* REG_NO_ROW: its review is not within the days asked for */
	bool needed;
};

/* A notice of ours that is under way: a draft, or announced; then each customer has a last day to object. */
struct reg_told_of {
	const char *notice;
	int64_t n;
	bool draft;
	cv_day announced, deadline; /* deadline: the last of them */
	size_t waiting;             /* letters that were not sent */
};

/* What a row says beside its text. task: something must be done by that day. */
struct reg_due_row {
	enum reg_deadline_what what;
	cv_day day, since;
	const char *party;
	bool task;
	const char *mark; /* NULL: the record names it */
};

/*
 * Add a row about a record, if its day is among those asked for, or past and a task; the text is what stands in
 * a->line, which is empty afterwards. ret_row: its index, REG_NO_ROW where it was not added; may be NULL.
 */
CV_MUST enum cv_err reg_agenda_add(struct reg_agenda *a, const struct reg_due_row *d, const struct reg_version *v,
	size_t *ret_row, struct cv_error *err);
/* A cell by the name of its column, as text, as a day (CV_DAY_NONE: none), as that word. */
const char *reg_due_cell(const struct reg_version *v, const char *column);
cv_day reg_due_day(const struct reg_version *v, const char *column);
bool reg_due_is(const struct reg_version *v, const char *column, const char *word);

/* What notices and their deliveries say (agenda_notices.c): sources of the table. */
CV_MUST enum cv_err reg_due_objection(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err);
CV_MUST enum cv_err reg_due_effect(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err);
CV_MUST enum cv_err reg_due_told(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err);
CV_MUST enum cv_err reg_due_customer(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err);

/* Would that day be on the agenda? */
bool reg_agenda_wants(const struct reg_agenda *a, cv_day day, bool task);
/* The same about a leg of the view. */
CV_MUST enum cv_err reg_agenda_add_leg(
	struct reg_agenda *a, const struct reg_due_row *d, const struct reg_leg_v *leg, struct cv_error *err);

/* A party's name, its id where it has none on file, "somebody" for nobody: appended to a->line. */
void reg_agenda_name(struct reg_agenda *a, const char *id);
/* Does it still receive data on that day, or will it? Of somebody who is not on file: false. */
bool reg_agenda_receives(const struct reg_agenda *a, const char *id, cv_day on);
/* One more notice whose deliveries are to come; and the one of that id, or NULL. */
CV_MUST enum cv_err reg_agenda_told(struct reg_agenda *a, struct reg_told_of told, struct cv_error *err);
struct reg_told_of *reg_agenda_told_of(const struct reg_agenda *a, const char *notice);
/* Announced, and not all letters are sent. */
CV_MUST enum cv_err reg_agenda_outbox(struct reg_agenda *a, struct cv_error *err);
/* One more assessment to be looked at in the end. */
CV_MUST enum cv_err reg_agenda_assessed(struct reg_agenda *a, struct reg_assessed s, struct cv_error *err);

/* About a record that is told by its kind and number. id: NULL, or what it is called. */
CV_MUST enum cv_err reg_agenda_add_of(struct reg_agenda *a, const struct reg_due_row *d, enum reg_kind kind, int64_t n,
	const char *id, struct cv_error *err);

/* The legs: what changes by itself, and whose assessment has run out (agenda_cover.c). */
CV_MUST enum cv_err reg_agenda_legs(struct reg_agenda *a, struct cv_error *err);
/* The vendors in use that are not what they were approved as. */
CV_MUST enum cv_err reg_agenda_vendors(struct reg_agenda *a, struct cv_error *err);

#endif
