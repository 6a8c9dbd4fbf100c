/*
 * Inside of the reader of location cells. Private to the room.
 *
 * text -> words -> what is known among them (place_find) -> what names no place (not_a_place) -> what neighbours make of each other
 * (place_codes, place_settle) -> countries (place).
 */
#ifndef IMPORT_PLACE_H
#define IMPORT_PLACE_H

#include "import/words.h"

enum imp_found_kind { IMP_F_NOTHING, IMP_F_COUNTRY, IMP_F_TOWN, IMP_F_STATE, IMP_F_REGION, IMP_F_CLOUD, IMP_F_CODE };

/* What stands at a place of the cell. */
struct imp_found {
	enum imp_found_kind kind;
	const char *codes; /* as in the table; of a code: itself */
	char code[3];	   /* the country, "": open */
	char own[3];	   /* of a code: as written */
	size_t first, end; /* its words */
	int segment;
	bool abbreviation; /* a country by an abbreviation */
	bool alone;	   /* beside it in its segment only words that change nothing */
	bool small;	   /* written small: counts where the whole cell is understood */
	bool dropped;
};

struct imp_cell {
	struct imp_words w;
	struct imp_found found[IMP_WORDS_MAX];
	size_t n;
	bool undecided;
};

/* Fills found[], w must be split. */
void imp_place_find(struct imp_cell *c);
/* Marks what names no place and drops what was found there; notes whether the cell says that nothing is decided. */
void imp_place_ignore(struct imp_cell *c);
/* Codes beside towns and countries: the country, or a subdivision of it. */
void imp_place_settle_codes(struct imp_cell *c);
/* Places that several countries have, and countries beside others that contain them. */
void imp_place_settle_names(struct imp_cell *c);
/* The codes and small names that are left: countries if the cell is a list of places. */
void imp_place_settle_list(struct imp_cell *c);

/* ---- what two neighbours have in common ---- */

/* How found[i] is parted from found[i - 1]: ' ' they stand together, 0: they are not neighbours, else as imp_segment.parts. */
char imp_found_parted(const struct imp_cell *c, size_t i);
/* Parted so that one may belong to the other: "Paris, Texas", "Texas (Paris)". */
bool imp_found_attached(const struct imp_cell *c, size_t i);
/* Is country among codes, as a whole? */
bool imp_codes_country(const char *codes, const char *country);
/* The country among codes that has a subdivision of these letters, "" if none or several; named: only those that codes name. */
const char *imp_codes_subdivision(const char *codes, const char *letters, bool named);
/* The only country of codes: "US-CA US-WA" -> "US", else "". */
const char *imp_codes_only(const char *codes);
bool imp_subdivision(const char *country, const char *letters);
bool imp_same_code(const char *a, const char *b);

#endif
