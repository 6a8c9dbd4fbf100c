/*
 * The tables that fold_places makes: places.csv with the names of countries, place_words.csv, and the codes of subdivisions.
 * Private to the room.
 */
#ifndef IMPORT_PLACE_DATA_H
#define IMPORT_PLACE_DATA_H

#include <stddef.h>

/*
 * What a phrase is. "never": no place, whatever some language says; "weak": a country, but only where nothing else stands beside it;
 * "abbr": in capitals; "entry": in capitals, and an entry of its own; "azure": a cloud region if it is Azure's;
 * "named": a cloud region with its country in the name, "UK South";
 * "adjective_small": of a language that writes adjectives small.
 */
enum imp_place_kind {
	IMP_PLACE_never,
	IMP_PLACE_country,
	IMP_PLACE_weak,
	IMP_PLACE_town,
	IMP_PLACE_state,
	IMP_PLACE_region,
	IMP_PLACE_region_entry,
	IMP_PLACE_cloud,
	IMP_PLACE_azure,
	IMP_PLACE_named,
	IMP_PLACE_abbr,
	IMP_PLACE_entry,
	IMP_PLACE_adjective,
	IMP_PLACE_adjective_small
};

/*
 * codes: the name of a region, or the countries that have a place of this name, with the subdivision where it is known:
 * "GB CA-ON US-KY". The first is meant where nothing says otherwise; after "? " nothing is meant without a word more.
 */
struct imp_known_place {
	const char *folded;
	enum imp_place_kind kind;
	const char *codes;
};

extern const struct imp_known_place imp_known_places[]; /* by folded text */
extern const size_t imp_n_known_places;

/* What a word does beside a place; one word may do several things. */
enum imp_role {
	IMP_R_not = 1 << 0,	/* takes back its clause */
	IMP_R_without = 1 << 1, /* takes back what follows in its clause */
	IMP_R_outside = 1 << 2, /* takes back what follows at once */
	IMP_R_past = 1 << 3,	/* was, or will be */
	IMP_R_undecided = 1 << 4,
	IMP_R_but = 1 << 5,	/* ends a "not" */
	IMP_R_used = 1 << 6,	/* completes a "not" that stands behind the place: "not used" */
	IMP_R_people = 1 << 7,	/* whose data */
	IMP_R_measure = 1 << 8, /* currencies, languages, hours */
	IMP_R_law = 1 << 9,
	IMP_R_act = 1 << 10,	 /* of law: with any capitalised words before it */
	IMP_R_lawjoin = 1 << 11, /* stands before a word of law and belongs to it */
	IMP_R_spoils = 1 << 12,	 /* makes the place behind it a part of a name */
	IMP_R_form = 1 << 13,	 /* legal forms */
	IMP_R_tail = 1 << 14,	 /* "& Co" */
	IMP_R_site = 1 << 15,	 /* what may be German or Swiss: servers, hosting */
	IMP_R_setting = 1 << 16, /* says what is at the place, and changes nothing */
	IMP_R_link = 1 << 17,	 /* articles, prepositions */
	IMP_R_of = 1 << 18,
	IMP_R_join = 1 << 19, /* and, or */
	IMP_R_asks = 1 << 20, /* before "US" in capitals: the pronoun */
	IMP_R_azure = 1 << 21,
	IMP_R_otherclouds = 1 << 22, /* clouds whose regions have the names of other clouds' regions */
	IMP_R_plain = 1 << 23,	     /* "not only" */
	IMP_R_direction = 1 << 24,   /* before a town or a namesake of one: another town, "East Hanover" */
	IMP_R_leave = 1 << 25,	     /* behind a "not": the place is where it stays */
	IMP_R_proper = 1 << 26,	     /* with a capital: a part of names, "Old Street" */
};

struct imp_place_word {
	const char *folded;
	unsigned roles;
};

extern const struct imp_place_word imp_place_words[]; /* by folded text */
extern const size_t imp_n_place_words;

/* "US-CA": the subdivisions of ISO 3166-2 that have two letters, sorted. */
extern const char imp_subdivisions[][6];
extern const size_t imp_n_subdivisions;

#endif
