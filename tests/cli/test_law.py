"""chapterv law: showing rows of the pack, refusing a broken one."""

import json
import os
import shutil
import unittest

import program

LAW = program.SOURCE / "registry" / "law"


class Law(program.Case):
    def test_show_country(self):
        text = self.says(0, "law", "show", "JP", err="").out
        for wanted in ("adequacy.csv:", "(EU) 2019/419", "source", "confidence", "high"):
            self.assertIn(wanted, text)
        self.assertEqual(text, self.says(0, "law", "show", "Japan").out)

    def test_show_on_a_day(self):
        self.assertNotIn("adequacy.csv", self.says(0, "law", "show", "JP", "--on", "2018-12-31").out)
        self.assertIn("adequacy.csv", self.says(0, "law", "show", "JP", "--on", "2019-06-01").out)

    def test_show_mechanism(self):
        rows = json.loads(self.says(0, "law", "show", "privacy-shield-eu-us", "--json", err="").out)
        self.assertIn("frameworks.csv", {row["file"] for row in rows})
        for row in rows:
            self.assertGreater(row["line"], 1)

    def test_show_all(self):
        self.says(0, "law", "show", out="2026-11-23", err="")

    def test_show_what_is_not_there(self):
        self.says(2, "law", "show", "no-such-thing", out="", err="neither a mechanism slug nor a country")
        self.says(2, "law", "sow", out="", err="neither show nor check")
        self.says(2, "law", "check", out="", err="what to check is missing")
        self.says(2, "law", "check", str(LAW), "--on", "2020-01-01", out="", err="--on goes with show only")

    def pack(self):
        folder = self.path("pack")
        os.mkdir(folder)
        for file in LAW.glob("*.csv"):
            shutil.copy(file, folder)
        return folder

    def change(self, folder, name, old, new):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text.replace(old, new, 1))
        return path

    def test_check_sound(self):
        self.says(0, "law", "check", self.pack(), out="sound, version 2026-11-23", err="")
        self.says(0, "law", "check", str(LAW / "adequacy.csv"), out="adequacy.csv: sound", err="")

    def test_check_broken(self):
        folder = self.pack()
        path = self.change(folder, "adequacy.csv", "2019-01-23", "2019-02-30")
        said = self.says(1, "law", "check", folder, err="")
        self.assertRegex(said.out, r"^adequacy\.csv:\d+: .*2019-02-30")
        self.assertNotIn("sound", said.out)
        self.assertEqual(self.says(1, "law", "check", path).out, said.out)
        found = json.loads(self.says(1, "law", "check", folder, "--json").out)
        self.assertEqual((found["sound"], found["version"]), (False, None))
        self.assertEqual("\n".join(found["findings"]) + "\n", said.out)

    def test_check_what_is_not_there(self):
        self.says(2, "law", "check", self.path("none"), out="", err="could not be opened")
        self.says(2, "law", "check", self.folder, out="", err="holds no table of a law pack")
        self.says(2, "law", "check", self.put("other.csv", "a,b\n"), out="", err="is no table of a law pack")

    def test_other_csv_is_named_and_left(self):
        folder = self.pack()
        shutil.copy(os.path.join(folder, "events.csv"), os.path.join(folder, "notes.csv"))
        self.says(0, "law", "check", folder, err="notes.csv is no table of a law pack")


if __name__ == "__main__":
    unittest.main()
