#include "api/http/answers/pressed.h"

#include <lz4.h>
#include <stdlib.h>
#include <string.h>

enum { INSTANT = CV_INSTANT_TEXT - 1, POOR = 6 /* an answer packs well to less than a sixth */ };

/* An answer: the query and the packed bytes are behind it. */
struct kept {
	uint64_t view;
	int32_t today;
	uint16_t query_len, len, answer_len; /* len: packed */
	uint16_t at;                         /* where the instant stands in the answer */
	uint16_t dict_len;
	char bytes[];
};

/* A set is one line of the cache. kept NULL: empty, or it came once. */
struct way {
	uint32_t hash, view;                 /* the upper and lower half of each */
	struct kept *kept;
};

struct http_pressed_set {
	struct way way[HTTP_PRESSED_WAYS];
};

/* What packs, one thread at a time. */
struct http_press {
	pthread_mutex_t lock;
	size_t dict_len;
	LZ4_stream_t begun, work;            /* begun: with the dictionary as it is */
	char out[LZ4_COMPRESSBOUND(HTTP_MEMO_BYTES)];
	char dict[HTTP_PRESSED_DICT];
};

void http_pressed_begin(struct http_pressed *p)
{
	for (size_t i = 0; i < HTTP_PRESSED_LOCKS; i++)
		pthread_mutex_init(&p->lock[i], NULL);
	p->press = calloc(1, sizeof(*p->press));
	if (p->press == NULL)
		return;
	pthread_mutex_init(&p->press->lock, NULL);
	LZ4_initStream(&p->press->begun, sizeof(p->press->begun));
	p->set = aligned_alloc(64, HTTP_PRESSED_SETS * sizeof(*p->set));
	if (p->set)
		memset(p->set, 0, HTTP_PRESSED_SETS * sizeof(*p->set));
}

void http_pressed_end(struct http_pressed *p)
{
	for (size_t i = 0; p->set && i < HTTP_PRESSED_SETS; i++)
		for (size_t w = 0; w < HTTP_PRESSED_WAYS; w++)
			free(p->set[i].way[w].kept);
	free(p->set);
	if (p->press)
		pthread_mutex_destroy(&p->press->lock);
	free(p->press);
	for (size_t i = 0; i < HTTP_PRESSED_LOCKS; i++)
		pthread_mutex_destroy(&p->lock[i]);
}

static size_t size_of(const struct kept *t)
{
	return t ? sizeof(*t) + t->query_len + t->len : 0;
}

/* ---- places --------------------------------------------------------------------------------------------------- */

static struct http_pressed_set *set_of(struct http_pressed *p, const struct http_memo_key *k)
{
	return &p->set[k->hash % HTTP_PRESSED_SETS];
}

static pthread_mutex_t *lock_of(struct http_pressed *p, const struct http_memo_key *k)
{
	return &p->lock[k->hash % HTTP_PRESSED_LOCKS];
}

static bool same(const struct kept *t, const struct http_memo_key *k)
{
	return t && t->view == k->view && t->today == k->today && t->query_len == k->len &&
		memcmp(t->bytes, k->query, k->len) == 0;
}

static struct way *find(struct http_pressed_set *s, const struct http_memo_key *k)
{
	for (size_t i = 0; i < HTTP_PRESSED_WAYS; i++)
		if (s->way[i].hash == (uint32_t)(k->hash >> 32))
			return &s->way[i];
	return NULL;
}

/* The same question of another register, one that is empty, one that is of another register; else any. */
static struct way *place_for(struct http_pressed_set *s, const struct http_memo_key *k)
{
	struct way *w = find(s, k);

	for (size_t i = 0; w == NULL && i < HTTP_PRESSED_WAYS; i++)
		if (s->way[i].hash == 0 || s->way[i].view != (uint32_t)k->view)
			w = &s->way[i];
	return w ? w : &s->way[(k->hash >> 32) % HTTP_PRESSED_WAYS];
}

/* Another takes its place; NULL: only a note that it came. */
static void take_place(struct http_pressed *p, struct way *w, const struct http_memo_key *k, struct kept *t)
{
	atomic_fetch_sub_explicit(&p->bytes, size_of(w->kept), memory_order_relaxed);
	free(w->kept);
	*w = (struct way){ (uint32_t)(k->hash >> 32), (uint32_t)k->view, t };
}

