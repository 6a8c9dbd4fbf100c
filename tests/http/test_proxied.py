"""Behind a proxy that says who asks: whom the server believes, and what it refuses."""

import os
import unittest

import accounts
import importing
import suite
import wire
from accounts import NEW, bearer


class Proxy(accounts.Own):
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


if __name__ == "__main__":
    unittest.main()
