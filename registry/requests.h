/*
 * Requests that may come again: what is remembered of them, beside what they recorded.
 */
#ifndef REGISTRY_REQUESTS_H
#define REGISTRY_REQUESTS_H

#include "registry/registry.h"

/*
 * A request that named a key under which it may come again, and what it recorded. Inside a change, of whoever makes it.
 * since: what was kept before that instant is forgotten.
 */
struct reg_request {
	const char *key, *method, *path;
	unsigned char body[32]; /* a hash of it */
	int status;             /* of the answer */
	enum reg_kind kind;     /* the version it recorded: kind, number, change */
	int64_t n, seq;
};
/* *ret_same: the one of that key had the same method, path and body; then status, kind, n and seq are filled. */
CV_MUST enum cv_err reg_request_find(
	struct reg *r, struct reg_request *q, const char *since, bool *ret_found, bool *ret_same, struct cv_error *err);
/* Keep it with the change; a change that recorded nothing keeps none. */
CV_MUST enum cv_err reg_request_keep(
	struct reg *r, const struct reg_request *q, const char *since, struct cv_error *err);

/*
 * Several changes, one commit. Between these two reg_begin(), reg_commit() and reg_rollback() are about one of them
 * as ever, and each is a change of its own; but what they committed is there only once the group is. Fails: what
 * reg_begin() and reg_commit() say; then nothing of any of them is there.
 */
CV_MUST enum cv_err reg_group_begin(struct reg *r, struct cv_error *err);
CV_MUST enum cv_err reg_group_commit(struct reg *r, struct cv_error *err);

/* The last reg_commit() recorded records and nothing else: no token, no setting. Who may do what is as it was. */
bool reg_records_only(const struct reg *r);

#endif
