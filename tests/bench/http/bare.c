/*
 * The yardstick: libmicrohttpd with no work to do. Answers every request with the same bytes and header fields, made
 * once. Threads and connections as in `chapterv serve`, everything else as the library has it.
 *
 *     bare PORT THREADS FILE
 */
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { BODY_MAX = 1 << 20 };

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_size, void **ctx)
{
	static char seen;

	if (*ctx == NULL) {
		*ctx = &seen; /* an answer on the first call would close the connection */
		return MHD_YES;
	}
	return MHD_queue_response(mhd, MHD_HTTP_OK, cls);
}

static struct MHD_Response *response(const char *path)
{
	static char body[BODY_MAX];
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(body, 1, sizeof(body), f) : 0;
	struct MHD_Response *r;

	if (f)
		fclose(f);
	r = n > 0 ? MHD_create_response_from_buffer(n, body, MHD_RESPMEM_PERSISTENT) : NULL;
	if (r == NULL || MHD_add_response_header(r, "Content-Type", "application/json") != MHD_YES ||
		MHD_add_response_header(r, "Cache-Control", "no-store") != MHD_YES ||
		MHD_add_response_header(r, "X-Content-Type-Options", "nosniff") != MHD_YES ||
		MHD_add_response_header(r, "X-Request-Id", "5f3a9c10-0000002a") != MHD_YES)
		return NULL;
	return r;
}

static struct MHD_Daemon *start(unsigned short port, unsigned threads, struct MHD_Response *r)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, port, NULL, NULL, on_request, r,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at, MHD_OPTION_THREAD_POOL_SIZE, threads,
		MHD_OPTION_CONNECTION_LIMIT, 1024U, MHD_OPTION_CONNECTION_TIMEOUT, 15U, MHD_OPTION_END);
}

int main(int argc, char **argv)
{
	struct MHD_Response *r;
	struct MHD_Daemon *d;
	sigset_t stop;
	int which;

	if (argc != 4)
		return 2;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	r = response(argv[3]);
	d = r ? start((unsigned short)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[2], NULL, 10), r) : NULL;
	if (d == NULL) {
		fprintf(stderr, "bare: cannot start\n");
		return 2;
	}
	sigwait(&stop, &which);
	MHD_stop_daemon(d);
	MHD_destroy_response(r);
	return 0;
}
