#include "api/http/server.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

/* "ADDR:PORT" or "[ADDR]:PORT" into its two parts. */
static enum cv_err split(const char *at, char host[256], char port[8], struct cv_error *err)
{
	const char *colon = strrchr(at, ':'), *from = at;
	size_t len = colon ? (size_t)(colon - at) : 0;

	if (colon && at[0] == '[' && len > 2 && colon[-1] == ']') {
		from++;
		len -= 2;
	} else if (memchr(at, ':', len)) {
		colon = NULL; /* a bare IPv6 address: which colon is the port's? */
	}
	if (colon == NULL || len == 0 || len >= 256 || strlen(colon + 1) == 0 || strlen(colon + 1) > 5 ||
		strspn(colon + 1, "0123456789") != strlen(colon + 1) || strtol(colon + 1, NULL, 10) > 65535)
		return cv_fail_at(err, CV_E_USAGE, "listen", "\"%s\" is not an address to listen on: write ADDR:PORT, "
			"as in " HTTP_LISTEN_DEFAULT " or [::1]:8044", at);
	memcpy(host, from, len);
	host[len] = '\0';
	memcpy(port, colon + 1, strlen(colon + 1) + 1);
	return CV_OK;
}

/* -1 with *ret_why set to an errno when it cannot be had. */
static int bound(const struct addrinfo *a, int *ret_why)
{
	int on = 1, fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	*ret_why = errno;
	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
		bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	*ret_why = errno;
	close(fd);
	return -1;
}

static enum cv_err name_of(int fd, char *ret_address, size_t size, struct cv_error *err)
{
	struct sockaddr_storage a;
	socklen_t len = sizeof(a);
	char host[64], port[8];

	if (getsockname(fd, (struct sockaddr *)&a, &len) != 0 ||
		getnameinfo((struct sockaddr *)&a, len, host, sizeof(host), port, sizeof(port),
			NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return cv_fail(err, CV_E_SYSTEM, "the system does not say where it listens");
	snprintf(ret_address, size, a.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
	return CV_OK;
}

enum cv_err http_listen(const char *listen_at, int *ret_fd, char *ret_address, size_t size, struct cv_error *err)
{
	struct addrinfo want = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *found = NULL;
	char host[256], port[8];
	int fd, rc, why;

	TRY(split(listen_at, host, port, err));
	rc = getaddrinfo(host, port, &want, &found);
	if (rc != 0)
		return cv_fail_at(err, CV_E_USAGE, "listen", "\"%s\" is not an address of this machine: %s", host,
			gai_strerror(rc));
	fd = bound(found, &why);
	freeaddrinfo(found);
	if (fd < 0 && why == EADDRINUSE)
		return cv_fail_at(err, CV_E_SYSTEM, "listen", "%s is in use: another server answers there; stop it, or "
			"choose another with --listen ADDR:PORT", listen_at);
	if (fd < 0)
		return cv_fail_at(err, CV_E_SYSTEM, "listen", "cannot listen on %s: %s", listen_at, strerror(why));
	if (name_of(fd, ret_address, size, err) != CV_OK) {
		close(fd);
		return CV_E_SYSTEM;
	}
	*ret_fd = fd;
	return CV_OK;
}
