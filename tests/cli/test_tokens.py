"""Tokens: shown once, kept as a hash, listed, revoked; each a change in the log."""

import contextlib
import hashlib
import json
import re
import sqlite3
import unittest

import program


class Tokens(program.Case):
    def do(self, *args, status=0, **kwargs):
        return self.says(status, *args, "--db", self.db, **kwargs)

    def add(self, name, role, *more):
        return self.do("token", "add", name, "--role", role, *more).out.strip()

    def listed(self):
        return json.loads(self.do("token", "list", "--json").out)

    def entries(self):
        lines = self.do("log", "--from", "0", "--json").out.splitlines()
        return [json.loads(line)["entry"] for line in lines if '"subject":"token/' in line]

    def setUp(self):
        super().setUp()
        self.do("init", "--home", "IE")

    def test_shown_once_and_kept_as_a_hash(self):
        secret = self.add("wiki", "reader", "--expires", "2027-07-01")
        self.assertRegex(secret, r"^cv_[A-Za-z0-9_-]{43}$")
        self.assertNotEqual(secret, self.add("other", "reader"))
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            everything = "\n".join(con.iterdump())
        self.assertNotIn(secret[3:], everything)
        self.assertIn(hashlib.sha256(secret.encode()).hexdigest(), everything)
        wiki = next(t for t in self.listed() if t["name"] == "wiki")
        self.assertEqual((wiki["role"], wiki["expires"], wiki["last_used"], wiki["revoked_at"]),
                         ("reader", "2027-07-01", None, None))
        self.do("token", "list", out="wiki                     reader")
        self.assertNotIn(secret[:12], self.do("token", "list").out)

    def test_a_change_with_an_entry(self):
        secret = self.add("wiki", "dpo", "--expires", "2027-07-01")
        self.do("token", "revoke", "wiki", err="revoked")
        self.add("wiki", "auditor")
        given, revoked, again = self.entries()
        side = {"expires": "2027-07-01", "role": "dpo", "sha256": hashlib.sha256(secret.encode()).hexdigest()}
        self.assertEqual((given["subject"], given["before"], given["after"]), ("token/wiki", None, side))
        self.assertEqual((revoked["before"], revoked["after"]), (side, None))
        self.assertEqual(again["after"]["role"], "auditor")
        self.assertEqual([bool(t["revoked_at"]) for t in self.listed()], [True, False])
        self.do("verify")

    def test_a_hash_put_in_place_of_another_is_seen(self):
        self.add("wiki", "reader")
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            con.execute("UPDATE token SET role = 'admin'")
            con.commit()
        self.do("verify", status=1, out="token/wiki")

    def test_what_is_refused(self):
        self.add("wiki", "reader")
        for args, words in ((("add", "wiki", "--role", "dpo"), "there is a token"),
                            (("add", "a b", "--role", "dpo"), "letters, digits"),
                            (("add", "x" * 65, "--role", "dpo"), "letters, digits"),
                            (("add", "-x", "--role", "dpo"), "option"),
                            (("add", "_x", "--role", "dpo"), "letters, digits"),
                            (("add", "new", "--role", "root"), "reader, procurement, dpo, auditor or admin"),
                            (("add", "new"), "--role"),
                            (("add",), "name is missing"),
                            (("list", "wiki"), "no name"),
                            (("revoke", "nobody"), "no token"),
                            (("steal", "wiki"), "add NAME, list or revoke NAME"),
                            (("add", "new", "--role", "dpo", "--expires", "2026-11-23"), "that day has come"),
                            (("add", "new", "--role", "dpo", "--expires", "soon"), "--expires")):
            self.do("token", *args, status=2, out="", err=words)
        self.assertEqual(len(self.listed()), 1)
        self.assertEqual(len(self.entries()), 1)

    def test_nothing_to_list(self):
        self.do("token", "list", out="", err="asks nobody")
        self.assertEqual(self.listed(), [])

    def test_help_names_every_role(self):
        said = self.says(0, "help", "token").out
        for role in ("reader", "procurement", "dpo", "auditor", "admin"):
            self.assertTrue(re.search(rf"\b{role}\b", said), role)


if __name__ == "__main__":
    unittest.main()
