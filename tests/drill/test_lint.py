"""chapterv lint: one register with a defect of each kind, one without any; baseline, what is in use, SARIF and JUnit."""

import csv
import io
import json
import re
import unittest
import xml.etree.ElementTree

import common

PARTIES = """id,name,kind,country,own,status,website,attributes
ie,Own Ireland Ltd,affiliate,IE,yes,active,,
bare,Bare Ltd,service-provider,IN,no,active,https://www.bare.example/start,
says,Says Ltd,service-provider,IN,no,active,https://eu.says.example,
shield,Shield Inc,service-provider,US,no,active,,
oldset,Oldset Ltd,service-provider,IN,no,active,,
module,Module Ltd,service-provider,IN,no,active,,
notia,Notia Ltd,service-provider,IN,no,active,,
latetia,Latetia Ltd,service-provider,IN,no,active,,
nowhere,Nowhere Ltd,service-provider,,no,active,,
ghost,Ghost Inc,service-provider,US,no,active,,
orphan,Orphan Ltd,service-provider,IN,no,active,,
behind,Behind Ltd,service-provider,IN,no,active,,
listed,Listed Inc,service-provider,US,no,active,,
spare,Spare Inc,service-provider,US,no,active,,
twin-a,Twin Services Ltd,service-provider,GB,no,active,,
twin-b,Twin Services Limited,service-provider,GB,no,active,,
pub,Pub Ltd,service-provider,NZ,no,active,,published
over,Over Ltd,service-provider,NZ,no,active,,
"""
LEG = "id,exporter,importer,country,exporter_role,importer_role,data,from\n"
TRANSFERS = LEG + "".join(f"t-{v},ie,{v},{c},controller,processor,non-hr,2025-01-01\n" for v, c in (
    ("bare", "IN"), ("says", "IN"), ("shield", "US"), ("oldset", "IN"), ("module", "IN"), ("notia", "IN"), ("latetia", "IN"),
    ("nowhere", ""), ("listed", "US"), ("spare", "US"), ("pub", "NZ"), ("over", "NZ"))) + """\
t-orphan,ghost,orphan,IN,processor,processor,non-hr,2025-01-01
t-behind,bare,behind,IN,processor,processor,non-hr,2025-01-01
"""
CERTIFICATIONS = """importer,framework,covers,from,until,status,checked_on
shield,privacy-shield-eu-us,non-hr,2017-01-01,2022-01-01,active,2026-06-01
listed,dpf-eu-us,non-hr,2023-09-01,,active,2025-11-23
spare,dpf-eu-us,non-hr,2023-09-01,,active,2025-11-24
spare,privacy-shield-eu-us,non-hr,2018-01-01,,active,2025-11-24
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed,flags
s-says,ie,says,scc,,claimed
s-oldset,ie,oldset,scc-2010-c2p,2019-05-01,
s-module,ie,module,scc-2021-m1,2025-01-01,
s-notia,ie,notia,scc-2021-m2,2025-01-01,
s-latetia,ie,latetia,scc-2021-m2,2025-01-01,
s-spare,ie,spare,scc-2021-m2,2025-01-01,
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome,review_by
ie,oldset,IN,2024-12-01,adequate,2027-12-01
ie,module,IN,2024-12-01,adequate,2027-12-01
ie,latetia,IN,2024-12-01,adequate,2026-02-01
"""
OVERRIDES = """id,party,gate,reason,granted_by,granted,expires
o-over,over,approval,needed at once,dpo,2025-06-01,2026-01-01
"""
# severity, code, record, its id, since when: one of each
FOUND = [
    ("error", "NO_MECHANISM", "transfer/1", "t-bare", "2025-01-01"),
    ("error", "CLAIM_UNVERIFIED", "transfer/2", "t-says", "2025-01-01"),
    ("error", "FRAMEWORK_ENDED", "transfer/3", "t-shield", "2025-01-01"),
    ("error", "SCC_SET_REPEALED", "transfer/4", "t-oldset", "2025-01-01"),
    ("error", "MODULE_ROLE_MISMATCH", "transfer/5", "t-module", "2025-01-01"),
    ("error", "TIA_MISSING", "transfer/6", "t-notia", "2025-01-01"),
    ("error", "TIA_OUTDATED", "transfer/7", "t-latetia", "2026-02-01"),
    ("error", "COUNTRY_UNKNOWN", "transfer/8", "t-nowhere", "2025-01-01"),
    ("error", "CHAIN_UNKNOWN", "transfer/13", "t-orphan", "2025-01-01"),
    ("error", "CHAIN_BROKEN", "transfer/14", "t-behind", "2025-01-01"),
    ("error", "SUBPROCESSOR_NOT_ANNOUNCED", "party/17", "pub", "2025-01-01"),
    ("error", "OVERRIDE_EXPIRED", "override/1", "o-over", "2026-01-01"),
    ("warning", "CERTIFICATION_NOT_CHECKED", "certification/2", None, "2026-11-23"),
    ("warning", "FRAMEWORK_ENDED", "certification/4", None, "2020-07-16"),
    ("warning", "TIA_MISSING", "safeguard/6", None, "2025-01-01"),
    ("warning", "TWIN_NAMES", "party/16", "twin-b", "2026-11-23"),
]

