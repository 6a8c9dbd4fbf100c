/*
 * Answers that were given a moment ago. The same question about the same register on the same day has the same
 * answer, but for the instant in it, which is put in anew. Bounded: two answers for a hash, a later one takes a place.
 * What comes for the first time is not kept, so that questions that are all different cost nothing.
 */
#ifndef API_HTTP_MEMO_H
#define API_HTTP_MEMO_H

#include "api/http/wire/reply.h"
#include "registry/core/day.h"

#include <stdint.h>

enum { HTTP_MEMO_SLOTS = 1024, HTTP_MEMO_BYTES = 8192 }; /* bytes of a question and its answer */

/* Of a thread (own.h). */
struct http_memo {
	struct http_memo_slot *slot; /* NULL: nothing is remembered */
	unsigned turn;
};

/* What an answer depends on: the view (http_view.id), the day, the query as it came. */
struct http_memo_key {
	uint64_t view;
	int32_t today;
	const char *query;
	size_t len;
	uint64_t hash;
	bool again; /* http_memo_get() did not find it, and it came just before */
};

/* Without memory for it nothing is remembered. */
void http_memo_begin(struct http_memo *m);
void http_memo_end(struct http_memo *m);
struct http_memo_key http_memo_key(uint64_t view, cv_day today, const char *query);
/*
 * The answer, with known_at to be put in; good until the next http_memo_put(). False: it is not there; now it is known
 * that it was asked.
 */
bool http_memo_get(struct http_memo *m, struct http_memo_key *k, const char *known_at, struct http_kept *ret);
/* Only what was asked before is kept. known_at: as it stands in the answer. */
void http_memo_put(struct http_memo *m, const struct http_memo_key *k, const char *known_at,
	const struct cv_str *answer);

#endif
