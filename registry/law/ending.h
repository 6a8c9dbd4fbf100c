/* Inside of an ending: what of a pack ends. Private to the room. */
#ifndef LAW_ENDING_H
#define LAW_ENDING_H

#include "registry/law/pack.h"
#include "registry/law/whatif.h"

enum { LAW_ENDED_MAX = 64 };

struct law_ending {
	const struct law_pack *p;
	cv_day on;
	struct law_ended item[LAW_ENDED_MAX];
	size_t n;
	bool mech[LAW_MECHS_MAX];
	bool row[LAW_PACK_ROWS_MAX]; /* of adequacy, by index */
	bool place[LAW_PLACES_MAX];  /* somewhere a finding without a certification ends */
};

#endif