CLEAN = {
    "parties": """id,name,kind,country,own,status,attributes
ie,Own Ireland Ltd,affiliate,IE,yes,active,
us,Own Holdings Inc,affiliate,US,yes,active,
nz,Kiwi Ltd,service-provider,NZ,no,active,published
in,Indus Ltd,service-provider,IN,no,active,
lt,Listed Inc,service-provider,US,no,active,
cust,Customer AG,customer,DE,no,active,
""",
    "transfers": LEG + """t-nz,ie,nz,NZ,controller,processor,non-hr,2025-01-01
t-in,ie,in,IN,controller,processor,non-hr,2025-01-01
t-lt,ie,lt,US,controller,processor,non-hr,2025-01-01
""",
    "safeguards": "id,exporter,importer,mechanism,signed\ns-in,ie,in,scc-2021-m2,2025-01-01\n",
    "assessments": "exporter,importer,country,dated,outcome,review_by\nie,in,IN,2024-12-01,adequate,2027-01-01\n",
    "certifications": "importer,framework,covers,from,status,checked_on\nlt,dpf-eu-us,non-hr,2023-09-01,active,2026-11-01\n",
    "contracts": "id,party,kind,direction,signed\nc-1,cust,data-processing,customer,2024-01-01\n",
    "notices": "id,direction,change,subject,announced,effective,state\n2024-0001,outgoing,added,nz,2024-10-01,2025-01-01,effective\n",
    "overrides": "id,party,gate,reason,granted_by,granted,expires,revoked\n"
                 "o-1,in,approval,in a hurry,dpo,2024-12-01,2025-03-01,2025-02-01\n",
}


class Case(common.Case):
    records = {"parties": PARTIES, "transfers": TRANSFERS, "certifications": CERTIFICATIONS, "safeguards": SAFEGUARDS,
               "assessments": ASSESSMENTS, "overrides": OVERRIDES}

    def lint(self, status, *args):
        return json.loads(self.says(status, "lint", *args, "--json", "--db", self.db).out)

    def codes(self, found, *keys):
        return [tuple(f[k] for k in keys or ("severity", "code", "record", "id", "since")) for f in found["findings"]]


