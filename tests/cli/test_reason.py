"""--reason stands in the log with what was changed, whichever command changed it; a line of the log stays a line."""

import json
import unittest

import program

PARTIES = "id,name,kind,country,contact\nacme,Acme Inc,service-provider,US,jane@acme.example\n"


class Reason(program.Case):
    def log(self):
        out = self.says(0, "log", "--db", self.db, "--json").out
        return [json.loads(line)["entry"] for line in out.splitlines()]

    def test_every_command_that_changes_takes_one(self):
        path = self.put("parties.csv", PARTIES)
        other = self.put("other.csv", PARTIES.replace("acme", "beta").replace("Acme", "Beta"))
        for reason, command in (("a new register", ("init", "--home", "IE")),
                                ("as procurement says", ("import", path, "--as", "parties")),
                                ("for the wiki", ("token", "add", "wiki", "--role", "reader")),
                                ("the wiki is gone", ("token", "revoke", "wiki")),
                                ("she asked for it", ("erase", "acme")),
                                ("one file too many", ("import", other, "--as", "parties")),
                                ("the wrong file", ("undo", "2"))):
            before = len(self.log()) if reason != "a new register" else 0
            self.says(0, *command, "--reason", reason, "--db", self.db)
            more = self.log()[before:]
            self.assertTrue(more, command)
            self.assertEqual({entry["reason"] for entry in more}, {reason}, command)
        self.says(0, "verify", "--db", self.db)

    def test_what_is_no_line_is_refused(self):
        path = self.put("parties.csv", PARTIES)
        self.imported("parties", PARTIES)
        before = self.log()
        for reason in ("two\nlines", "a\rb", "x" * 1024, b"no \xff text", "a\x07bell"):
            for command in (("token", "add", "wiki", "--role", "reader"), ("erase", "acme"), ("undo", "1"),
                            ("import", self.put("p.csv", PARTIES + "b,B Ltd,,DE,\n"), "--as", "parties")):
                said = self.says(2, *command, "--reason", reason, "--db", self.db)
                self.assertIn("one line of text", said.err, command)
        self.assertEqual(self.log(), before)
        self.says(0, "import", path, "--as", "parties", "--reason", "", "--db", self.db)

    def test_a_long_name_leaves_whole_characters(self):
        for shift in range(2):
            name = "V" * shift + "ü" * 100
            self.imported("parties", f"id,name,kind,country,status\nv{shift},{name},service-provider,IN,proposed\n")
            self.says(0, "onboard", "move", name, "under-review", "--db", self.db)
            self.assertRegex(self.log()[-1]["note"], "^onboard move V?ü+$")
            said = self.says(2, "onboard", "move", name * 2, "ended", "--db", self.db)
            self.assertIn("is no party on file", said.err)
        self.says(0, "verify", "--db", self.db)


if __name__ == "__main__":
    unittest.main()
