"""How the program behaves before any command does its work: options, help, register path, output."""

import os
import unittest

import program

COMMANDS = ["ask", "check", "import", "imports", "report", "law", "reasons", "init", "serve"]


class Usage(program.Case):
    def test_nothing(self):
        self.says(2, out="", err="a command is missing")

    def test_unknown_command(self):
        self.says(2, "aks", out="", err='"aks" is not a command')
        self.says(2, "help", "aks", out="", err='"aks" is not a command')

    def test_version(self):
        self.assertRegex(self.says(0, "--version", err="").out, r"^chapterv \d+\.\d+\.\d+\n$")

    def test_help(self):
        text = self.says(0, "help", err="").out
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command}\b")
        self.assertEqual(text, self.says(0, "--help", err="").out)

    def test_help_of_each_command(self):
        for command in COMMANDS:
            text = self.says(0, "help", command, err="").out
            self.assertTrue(text.startswith(f"usage: chapterv {command}"), text)
            self.assertIn(f"\n  chapterv {command}", text, "an example")
            self.assertEqual(text, self.says(0, command, "--help", err="").out)
            for line in text.split("\n"):
                self.assertEqual(line, line.rstrip())

    def test_options(self):
        self.says(2, "ask", "acme", "--form", "IE", out="", err="--form is not an option here")
        self.says(2, "ask", "acme", "--form=IE", out="", err="--form is not an option here")
        self.says(2, "ask", "acme", "-x", out="", err="-x is not an option here")
        self.says(2, "ask", "acme", "--on", out="", err="--on needs a value: --on DATE")
        self.says(2, "ask", "acme", "--on", "--json", out="", err="--on needs a value")
        self.says(2, "ask", "acme", "--json=yes", out="", err="--json takes no value")
        self.says(2, "ask", "acme", "--on", "2020-01-01", "--on=2020-01-02", out="", err="--on is given twice")
        self.says(2, "ask", out="", err="what is missing: TO")
        self.says(2, "ask", "Acme", "Inc", out="", err="one word too many")

    def test_values(self):
        for day in ("2026-02-30", "2026-2-3", "20260203", "tomorrow", "", "2026-02-03x"):
            self.says(2, "ask", "acme", f"--on={day}", out="", err="is no day of the calendar")
        for instant in ("yesterday", "2026-02-30", "2026-02-03T25:00:00Z", "2026-02-03T10:00:00"):
            self.says(2, "ask", "acme", "--known-at", instant, out="", err="is no instant")
        self.says(2, "ask", "acme", "--data", "HR data", out="", err="none of hr, non-hr, any")
        for width in ("39", "1001", "wide", "-60", "", "60.5", "99999999999999999999"):
            self.says(2, "ask", "acme", f"--width={width}", out="", err="is not a number from 40 to 1000")
        self.says(2, "ask", "", out="", err="TO is empty")
        self.says(2, "ask", b"\xff\xfe", out="", err="TO is not text")

    def test_the_terminal_is_not_steered(self):
        self.assertNotIn("\x1b", self.says(2, "ask", "x", "--data", "\x1b[31m").err)

    def test_after_two_dashes_nothing_is_an_option(self):
        self.says(2, "ask", "--db", self.db, "--", "--json", err="no register at")
        self.says(2, "check", "--", "--csv", err="--csv: could not be opened")

    def test_clock(self):
        self.says(2, "reasons", env={"CHAPTERV_NOW": "noon"}, out="", err="CHAPTERV_NOW")

    def test_no_register(self):
        said = self.says(2, "ask", "acme", out="")
        self.assertIn(self.path("home", ".local", "share", "chapterv", "register.db"), said.err)
        self.assertIn("chapterv import FILE", said.err)
        self.says(2, "ask", "acme", env={"XDG_DATA_HOME": self.path("xdg")},
                  err=self.path("xdg", "chapterv", "register.db"))
        self.says(2, "ask", "acme", env={"CHAPTERV_DB": self.path("a.db")}, err=self.path("a.db"))
        self.says(2, "ask", "acme", "--db", self.path("b.db"), env={"CHAPTERV_DB": "a.db"}, err=self.path("b.db"))
        self.says(2, "ask", "acme", env={"HOME": ""}, err="say --db FILE or set CHAPTERV_DB")
        self.assertEqual(os.listdir(self.folder), [], "asking makes no file")

    def test_init_makes_the_register(self):
        said = self.says(0, "init", "--home", "Ireland")
        path = self.path("home", ".local", "share", "chapterv", "register.db")
        self.assertEqual(said.out, f"register: {path}\nhome country: IE, Ireland\n")
        self.assertTrue(os.path.exists(path))
        self.says(0, "init", out="home country: IE, Ireland")
        self.says(2, "init", "--home", "Atlantis", err="is no country")
        self.says(0, "init", "--home", "UK", out="home country: GB, United Kingdom")
        self.says(0, "init", "--db", self.db, out="home country: not set")

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            self.says(2, "reasons", stdout=full, err="the output could not be written")

    def test_reasons(self):
        lines = self.says(0, "reasons", err="").out.splitlines()
        self.assertGreater(len(lines), 50)
        for line in lines:
            self.assertRegex(line, r"^[A-Z][A-Z0-9_]+ +(no|open) +[A-Z].*\.$")
        self.assertIn('{"code":"TIA_MISSING","verdict":"open","meaning":"', self.says(0, "reasons", "--json").out)


if __name__ == "__main__":
    unittest.main()
