/* Drafts that made themselves: what they say, and how they give way to what a file says. Private to the room. */
#ifndef REGISTRY_NOTICE_OWN_H
#define REGISTRY_NOTICE_OWN_H

#include "registry/desk/notice_about.h"
#include "registry/put.h"

enum { REG_FOLLOWS = 5 };
/* The cells that such a draft says by itself. */
extern const int reg_follows[REG_FOLLOWS];

struct reg_derived {
	const char *cell[REG_COLUMNS_MAX]; /* those of reg_follows; change "": nothing to tell */
	bool use;
	bool there;		/* the party is on file */
	struct reg_about about; /* as it is then */
};
/* What the difference between two changes, looked at on a day, would be told as. Within an open change. */
CV_MUST enum cv_err reg_would_tell(struct reg *r, const char *party, int64_t before_seq, int64_t seq, cv_day today,
	struct cv_arena *a, struct reg_derived *ret, struct cv_error *err);

/* Made by the register, not announced, and no file said anything of it? By its cells alone. */
bool reg_made_itself(const struct reg_row *notice);
/*
 * The change before which a draft's difference begins: its first version, or that of the draft about the same party
 * that gave way to it.
 */
CV_MUST enum cv_err reg_draft_since(
	struct reg *r, const struct reg_row *draft, struct cv_arena *a, int64_t *ret, struct cv_error *err);
/* Is what stands in a cell of a draft what the register said on the day and in the change that wrote it there? */
CV_MUST enum cv_err reg_draft_own_cell(
	struct reg *r, const struct reg_row *draft, int column, struct cv_arena *a, bool *ret, struct cv_error *err);
/*
 * Does such a draft say what the register said when it was written, and nothing else, and names it nobody: no
 * delivery, no objection, no override? files_too: one that a file brought counts.
 */
CV_MUST enum cv_err reg_draft_untouched(
	struct reg *r, const struct reg_row *draft, bool files_too, bool *ret, struct cv_error *err);
/* Drafts about a party that made themselves and gave way in a change to what a file says. */
CV_MUST enum cv_err reg_gave_way(
	struct reg *r, const char *party, int64_t seq, struct reg_rows *rows, struct cv_error *err);

/*
 * Does such a draft, which is what is on file and was said by that import, make room for the row of a file that has its
 * number? It does where nobody touched it and the row is about something else, or tells of it as announced already.
 */
CV_MUST enum cv_err reg_notice_gives_way(struct reg_putting *p, int64_t import, bool *ret);
/*
 * Are the days of the row that is put there, and in order? From the day on which customers were told their time to
 * object is counted: without it, it would never end. Fails: E_VALUE.
 */
CV_MUST enum cv_err reg_notice_dated(const struct reg_putting *p);
/*
 * May undoing put such a draft back: has its number come free, and is there no other draft about its subject?
 */
CV_MUST enum cv_err reg_notice_comes_back(
	struct reg *r, const struct reg_version *draft, bool *ret, struct cv_error *err);

#endif
