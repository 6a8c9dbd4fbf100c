"""The bundle for an auditor: what is in it, that it checks itself with nothing but Python, and that it notices."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import tables
import program

CLEAN = {"PATH": os.environ["PATH"]}


class Bundle(program.Case):
    def setUp(self):
        super().setUp()
        tables.sample_copy(program.BINARY, self.db)

    def bundle(self, name="bundle", *args, on="2020-07-20", **kwargs):
        folder = self.path(name)
        self.says(0, "report", "evidence", "--on", on, "-o", folder, *args, "--db", self.db, out="", **kwargs)
        return pathlib.Path(folder)

    def verify(self, folder, *args, status=0):
        done = subprocess.run([sys.executable, "verify.py", *args], cwd=folder, env=CLEAN, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_everything_is_there_and_fits(self):
        self.says(0, "checkpoint", "--db", self.db)
        key = self.says(0, "checkpoint", "--public-key", "--db", self.db).out.strip()
        folder = self.bundle()
        names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        listed = self.says(0, "report", "list").out.split("\n")
        for name in (line.split()[0] for line in listed if line):
            if name not in ("log", "evidence"):
                self.assertIn(f"reports/{name}.csv", names)
        for name in ("MANIFEST.sha256", "bundle.json", "checkpoint", "checkpoint.key", "log.jsonl", "verify.py", "verify_log.py",
                     "law/mechanisms.csv", "law/adequacy.csv"):
            self.assertIn(name, names)
        self.assertEqual((folder / "reports" / "coverage.csv").read_bytes().decode(),
                         self.says(0, "report", "coverage", "--on", "2020-07-20", "--db", self.db).out)
        said = self.verify(folder, "--key", key)
        self.assertIn("1 checkpoint(s) fit", said)
        self.assertNotIn("is the one in the bundle", said)
        if shutil.which("sha256sum"):
            subprocess.run(["sha256sum", "--check", "--quiet", "MANIFEST.sha256"], cwd=folder, check=True)
        again = self.bundle("again", env={"CHAPTERV_NOW": "2030-01-01T00:00:00Z", "TZ": "Asia/Tokyo"})
        for name in names:
            self.assertEqual((again / name).read_bytes(), (folder / name).read_bytes(), name)

    def test_as_it_was_known_then(self):
        folder = self.bundle("then", "--known-at", "2020-08-20")
        about = json.loads((folder / "bundle.json").read_text())
        self.assertEqual((about["known_at"], about["signed"]), ("2020-08-15T09:00:00.000Z", False))
        said = self.verify(folder, "--about", "brackenvault")
        self.assertIn("no checkpoint is with it", said)
        self.assertIn("not-covered (FRAMEWORK_ENDED)", said)
        self.assertNotIn("scc-2021-m2", said, "found only in 2022")
        # what is not there is an answer, and no doubt about the bundle; checking leaves no file in it
        before = self.bundle("before", on="2016-11-30")
        said = self.verify(before, "--about", "brackenvault")
        self.assertIn("no transfer from or to brackenvault takes place on that day\nOn file about it:\n  certification/3", said)
        self.assertIn("No party nobody was on file", self.verify(before, "--about", "nobody"))
        self.assertFalse((before / "__pycache__").exists())
        cut = subprocess.run(f"{sys.executable} verify.py --about tessellark-ie | true", shell=True, cwd=before, capture_output=True)
        self.assertEqual(cut.stderr, b"", "whoever stopped reading is told nothing wrong")

    def test_what_is_altered_is_noticed(self):
        self.says(0, "checkpoint", "--db", self.db)
        whole = self.bundle()

        def altered(what, mend, *wanted):
            folder = pathlib.Path(self.path(what))
            shutil.copytree(whole, folder)
            mend(folder)
            said = self.verify(folder, status=1)
            for words in wanted:
                self.assertIn(words, said, what)

        def swap(folder, name, old, new, listed=True):
            path = folder / name
            before = path.read_bytes()
            self.assertIn(old, before)
            path.write_bytes(before.replace(old, new, 1))
            if not listed:  # whoever altered it wrote the manifest anew, too
                lines = (folder / "MANIFEST.sha256").read_text().splitlines()
                digest = tables.hashlib.sha256(path.read_bytes()).hexdigest()
                (folder / "MANIFEST.sha256").write_text("".join(
                    f"{digest if line.endswith('  ' + name) else line.split('  ')[0]}  {line.split('  ', 1)[1]}\n" for line in lines))

        altered("cell", lambda f: swap(f, "reports/coverage.csv", b"not-covered", b"covered"), "coverage.csv", "manifest")
        altered("fact", lambda f: swap(f, "reports/certifications.csv", b"2016-11-14", b"2015-11-14", listed=False),
                "certifications.csv", "the log says '2016-11-14'")
        altered("entry", lambda f: swap(f, "log.jsonl", b"2016-11-14", b"2015-11-14", listed=False), "does not fit its leaf")
        altered("law", lambda f: swap(f, "law/mechanisms.csv", b"2020-07-16", b"2030-07-16"), "law/mechanisms.csv")
        altered("gone", lambda f: (f / "reports" / "gaps.csv").unlink(), "gaps.csv", "not there")
        altered("more", lambda f: (f / "reports" / "more.csv").write_text("x"), "more.csv", "not in the manifest")
        size = (whole / "checkpoint").read_bytes().split(b"\n")[1]
        altered("signature", lambda f: swap(f, "checkpoint", b"\n" + size + b"\n", b"\n1\n", listed=False), "the signature does not fit")

    def test_whole_or_not_at_all(self):
        self.says(2, "report", "evidence", "--db", self.db, err="-o DIR")
        folder = self.bundle()
        self.says(2, "report", "evidence", "-o", str(folder), "--db", self.db, err="is there already")
        self.says(2, "report", "evidence", "-o", self.path("no", "where"), "--db", self.db, err="cannot be written")
        self.says(2, "report", "evidence", "-o", self.path("x"), "--country", "US", "--db", self.db, err="cannot be narrowed")
        self.says(2, "report", "evidence", "-o", self.path("x"), "--key", self.path("no.key"), "--db", self.db)
        self.assertEqual([n for n in os.listdir(self.folder) if n.startswith(("x", "bundle."))], [], "nothing is left behind")
        more = self.bundle("more", "--format", "xlsx")
        self.assertTrue((more / "reports" / "coverage.xlsx").is_file())
        self.verify(more)

    def test_persons_only_where_it_is_said(self):
        self.imported("inquiries", "id,received,asked_by,asker,question,state\n"
                      "2027-0001,2026-11-01,data-subject,Jane Roe,Where are my data?,open\n")
        folder = self.bundle()
        for path in folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"Jane Roe", path.read_bytes(), path)
        self.verify(folder)
        folder = self.bundle("all", "--personal", "yes")
        self.assertIn("Jane Roe", (folder / "reports" / "inquiries.csv").read_text())
        self.verify(folder)


HEADING = "## An auditor's walk"


class Walk(program.Case):
    """The page of the README: its commands, and what it says they print."""

    def test_every_step_prints_what_the_page_says(self):
        text = (tables.ROOT / "README.md").read_text(encoding="utf-8")
        block = text.split(HEADING, 1)[1].split("```\n", 2)[1]
        steps = []
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
        self.assertGreater(len(steps), 3)
        tables.sample_copy(program.BINARY, self.db)
        os.makedirs(self.path("bin"))
        os.symlink(program.BINARY, self.path("bin", "chapterv"))
        os.symlink(sys.executable, self.path("bin", "python3"))
        env = {**self.env, "CHAPTERV_DB": self.db, "PATH": self.path("bin") + ":" + os.environ["PATH"],
               "PYTHONDONTWRITEBYTECODE": "1"}
        script = "set -u\n" + "".join(f"{command} 2>&1\necho '====='\n" for command, _ in steps)
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=env, capture_output=True, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(done.stderr, "")
        for (command, expected), out in zip(steps, done.stdout.split("=====\n")):
            with self.subTest(command):
                self.assertEqual(re.sub("[0-9a-f]{64}", "...", out).splitlines(), expected)


if __name__ == "__main__":
    unittest.main()
