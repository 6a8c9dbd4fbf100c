"""
Every report in every form, over the sample register: what it says is in snapshot/, and each form says the same.

    test_forms.py --update      write the snapshots anew; look at what git says of them
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

import tables  # noqa: I001 (finds the others)
import suite

SNAPSHOT = tables.HERE / "snapshot"
UPDATE = "--update" in sys.argv
ON, KNOWN_AT = "2025-03-01", "2026-11-03T23:59:59Z"
# Who typed it in is whoever runs the test; and with it the leaves of the log.
BY_SOMEBODY = {"imports": ("who",), "changes": ("who",), "log": ("who", "leaf")}
SEALED = re.compile("sha256:[0-9a-f]{64}")  # what stands in the log of a person: under a salt of this register
MORE = {"expiring": "&within=1y", "changes": "&since=2024-01-01"}


class Forms(suite.Case):
    maxDiff = None

    @classmethod
    def fill(cls):
        tables.sample(suite.BINARY, cls.db)

    def got(self, name, form):
        happened = name in ("changes", "imports", "log")  # all of it, not up to a day
        on = f"&on={ON}" if self.reports[name]["derived"] and not happened else ""
        key = (name, form)
        if key not in self.seen:
            reply = self.server.ask(f"/v1/reports/{name}?format={form}&known_at={KNOWN_AT}{on}{MORE.get(name, '')}")
            self.assertEqual(reply.status, 200, reply)
            self.seen[key] = reply.body
        return self.seen[key]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seen = {}
        cls.reports = {r["name"]: r for r in cls.server.get("/v1/reports").json()["reports"]}
        kinds = ("parties transfers safeguards certifications assessments contracts inquiries replies checks notices "
                 "deliveries objections overrides").split()
        for name, r in cls.reports.items():
            r["derived"] = name not in kinds

    def test_1_all_that_there_should_be(self):
        self.assertGreaterEqual(set(self.reports), {
            "parties", "transfers", "safeguards", "certifications", "assessments", "coverage", "gaps", "expiring",
            "by-country", "by-mechanism", "chains", "article-30-controller", "article-30-processor", "subprocessors",
            "changes", "inquiries", "notices", "overrides", "imports", "log"})

    def test_2_snapshot(self):
        hashes = {}
        SNAPSHOT.mkdir(exist_ok=True)
        for name in self.reports:
            with self.subTest(name):
                table = tables.rows(self.got(name, "csv").decode())
                for column in BY_SOMEBODY.get(name, ()):
                    at = table[0].index(column)
                    for row in table[1:]:
                        row[at] = "-"
                text = "".join(SEALED.sub("sha256:...", json.dumps(row, ensure_ascii=False)) + "\n" for row in table)
                path = SNAPSHOT / f"{name}.jsonl"
                if UPDATE:
                    path.write_text(text, encoding="utf-8")
                self.assertEqual(path.read_text(encoding="utf-8"), text)
                if name not in BY_SOMEBODY:
                    hashes[name] = {form: tables.hashlib.sha256(self.got(name, form)).hexdigest() for form in ("csv", "json", "html")}
                    hashes[name]["xlsx"] = tables.content(self.got(name, "xlsx"))
        path = SNAPSHOT / "hashes.json"
        if UPDATE:
            path.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
        self.assertEqual(json.loads(path.read_text(encoding="utf-8")), hashes)

    def test_3_json_says_the_same(self):
        for name in self.reports:
            with self.subTest(name):
                head, *body = tables.rows(self.got(name, "csv").decode())
                said = json.loads(self.got(name, "json"))
                self.assertEqual([c["name"] for c in said["columns"]], head)
                self.assertEqual(said["count"], len(body))
                text = {True: "yes", False: "no", None: ""}
                types = {c["name"]: c["type"] for c in said["columns"]}
                for row, there in zip(said["rows"], body, strict=True):
                    for (column, value), cell in zip(row.items(), there, strict=True):
                        if types[column] == "list":
                            self.assertEqual(value, [i.strip() for i in cell.split(";") if i.strip()])
                        elif types[column] == "number" and value is not None:
                            self.assertEqual((type(value), str(value)), (int, cell))
                        else:
                            self.assertEqual(text[value] if value in (True, False, None) else value, cell)

    def test_4_spreadsheet_says_the_same(self):
        first = datetime.date(1899, 12, 30)
        for name in self.reports:
            with self.subTest(name):
                head, *body = tables.rows(self.got(name, "csv").decode())
                there = tables.sheet(self.got(name, "xlsx"))
                types = {c["name"]: c["type"] for c in json.loads(self.got(name, "json"))["columns"]}
                self.assertEqual([c[2] for c in there[0]], head)
                for row, cells in zip(body, there[1:] + [[]] * (len(body) - len(there) + 1), strict=True):
                    cells = cells + [None] * (len(row) - len(cells))
                    for column, text, cell in zip(head, row, cells, strict=True):
                        if cell is None:
                            self.assertEqual(text, "")
                        elif types[column] == "day":
                            self.assertEqual(cell[0], "n", "a day is a real date")
                            self.assertEqual(str(first + datetime.timedelta(days=int(cell[2]))), text)
                        elif types[column] == "number":
                            self.assertEqual((cell[0], cell[2]), ("n", text))
                        else:
                            self.assertEqual(cell[0], "inlineStr")
                            self.assertEqual(cell[2].replace("_x005F_", "_"), text)
                inside = tables.parts(self.got(name, "xlsx"))
                self.assertNotIn("<f>", inside["xl/worksheets/sheet1.xml"], "nothing is a formula")
                for piece in ('state="frozen"', "<autoFilter ", "<col "):
                    self.assertIn(piece, inside["xl/worksheets/sheet1.xml"])

    @unittest.skipUnless(shutil.which("soffice"), "soffice (libreoffice-calc-nogui) is not installed")
    def test_5_spreadsheet_read_by_libreoffice(self):
        for name in self.reports:
            tables.keep(self.folder, f"{name}.xlsx", self.got(name, "xlsx"))
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.folder}/office", "--headless", "--convert-to",
             "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", self.folder,
             *(os.path.join(self.folder, f"{name}.xlsx") for name in self.reports)],
            env={"HOME": self.folder, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, capture_output=True, timeout=200, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in self.reports:
            with self.subTest(name):
                wanted = tables.rows(self.got(name, "csv").decode())
                with open(os.path.join(self.folder, f"{name}.csv"), encoding="utf-8", newline="") as f:
                    read = list(tables.csv.reader(f))
                width = len(wanted[0])
                self.assertEqual([row + [""] * (width - len(row)) for row in read if row], wanted)

    @unittest.skipUnless(shutil.which("node") and tables.npm("html-validate").is_dir(), "html-validate is not installed")
    def test_6_pages_are_valid(self):
        for name in self.reports:
            tables.keep(self.folder, f"{name}.html", self.got(name, "html"))
        tables.keep(self.folder, ".htmlvalidate.json", b'{"extends": ["html-validate:standard"], "rules": {"long-title": "off"}}')
        done = subprocess.run(["node", str(tables.npm("html-validate") / "bin" / "html-validate.mjs"), "--formatter", "text",
                               *(f"{name}.html" for name in self.reports)], cwd=self.folder, capture_output=True, text=True,
                              timeout=200, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_7_pages_ask_for_nothing(self):
        for name in self.reports:
            with self.subTest(name):
                # the name of SVG is no address that is asked, and its patterns are in the page itself
                page = self.got(name, "html").decode().replace('xmlns="http://www.w3.org/2000/svg"', "").replace("url(#", "")
                for word in ("<script", "http:", "https:", "url(", "@import", "src=", "<link", "onload"):
                    if word in ("http:", "https:"):
                        self.assertNotIn(f'"{word}', page)
                    else:
                        self.assertNotIn(word, page)
                for words in ("law pack 2026-11-23", " (change ", "@page", "table-header-group"):
                    self.assertIn(words, page)
                self.assertEqual(page.count("<tr>") - 1, max(1, len(tables.rows(self.got(name, "csv").decode())) - 1))


if __name__ == "__main__":
    unittest.main(argv=[a for a in sys.argv if a != "--update"])