class Defects(Case):
    def test_one_of_each(self):
        found = self.lint(1)
        self.assertEqual(sorted(self.codes(found), key=str), sorted(FOUND, key=str))
        self.assertEqual(found["counts"], {"error": 12, "warning": 4, "note": 0, "accepted": 0})
        self.assertEqual((found["transfers"], found["parties"], found["clean"], found["left_out"]), (14, 18, False, 0))
        for f in found["findings"]:
            self.assertTrue(f["message"] and f["remedy"], f)
            if f["record"].startswith(("transfer", "safeguard")):
                self.assertIn(f["code"], [*f["reasons"], "CHAIN_BROKEN"])
        one = {f["id"]: f for f in found["findings"] if f["id"]}
        self.assertIn("scc-2021-m2: sign it", one["t-bare"]["remedy"])
        self.assertIn("Own Ireland Ltd -> Bare Ltd (IN), non-hr data: not covered.", one["t-bare"]["message"])

    def test_since_when(self):
        """By the way the data come, by the way a contract is used, and by when the register was told."""
        sample = self.path("sample.db")
        common.sample(sample)
        found = json.loads(self.says(1, "lint", "--json", "--db", sample).out)["findings"]
        self.assertEqual([f["record"] for f in found if f["since"] is None], [])
        since = {f["record"]: f["since"] for f in found}
        self.assertEqual((since["transfer/38"], since["safeguard/15"]), ("2023-11-20", "2022-02-21"))
        later = {"CHAPTERV_NOW": "2026-12-24T12:00:00Z"}
        self.says(0, "import", self.put("parties.csv", "id,name,kind,country,service\n"
                  "twin-a,Twin Services Ltd,service-provider,GB,backup\n"), "--on-conflict", "update", "--db", self.db, env=later)
        twin = self.lint(1)["findings"][-1]
        self.assertEqual((twin["code"], twin["since"]), ("TWIN_NAMES", "2026-11-23"), "its name is what it was")

    def test_papers_that_are_dead_beside_what_the_transfer_says(self):
        """An entry that was moved over, and a repealed set: both records are named, whatever the transfer's own code."""
        self.imported("parties", "id,name,kind,country\nboth,Both Inc,service-provider,US\n")
        self.imported("transfers", LEG + "t-both,ie,both,US,controller,processor,non-hr,2018-01-01\n")
        self.imported("certifications", "importer,framework,covers,from,status,checked_on\n"
                                        "both,privacy-shield-eu-us,non-hr,2017-01-01,active,2026-06-01\n")
        self.imported("safeguards", "id,exporter,importer,mechanism,signed\ns-both,ie,both,scc-2010-c2p,2019-05-01\n")
        found = [f for f in self.lint(1)["findings"] if f["party"] == "both"]
        self.assertEqual([(f["code"], f["record"].split("/")[0], f["since"]) for f in found], [
            ("CARRIED_OVER", "transfer", "2023-07-10"), ("FRAMEWORK_ENDED", "certification", "2020-07-16"),
            ("SCC_SET_REPEALED", "safeguard", "2022-12-28")])

    def test_papers_of_whom_no_transfer_is_on_file(self):
        self.imported("parties", "id,name,kind,country,status\nidle,Idle Inc,service-provider,US,active\n"
                                 "gone,Gone Inc,service-provider,US,ended\n")
        self.imported("certifications", "importer,framework,covers,from,until,status,checked_on\n" + "".join(
            f"{v},privacy-shield-eu-us,non-hr,{f},{u},active,2026-06-01\n" for v, f, u in (
                ("idle", "2018-01-01", ""), ("idle", "2017-01-01", "2018-01-01"), ("gone", "2017-01-01", ""))))
        self.imported("safeguards", "id,exporter,importer,mechanism,signed,flags\n" + "".join(
            f"s-{i},ie,{v},{m},{d},{f}\n" for i, v, m, d, f in (
                ("old", "idle", "scc-2010-c2p", "2019-05-01", ""), ("says", "idle", "scc", "", "claimed"),
                ("day", "idle", "scc-2021-m2", "", ""), ("good", "idle", "scc-2021-m2", "2025-01-01", ""),
                ("gone", "gone", "scc-2010-c2p", "2019-05-01", ""))))
        found = [f for f in self.lint(1)["findings"] if f["party"] in ("idle", "gone")]
        self.assertEqual([(f["severity"], f["code"], f["since"]) for f in found], [
            ("warning", "FRAMEWORK_ENDED", "2020-07-16"), ("warning", "CLAIM_UNVERIFIED", "2026-11-23"),
            ("warning", "SCC_SET_REPEALED", "2022-12-28"), ("warning", "SIGNED_DATE_UNKNOWN", "2026-11-23")])

    def test_a_remedy_that_is_a_sentence_has_one_full_stop(self):
        self.imported("parties", "id,name,kind,country\nkr,Korea Ltd,service-provider,KR\n")
        self.imported("transfers", LEG + "t-kr,ie,kr,KR,controller,processor,any,2025-01-01\n")
        one = {f["id"]: f for f in self.lint(1)["findings"]}
        self.assertTrue(one["t-kr"]["remedy"].endswith("applies to the recipient."), one["t-kr"]["remedy"])

    def test_text_and_table(self):
        text = self.says(1, "lint", "--db", self.db).out
        self.snapshot("lint.txt", text)
        rows = list(csv.DictReader(io.StringIO(self.says(1, "lint", "--format", "csv", "--db", self.db).out, newline="")))
        self.assertEqual([(r["severity"], r["code"], r["record"], r["id"] or None, r["since"] or None) for r in rows],
                         self.codes(self.lint(1)))
        out = self.path("lint.csv")
        self.says(1, "lint", "--format", "csv", "-o", out, "--db", self.db, out="")

    def test_exit_status(self):
        self.says(1, "lint", "--fail-on", "note", "--db", self.db)
        self.says(0, "lint", "--on", "2015-01-01", "--fail-on", "error", "--db", self.db)  # nothing had begun
        for args, words in ((("--fail-on", "bad"), "none of error, warning, note"), (("--format", "pdf"), "none of text, sarif, junit, csv"),
                            (("--on", "yesterday"), "on"), (("--baseline", self.path("none")), "could not be opened"),
                            (("--reason", "x"), "go with --write-baseline"), (("--write-baseline", self.path("b")), "needs --reason"),
                            (("--write-baseline", self.path("b"), "--reason", "x", "--expires", "2026-11-23"), "over already")):
            with self.subTest(args):
                self.assertIn(words, self.says(2, "lint", *args, "--db", self.db, out="").err)
        self.assertIn("no register", self.says(2, "lint", "--db", self.path("none.db"), out="").err)

    def test_as_known_before(self):
        self.imported("safeguards", "id,exporter,importer,mechanism,signed\ns-bare,ie,bare,scc-2021-m2,2025-01-01\n",
                      now="2026-12-01T10:00:00Z")
        self.imported("assessments", "exporter,importer,country,dated,outcome\nie,bare,IN,2024-12-01,adequate\n",
                      now="2026-12-01T10:00:00Z")
        self.assertNotIn("t-bare", {f["id"] for f in self.lint(1)["findings"]})
        self.assertIn("t-bare", {f["id"] for f in self.lint(1, "--known-at", "2026-11-30")["findings"]})


