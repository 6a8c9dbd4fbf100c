"""chapterv lint: what was accepted (baseline), what is in use, SARIF and JUnit."""

import csv
import json
import re
import unittest
import xml.etree.ElementTree

import linting


class Baseline(linting.Case):
    def setUp(self):
        super().setUp()
        self.file = self.path("accepted.csv")

    def rows(self, path=None):
        with open(path or self.file, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def write(self, *args, expires="2027-03-31"):
        self.says(0, "lint", "--write-baseline", self.file, "--reason", "known, ticket 12", "--expires", expires, *args,
                  "--db", self.db, out="")

    def test_accept_all_and_what_comes_after(self):
        self.write()
        rows = self.rows()
        self.assertEqual(len(rows), len(linting.FOUND))
        self.assertEqual({(r["code"], r["record"]) for r in rows}, {(c, r) for _, c, r, _, _ in linting.FOUND})
        self.assertEqual({(r["reason"], r["expires"]) for r in rows}, {("known, ticket 12", "2027-03-31")})
        self.assertTrue(all(r["by"] for r in rows))
        found = self.lint(0, "--baseline", self.file, "--fail-on", "note")
        self.assertEqual((found["counts"]["accepted"], found["counts"]["error"]), (len(linting.FOUND), 0))
        self.assertEqual({f["accepted"] for f in found["findings"]}, {"known, ticket 12"})
        self.assertIn("16 accepted by the baseline", " ".join(self.says(0, "lint", "--baseline", self.file, "--db", self.db).out.split()))
        self.imported("transfers", linting.LEG + "t-new,ie,bare,IN,controller,processor,hr,2026-10-01\n")
        new = [f for f in self.lint(1, "--baseline", self.file)["findings"] if not f["accepted"]]
        self.assertEqual([(f["code"], f["id"]) for f in new], [("NO_MECHANISM", "t-new")])

    def test_expired_and_unused(self):
        self.write(expires="2027-01-31")
        found = self.lint(1, "--baseline", self.file, "--on", "2027-01-31")
        old = [f for f in found["findings"] if f["code"] == "BASELINE_EXPIRED"]
        self.assertEqual(len(old), len(linting.FOUND))
        self.assertEqual({f["since"] for f in old}, {"2027-01-31"})
        self.lint(0, "--baseline", self.file, "--on", "2027-01-30", "--fail-on", "error")
        self.imported("transfers", "id,importer,until\nt-says,says,2026-01-01\n")
        found = [f for f in self.lint(0, "--baseline", self.file)["findings"] if not f["accepted"]]
        self.assertEqual([(f["code"], f["severity"]) for f in found], [("BASELINE_UNUSED", "note")])
        self.assertIn("CLAIM_UNVERIFIED of transfer/2", found[0]["message"])
        self.lint(1, "--baseline", self.file, "--fail-on", "note")

    def test_writing_keeps_what_was_accepted(self):
        self.put("accepted.csv", "code,record,reason,expires,by\nNO_MECHANISM,transfer/1,being signed,2027-01-01,anna\n"
                 "NO_MECHANISM,transfer/99,gone,2027-01-01,anna\nTIA_MISSING,transfer/6,old,2026-01-01,anna\n")
        self.assertIn("is there already", self.says(2, "lint", "--write-baseline", self.file, "--reason", "x", "--expires", "2027-01-01",
                                                    "--db", self.db).err)
        self.write("--baseline", self.file)
        rows = {(r["code"], r["record"]): r for r in self.rows()}
        self.assertEqual((rows["NO_MECHANISM", "transfer/1"]["reason"], rows["NO_MECHANISM", "transfer/1"]["by"]), ("being signed", "anna"))
        self.assertNotIn(("NO_MECHANISM", "transfer/99"), rows)
        self.assertEqual(rows["TIA_MISSING", "transfer/6"]["reason"], "known, ticket 12")
        self.assertEqual(len(rows), len(linting.FOUND))

    def test_what_is_no_baseline(self):
        for text, words in (("", "nothing"), ("code,record\n", "no column 'reason'"), ("code,record,reason,expires,who\n", "a column 'who'"),
                            ("code,record,reason,expires\nNOPE,x,y,2027-01-01\n", "line 2: 'NOPE' is no code"),
                            ("code,record,reason,expires\nTIA_MISSING,x,,2027-01-01\n", "has no reason"),
                            ("code,record,reason,expires\nTIA_MISSING,x,y,soon\n", "expires 'soon' is no day")):
            with self.subTest(text):
                path = self.put("bad.csv", text)
                r = self.run_it("lint", "--baseline", path, "--db", self.db)
                if text:
                    self.assertEqual((r.status, words in r.err), (2, True), r.err)


class Uses(linting.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", "id,name,aliases,kind,country,own,status,website\n"
                      "gone,Gone Ltd,,service-provider,IN,no,ended,gone.example\n"
                      "acme-us,\"Acme, Inc.\",ACME Cloud,service-provider,US,no,active,\n"
                      "acme-de,Acme Deutschland GmbH,,service-provider,DE,no,active,\n"
                      "linger,Linger Ltd,,service-provider,IN,no,active,https://linger.example\n")

    def used(self, text, name="uses.txt"):
        path = self.put(name, text)
        found = json.loads(self.run_it("lint", "--uses", path, "--json", "--db", self.db).out)
        return {f["record"][4:]: f["code"] for f in found["findings"] if f["record"].startswith("use/")}

    def test_names_and_domains(self):
        text = ("# exported 2026-11-20\r\nBare\r\nBARE LTD\r\nbare\r\nsso.bare.example\r\nhttps://bare.example/login\r\nadmin@bare.example\r\n"
                "says.example\r\n\r\nSlack\r\nslack.com\r\nslack.com\r\nSLACK.com\r\nAcme\r\nACME Cloud\r\nGone Ltd\r\nlogin.gone.example\r\n"
                "linger.example\r\nOwn Ireland Ltd\r\nTwin Services\r\nnotia.example\r\n")
        self.assertEqual(self.used("\ufeff" + text), {
            "Slack": "NOT_IN_REGISTER", "slack.com": "NOT_IN_REGISTER", "Acme": "USE_AMBIGUOUS", "Gone Ltd": "USE_ENDED",
            "login.gone.example": "USE_ENDED", "linger.example": "USE_WITHOUT_TRANSFER", "ACME Cloud": "USE_WITHOUT_TRANSFER",
            "Twin Services": "USE_AMBIGUOUS", "notia.example": "USE_AMBIGUOUS"})

    def test_forms_of_the_file(self):
        want = {"Slack": "NOT_IN_REGISTER", "Zoom, Inc.": "NOT_IN_REGISTER"}
        self.assertEqual(self.used("Slack\nZoom, Inc.\nBare\n"), want)
        self.assertEqual(self.used('vendor,amount\nSlack,12\n"Zoom, Inc.",7\nBare,1\n', "paid.csv"), want)
        self.assertEqual(self.used('Name,Amount\nSlack,12\n"Zoom, Inc.",7\nBare,1\n'), want)  # a table, by its shape
        self.assertEqual(self.used(""), {})
        self.assertIn("no name or domain", self.says(2, "lint", "--uses", self.put("x.txt", b"\xff\xfe\n"), "--db", self.db).err)
        self.assertIn("NUL", self.says(2, "lint", "--uses", self.put("x.txt", b"a\0b\n"), "--db", self.db).err)

    def test_lines_are_named_and_can_be_accepted(self):
        path = self.put("uses.txt", "Bare\nSlack\n")
        text = self.says(1, "lint", "--uses", path, "--db", self.db).out
        self.assertIn('"Slack" is in use (line 2) and not in the register.', text)
        accepted = self.path("a.csv")
        self.says(0, "lint", "--uses", path, "--write-baseline", accepted, "--reason", "x", "--expires", "2027-01-01", "--db", self.db)
        self.says(0, "lint", "--uses", path, "--baseline", accepted, "--fail-on", "note", "--db", self.db)
        self.says(0, "lint", "--baseline", accepted, "--fail-on", "note", "--db", self.db)  # nobody asked: not unused
        self.assertIn("BASELINE_UNUSED", self.says(0, "lint", "--uses", self.put("other.txt", "Bare\n"), "--baseline", accepted, "--db", self.db).out)


class Forms(linting.Case):
    def setUp(self):
        super().setUp()
        accepted = self.put("a.csv", "code,record,reason,expires,by\nTIA_MISSING,transfer/6,\"<being> & \"\"made\"\"\",2027-01-01,anna\n")
        self.args = ("--baseline", accepted, "--db", self.db)
        self.found = json.loads(self.says(1, "lint", *self.args, "--json").out)["findings"]

    def test_sarif(self):
        log = json.loads(self.says(1, "lint", *self.args, "--format", "sarif").out)
        self.assertEqual((log["version"], log["$schema"]), ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json"))
        self.assertEqual(set(log), {"version", "$schema", "runs"})
        run, = log["runs"]
        self.assertTrue(set(run) <= {"tool", "results", "properties", "columnKind", "invocations"})
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "chapterv")
        rules = driver["rules"]
        self.assertEqual(len({r["id"] for r in rules}), len(rules))
        for rule in rules:
            self.assertEqual(set(rule), {"id", "shortDescription", "defaultConfiguration"})
            self.assertRegex(rule["id"], r"^[A-Z][A-Z0-9_]+$")
            self.assertTrue(rule["shortDescription"]["text"])
            self.assertIn(rule["defaultConfiguration"]["level"], ("none", "note", "warning", "error"))
        listed = json.loads(self.says(0, "lint", "--rules", "--json").out)
        self.assertEqual([(r["code"], r["severity"]) for r in listed],
                         [(r["id"], r["defaultConfiguration"]["level"]) for r in rules])
        allowed = {"ruleId", "ruleIndex", "level", "message", "locations", "fingerprints", "suppressions", "properties"}
        for r, f in zip(run["results"], self.found, strict=True):
            self.assertEqual(set(r), allowed)
            self.assertEqual(rules[r["ruleIndex"]]["id"], r["ruleId"])
            self.assertEqual((r["ruleId"], r["level"], r["message"]["text"]), (f["code"], f["severity"], f["message"]))
            place, = r["locations"]
            where, = place["logicalLocations"]
            self.assertEqual(where["fullyQualifiedName"], f["record"])
            self.assertTrue(set(where) <= {"name", "fullyQualifiedName", "kind", "decoratedName", "parentIndex", "index"})
            self.assertTrue(all(isinstance(v, str) for v in r["fingerprints"].values()))
            for s in r["suppressions"]:
                self.assertIn(s["kind"], ("inSource", "external"))
                self.assertIn(s["status"], ("accepted", "underReview", "rejected"))
            self.assertEqual(bool(r["suppressions"]), f["accepted"] is not None)
        prints = [tuple(r["fingerprints"].items()) for r in run["results"]]
        self.assertEqual(len(set(prints)), len(prints))

    def test_junit(self):
        text = self.says(1, "lint", *self.args, "--format", "junit").out
        root = xml.etree.ElementTree.fromstring(text)
        self.assertEqual(root.tag, "testsuites")
        suites = root.findall("testsuite")
        self.assertEqual([s.get("name") for s in suites], [r["code"] for r in json.loads(self.says(0, "lint", "--rules", "--json").out)])
        self.assertNotIn("skipped", root.attrib, "the schema of Jenkins (junit-10.xsd) has it of a suite only")
        for s in (root, *suites):
            cases = s.findall(".//testcase")
            self.assertEqual((int(s.get("tests")), int(s.get("failures")), s.get("errors")),
                             (len(cases), len(s.findall(".//failure")), "0"))
        self.assertEqual([int(s.get("skipped")) for s in suites], [len(s.findall(".//skipped")) for s in suites])
        failed = {(c.get("classname"), c.get("name").split()[0]) for c in root.iter("testcase") if c.find("failure") is not None}
        self.assertEqual(failed, {(f["code"], f["record"]) for f in self.found if f["severity"] == "error" and not f["accepted"]})
        self.assertEqual([c.get("message") for c in root.iter("skipped")], ['<being> & "made"'])
        said = {c.get("classname") for c in root.iter("testcase") if c.find("system-out") is not None}
        self.assertEqual(said, {f["code"] for f in self.found if f["severity"] != "error"})
        harder = xml.etree.ElementTree.fromstring(self.says(1, "lint", *self.args, "--format", "junit", "--fail-on", "warning").out)
        self.assertGreater(int(harder.get("failures")), int(root.get("failures")))

    def test_hostile_names(self):
        self.imported("parties", 'id,name,kind,country\nevil,"<a> & ""b"" ]]> =cmd|x",service-provider,IN\n')
        self.imported("transfers", linting.LEG + "t-evil,ie,evil,IN,controller,processor,non-hr,2025-01-01\n")
        root = xml.etree.ElementTree.fromstring(self.says(1, "lint", *self.args, "--format", "junit").out)
        self.assertTrue(any('<a> & "b" ]]> =cmd|x' in f.get("message") for f in root.iter("failure")))
        json.loads(self.says(1, "lint", *self.args, "--format", "sarif").out)

    def test_rules_are_listed(self):
        text = self.says(0, "lint", "--rules").out
        for _, code, *_ in linting.FOUND:
            self.assertTrue(re.search(rf"^{code} +(error|warning|note) ", text, re.M), code)


if __name__ == "__main__":
    unittest.main()
