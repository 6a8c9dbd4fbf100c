#include "api/http/answers/memo.h"

#include <stdlib.h>
#include <string.h>

enum { INSTANT = CV_INSTANT_TEXT - 1 };

struct http_memo_slot {
	uint64_t view, hash;
	uint64_t once;                /* of the first of two: hash of a question that came and was not there */
	int32_t today;
	uint32_t len, answer_len, at; /* at: where the instant stands in the answer */
	char *text;                   /* the query, and the answer behind it; NULL: empty */
};

void http_memo_begin(struct http_memo *m)
{
	m->slot = calloc(HTTP_MEMO_SLOTS, sizeof(*m->slot));
}

void http_memo_end(struct http_memo *m)
{
	for (size_t i = 0; m->slot && i < HTTP_MEMO_SLOTS; i++)
		free(m->slot[i].text);
	free(m->slot);
}

/* FNV-1a; whoever finds many questions of one hash only makes them be answered anew. */
struct http_memo_key http_memo_key(uint64_t view, cv_day today, const char *query)
{
	struct http_memo_key k = { view, today.n, query, strlen(query), 14695981039346656037ULL, false };

	for (size_t i = 0; i < k.len; i++)
		k.hash = (k.hash ^ (unsigned char)query[i]) * 1099511628211ULL;
	return k;
}

static bool same(const struct http_memo_slot *s, const struct http_memo_key *k)
{
	return s->text && s->hash == k->hash && s->view == k->view && s->today == k->today && s->len == k->len &&
		memcmp(s->text, k->query, k->len) == 0;
}

/* Two places beside each other for one hash, so that two questions seldom take turns. */
static struct http_memo_slot *slots_of(const struct http_memo *m, const struct http_memo_key *k)
{
	return &m->slot[k->hash % (HTTP_MEMO_SLOTS / 2) * 2];
}

bool http_memo_get(struct http_memo *m, struct http_memo_key *k, const char *known_at, struct http_kept *ret)
{
	struct http_memo_slot *s = m->slot ? slots_of(m, k) : NULL;

	if (s == NULL)
		return false;
	if (!same(s, k) && !same(s + 1, k)) {
		k->again = s->once == k->hash;
		s->once = k->hash;
		return false;
	}
	s += !same(s, k);
	*ret = (struct http_kept){ s->text + s->len, s->answer_len, known_at, s->at };
	return true;
}

/* One that is empty or of another register or day, else one by turns. */
static struct http_memo_slot *place_for(struct http_memo *m, const struct http_memo_key *k)
{
	struct http_memo_slot *s = slots_of(m, k);

	for (int i = 0; i < 2; i++)
		if (s[i].text == NULL || s[i].view != k->view || s[i].today != k->today)
			return &s[i];
	return &s[m->turn++ % 2];
}

void http_memo_put(struct http_memo *m, const struct http_memo_key *k, const char *known_at,
	const struct cv_str *answer)
{
	const char *at;
	char *text;
	struct http_memo_slot *s;

	if (m->slot == NULL || !k->again || answer->failed || k->len + answer->len > HTTP_MEMO_BYTES)
		return;
	at = strstr(cv_str_text(answer), known_at);
	if (at == NULL || strlen(known_at) != INSTANT)
		return;
	text = malloc(k->len + answer->len);
	if (text == NULL)
		return;
	memcpy(text, k->query, k->len);
	memcpy(text + k->len, answer->data, answer->len);
	s = place_for(m, k);
	free(s->text);
	*s = (struct http_memo_slot){ .view = k->view, .hash = k->hash, .once = s->once, .today = k->today,
		.len = (uint32_t)k->len, .answer_len = (uint32_t)answer->len, .at = (uint32_t)(at - answer->data),
		.text = text };
}