class Clean(Case):
    records = CLEAN

    def test_nothing_is_found(self):
        found = self.lint(0, "--fail-on", "note")
        self.assertEqual(found["findings"], [])
        self.assertTrue(found["clean"])
        self.assertIn("0 errors, 0 warnings, 0 notes", self.says(0, "lint", "--db", self.db).out)

    def test_low_confidence(self):
        self.imported("parties", "id,name,kind,country,own\nch,Own Schweiz AG,affiliate,CH,yes\n")
        self.imported("transfers", LEG + "t-ch,ch,nz,NZ,controller,processor,non-hr,2021-01-01\n")
        found = self.lint(0, "--on", "2022-06-01")
        self.assertEqual(self.codes(found, "severity", "code", "id"), [("note", "LOW_CONFIDENCE", "t-ch")])
        self.assertEqual(found["findings"][0]["since"], "2021-01-01")
        self.lint(1, "--on", "2022-06-01", "--fail-on", "note")

    def test_a_notice_is_owed_to_who_was_there(self):
        published = "id,name,kind,country,own,attributes\nnz2,Weka Ltd,service-provider,NZ,no,published\n"
        self.imported("parties", published)
        self.imported("transfers", LEG + "t-nz2,ie,nz2,NZ,controller,processor,non-hr,2023-01-01\n")
        self.assertEqual(self.lint(0)["findings"], [])  # before the first customer signed
        self.imported("contracts", "id,party,kind,direction,signed\nc-0,cust,data-processing,customer,2022-01-01\n")
        self.assertEqual(self.codes(self.lint(1), "code", "id"), [("SUBPROCESSOR_NOT_ANNOUNCED", "nz2")])
        draft = "id,direction,change,subject,announced,effective,state\n2026-0001,outgoing,added,nz2,2022-10-01,2023-01-01,"
        self.imported("notices", draft + "draft\n")
        self.lint(1)
        self.imported("notices", draft.replace("0001", "0009") + "announced\n")
        self.assertEqual(self.lint(0)["findings"], [])

    def test_overrides(self):
        row = "id,party,gate,reason,granted_by,granted,expires,revoked\n"
        self.imported("overrides", row + "o-2,lt,approval,x,dpo,2026-01-01,2026-11-23,\n")
        self.assertEqual(self.codes(self.lint(1), "code", "record", "party"), [("OVERRIDE_EXPIRED", "override/2", "lt")])
        self.assertEqual(self.lint(0, "--on", "2026-11-22")["findings"], [])
        self.imported("overrides", row + "o-3,lt,approval,x,dpo,2026-11-01,2027-11-23,\n")
        self.assertEqual(self.lint(0)["findings"], [])  # renewed

    def test_an_override_that_is_no_longer_needed(self):
        row = "id,party,gate,reason,granted_by,granted,expires\n"
        self.imported("overrides", row + "o-2,lt,approval,x,dpo,2026-01-01,2026-11-23\n")
        self.lint(1)
        self.imported("contracts", "party,kind,direction,signed\nlt,data-processing,vendor,2026-01-01\n")
        items = ("agreement", "sub-processors", "transfers", "impact-assessment", "security", "records", "notices")
        self.imported("checks", "party,item,state,day\n" + "".join(f"lt,{item},done,2026-01-01\n" for item in items))
        self.assertNotIn("OVERRIDE_EXPIRED", [f["code"] for f in self.lint(0)["findings"]])

    def test_twins_that_are_none(self):
        self.imported("parties", "id,name,kind,country,parent,own\n"
                      "g1,Grove Ltd,service-provider,GB,,no\ng2,Grove Limited,service-provider,GB,g1,no\n"  # one group
                      "n1,Oak GmbH,service-provider,DE,,no\nn2,Oak SARL,service-provider,FR,,no\n")  # two countries
        self.assertEqual(self.lint(0)["findings"], [])
        self.imported("parties", "id,name,kind,country\np1,Elm Ltd,service-provider,GB\np2,Elm Limited,service-provider,\n")
        self.assertEqual(self.codes(self.lint(0), "code", "id"), [("TWIN_NAMES", "p2")])


