"""chapterv drill: who loses cover if a mechanism falls, who has a fallback, what to do first; and that nothing is changed."""

import csv
import hashlib
import io
import json
import os
import unittest

import common

# For every state of a fallback: a vendor that rests on the Data Privacy Framework.
PARTIES = """id,name,kind,country,own
ie,Own Ireland Ltd,affiliate,IE,yes
uk,Own UK Ltd,affiliate,GB,yes
bare,Bare Inc,service-provider,US,no
staff,Staff Inc,service-provider,US,no
firm,Firm Inc,service-provider,US,no
late,Late Inc,service-provider,US,no
old,Old Inc,service-provider,US,no
says,Says Inc,service-provider,US,no
wrong,Wrong Inc,service-provider,US,no
ended,Ended Inc,service-provider,US,no
swiss,Gone Inc,service-provider,US,no
sub,Sub Ltd,service-provider,IN,no
never,Never Inc,service-provider,US,no
tokyo,Tokyo KK,service-provider,JP,no
"""
FALLBACKS = ("bare", "staff", "firm", "late", "old", "says", "wrong", "ended")
TRANSFERS = ("id,exporter,importer,country,exporter_role,importer_role,data,from\n"
             + "".join(f"t-{v},ie,{v},US,controller,processor,{'hr' if v == 'staff' else 'non-hr'},2022-01-01\n" for v in FALLBACKS)
             + "t-bare-2,ie,bare,US,controller,processor,non-hr,2022-02-01\n"
             + "t-uk,uk,firm,US,controller,processor,non-hr,2022-01-01\n"
             + "t-sub,bare,sub,IN,processor,processor,non-hr,2022-01-01\n"
             + "t-never,ie,never,US,controller,processor,non-hr,2022-01-01\n"
             + "t-tokyo,ie,tokyo,JP,controller,processor,non-hr,2022-01-01\n"
             + "t-over,ie,bare,US,controller,processor,non-hr,2019-01-01\n").replace(
                 "t-over,ie,bare,US,controller,processor,non-hr,2019-01-01", "t-later,ie,bare,US,controller,processor,non-hr,2030-01-01")
CERTIFICATIONS = ("importer,framework,covers,from,status\n"
                  + "".join(f"{v},dpf-eu-us,hr;non-hr,2023-08-01,active\n" for v in FALLBACKS)
                  + "firm,dpf-uk-extension,hr;non-hr,2023-10-12,active\n")
SAFEGUARDS = """id,exporter,importer,mechanism,signed,ended,flags
s-firm,ie,firm,scc-2021-m2,2022-01-01,,
s-late,ie,late,scc-2021-m2,2022-01-01,,
s-old,ie,old,scc-2010-c2p,2019-01-01,,
s-says,ie,says,scc,,,claimed
s-wrong,ie,wrong,scc-2021-m1,2022-01-01,,
s-ended,ie,ended,scc-2021-m2,2022-01-01,2025-01-01,
s-sub,bare,sub,onward-contract,2022-01-01,,
s-bare-later,ie,bare,scc-2021-m2,2026-12-24,,
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome,review_by
ie,firm,US,2025-01-01,adequate,2027-01-01
ie,late,US,2022-01-01,adequate,2024-01-01
ie,wrong,US,2025-01-01,adequate,2027-01-01
"""
# What each transfer comes to when dpf-eu-us ends: change, fallback, mechanism of the fallback, what speaks against it.
ENDS = {
    "t-bare": ("loses", "none", None, []),
    "t-bare-2": ("loses", "none", None, []),
    "t-sub": ("loses", "none", None, []),
    "t-staff": ("loses", "none", None, []),
    "t-firm": ("keeps", "in-force", "scc-2021-m2", []),
    "t-late": ("loses", "stale", "scc-2021-m2", ["TIA_OUTDATED"]),
    "t-old": ("loses", "stale", "scc-2010-c2p", ["SCC_SET_REPEALED", "TIA_MISSING"]),
    "t-says": ("loses", "stale", "scc", ["CLAIM_UNVERIFIED"]),
    "t-wrong": ("loses", "stale", "scc-2021-m1", ["MODULE_ROLE_MISMATCH"]),
    "t-ended": ("loses", "stale", "scc-2021-m2", ["SAFEGUARD_ENDED", "TIA_MISSING"]),
}


