/* A link of chapterv login becomes a session, and a session ends. */
#include "api/clock.h"
#include "api/http/access/auth.h"
#include "api/http/console/page.h"
#include "api/http/records/change.h"
#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"

#include <string.h>

static const char *const name[] = { "code" };

static enum MHD_Result show(struct http_request *q, const char *code)
{
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
	bool in = http_auth_session(q, who, &role);

	http_page_login(code, in ? who : NULL, in ? reg_role_word(role) : NULL, &q->out);
	return http_send(q, MHD_HTTP_OK, HTTP_HTML);
}

/* Only shown: whatever follows links ahead of its reader does not use this one up. */
enum MHD_Result http_get_login(struct http_request *q)
{
	char buf[HTTP_TARGET_MAX + 1];
	struct cv_error err = { 0 };
	const char *code = NULL;
	enum cv_err e = http_query_read(q->query, name, 1, buf, &code, &err);

	return e == CV_OK ? show(q, code) : http_fail(q, e, &err);
}

/* ---- in -------------------------------------------------------------------------------------------------------- */

struct looking {
	const char *code;
	bool good;
};

static enum cv_err look(void *ctx, struct reg *r, struct cv_error *err)
{
	struct looking *l = ctx;

	return reg_login_good(r, l->code, api_steady_ms(), &l->good, err);
}

static enum MHD_Result failed(struct http_request *q)
{
	q->retry = http_auth_failed(q);
	if (q->retry > 0)
		return http_fault(q, HTTP_GUESSED, "this address failed too often in a minute; wait that long");
	return http_fault(q, HTTP_LINK_BAD,
		"that link is not good, or no longer: it works once, for ten minutes; chapterv login prints another");
}

static enum MHD_Result go(struct http_request *q, const char *session)
{
	CV_AUTO(cv_str_finish) struct cv_str cookie = { 0 };

	http_auth_set_cookie(q, session, &cookie);
	if (cookie.failed)
		return http_fail(q, CV_E_NOMEM, NULL);
	return http_send_more(q, MHD_HTTP_SEE_OTHER, HTTP_NOTHING,
		&(struct http_more){ .location = *session ? "/" : "/login", .cookie = cookie.data });
}

/* The writer's: the link for a session, which is c->body then. */
static void take_link(struct http_change *c, struct reg *r)
{
	char session[REG_SECRET_TEXT];

	c->e = reg_login_take(r, c->id, api_steady_ms(), session, &c->err);
	if (c->e == CV_OK)
		cv_str_puts(&c->body, session);
	if (c->body.failed)
		c->e = CV_E_NOMEM;
}

static enum MHD_Result entered(struct http_request *q, struct http_change *c)
{
	if (c->e == CV_E_NOT_FOUND) /* another was faster */
		return failed(q);
	return c->e == CV_OK ? go(q, cv_str_text(&c->body)) : http_fail(q, c->e, &c->err);
}

/* What the person pasted: the code, or the whole link. */
static enum MHD_Result enter(struct http_request *q, const char *pasted)
{
	const char *in_link = strstr(pasted, "code=");
	struct looking l = { in_link ? in_link + 5 : pasted, false };
	struct cv_error err = { 0 };
	enum cv_err e = http_live_read(&q->srv->live, look, &l, &err);

	if (e == CV_E_BUSY && http_later_untouched(q))
		return MHD_YES;
	if (e == CV_OK && !l.good)
		return failed(q);
	if (e == CV_OK)
		e = http_aside(q, l.code, take_link, &err);
	return e == CV_OK ? MHD_YES : http_fail(q, e, &err);
}

static bool foreign(struct http_request *q)
{
	return MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Origin") && !http_auth_same_site(q);
}

enum MHD_Result http_post_login(struct http_request *q)
{
	char buf[HTTP_TARGET_MAX + 1];
	struct cv_error err = { 0 };
	const char *code = NULL;
	enum cv_err e;

	if (q->change && q->change->done)
		return entered(q, q->change);
	if (foreign(q))
		return http_fault(q, HTTP_ORIGIN, "the field Origin names another site than the field Host");
	if (q->body.len > HTTP_TARGET_MAX)
		return http_fault(q, HTTP_BODY_BIG, "a form of at most 2,048 bytes is taken");
	if (strlen(cv_str_text(&q->body)) != q->body.len)
		e = cv_fail(&err, CV_E_VALUE, "the form is not text");
	else
		e = http_query_read(cv_str_text(&q->body), name, 1, buf, &code, &err);
	if (e == CV_OK && code == NULL)
		e = cv_fail_at(&err, CV_E_USAGE, "code", "paste the link that chapterv login prints");
	return e == CV_OK ? enter(q, code) : http_fail(q, e, &err);
}

/* ---- out ------------------------------------------------------------------------------------------------------- */

static void end_session(struct http_change *c, struct reg *r)
{
	c->e = reg_session_end(r, c->id, &c->err);
}

/* Who has no session has none afterwards either: only of those who have one the register hears. */
enum MHD_Result http_post_logout(struct http_request *q)
{
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
	const char *cookie = http_auth_cookie(q);
	struct http_change *c = q->change;
	struct cv_error err = { 0 };
	enum cv_err e;

	if (c && c->done)
		return c->e == CV_OK ? go(q, "") : http_fail(q, c->e, &c->err);
	if (cookie == NULL)
		return go(q, "");
	if (!http_auth_same_site(q))
		return http_fault(q, HTTP_ORIGIN, "the field Origin must name the site that the field Host names");
	if (!http_auth_session(q, who, &role))
		return go(q, "");
	e = http_aside(q, cookie, end_session, &err);
	return e == CV_OK ? MHD_YES : http_fail(q, e, &err);
}
