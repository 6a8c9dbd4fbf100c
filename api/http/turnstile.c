#include "api/http/turnstile.h"

void http_turnstile_begin(struct http_turnstile *t)
{
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->empty, NULL);
	t->inside = t->joined = 0;
}

void http_turnstile_end(struct http_turnstile *t)
{
	pthread_cond_destroy(&t->empty);
	pthread_mutex_destroy(&t->lock);
}

void http_turnstile_enter(struct http_turnstile *t)
{
	pthread_mutex_lock(&t->lock);
	while (t->inside > 0 && t->joined >= HTTP_JOIN_MAX)
		pthread_cond_wait(&t->empty, &t->lock);
	t->joined = t->inside > 0 ? t->joined + 1 : 0;
	t->inside++;
	pthread_mutex_unlock(&t->lock);
}

void http_turnstile_leave(struct http_turnstile *t)
{
	pthread_mutex_lock(&t->lock);
	if (--t->inside == 0)
		pthread_cond_broadcast(&t->empty);
	pthread_mutex_unlock(&t->lock);
}
