"""Header fields that are the same as before are not looked at again (heard.h): what was true of them must still be."""

import unittest

import accounts
import wire

WHO = "/v1/parties"


def lines(*fields):
    return "".join(f"{name}: {value}\r\n" for name, value in fields)


class Heard(accounts.Own):
    """Three times the first fields on one connection, then others: the answer must be that of a connection of its own."""

    def setUp(self):
        super().setUp()
        self.first, self.other = self.token("first"), self.token("other", "dpo")
        self.s = self.server()

    def fields(self, *more, host="t", token=None):
        return [("Host", host), ("Authorization", "Bearer " + (token or self.first)), *more]

    def ask(self, w, fields, target=WHO, method="GET", version="HTTP/1.1"):
        w.send(f"{method} {target} {version}\r\n{lines(*fields)}\r\n")
        return w.reply()

    def alone(self, fields, **more):
        with wire.Wire(self.s.address) as w:
            return self.ask(w, fields, **more)

    def warm(self, w, fields=None):
        for _ in range(3):
            self.assertEqual(self.ask(w, fields or self.fields()).status, 200)

    def test_others_are_looked_at(self):
        token = self.first
        for name, fields in {
            "another token": self.fields(token=self.other), "none": [("Host", "t")], "its last letter": self.fields(token=token[:-1] + "!"),
            "its first": self.fields(token="x" + token[1:]), "shorter": self.fields(token=token[:-1]), "longer": self.fields(token=token + "A"),
            "another host": self.fields(host="evil.example"), "another that is ours": self.fields(host="localhost"),
            "two of them": [("Host", "t"), *self.fields()], "no host": self.fields()[1:], "in another order": self.fields()[::-1],
            "of other letters": [("hOST", "t"), self.fields()[1]], "one more": self.fields(("Accept", "application/json")),
            "a length": self.fields(("Content-Length", "0")), "a length that is none": self.fields(("Content-Length", "1x")),
            "a coding": self.fields(("Transfer-Encoding", "gzip")), "an expectation": self.fields(("Expect", "cake")),
            "moved": [("HostA", "t"), ("uthorization", "Bearer " + token)], "a character": self.fields(("X", "a\x01b")),
        }.items():
            want = self.alone(fields)
            with self.subTest(name), wire.Wire(self.s.address) as w:
                self.warm(w)
                have = self.ask(w, fields)
                self.assertEqual((have.status, have["Content-Type"]), (want.status, want["Content-Type"]))
                if have["Connection"] != "close":
                    self.assertEqual(self.ask(w, fields).status, want.status, "again")
                    self.assertEqual(self.ask(w, self.fields()).status, 200)

    def test_other_versions_methods_and_paths(self):
        for more in ({"version": "HTTP/1.0"}, {"version": "HTTP/1.2"}, {"method": "POST"}, {"method": "G(T"}, {"method": "DELETE"},
                     {"target": "/v1/log"}, {"target": "/v1/nowhere"}, {"target": "/v1/health"}, {"method": "OPTIONS", "target": "*"}):
            want = self.alone(self.fields(), **more)
            with self.subTest(more), wire.Wire(self.s.address) as w:
                self.warm(w)
                self.assertEqual(self.ask(w, self.fields(), **more).status, want.status)

    def test_a_role_is_that_of_the_token_that_is_shown(self):
        with wire.Wire(self.s.address) as w:
            for token, status in ((self.first, 403), (self.other, 200)) * 3:
                self.warm(w, self.fields(token=token))
                self.assertEqual(self.ask(w, self.fields(token=token), "/v1/log").status, status)

    def test_a_token_that_is_revoked(self):
        with wire.Wire(self.s.address) as w:
            self.warm(w)
            self.cli("token", "revoke", "first")
            self.assertEqual(self.ask(w, self.fields()).status, 401)
            self.warm(w, self.fields(token=self.other))
            self.assertEqual(self.ask(w, self.fields()).status, 401)

    def test_none_are_kept_where_they_always_differ(self):
        with wire.Wire(self.s.address) as w:
            for i in range(20):
                self.assertEqual(self.ask(w, self.fields(("X-Request-Id", f"number-{i:04}"))).status, 200)
            self.warm(w)
            self.assertEqual(self.ask(w, self.fields(token="x" + self.first[1:])).status, 401)

    def test_many_and_long_ones(self):
        for more in ([("X" + str(i), "y") for i in range(40)], [("X", "y" * 4000)], [("X", "y" * 400), ("Y", "z" * 90)]):
            with wire.Wire(self.s.address) as w:
                self.warm(w, self.fields(*more))
                self.assertEqual(self.ask(w, self.fields(*more, token="x" + self.first[1:])).status, 401)


if __name__ == "__main__":
    unittest.main()
