#include "api/http/answers/memo.h"

#include <stdlib.h>
#include <string.h>

enum { INSTANT = CV_INSTANT_TEXT - 1 };

struct http_memo_slot {
	uint64_t view, hash;
	uint64_t once;                /* hash of a question that came and was not kept */
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

/* FNV-1a; whoever finds two questions of one slot only makes both be answered anew. */
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

bool http_memo_get(struct http_memo *m, struct http_memo_key *k, const char *known_at, struct cv_str *out)
{
	struct http_memo_slot *s = m->slot ? &m->slot[k->hash % HTTP_MEMO_SLOTS] : NULL;
	size_t start = out->len;

	if (s == NULL)
		return false;
	if (!same(s, k)) {
		k->again = s->once == k->hash;
		s->once = k->hash;
		return false;
	}
	cv_str_add(out, s->text + s->len, s->answer_len);
	if (!out->failed)
		memcpy(out->data + start + s->at, known_at, INSTANT);
	return true;
}

void http_memo_put(struct http_memo *m, const struct http_memo_key *k, const char *known_at,
	const struct cv_str *answer)
{
	struct http_memo_slot *s = m->slot ? &m->slot[k->hash % HTTP_MEMO_SLOTS] : NULL;
	const char *at;
	char *text, *old;

	if (s == NULL || !k->again || answer->failed || k->len + answer->len > HTTP_MEMO_BYTES)
		return;
	at = strstr(cv_str_text(answer), known_at);
	if (at == NULL || strlen(known_at) != INSTANT)
		return;
	text = malloc(k->len + answer->len);
	if (text == NULL)
		return;
	memcpy(text, k->query, k->len);
	memcpy(text + k->len, answer->data, answer->len);
	old = s->text;
	*s = (struct http_memo_slot){ .view = k->view, .hash = k->hash, .once = k->hash, .today = k->today,
		.len = (uint32_t)k->len, .answer_len = (uint32_t)answer->len, .at = (uint32_t)(at - answer->data),
			.text = text };
	free(old);
}
