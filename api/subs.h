/*
 * The processors of a vendor that is looked at before it is on file, from a list as people publish them: rows of one
 * name are one processor. Shared by both front doors.
 */
#ifndef API_SUBS_H
#define API_SUBS_H

#include "import/import.h"
#include "registry/desk/need.h"

enum { API_SUBS_BYTES_MAX = 4 * 1024 * 1024, API_SUBS_PLACES_MAX = 32000 /* of all together */ };

struct api_subs {
	struct reg_need_sub *sub;
	size_t n, cap, places;
	struct {
		const char *text;
		size_t len;
	} folded[REG_NEED_SUBS_MAX]; /* the name of each, as names are compared */
	struct cv_arena texts;
	struct cv_str notes; /* lines for the person: rows refused, left out */
};

/* s must be {0}; give it to api_subs_finish() in any case. */
void api_subs_finish(struct api_subs *s);
/* One by name; country: a code, "" not known; claims: families, ';' between. Fails: E_TOO_BIG, E_COUNTRY, E_NOMEM. */
CV_MUST enum cv_err api_subs_add(struct api_subs *s, const struct law_pack *p, const char *name, const char *country,
	const char *claims, struct cv_error *err);
/* Every row of a list. Fails as imp_list_look(), and E_CSV where a row is refused or nobody is named. */
CV_MUST enum cv_err api_subs_read(
	struct api_subs *s, const struct law_pack *p, struct imp_input *in, const char *name, struct cv_error *err);

#endif
