#include "api/http/own.h"

#include <stdlib.h>
#include <string.h>

_Thread_local struct http_own *http_own;

void http_owns_begin(struct http_owns *os)
{
	pthread_mutex_init(&os->lock, NULL);
}

void http_owns_end(struct http_owns *os)
{
	struct http_own *o;

	while ((o = os->head) != NULL) {
		os->head = o->next;
		http_memo_end(&o->memo);
		http_rack_end(&o->rack);
		cv_str_finish(&o->unpacked);
		free(o);
	}
	pthread_mutex_destroy(&os->lock);
}

void http_own_begin(struct http_owns *os)
{
	struct http_own *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return;
	http_memo_begin(&o->memo);
	pthread_mutex_lock(&os->lock);
	o->next = os->head;
	os->head = o;
	pthread_mutex_unlock(&os->lock);
	http_own = o;
}

void http_own_instant(int64_t ms, char ret[CV_INSTANT_TEXT])
{
	struct http_own *o = http_own;

	if (o == NULL) {
		cv_instant_text(ms, ret);
		return;
	}
	if (o->instant_ms != ms || !*o->instant)
		cv_instant_text(ms, o->instant);
	o->instant_ms = ms;
	memcpy(ret, o->instant, CV_INSTANT_TEXT);
}
