/*
 * A proxy in front. It may say who asks, in a header field (oauth2-proxy and the like), from which address
 * (X-Forwarded-For: the last one there), over what (X-Forwarded-Proto) and under which id (X-Request-Id). It is
 * believed only when it is the peer itself, by its address; from others such fields are as if they were not there.
 */
#ifndef API_HTTP_PROXY_H
#define API_HTTP_PROXY_H

#include "api/http/wire/request.h"
#include "registry/access.h"

struct http_user {
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
};

struct http_proxy {
	bool on;
	unsigned char address[16]; /* IPv4: mapped into IPv6 */
	char *header;              /* NULL: it does not say who asks */
	struct http_user *user;    /* in order of their names */
	size_t n;
};

/*
 * header and roles NULL: it says nothing about who asks. roles: lines "NAME ROLE"; blank ones, and what follows a '#',
 * count for nothing. roles_name is for messages.
 * Fails: E_VALUE (address, name of the field, a line), E_NOMEM. Owns: http_proxy_end(), in any case.
 */
CV_MUST enum cv_err http_proxy_begin(struct http_proxy *p, const char *address, const char *header,
	const char *roles_name, const char *roles, struct cv_error *err);
void http_proxy_end(struct http_proxy *p);

enum http_said { HTTP_SAID_NOTHING, HTTP_SAID_USER, HTTP_SAID_STRANGER };
/* Does the trusted proxy say who it is? A stranger: one without a role, or a field that is there twice. */
enum http_said http_proxy_says(const struct http_proxy *p, struct http_request *q, struct http_user *ret);
/* Is the trusted proxy at the other end? */
bool http_proxy_is_peer(const struct http_proxy *p, struct http_request *q);
/* Does the trusted proxy say that whoever asks came over TLS? */
bool http_proxy_https(const struct http_proxy *p, struct http_request *q);
/*
 * The address of whoever asks: at the other end, or the one that the trusted proxy says. IPv4 mapped into IPv6; all
 * zero where it is of another kind.
 */
void http_client(const struct http_proxy *p, struct http_request *q, unsigned char ret[16]);

#endif
