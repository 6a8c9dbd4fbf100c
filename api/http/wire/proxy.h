/*
 * A proxy that logs people in and says who they are in a header field (oauth2-proxy and the like). It is believed only
 * when it is the peer itself, by its address; fields of that kind from anybody else, and every X-Forwarded-..., are as
 * if they were not there.
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
	char *header;
	struct http_user *user;    /* in order of their names */
	size_t n;
};

/*
 * roles: lines "NAME ROLE"; blank ones, and what follows a '#', count for nothing. roles_name is for messages.
 * Fails: E_VALUE (address, name of the field, a line), E_NOMEM. Owns: http_proxy_end(), in any case.
 */
CV_MUST enum cv_err http_proxy_begin(struct http_proxy *p, const char *address, const char *header,
	const char *roles_name, const char *roles, struct cv_error *err);
void http_proxy_end(struct http_proxy *p);

enum http_said { HTTP_SAID_NOTHING, HTTP_SAID_USER, HTTP_SAID_STRANGER };
/* Does the trusted proxy say who it is? A stranger: one without a role, or a field that is there twice. */
enum http_said http_proxy_says(const struct http_proxy *p, struct http_request *q, struct http_user *ret);
/* The address at the other end, IPv4 mapped into IPv6; all zero where it is of another kind. */
void http_peer(struct http_request *q, unsigned char ret[16]);

#endif
