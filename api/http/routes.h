/*
 * The route table, which is also the manual.
 */
#ifndef API_HTTP_ROUTES_H
#define API_HTTP_ROUTES_H

#include "api/http/wire/request.h"
#include "registry/registry.h"

enum { HTTP_ALLOW_MAX = 64 };

/* All routes, in the order of the manual; NULL behind the last. */
const struct http_route *http_route_at(size_t i);
/* Is the route about one kind of record ("/v1/parties/{id}")? */
bool http_route_kind(const struct http_route *r, enum reg_kind *ret);

/* What one must be allowed to so as to read the records of a kind, or to file them: that of its routes. */
enum http_needs http_kind_reads(enum reg_kind kind);
enum http_needs http_kind_writes(enum reg_kind kind);

/* Is it a procedure that heeds If-Match: one about a record that its path names? */
bool http_heeds_match(const struct http_route *r);

/*
 * The route for a method and an exact path; HEAD finds GET. NULL: none; then ret_allow says which methods the path
 * takes, "" for a path that is not there.
 */
const struct http_route *http_route_find(const char *method, const char *path, char ret_allow[HTTP_ALLOW_MAX]);
/* Is it a path of the public list? */
bool http_route_published(const char *path);
/* Is it a method of RFC 9110 or PATCH? */
bool http_method_known(const char *method);

/* The handlers. Each answers the request and returns what answering returned. */
enum MHD_Result http_get_mechanism(struct http_request *q);
enum MHD_Result http_post_check(struct http_request *q);
enum MHD_Result http_post_batch(struct http_request *q);
enum MHD_Result http_post_drill(struct http_request *q);
enum MHD_Result http_get_lint(struct http_request *q);
enum MHD_Result http_post_lint(struct http_request *q);
enum MHD_Result http_get_chain(struct http_request *q);
enum MHD_Result http_get_health(struct http_request *q);
enum MHD_Result http_get_imports(struct http_request *q);
enum MHD_Result http_post_import(struct http_request *q);
enum MHD_Result http_get_import(struct http_request *q);
enum MHD_Result http_get_plan(struct http_request *q);
enum MHD_Result http_get_rejects(struct http_request *q);
enum MHD_Result http_apply_plan(struct http_request *q);
enum MHD_Result http_undo_import(struct http_request *q);
enum MHD_Result http_delete_job(struct http_request *q);
enum MHD_Result http_get_records(struct http_request *q);
enum MHD_Result http_get_record(struct http_request *q);
enum MHD_Result http_post_record(struct http_request *q);
enum MHD_Result http_put_record(struct http_request *q);
enum MHD_Result http_patch_record(struct http_request *q);
enum MHD_Result http_end_record(struct http_request *q);
enum MHD_Result http_proceed(struct http_request *q);
enum MHD_Result http_get_calendar(struct http_request *q);
enum MHD_Result http_get_feed(struct http_request *q);
enum MHD_Result http_get_reports(struct http_request *q);
enum MHD_Result http_get_report(struct http_request *q);
enum MHD_Result http_get_evidence(struct http_request *q);
enum MHD_Result http_get_history(struct http_request *q);
enum MHD_Result http_get_log(struct http_request *q);
enum MHD_Result http_get_checkpoint(struct http_request *q);
enum MHD_Result http_get_root(struct http_request *q);
enum MHD_Result http_get_consistency(struct http_request *q);
enum MHD_Result http_get_inclusion(struct http_request *q);
enum MHD_Result http_get_openapi(struct http_request *q);
enum MHD_Result http_get_timeline(struct http_request *q);
enum MHD_Result http_get_public(struct http_request *q);
enum MHD_Result http_get_page(struct http_request *q);
enum MHD_Result http_get_style(struct http_request *q);
enum MHD_Result http_get_problems(struct http_request *q);
enum MHD_Result http_get_login(struct http_request *q);
enum MHD_Result http_post_login(struct http_request *q);
enum MHD_Result http_post_logout(struct http_request *q);

#endif
