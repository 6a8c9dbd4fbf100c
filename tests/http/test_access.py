"""Who may do what: every route by every role and by nobody, tokens that come and go, sessions, and those who guess."""

import json
import os
import shutil
import sqlite3
import tempfile
import unittest
import urllib.parse

import importing
import suite
import wire

ROLES = ["reader", "procurement", "dpo", "auditor", "admin"]
# what the table of rights says, said a second time
MAY = {
    "read": set(ROLES),
    "write": {"procurement", "dpo", "admin"},
    "decide": {"dpo", "admin"},
    "audit": {"dpo", "auditor", "admin"},
    "administer": {"admin"},
}
FREE = {("GET", "/v1/health"), ("GET", "/v1/openapi.json"), ("GET", "/login"), ("POST", "/login"), ("POST", "/logout"),
        ("GET", "/style.css"),
        *(("GET", "/subprocessors" + form) for form in ("", ".csv", ".json", ".jsonld", ".tilt", ".atom"))}
NEW = b"id,name,kind,country\nbeta,Beta GmbH,service-provider,DE\n"
FORM = "application/x-www-form-urlencoded"


class Own(unittest.TestCase):
    """A register and a server per test."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-http-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")
        self.cli("init", "--home", "IE")

    def cli(self, *args, status=0):
        code, out, words = wire.run(suite.BINARY, *args, "--db", self.db)
        self.assertEqual(code, status, (args, out, words))
        return out

    def token(self, name="t", role="reader", *more):
        return self.cli("token", "add", name, "--role", role, *more).strip()

    def server(self, *args, **more):
        s = wire.Server(suite.BINARY, self.db, args=args, **more)
        self.addCleanup(s.__exit__)
        return s

    def is_problem(self, reply, status, word):
        self.assertEqual((reply.status, reply.json()["type"]), (status, "/problems#" + word), reply)
        return reply


def bearer(secret):
    return {"Authorization": "Bearer " + secret}


class Matrix(Own):
    def routes(self):
        out = wire.run(suite.BINARY, "serve", "--routes")[1]
        return [tuple(line.split()[:3]) for line in out.splitlines()]

    def ask(self, s, method, path, **fields):
        body = None
        if method == "POST":
            body = {"/v1/imports": NEW, "/v1/check": b"[]", "/login": b"code=x"}.get(path, b"")
            fields["Content_Type"] = {"/v1/imports": "text/csv", "/login": FORM}.get(path, "application/json")
        return s.ask(path.replace("{id}", "job-9"), method, body, **fields)

    def test_every_route_by_every_role_and_by_none(self):
        tokens = {role: self.token(role, role) for role in ROLES}
        s = self.server()
        seen = 0
        for method, path, needs in self.routes():
            self.assertEqual(needs == "nothing", (method, path) in FREE, (method, path, needs))
            with self.subTest(f"{method} {path} by nobody"):
                reply = self.ask(s, method, path)
                self.assertEqual(reply.status == 401, needs != "nothing", reply)
                if reply.status == 401:
                    self.assertEqual(reply["WWW-Authenticate"], 'Bearer realm="chapterv"')
                    self.assertNotIn(b"register_seq", reply.body)
            for role, secret in tokens.items():
                with self.subTest(f"{method} {path} by {role}"):
                    reply = self.ask(s, method, path, **bearer(secret))
                    self.assertNotEqual(reply.status, 401)
                    refused = reply.status == 403 and b"role-needed" in reply.body
                    self.assertEqual(refused, needs != "nothing" and role not in MAY[needs], reply)
                    if refused:
                        self.assertEqual(reply["WWW-Authenticate"], 'Bearer error="insufficient_scope"')
                        self.assertIn("admin", reply.json()["detail"])
                    seen += 1
        self.assertEqual(seen, len(self.routes()) * len(ROLES))

    def test_head_is_get(self):
        secret = self.token()
        s = self.server()
        self.assertEqual(s.ask("/v1/imports", "HEAD").status, 401)
        self.assertEqual(s.ask("/v1/imports", "HEAD", **bearer(secret)).status, 200)


class Tokens(Own):
    def test_open_until_there_is_one_and_never_again(self):
        s = self.server()
        self.assertEqual(s.get("/v1/imports").status, 200)
        self.assertEqual(s.ask("/v1/imports", **bearer("cv_nonsense")).status, 200)
        secret = self.token("wiki")
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")
        self.assertEqual(s.ask("/v1/imports", **bearer(secret)).status, 200)
        self.cli("token", "revoke", "wiki")
        reply = self.is_problem(s.ask("/v1/imports", **bearer(secret)), 401, "invalid-token")
        self.assertEqual(reply["WWW-Authenticate"], 'Bearer error="invalid_token"')
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")
        self.assertEqual(s.get("/v1/health").status, 200)

    def test_what_is_no_token(self):
        secret = self.token()
        s = self.server()
        for text in ("Bearer", "Bearer ", "Basic dGVzdDp0ZXN0", secret, "Bearer" + secret, "Token " + secret):
            with self.subTest(text):
                self.is_problem(s.ask("/v1/imports", Authorization=text), 401,
                                "invalid-token" if text == "Bearer " else "login-needed")
        for text in (secret[:-1], secret + "A", secret.lower(), "cvs_" + secret[3:], secret + " x", "x" * 4000):
            with self.subTest(text[:60]):
                self.is_problem(s.ask("/v1/imports", **bearer(text)), 401, "invalid-token")
        for fields in ({"Authorization": "bearer " + secret}, {"Authorization": "BEARER  " + secret}):
            self.assertEqual(s.ask("/v1/imports", **fields).status, 200, fields)
        for name in ("token", "access_token"):
            self.is_problem(s.ask(f"/v1/imports?{name}={secret}"), 401, "login-needed")

    def test_expiry(self):
        secret = self.token("brief", "reader", "--expires", "2100-01-01")
        for clock, status in (("2099-12-31T23:59:59Z", 200), ("2100-01-01T00:00:00Z", 401)):
            with wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": clock}) as s:
                self.assertEqual(s.ask("/v1/imports", **bearer(secret)).status, status, clock)

    def test_a_refused_body_is_not_read_and_a_kept_connection_goes_on(self):
        secret = self.token()
        s = self.server()
        with s.wire() as w:
            w.send("POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: 60000000\r\n\r\n")
            reply = w.reply()
            self.assertEqual((reply.status, reply["Connection"]), (401, "close"))
        with s.wire() as w:
            for status in (401, 200, 401):
                wire.send(w, "/v1/imports", **(bearer(secret) if status == 200 else {}))
                self.assertEqual(w.reply().status, status)

    def test_whoever_imports_stands_in_the_log(self):
        s = self.server()
        first, second = self.token("loader", "procurement"), self.token("other", "dpo")
        job = importing.over(s, s.ask("/v1/imports?dry_run=true", "POST", NEW, Content_Type="text/csv", **bearer(first)), by=bearer(first))
        self.assertEqual(job["state"], "planned", job)
        importing.over(s, s.ask(job["apply"], "POST", **bearer(second)), by=bearer(first))
        importing.over(s, s.ask("/v1/imports/1/undo", "POST", **bearer(first)), by=bearer(first))
        heads = [json.loads(line)["entry"] for line in self.cli("log", "--from", "0", "--json").splitlines()]
        who = {e["subject"]: (e["who"], e["via"]) for e in heads}
        self.assertEqual(who["import/1"], ("other", "http"))
        self.assertEqual(who["undoing/1"], ("loader", "http"))
        self.cli("verify")

    def test_the_last_use_is_recorded(self):
        used, idle = self.token("used"), self.token("idle")
        s = self.server()
        self.assertEqual(s.ask("/v1/imports", **bearer(used)).status, 200)
        self.assertEqual(s.stop()[0], 0)
        said = {t["name"]: t["last_used"] for t in json.loads(self.cli("token", "list", "--json"))}
        self.assertRegex(said["used"], r"^20\d\d-.*Z$")
        self.assertIsNone(said["idle"])
        self.assertTrue(idle)
        self.cli("verify")

    def test_guessing(self):
        secret = self.token()
        s = self.server()
        for n in range(20):
            self.is_problem(s.ask("/v1/imports", **bearer("cv_" + "x" * 43)), 401, "invalid-token")
        reply = self.is_problem(s.ask("/v1/imports", **bearer("cv_" + "y" * 43)), 429, "too-many-failures")
        self.assertTrue(1 <= int(reply["Retry-After"]) <= 60, reply)
        self.assertEqual(s.ask("/login", "POST", b"code=nonsense", Content_Type=FORM).status, 429)
        self.assertEqual(s.ask("/v1/imports", **bearer(secret)).status, 200)
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")


class Address(Own):
    def refused(self, *args):
        code, out, words = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "0.0.0.0:0", *args)
        self.assertEqual((code, out), (2, ""))
        return words

    def test_beyond_this_machine_only_with_a_token_or_a_reason(self):
        self.assertIn("--open WHY", self.refused())
        self.assertIn("--open WHY", self.refused("--open", ""))
        s = self.server("--open", "a closed network", listen="0.0.0.0:0")
        s.address = ("127.0.0.1", s.address[1])
        self.assertEqual(s.get("/v1/imports").status, 200)
        secret = self.token("wiki", "dpo")
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")
        code, words = s.stop()
        self.assertIn("a closed network", words)
        s = self.server("--plain", "a closed test network", listen="0.0.0.0:0")
        s.address = ("127.0.0.1", s.address[1])
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")
        reply = importing.settled(s, s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", **bearer(secret)), by=bearer(secret))
        self.assertEqual(reply.status, 201, reply)

    def test_cookies_are_for_tls_there(self):
        self.token()
        s = self.server("--plain", "a closed test network", listen="0.0.0.0:0")
        s.address = ("127.0.0.1", s.address[1])
        link = self.cli("login").strip()
        cookie = s.ask("/login", "POST", urllib.parse.urlencode({"code": link}).encode(), Content_Type=FORM)["Set-Cookie"]
        self.assertTrue(cookie.startswith("__Host-chapterv=cvs_") and cookie.endswith("; Secure"), cookie)


class Sessions(Own):
    def setUp(self):
        super().setUp()
        self.secret = self.token("first", "admin")
        self.s = self.server()
        self.site = "127.0.0.1:%d" % self.s.address[1]

    def link(self, *args):
        return self.cli("login", "--listen", self.site, *args).strip()

    def enter(self, code, **fields):
        return self.s.ask("/login", "POST", urllib.parse.urlencode({"code": code}).encode(), Content_Type=FORM, **fields)

    def cookie(self, *args):
        reply = self.enter(self.link(*args))
        self.assertEqual((reply.status, reply["Location"]), (303, "/"), reply)
        return reply["Set-Cookie"].split(";")[0]

    def test_a_link_is_a_session_once(self):
        link = self.link("--as", "hanna", "--role", "procurement")
        self.assertTrue(link.startswith(f"http://{self.site}/login?code=cvl_"), link)
        path = link[link.index("/login"):]
        for _ in range(3):
            page = self.s.get(path)
            self.assertEqual(page.status, 200)
            self.assertIn(link.split("=")[1].encode(), page.body)
            self.assertIsNone(page["Set-Cookie"])
        reply = self.enter(link.split("=")[1])
        self.assertEqual(reply.status, 303)
        cookie, *more = reply["Set-Cookie"].split("; ")
        self.assertEqual(more, ["Path=/", "Max-Age=28800", "HttpOnly", "SameSite=Strict"])
        self.assertEqual(self.s.ask("/", Cookie=cookie).status, 200)
        self.assertIn(b"hanna (procurement)", self.s.ask("/login", Cookie=cookie).body)
        for again in (link, link.split("=")[1]):
            reply = self.enter(again)
            self.assertEqual((reply.status, reply["Set-Cookie"]), (403, None))
        for nothing in ("", "cvl_", "x" * 500, self.secret):
            self.assertIn(self.enter(nothing).status, (400, 403), nothing)
        self.assertNotIn("cvl_", self.cli("log"))

    def test_a_link_is_good_for_ten_minutes_and_a_session_for_eight_hours(self):
        def at(clock):
            s = wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": clock})
            self.addCleanup(s.__exit__)
            return s

        def link(clock):
            os.environ["CHAPTERV_NOW"] = clock
            try:
                return self.link()
            finally:
                del os.environ["CHAPTERV_NOW"]

        code = link("2099-01-01T12:00:00Z")
        self.s = at("2099-01-01T12:10:00Z")
        self.assertEqual(self.enter(code).status, 403)
        self.s = at("2099-01-01T12:09:59Z")
        cookie = self.enter(code)["Set-Cookie"].split(";")[0]
        for clock, status in (("2099-01-01T20:09:58Z", 200), ("2099-01-01T20:09:59Z", 401)):
            self.assertEqual(at(clock).ask("/v1/imports", Cookie=cookie).status, status, clock)

    def test_only_pages_of_this_site_may_write(self):
        cookie = self.cookie("--as", "hanna")
        for fields in ({}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": f"http://{self.site}.evil.example"}):
            with self.subTest(fields):
                reply = self.s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", Cookie=cookie, Host=self.site, **fields)
                self.is_problem(reply, 403, "foreign-origin")
                reply = self.s.ask("/logout", "POST", b"", Cookie=cookie, Host=self.site, **fields)
                self.assertEqual(reply.status, 403)
        reply = self.s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", Cookie=cookie, Host=self.site,
                           Origin="http://" + self.site)
        importing.settled(self.s, reply, by={"Cookie": cookie})
        self.assertIn("hanna (http)  import/1", self.cli("log"))
        self.assertEqual(self.enter(self.link(), Origin="http://evil.example").status, 403)

    def test_the_role_is_that_of_the_link(self):
        cookie = self.cookie("--role", "reader")
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 200)
        reply = self.s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", Cookie=cookie, Host=self.site,
                           Origin="http://" + self.site)
        self.is_problem(reply, 403, "role-needed")
        self.assertIn("procurement, dpo or admin", reply.json()["detail"])

    def test_logging_out(self):
        cookie, other = self.cookie(), self.cookie()
        reply = self.s.ask("/logout", "POST", b"", Cookie=cookie, Host=self.site, Origin="http://" + self.site)
        self.assertEqual((reply.status, reply["Location"]), (303, "/login"))
        self.assertIn("chapterv=; Path=/; Max-Age=0", reply["Set-Cookie"])
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 401)
        self.assertEqual(self.s.ask("/v1/imports", Cookie=other).status, 200)

    def test_logging_out_without_a_session_opens_nothing(self):
        """A writer holds the register; who has a session is told to come again, who has none is not kept waiting."""
        cookie = self.cookie()
        con = sqlite3.connect(self.db, isolation_level=None)
        self.addCleanup(con.close)
        con.execute("BEGIN IMMEDIATE")
        for there, status in (("chapterv=cvs_" + "x" * 43, 303), ("chapterv=", 303), (cookie, 503)):
            reply = self.s.ask("/logout", "POST", b"", Cookie=there, Host=self.site, Origin="http://" + self.site)
            self.assertEqual(reply.status, status, there)
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 200)
        self.assertEqual(self.enter("cvl_" + "x" * 43).status, 403)
        con.execute("ROLLBACK")
        link = self.link()
        con.execute("BEGIN IMMEDIATE")
        reply = self.enter(link)
        self.assertEqual((reply.status, reply["Retry-After"]), (503, "1"))
        con.execute("ROLLBACK")
        self.assertEqual(self.enter(link).status, 303, "a link that could not be taken is still good")

    def test_a_session_outlives_the_server_but_not_the_name(self):
        self.token("hanna", "reader")
        cookie = self.cookie("--as", "hanna")
        pending = self.link("--as", "hanna")
        self.assertEqual(self.s.stop()[0], 0)
        self.s = self.server()
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 200)
        self.cli("token", "revoke", "hanna")
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 401)
        self.assertEqual(self.enter(pending).status, 403)

    def test_a_session_is_no_token_nor_the_other_way_round(self):
        cookie = self.cookie()
        self.assertEqual(self.s.ask("/v1/imports", **bearer(cookie.split("=")[1])).status, 401)
        self.assertEqual(self.s.ask("/v1/imports", Cookie="chapterv=" + self.secret).status, 401)

    def test_the_page_says_how_to_log_in(self):
        reply = self.s.get("/?to=acme")
        self.assertEqual((reply.status, reply["Content-Type"]), (401, "text/html; charset=utf-8"))
        self.assertIn(b"chapterv login", reply.body)
        self.assertIn(b'action="/login" method="post"', reply.body)
        self.assertEqual(self.s.get("/style.css").status, 200)

    def test_forms_that_are_none(self):
        for body, kind, status in ((b"code=x", "application/json", 415), (b"code=%00", FORM, 400), (b"code=\0x", FORM, 400),
                                   (b"other=x", FORM, 400), (b"code=a&code=b", FORM, 400), (b"code=" + b"x" * 4000, FORM, 413)):
            self.assertEqual(self.s.ask("/login", "POST", body, Content_Type=kind).status, status, body[:40])


class Proxy(Own):
    """The test is the proxy: it comes from the address that is believed, or from another."""

    ROLES = "# people\nhanna dpo\n\n  ravi\treader # new\r\nx@y.example admin\n"

    def roles(self, text):
        return suite.put(self.folder, "roles", text)

    def behind(self, *more, address="127.0.0.1", text=ROLES):
        return self.server("--trust-proxy", address, "--roles-file", self.roles(text), *more, hosts=("t", "test", "a.example"))

    def test_who_the_proxy_says(self):
        s = self.behind()
        self.is_problem(s.get("/v1/imports"), 401, "login-needed")
        for who, read, write in (("hanna", 200, None), ("ravi", 200, "role-needed"), ("x@y.example", 200, None),
                                 ("nobody", 403, "role-needed"), ("", 403, "role-needed"), ("Hanna", 403, "role-needed"),
                                 ("hanna, ravi", 403, "role-needed"), ("x" * 400, 403, "role-needed")):
            with self.subTest(who):
                self.assertEqual(s.ask("/v1/imports", X_Remote_User=who).status, read)
                reply = s.ask("/v1/imports", "POST", b"x", Content_Type="text/plain", X_Remote_User=who, Host="a.example",
                              Origin="https://a.example")
                self.is_problem(reply, *((403, write) if write else (415, "media-type")))
                reply = s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", X_Remote_User=who, Host="a.example")
                self.is_problem(reply, 403, write or "foreign-origin")

    def test_a_field_that_is_there_twice_is_nobody(self):
        s = self.behind()
        with s.wire() as w:
            w.send("GET /v1/imports HTTP/1.1\r\nHost: t\r\nX-Remote-User: hanna\r\nx-remote-user: hanna\r\n\r\n")
            self.assertEqual(w.reply().status, 403)

    def test_others_are_not_believed(self):
        s = self.behind(address="127.0.0.9")
        for fields in ({}, {"X_Forwarded_For": "127.0.0.9"}, {"Forwarded": "for=127.0.0.9"}, {"X_Real_IP": "127.0.0.9"}):
            self.is_problem(s.ask("/v1/imports", X_Remote_User="hanna", **fields), 401, "login-needed")
        secret = self.token("t", "reader")
        self.assertEqual(s.ask("/v1/imports", X_Remote_User="hanna", **bearer(secret)).status, 200)
        s = self.server()
        self.is_problem(s.ask("/v1/imports", X_Remote_User="hanna"), 401, "login-needed")

    def test_another_field_and_who_stands_in_the_log(self):
        s = self.behind("--user-header", "X-Auth-Request-User")
        self.assertEqual(s.ask("/v1/imports", X_Remote_User="hanna").status, 401)
        by = {"X_Auth_Request_User": "hanna"}
        reply = s.ask("/v1/imports", "POST", NEW, Content_Type="text/csv", Host="a.example", Origin="https://a.example", **by)
        self.assertEqual(importing.settled(s, reply, by=by).status, 201)
        self.assertIn("hanna (http)  import/1", self.cli("log"))

    def test_a_proxy_that_says_nothing_about_who_asks(self):
        """Over what, and from where: the cookie is for https then, and those who guess are told apart."""
        s = self.server("--trust-proxy", "127.0.0.1", "--access-log", os.path.join(self.folder, "access.log"))
        self.is_problem(s.ask("/v1/imports", X_Remote_User="hanna"), 401, "login-needed")
        self.token("someone", "reader")
        for fields, secure in (({}, False), ({"X_Forwarded_Proto": "http"}, False),
                               ({"X_Forwarded_Proto": "https"}, True)):
            link = self.cli("login", "--listen", "t").strip()
            host = {"Host": "t", "Origin": "https://t" if secure else "http://t"}
            body = wire.query(code=link.split("code=")[1]).encode()
            reply = s.ask("/login", "POST", body, Content_Type="application/x-www-form-urlencoded", **host, **fields)
            self.assertEqual(reply.status, 303, reply)
            cookie = reply["Set-Cookie"]
            self.assertEqual(("; Secure" in cookie, cookie.startswith("__Host-")), (secure, secure), cookie)
            own = s.ask("/v1/imports", Cookie=cookie.split(";")[0], **fields)
            self.assertEqual(own.status, 200)
        for n in range(21):
            last = s.ask("/v1/imports", Authorization="Bearer cv_no", X_Forwarded_For="127.0.0.1, 192.0.2.7")
        self.assertEqual(last.status, 429)
        for other in ("192.0.2.8", "192.0.2.7, 2001:db8::1", "nobody"):
            reply = s.ask("/v1/imports", Authorization="Bearer cv_no", X_Forwarded_For=other)
            self.assertEqual(reply.status, 401, other)
        with open(os.path.join(self.folder, "access.log"), encoding="utf-8") as f:
            self.assertIn('"peer":"192.0.2.7"', f.read())

    def test_from_others_these_fields_are_nothing(self):
        s = self.server("--trust-proxy", "127.0.0.9")
        for n in range(21):
            last = s.ask("/v1/imports", Authorization="Bearer cv_no", X_Forwarded_For=f"192.0.2.{n}")
        self.assertEqual(last.status, 429)

    def test_what_is_refused_at_the_start(self):
        good = self.roles(self.ROLES)
        cases = [(("--roles-file", good), "belong together"), (("--user-header", "X-User"), "belong together"),
                 (("--trust-proxy", "::1", "--user-header", "X-User"), "belong together"),
                 (("--trust-proxy", "proxy.example", "--roles-file", good), "no address"),
                 (("--trust-proxy", "10.0.0.0/8", "--roles-file", good), "no address"),
                 (("--trust-proxy", "::1", "--roles-file", good, "--user-header", "X-Forwarded-User"), "X-Remote-User"),
                 (("--trust-proxy", "::1", "--roles-file", good, "--user-header", "X User"), "X-Remote-User"),
                 (("--trust-proxy", "::1", "--roles-file", good + "-none"), "could not be opened")]
        for n, text in enumerate(("hanna\n", "hanna king\n", "hanna dpo king\n", "a/b dpo\n", "x" * 65 + " dpo\n",
                                  "\xfcnal dpo\n")):
            path = suite.put(self.folder, f"bad-{n}", "# one\n" + text)
            cases.append((("--trust-proxy", "::1", "--roles-file", path), f"bad-{n}, line 2: "))
        twice = suite.put(self.folder, "twice", "hanna dpo\nhanna dpo\n")
        cases.append((("--trust-proxy", "::1", "--roles-file", twice), "hanna is there twice"))
        for args, words in cases:
            with self.subTest(args):
                code, out, said = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", *args)
                self.assertEqual((code, out), (2, ""), said)
                self.assertIn(words, said)


class Nobody(Own):
    def test_a_link_is_not_needed_where_nobody_is_asked(self):
        code, out, words = wire.run(suite.BINARY, "login", "--db", self.db)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("asks nobody", words)


if __name__ == "__main__":
    unittest.main()