/* ---- unpacking ------------------------------------------------------------------------------------------------ */

static bool unpack(const struct http_press *press, const struct kept *t, const char *known_at, struct cv_str *out)
{
	char *to;

	if (!cv_str_room(out, t->answer_len))
		return false;
	to = out->data + out->len;
	if (LZ4_decompress_safe_usingDict(t->bytes + t->query_len, to, t->len, t->answer_len, press->dict,
		t->dict_len) != t->answer_len)
		return false;
	memcpy(to + t->at, known_at, INSTANT);
	out->len += t->answer_len;
	*(to + t->answer_len) = '\0';
	return true;
}

bool http_pressed_get(struct http_pressed *p, const struct http_memo_key *k, const char *known_at, bool *ret_again,
	struct cv_str *out)
{
	bool found = false;
	struct way *w;

	*ret_again = false;
	if (p->set == NULL)
		return false;
	pthread_mutex_lock(lock_of(p, k));
	w = find(set_of(p, k), k);
	if (w && same(w->kept, k))
		found = unpack(p->press, w->kept, known_at, out);
	else if (w && w->view == (uint32_t)k->view)
		*ret_again = true;
	else
		take_place(p, place_for(set_of(p, k), k), k, NULL);
	pthread_mutex_unlock(lock_of(p, k));
	return found;
}

/* ---- packing -------------------------------------------------------------------------------------------------- */

/* Packed into press->out; 0 where it does not fit. */
static int pack(struct http_press *press, const struct cv_str *answer)
{
	press->work = press->begun;
	return LZ4_compress_fast_continue(
		&press->work, answer->data, press->out, (int)answer->len, sizeof(press->out), 1);
}

/* False: there is no more room. */
static bool learn(struct http_press *press, const struct cv_str *answer)
{
	size_t len = press->dict_len;

	if (len + answer->len > sizeof(press->dict))
		return false;
	memcpy(press->dict + len, answer->data, answer->len);
	len += answer->len;
	LZ4_loadDict(&press->begun, press->dict, (int)len);
	press->dict_len = len;
	return true;
}

/* With the press held. NULL: no memory, or it does not pack. */
static struct kept *packed(
	struct http_press *press, const struct http_memo_key *k, const struct cv_str *answer, size_t at)
{
	int n = pack(press, answer);
	struct kept *t;

	if (n > 0 && (size_t)n > answer->len / POOR && learn(press, answer))
		n = pack(press, answer);
	t = n > 0 ? malloc(sizeof(*t) + k->len + (size_t)n) : NULL;
	if (t == NULL)
		return NULL;
	*t = (struct kept){ .view = k->view, .today = k->today, .query_len = (uint16_t)k->len, .len = (uint16_t)n,
		.answer_len = (uint16_t)answer->len, .at = (uint16_t)at,
		.dict_len = (uint16_t)press->dict_len };
	memcpy(t->bytes, k->query, k->len);
	memcpy(t->bytes + k->len, press->out, (size_t)n);
	return t;
}

void http_pressed_put(struct http_pressed *p, const struct http_memo_key *k, const char *known_at,
	const struct cv_str *answer)
{
	const char *at;
	struct kept *t;

	if (p->set == NULL || answer->failed || k->len + answer->len > HTTP_MEMO_BYTES ||
		strlen(known_at) != INSTANT)
		return;
	at = strstr(cv_str_text(answer), known_at);
	if (at == NULL || pthread_mutex_trylock(&p->press->lock) != 0)
		return;
	t = packed(p->press, k, answer, (size_t)(at - answer->data));
	pthread_mutex_unlock(&p->press->lock);
	if (t == NULL)
		return;
	if (atomic_fetch_add_explicit(&p->bytes, size_of(t), memory_order_relaxed) + size_of(t) >
		HTTP_PRESSED_BYTES) {
		atomic_fetch_sub_explicit(&p->bytes, size_of(t), memory_order_relaxed);
		free(t);
		return;
	}
	pthread_mutex_lock(lock_of(p, k));
	take_place(p, place_for(set_of(p, k), k), k, t);
	pthread_mutex_unlock(lock_of(p, k));
}
