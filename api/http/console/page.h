/*
 * The pages: the question as a form, the answer, what went wrong. No script; everything shown is escaped.
 */
#ifndef API_HTTP_CONSOLE_PAGE_H
#define API_HTTP_CONSOLE_PAGE_H

#include "api/http/answers/question.h"
#include "reports/timeline.h"
#include "api/http/wire/reply.h"

/* value[]: what the fields are filled with, as in struct http_question; NULL entries: empty. */
void http_page_form(const char *const value[HTTP_PARAMS], struct cv_str *out);
void http_page_answer(const struct reg_answer *a, const char *const value[HTTP_PARAMS], struct cv_str *out);
/* query: as sent, to fill the form in again as far as it can be read. */
void http_page_problem(const struct http_problem *p, const char *query, struct cv_str *out);
/* A party through the years. */
void http_page_timeline(const struct rep_timeline *t, struct cv_str *out);
/* Of the public list: what went wrong, and the way back to it. */
void http_page_no_list(const struct http_problem *p, struct cv_str *out);
/*
 * The form that takes a link of chapterv login, code filled in; with who (else NULL): who is logged
 * in as what, and the way out.
 */
void http_page_login(const char *code, const char *who, const char *role, struct cv_str *out);
/* Everything that can go wrong, one heading each with its word as the fragment. */
void http_page_problems(struct cv_str *out);

#endif
