"""Who may do what: every route by every role and by nobody, tokens that come and go, and those who guess."""

import json
import unittest
import urllib.parse

import accounts
import importing
import suite
import wire
from accounts import FORM, FREE, MAY, NEW, ROLES, bearer


class Matrix(accounts.Own):
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


class Tokens(accounts.Own):
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
        def last():
            return {t["name"]: t["last_used"] for t in json.loads(self.cli("token", "list", "--json"))}

        used, idle, late = self.token("used"), self.token("idle"), self.token("late")
        s = self.server()
        self.assertEqual(s.ask("/v1/imports", **bearer(used)).status, 200)
        self.assertTrue(wire.until(lambda: last()["used"], 20), "the first use is seen soon, not after a minute")
        self.assertEqual(s.ask("/v1/imports", **bearer(late)).status, 200)
        self.assertTrue(wire.until(lambda: last()["late"], 20), "that of another token, too")
        self.assertEqual(s.stop()[0], 0)
        said = last()
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


class Address(accounts.Own):
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


class Nobody(accounts.Own):
    def test_a_link_is_not_needed_where_nobody_is_asked(self):
        code, out, words = wire.run(suite.BINARY, "login", "--db", self.db)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("asks nobody", words)


if __name__ == "__main__":
    unittest.main()
