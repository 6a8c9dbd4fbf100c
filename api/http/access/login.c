/* A link of chapterv login becomes a session, and a session ends. */
#include "api/clock.h"
#include "api/http/access/auth.h"
#include "api/http/console/page.h"
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

static void reg_end(struct reg **r)
{
	reg_close(*r);
}

static enum cv_err open_register(struct http_request *q, struct reg **ret, struct cv_error *err)
{
	enum cv_err e = reg_open(q->srv->live.path, REG_WRITE, q->srv->pack, ret, err);

	if (e == CV_OK)
		reg_patience(*ret, HTTP_LOAD_WAIT_MS);
	return e == CV_E_FILE ? CV_E_STORE : e;
}

/* What the person pasted: the code, or the whole link. */
static enum MHD_Result enter(struct http_request *q, const char *pasted)
{
	CV_AUTO(reg_end) struct reg *r = NULL;
	const char *in_link = strstr(pasted, "code=");
	struct looking l = { in_link ? in_link + 5 : pasted, false };
	char session[REG_SECRET_TEXT];
	struct cv_error err = { 0 };
	enum cv_err e = http_live_read(&q->srv->live, look, &l, &err);

	if (e == CV_E_BUSY && http_later_untouched(q))
		return MHD_YES;
	if (e == CV_OK && !l.good)
		return failed(q);
	if (e == CV_OK)
		e = open_register(q, &r, &err);
	if (e == CV_OK)
		e = reg_login_take(r, l.code, api_steady_ms(), session, &err);
	if (e == CV_E_NOT_FOUND) /* another was faster */
		return failed(q);
	if (e == CV_OK)
		e = http_auth_load(&q->srv->auth, r, &err);
	return e == CV_OK ? go(q, session) : http_fail(q, e, &err);
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

/* Who has no session has none afterwards either: the register is opened for those only who have one. */
enum MHD_Result http_post_logout(struct http_request *q)
{
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
	CV_AUTO(reg_end) struct reg *r = NULL;
	const char *cookie = http_auth_cookie(q);
	struct cv_error err = { 0 };
	enum cv_err e;

	if (cookie == NULL)
		return go(q, "");
	if (!http_auth_same_site(q))
		return http_fault(q, HTTP_ORIGIN, "the field Origin must name the site that the field Host names");
	if (!http_auth_session(q, who, &role))
		return go(q, "");
	e = open_register(q, &r, &err);
	if (e == CV_OK)
		e = reg_session_end(r, cookie, &err);
	if (e == CV_OK)
		e = http_auth_load(&q->srv->auth, r, &err);
	return e == CV_OK ? go(q, "") : http_fail(q, e, &err);
}
