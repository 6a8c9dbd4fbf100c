"""chapterv lint: one register with a defect of each kind, one without any."""

import csv
import io
import json
import unittest

import common
import linting

CLEAN = {
    "parties": """id,name,kind,country,own,status,attributes
ie,Own Ireland Ltd,affiliate,IE,yes,active,
us,Own Holdings Inc,affiliate,US,yes,active,
nz,Kiwi Ltd,service-provider,NZ,no,active,published
in,Indus Ltd,service-provider,IN,no,active,
lt,Listed Inc,service-provider,US,no,active,
cust,Customer AG,customer,DE,no,active,
""",
    "transfers": linting.LEG + """t-nz,ie,nz,NZ,controller,processor,non-hr,2025-01-01
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


class Defects(linting.Case):
    def test_one_of_each(self):
        found = self.lint(1)
        self.assertEqual(sorted(self.codes(found), key=str), sorted(linting.FOUND, key=str))
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
        self.imported("transfers", linting.LEG + "t-both,ie,both,US,controller,processor,non-hr,2018-01-01\n")
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
        self.imported("transfers", linting.LEG + "t-kr,ie,kr,KR,controller,processor,any,2025-01-01\n")
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


class Clean(linting.Case):
    records = CLEAN

    def test_nothing_is_found(self):
        found = self.lint(0, "--fail-on", "note")
        self.assertEqual(found["findings"], [])
        self.assertTrue(found["clean"])
        self.assertIn("0 errors, 0 warnings, 0 notes", self.says(0, "lint", "--db", self.db).out)

    def test_low_confidence(self):
        self.imported("parties", "id,name,kind,country,own\nch,Own Schweiz AG,affiliate,CH,yes\n")
        self.imported("transfers", linting.LEG + "t-ch,ch,nz,NZ,controller,processor,non-hr,2021-01-01\n")
        found = self.lint(0, "--on", "2022-06-01")
        self.assertEqual(self.codes(found, "severity", "code", "id"), [("note", "LOW_CONFIDENCE", "t-ch")])
        self.assertEqual(found["findings"][0]["since"], "2021-01-01")
        self.lint(1, "--on", "2022-06-01", "--fail-on", "note")

    def test_a_notice_is_owed_to_who_was_there(self):
        published = "id,name,kind,country,own,attributes\nnz2,Weka Ltd,service-provider,NZ,no,published\n"
        self.imported("parties", published)
        self.imported("transfers", linting.LEG + "t-nz2,ie,nz2,NZ,controller,processor,non-hr,2023-01-01\n")
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


if __name__ == "__main__":
    unittest.main()
