/* The folded table of places.csv. Private to the room. */
#ifndef IMPORT_PLACE_DATA_H
#define IMPORT_PLACE_DATA_H

#include <stddef.h>

enum imp_place_kind { IMP_PLACE_town, IMP_PLACE_state, IMP_PLACE_region, IMP_PLACE_cloud, IMP_PLACE_abbr };

struct imp_known_place {
	const char *folded;
	enum imp_place_kind kind;
	const char *code;
};

extern const struct imp_known_place imp_known_places[]; /* by folded text */
extern const size_t imp_n_known_places;

#endif