class Baseline(Case):
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
        self.assertEqual(len(rows), len(FOUND))
        self.assertEqual({(r["code"], r["record"]) for r in rows}, {(c, r) for _, c, r, _, _ in FOUND})
        self.assertEqual({(r["reason"], r["expires"]) for r in rows}, {("known, ticket 12", "2027-03-31")})
        self.assertTrue(all(r["by"] for r in rows))
        found = self.lint(0, "--baseline", self.file, "--fail-on", "note")
        self.assertEqual((found["counts"]["accepted"], found["counts"]["error"]), (len(FOUND), 0))
        self.assertEqual({f["accepted"] for f in found["findings"]}, {"known, ticket 12"})
        self.assertIn("16 accepted by the baseline", " ".join(self.says(0, "lint", "--baseline", self.file, "--db", self.db).out.split()))
        self.imported("transfers", LEG + "t-new,ie,bare,IN,controller,processor,hr,2026-10-01\n")
        new = [f for f in self.lint(1, "--baseline", self.file)["findings"] if not f["accepted"]]
        self.assertEqual([(f["code"], f["id"]) for f in new], [("NO_MECHANISM", "t-new")])

    def test_expired_and_unused(self):
        self.write(expires="2027-01-31")
        found = self.lint(1, "--baseline", self.file, "--on", "2027-01-31")
        old = [f for f in found["findings"] if f["code"] == "BASELINE_EXPIRED"]
        self.assertEqual(len(old), len(FOUND))
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
        self.assertEqual(len(rows), len(FOUND))

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


class Uses(Case):
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


class Forms(Case):
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
        self.imported("transfers", LEG + "t-evil,ie,evil,IN,controller,processor,non-hr,2025-01-01\n")
        root = xml.etree.ElementTree.fromstring(self.says(1, "lint", *self.args, "--format", "junit").out)
        self.assertTrue(any('<a> & "b" ]]> =cmd|x' in f.get("message") for f in root.iter("failure")))
        json.loads(self.says(1, "lint", *self.args, "--format", "sarif").out)

    def test_rules_are_listed(self):
        text = self.says(0, "lint", "--rules").out
        for _, code, *_ in FOUND:
            self.assertTrue(re.search(rf"^{code} +(error|warning|note) ", text, re.M), code)


if __name__ == "__main__":
    unittest.main()
