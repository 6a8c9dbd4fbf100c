"""Sessions of browsers: a link once, for so long, from this site only, ended by logging out."""

import os
import sqlite3
import unittest
import urllib.parse

import accounts
import importing
import suite
import wire
from accounts import FORM, NEW, bearer


class Sessions(accounts.Own):
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

    def test_logging_in_and_out_keeps_nobody_waiting(self):
        """While another program writes, they wait for it, and no thread that answers waits with them."""
        cookie, links = self.cookie(), [self.link() for _ in range(20)]
        con = sqlite3.connect(self.db, isolation_level=None)
        self.addCleanup(con.close)
        con.execute("BEGIN IMMEDIATE")
        waiting = []
        for n in range(40):
            w = self.s.wire()
            self.addCleanup(w.sock.close)
            if n % 2:
                body = urllib.parse.urlencode({"code": links[n // 2]}).encode()
                wire.send(w, "/login", "POST", body, Content_Type=FORM)
            else:
                wire.send(w, "/logout", "POST", b"", Cookie=cookie, Host=self.site, Origin="http://" + self.site)
            waiting.append(w)
        self.assertTrue(wire.until(lambda: all(self.s.has_read(w) for w in waiting)))
        answered = 0
        while answered < 30 and not any(w.readable() for w in waiting):  # else they were given up: a slow machine
            self.assertEqual(self.s.ask("/v1/parties", **bearer(self.secret)).status, 200)
            answered += 1
        con.execute("ROLLBACK")
        self.assertGreater(answered, 10, "questions waited for whoever logs in or out")
        replies = [w.reply() for w in waiting]
        self.assertEqual([r.status for r in replies], [303] * 40)
        self.assertEqual(self.s.ask("/v1/imports", Cookie=cookie).status, 401)
        for r in replies[1::2]:
            self.assertEqual(self.s.ask("/v1/imports", Cookie=r["Set-Cookie"].split(";")[0]).status, 200)

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


if __name__ == "__main__":
    unittest.main()
