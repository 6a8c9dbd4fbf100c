/* Views, which questions share: made, given back, and as of when what they show is known. */
#include "api/http/live.h"

#include <stdlib.h>
#include <string.h>

static atomic_uint_fast64_t loaded; /* views */

struct http_view *http_view_new(struct reg_view *v)
{
	struct http_view *w = v ? calloc(1, sizeof(*w)) : NULL;

	if (w) {
		w->v = v;
		w->id = 1 + atomic_fetch_add(&loaded, 1);
		atomic_init(&w->refs, 1);
	} else {
		reg_view_destroy(v);
	}
	return w;
}

void http_view_drop(struct http_view **v)
{
	struct http_view *w = *v;

	*v = NULL;
	if (w == NULL || atomic_fetch_sub_explicit(&w->refs, 1, memory_order_acq_rel) > 1)
		return;
	reg_view_destroy(w->v);
	free(w);
}

void http_view_known(const struct http_view *w, char known_at[CV_INSTANT_TEXT])
{
	if (strcmp(known_at, w->v->at) < 0)
		memcpy(known_at, w->v->at, CV_INSTANT_TEXT);
}
