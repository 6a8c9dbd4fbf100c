/*
 * Answers that were asked for before, packed small (LZ4), so that there is room for those of a large register: a
 * gateway that asks about each of a hundred thousand vendors, and an hour later again. Behind memo.h, which holds the
 * few that everybody asks about as they are; under the same key.
 *
 * Answers resemble each other, and what they have in common is kept once: those that do not pack well are added to a
 * dictionary, which only grows, and each answer knows how much of it there was when it was packed. So nothing is ever
 * packed anew.
 *
 * Bounded: HTTP_PRESSED_BYTES for all, and a fixed number of places; a later answer takes the place of an older one,
 * first of one about a register that has moved on. What is asked once is not kept.
 */
#ifndef API_HTTP_PRESSED_H
#define API_HTTP_PRESSED_H

#include "api/http/answers/memo.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
	HTTP_PRESSED_SETS = 64 * 1024,
	HTTP_PRESSED_WAYS = 4,
	HTTP_PRESSED_DICT = 48 * 1024,
	HTTP_PRESSED_LOCKS = 64,
	HTTP_PRESSED_BYTES = 48 * 1024 * 1024,
};

struct http_pressed {
	struct http_pressed_set *set;        /* NULL: nothing is kept */
	struct http_press *press;
	atomic_size_t bytes;
	pthread_mutex_t lock[HTTP_PRESSED_LOCKS];
};

/* Without memory for it nothing is kept. */
void http_pressed_begin(struct http_pressed *p);
void http_pressed_end(struct http_pressed *p);
/* The answer, appended to out, with known_at put in. False: it is not there; *ret_again: it came before. */
bool http_pressed_get(struct http_pressed *p, const struct http_memo_key *k, const char *known_at, bool *ret_again,
	struct cv_str *out);
/* known_at: as it stands in the answer. Where another thread is packing, this one is not kept. */
void http_pressed_put(struct http_pressed *p, const struct http_memo_key *k, const char *known_at,
	const struct cv_str *answer);

#endif
