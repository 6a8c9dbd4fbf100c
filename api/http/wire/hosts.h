/*
 * For whom the server answers. A page on the web can make its own name lead to this machine (DNS rebinding), and the
 * browser then lets it read what comes from "there": only the field Host still tells such a request apart.
 */
#ifndef API_HTTP_HOSTS_H
#define API_HTTP_HOSTS_H

#include "registry/core/err.h"

enum { HTTP_HOST_MAX = 253, HTTP_HOSTS_MAX = 16 };

struct http_hosts {
	char name[HTTP_HOSTS_MAX][HTTP_HOST_MAX + 1]; /* "chapterv.example", "[::1]": without port */
	size_t n;
};

/* A name or address without port, IPv6 in brackets. Fails: E_USAGE (host), E_TOO_BIG. */
CV_MUST enum cv_err http_hosts_add(struct http_hosts *h, const char *name, struct cv_error *err);
/* The part before the port of an address the server listens on. */
CV_MUST enum cv_err http_hosts_add_listen(struct http_hosts *h, const char *address, struct cv_error *err);
/* Is it the value of a Host that may be answered: one of the names, or the loopback, with any port? */
bool http_hosts_has(const struct http_hosts *h, const char *value, size_t len);

#endif
