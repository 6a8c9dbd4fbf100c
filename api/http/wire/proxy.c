#include "api/http/wire/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- addresses ------------------------------------------------------------------------------------------------- */

static void mapped(const struct in_addr *v4, unsigned char ret[16])
{
	memset(ret, 0, 10);
	ret[10] = ret[11] = 0xff;
	memcpy(ret + 12, v4, 4);
}

static void peer_of(struct http_request *q, unsigned char ret[16])
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(q->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *a = i ? i->client_addr : NULL;

	memset(ret, 0, 16);
	if (a && a->sa_family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, a, sizeof(v4));
		mapped(&v4.sin_addr, ret);
	} else if (a && a->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;

		memcpy(&v6, a, sizeof(v6));
		memcpy(ret, &v6.sin6_addr, 16);
	}
}

static bool address_parse(const char *text, unsigned char ret[16])
{
	struct in_addr v4;

	if (inet_pton(AF_INET, text, &v4) != 1)
		return inet_pton(AF_INET6, text, ret) == 1;
	mapped(&v4, ret);
	return true;
}

/* ---- roles ----------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct http_user *)a)->who, ((const struct http_user *)b)->who);
}

static size_t word(const char **p, const char *end, char *ret, size_t size)
{
	const char *from;
	size_t n;

	while (*p < end && (**p == ' ' || **p == '\t' || **p == '\r'))
		++*p;
	from = *p;
	while (*p < end && **p != ' ' && **p != '\t' && **p != '\r')
		++*p;
	n = (size_t)(*p - from) < size ? (size_t)(*p - from) : size - 1;
	memcpy(ret, from, n);
	ret[n] = '\0';
	return (size_t)(*p - from);
}

/* One line; *ret_any: it says something. */
static enum cv_err line(const char *p, size_t len, struct http_user *ret, bool *ret_any, struct cv_error *err)
{
	const char *hash = memchr(p, '#', len), *end = hash ? hash : p + len;
	char name[REG_HOLDER_TEXT + 1], role[32], more[2];

	*ret_any = word(&p, end, name, sizeof(name)) > 0;
	if (!*ret_any)
		return CV_OK;
	TRY(reg_holder_name(name, err));
	memcpy(ret->who, name, sizeof(ret->who));
	if (word(&p, end, role, sizeof(role)) > 0 && word(&p, end, more, sizeof(more)) == 0 &&
		reg_role_parse(role, &ret->role))
		return CV_OK;
	return cv_fail(err, CV_E_VALUE, "write NAME ROLE; a role is reader, procurement, dpo, auditor or admin");
}

static enum cv_err keep(struct http_proxy *p, const struct http_user *u, struct cv_error *err)
{
	struct http_user *more = realloc(p->user, (p->n + 1) * sizeof(*more));

	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	p->user = more;
	p->user[p->n++] = *u;
	return CV_OK;
}

static enum cv_err read_roles(struct http_proxy *p, const char *name, const char *text, struct cv_error *err)
{
	struct cv_error why = { 0 };
	size_t n = 0;

	for (const char *at = text; *at; n++) {
		size_t len = strcspn(at, "\n");
		struct http_user u;
		bool any;

		if (line(at, len, &u, &any, &why) != CV_OK)
			return cv_fail_at(err, CV_E_VALUE, "roles-file", "%s, line %zu: %s", name, n + 1, why.msg);
		if (any)
			TRY(keep(p, &u, err));
		at += len + (at[len] == '\n');
	}
	if (p->n > 0)
		qsort(p->user, p->n, sizeof(*p->user), by_name);
	for (size_t i = 1; i < p->n; i++)
		if (by_name(&p->user[i - 1], &p->user[i]) == 0)
			return cv_fail_at(err, CV_E_VALUE, "roles-file", "%s: %s is there twice", name, p->user[i].who);
	return CV_OK;
}

enum cv_err http_proxy_begin(struct http_proxy *p, const char *address, const char *header, const char *roles_name,
	const char *roles, struct cv_error *err)
{
	static const char *const named = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	if (!address_parse(address, p->address))
		return cv_fail_at(err, CV_E_VALUE, "trust-proxy",
			"\"%.80s\" is no address: write that of the proxy, as in 127.0.0.1 or ::1", address);
	p->on = true;
	if (header == NULL)
		return CV_OK;
	if (*header == '\0' || strspn(header, named) != strlen(header) || strncasecmp(header, "X-Forwarded-", 12) == 0)
		return cv_fail_at(err, CV_E_VALUE, "user-header",
			"\"%.80s\" is no field for the name of a user: write one like X-Remote-User", header);
	TRY(read_roles(p, roles_name, roles, err));
	p->header = cv_strdup(header);
	if (p->header == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	return CV_OK;
}

void http_proxy_end(struct http_proxy *p)
{
	free(p->header);
	free(p->user);
}

/* ---- a request ------------------------------------------------------------------------------------------------- */

struct looking {
	const char *header, *value;
	size_t n;
};

static enum MHD_Result field(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct looking *l = cls;

	if (strcasecmp(name, l->header) == 0) {
		l->value = value ? value : "";
		l->n++;
	}
	return MHD_YES;
}

bool http_proxy_is_peer(const struct http_proxy *p, struct http_request *q)
{
	unsigned char peer[16];

	if (!p->on)
		return false;
	peer_of(q, peer);
	return memcmp(peer, p->address, sizeof(peer)) == 0;
}

bool http_proxy_https(const struct http_proxy *p, struct http_request *q)
{
	struct looking l = { .header = "X-Forwarded-Proto" };

	if (!http_proxy_is_peer(p, q))
		return false;
	MHD_get_connection_values(q->mhd, MHD_HEADER_KIND, field, &l);
	return l.n == 1 && strcasecmp(l.value, "https") == 0;
}

/* Each proxy adds the address that it saw behind the others: only the last one is of the proxy that we know. */
void http_client(const struct http_proxy *p, struct http_request *q, unsigned char ret[16])
{
	struct looking l = { .header = "X-Forwarded-For" };
	unsigned char said[16];
	const char *last;

	peer_of(q, ret);
	if (!http_proxy_is_peer(p, q))
		return;
	MHD_get_connection_values(q->mhd, MHD_HEADER_KIND, field, &l);
	last = l.n ? strrchr(l.value, ',') : NULL;
	last = last ? last + 1 : l.value;
	if (l.n > 0 && address_parse(last + strspn(last, " \t"), said))
		memcpy(ret, said, sizeof(said));
}

enum http_said http_proxy_says(const struct http_proxy *p, struct http_request *q, struct http_user *ret)
{
	struct looking l = { .header = p->header };
	const struct http_user *found = NULL;
	struct http_user key = { 0 };

	if (p->header == NULL || !http_proxy_is_peer(p, q))
		return HTTP_SAID_NOTHING;
	MHD_get_connection_values(q->mhd, MHD_HEADER_KIND, field, &l);
	if (l.n == 0)
		return HTTP_SAID_NOTHING;
	if (l.n == 1 && p->n > 0 && reg_holder_name(l.value, NULL) == CV_OK) {
		memcpy(key.who, l.value, strlen(l.value) + 1);
		found = bsearch(&key, p->user, p->n, sizeof(*p->user), by_name);
	}
	if (found == NULL)
		return HTTP_SAID_STRANGER;
	*ret = *found;
	return HTTP_SAID_USER;
}