class Fallbacks(common.Case):
    records = {"parties": PARTIES, "transfers": TRANSFERS, "certifications": CERTIFICATIONS, "safeguards": SAFEGUARDS,
               "assessments": ASSESSMENTS}

    def drill(self, status, *args):
        return json.loads(self.says(status, "drill", *args, "--db", self.db, "--json").out)

    def test_each_state(self):
        d = self.drill(1, "--end", "dpf-eu-us")
        got = {w["transfer"]: (w["change"], w["fallback"]["state"], w["fallback"]["mechanism"], w["fallback"]["reasons"])
               for w in d["worklist"]}
        self.assertEqual(got, ENDS)
        self.assertEqual(d["totals"], {"transfers": 13, "concerned": 11, "loses": 9, "loses_without_fallback": 4,
                                       "loses_with_stale_fallback": 5, "loses_with_hr_data": 1, "keeps_by_fallback": 1,
                                       "weakens": 0, "gains": 0, "importers_to_see_to": 8})
        self.assertEqual(d["ended"], [{"mechanism": "dpf-eu-us", "country": None, "state": "in-force",
                                       "name": "EU-US Data Privacy Framework certification",
                                       "in_force_from": "2023-07-10", "in_force_until": None}])

    def test_order_and_remedies(self):
        d = self.drill(1, "--end", "dpf-eu-us")
        order = list(dict.fromkeys(w["importer"] for w in d["worklist"] if w["change"] == "loses"))
        # no fallback first: hr data before others, then the most transfers, then by id; then the stale ones
        self.assertEqual(order, ["staff", "bare", "sub", "ended", "late", "old", "says", "wrong"])
        self.assertEqual([w["priority"] for w in d["worklist"]], [1, 2, 2, 3, 4, 5, 6, 7, 8, None])
        one = {w["transfer"]: w for w in d["worklist"]}
        self.assertEqual(one["t-late"]["remedies"][0]["mechanism"], "scc-2021-m2")
        self.assertIn("2022-01-01", one["t-late"]["remedies"][0]["needs"][0])
        self.assertEqual(len(one["t-late"]["remedies"][0]["needs"]), 1)
        self.assertEqual(one["t-late"]["fallback"]["record"], "safeguard/2")
        self.assertEqual(one["t-sub"]["remedies"], [])
        self.assertIn("Mend transfer/1 (t-bare) first", one["t-sub"]["next_step"])
        self.assertEqual(one["t-firm"]["remedies"], [])
        self.assertIsNone(one["t-firm"]["next_step"])

    def test_what_does_not_fall_with_it(self):
        # an act of its own: it goes on as long as the list is kept (law 8.1)
        self.assertNotIn("t-uk", {w["transfer"] for w in self.drill(1, "--end", "dpf-eu-us")["worklist"]})
        self.assertIn("dpf-uk-extension", self.says(1, "drill", "--end", "dpf-eu-us", "--db", self.db).out)
        both = self.drill(1, "--end", "dpf-eu-us", "--end", "dpf-uk-extension")
        self.assertIn("t-uk", {w["transfer"] for w in both["worklist"]})
        self.assertEqual([w["transfer"] for w in self.drill(1, "--end", "dpf")["worklist"]], [w["transfer"] for w in both["worklist"]])

    def test_a_fallback_in_force_is_no_loss(self):
        d = self.drill(0, "--end", "scc-2021-m2")
        self.assertEqual((d["worklist"], d["totals"]["loses"]), ([], 0))
        self.assertEqual(self.drill(1, "--end", "scc-2021-*", "--end", "dpf-eu-us")["totals"]["keeps_by_fallback"], 0)
        # an older set may not be signed any more when the newer one ends: what cannot be had is not advised
        for w in self.drill(1, "--end", "scc", "--end", "dpf")["worklist"]:
            self.assertFalse([r for r in w["remedies"] if r["mechanism"].startswith(("scc-", "dpf-"))], w)

    def test_adequacy(self):
        d = self.drill(0, "--end-adequacy", "JP")
        self.assertEqual((d["ended"][0]["country"], d["totals"]["concerned"]), ("JP", 1))
        self.assertEqual([(w["change"], w["before"]["outcome"]) for w in d["worklist"]], [("weakens", "needs-review")])
        self.imported("parties", "id,name,kind,country,own,attributes\ntokyo,Tokyo KK,service-provider,JP,no,appi-business-operator\n")
        for what in ("JP", "Japan", "EU:JP"):
            d = self.drill(1, "--end-adequacy", what)
            self.assertEqual([(w["transfer"], w["before"]["mechanism"], w["reasons"]) for w in d["worklist"]],
                             [("t-tokyo", "eu-adequacy", ["NO_MECHANISM"])])
        self.assertEqual(self.drill(0, "--end-adequacy", "UK:JP")["totals"]["loses"], 0)
        self.assertEqual([w["transfer"] for w in self.drill(1, "--end", "eu-adequacy")["worklist"]], ["t-tokyo"])
        us = self.drill(1, "--end-adequacy", "US")
        self.assertEqual({e["mechanism"] for e in us["ended"]}, {"dpf-eu-us", "dpf-uk-extension", "dpf-swiss-us"})

    def test_by_a_day_and_kind_of_data(self):
        self.assertEqual(self.drill(0, "--end", "dpf-eu-us", "--on", "2023-07-01")["ended"][0]["state"], "not-begun")
        d = self.drill(0, "--end", "privacy-shield-eu-us")
        self.assertEqual((d["ended"][0]["state"], d["totals"]["concerned"]), ("over", 0))
        hr = self.drill(1, "--end", "dpf-eu-us", "--data", "hr")
        self.assertEqual((hr["data"], hr["totals"]["loses_with_hr_data"]), ("hr", hr["totals"]["loses"]))
        before = self.drill(0, "--end", "dpf-eu-us", "--known-at", "2020-01-01")
        self.assertEqual((before["totals"]["transfers"], before["register_seq"]), (0, 0))

    def test_another_pack(self):
        law = (common.program.SOURCE / "registry" / "law" / "adequacy.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(law)))
        until = rows[0].index("in_force_until")
        for row in rows[1:]:
            if row[2] == "(EU) 2023/1795":
                row[until] = "2026-11-01"
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path = self.put("adequacy.csv", text.getvalue())
        d = self.drill(1, "--pack", path)
        self.assertEqual((d["pack"], d["ended"]), ("adequacy.csv", []))
        self.assertEqual({w["transfer"] for w in d["worklist"]}, set(ENDS))
        self.says(0, "drill", "--pack", str(common.program.SOURCE / "registry" / "law"), "--db", self.db)
        bad = self.put("frameworks.csv", "slug,regime\nx,y\n")
        self.assertIn("frameworks.csv:1:", self.says(2, "drill", "--pack", bad, "--db", self.db).err)

    def test_gains(self):
        law = (common.program.SOURCE / "registry" / "law" / "adequacy.csv").read_text(encoding="utf-8")
        path = self.put("adequacy.csv", law.rstrip("\n") + "\n" + ",".join(
            ["EU", "IN", "X", "India", "all", "x", "", "2026-01-01", "", "", "", "x", "high", "2026-01-01", "x", "", "binding", "", "no"]) + "\n")
        self.imported("transfers", "id,exporter,importer,country,exporter_role,importer_role,data,from\n"
                      "t-in,ie,sub,IN,controller,processor,non-hr,2022-01-01\n")
        d = self.drill(0, "--pack", path)
        self.assertEqual([(w["transfer"], w["change"], w["after"]) for w in d["worklist"]],
                         [("t-in", "gains", {"outcome": "covered", "mechanism": "eu-adequacy"})])
        self.assertIn("Covered only then", self.says(0, "drill", "--pack", path, "--db", self.db).out)

    def test_table_says_what_json_says(self):
        text = self.says(1, "drill", "--end", "dpf-eu-us", "--format", "csv", "--db", self.db).out
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        d = self.drill(1, "--end", "dpf-eu-us")
        self.assertEqual([(r["transfer"], r["change"], r["fallback"], r["fallback_mechanism"], r["fallback_reasons"],
                           r["priority"], r["remedy"]) for r in rows],
                         [(w["transfer"], w["change"], w["fallback"]["state"], w["fallback"]["mechanism"] or "",
                           ";".join(w["fallback"]["reasons"]), str(w["priority"] or ""),
                           w["remedies"][0]["mechanism"] if w["remedies"] else "") for w in d["worklist"]])
        for form in ("csv", "json", "text"):
            out = self.path(f"work.{form}")
            said = self.says(1, "drill", "--end", "dpf-eu-us", "--format", form, "--db", self.db).out
            self.says(1, "drill", "--end", "dpf-eu-us", "--format", form, "-o", out, "--db", self.db, out="")
            with open(out, encoding="utf-8", newline="") as f:
                self.assertEqual(f.read(), said)

    def test_what_cannot_be_asked(self):
        for args, words in ((("--end", "nonsense"), "is no mechanism of the law pack"), ((), "say what ends"),
                            (("--end", "eea-internal"), "nothing that can fall"), (("--end", "onward-dpf"), "nothing that can fall"),
                            (("--end-adequacy", "XX"), "is no country"), (("--end-adequacy", "IN"), "nothing to end"),
                            (("--end-adequacy", "FR:JP"), "is no regime"), (("--end", "dpf-eu-us", "--pack", "x"), "another law altogether"),
                            (("--end", "dpf-eu-us", "--format", "pdf"), "none of text, csv"),
                            (("--end", "dpf-eu-us", "--on", "2026-02-30"), "on"), (("--end", "dpf-eu-us", "--data", "all"), "hr, non-hr, any"),
                            (("--end", "safe-harbor*",), "nothing that 'safe-harbor*' means is in force")):
            with self.subTest(args):
                self.assertIn(words, self.says(2, "drill", *args, "--db", self.db, out="").err)

    def test_decided_one_by_one_it_is_the_same(self):
        """Only what can change is decided, and equal facts once: with a pack everything is."""
        path = self.path("law")
        law = common.program.SOURCE / "registry" / "law"
        os.mkdir(path)
        for name in os.listdir(law):
            if name.endswith(".csv"):
                text = (law / name).read_text(encoding="utf-8")
                if name in ("adequacy.csv", "mechanisms.csv"):
                    rows = list(csv.reader(io.StringIO(text)))
                    head = rows[0]
                    for row in rows[1:]:
                        if name == "adequacy.csv" and row[head.index("requires_certification")] == "dpf-eu-us":
                            row[head.index("in_force_until")] = "2026-11-23"
                        if name == "mechanisms.csv" and row[0] == "dpf-eu-us":
                            row[head.index("valid_for_new_contracts_until")] = row[head.index("valid_for_existing_until")] = "2026-11-23"
                    out = io.StringIO()
                    csv.writer(out).writerows(rows)
                    text = out.getvalue()
                self.put(f"law/{name}", text)
        a, b = self.drill(1, "--end", "dpf-eu-us"), self.drill(1, "--pack", path)
        # a pack does not say what fell: the entry is then one more thing on file that would need something
        strip = lambda d: [(w["transfer"], w["change"], w["before"], w["after"], w["reasons"], w["remedies"]) for w in d["worklist"]]
        self.assertEqual(sorted(strip(a), key=str), sorted(strip(b), key=str))


class Days(common.OnSample):
    """The two judgments, on the sample register."""

    def test_2015_10_06(self):
        r = self.says(1, "drill", "--end", "safe-harbor-eu-us", "--on", "2015-10-06", "--db", self.db)
        self.snapshot("2015-10-06.txt", r.out)
        self.snapshot("2015-10-06.csv", self.says(1, "drill", "--end", "safe-harbor-eu-us", "--on", "2015-10-06",
                                                  "--format", "csv", "--db", self.db).out)

    def test_2020_07_16(self):
        for day in ("2020-07-15", "2020-07-16"):  # the eve, and the day itself: from then on clauses need an assessment
            r = self.says(1, "drill", "--end", "privacy-shield-eu-us", "--on", day, "--db", self.db)
            self.snapshot(f"{day}.txt", r.out)
        eve, day = (json.loads(self.says(1, "drill", "--end", "privacy-shield-eu-us", "--on", d, "--db", self.db, "--json").out)
                    for d in ("2020-07-15", "2020-07-16"))
        self.assertEqual((eve["totals"]["keeps_by_fallback"], day["totals"]["keeps_by_fallback"]), (2, 0))
        self.assertEqual([w["fallback"]["reasons"] for w in day["worklist"] if w["importer"] == "coppertern"], [["TIA_MISSING"]] * 2)
        self.assertEqual(day["ended"][0]["state"], "ends-that-day")

    def test_today(self):
        r = self.says(1, "drill", "--end", "dpf", "--db", self.db)
        self.snapshot("dpf.txt", r.out)
        d = self.says(1, "drill", "--end", "dpf", "--db", self.db, "--json").out
        self.snapshot("dpf.json", d)

    def test_nothing_is_changed(self):
        def state():
            with open(self.db, "rb") as f:
                return hashlib.sha256(f.read()).hexdigest()
        before, answer = state(), self.run_it("ask", "coppertern", "--on", "2020-07-16", "--db", self.db).out
        for args in (("--end", "dpf"), ("--end-adequacy", "GB"), ("--end", "privacy-shield-eu-us", "--on", "2020-07-16")):
            self.says(1, "drill", *args, "--db", self.db)
        self.says(0, "drill", "--pack", str(common.program.SOURCE / "registry" / "law"), "--db", self.db)
        self.assertEqual(state(), before)
        self.assertEqual(self.run_it("ask", "coppertern", "--on", "2020-07-16", "--db", self.db).out, answer)
        self.says(0, "verify", "--db", self.db)


if __name__ == "__main__":
    unittest.main()
