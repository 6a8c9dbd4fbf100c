"""chapterv ask: the question of the whole program, on a small register."""

import json
import os
import re
import unittest

import program

PARTIES = '''id,name,aliases,kind,country,own,attributes
ie,Example Ireland Ltd,,affiliate,IE,yes,
uk,Example UK Ltd,,affiliate,GB,yes,
acme,"Acme, Inc.",ACME Hosting,service-provider,US,no,
twin-us,Twin Services,,service-provider,US,no,
twin-de,Twin Services,,service-provider,DE,no,
indra,Indra Support Pvt Ltd,,service-provider,IN,no,
muni,Münchner Rück GmbH,,advisor,DE,no,
'''
TRANSFERS = """id,exporter,importer,country,place,exporter_role,importer_role,data,from,until
t1,ie,acme,US,storage,controller,processor,non-hr,2016-01-01,
t2,uk,acme,US,storage,controller,processor,hr,2016-01-01,2019-01-01
t3,ie,indra,IN,support-access,controller,processor,any,2021-10-01,
t4,ie,muni,DE,establishment,controller,controller,any,2016-01-01,
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed,flags
s1,ie,indra,scc-2021-m2,2021-10-01,
s2,ie,acme,scc-2021-m2,2021-10-01,
"""
CERTIFICATIONS = """importer,framework,covers,from,until,status,checked_on
acme,privacy-shield-eu-us,non-hr,2016-09-01,2021-09-01,active,2018-04-01
acme,dpf-eu-us,non-hr,2023-09-01,2025-09-01,active,2024-01-05
"""
ASSESSMENTS = """importer,country,dated,outcome,review_by
acme,US,2021-11-01,adequate,
"""

TRANSCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "transcripts")


class Ask(program.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", PARTIES, "2018-01-10T10:00:00Z")
        self.imported("transfers", TRANSFERS, "2018-01-10T10:00:00Z")
        self.imported("certifications", CERTIFICATIONS, "2024-01-10T10:00:00Z")
        self.imported("safeguards", SAFEGUARDS, "2024-01-10T10:00:00Z")
        self.imported("assessments", ASSESSMENTS, "2024-01-10T10:00:00Z")

    def ask(self, status, *args, **kwargs):
        return self.says(status, "ask", *args, "--db", self.db, **kwargs)

    def answer(self, status, *args):
        return json.loads(self.ask(status, *args, "--json", err="").out)

    def test_the_story(self):
        for day, status, outcome, mechanism in (
                ("2018-05-01", 0, "covered", "privacy-shield-eu-us"),
                ("2020-07-20", 1, "not-covered", None),
                ("2022-03-01", 0, "covered", "scc-2021-m2"),
                ("2024-03-01", 0, "covered", "dpf-eu-us")):
            found = self.answer(status, "acme", "--from", "ie", "--on", day)
            self.assertEqual((found["outcome"], found["mechanism"]), (outcome, mechanism), day)

    def test_shape_of_the_answer(self):
        a = self.answer(1, "acme", "--on", "2020-07-20")
        self.assertEqual(list(a), ["outcome", "mechanism", "question", "sentence", "valid_until", "legs", "law_pack",
                                   "register_seq"])
        self.assertEqual(a["question"], {"to": {"id": "acme", "name": "Acme, Inc."}, "from": None, "on": "2020-07-20",
                                         "known_at": "2026-11-23T10:00:00.000Z", "data": None})
        self.assertEqual(a["sentence"], "On 2020-07-20 nothing on file covers the transfer from Example Ireland Ltd "
                                        "(Ireland) to Acme, Inc. in the United States.")
        leg = a["legs"][0]
        self.assertEqual(list(leg)[:10], ["exporter", "importer", "country", "regime", "outcome", "mechanism",
                                          "reasons", "tried", "fallback", "remedies"])
        self.assertEqual([leg[k] for k in ("exporter", "importer", "country", "regime", "exporter_country", "place")],
                         ["ie", "acme", "US", "EU", "IE", "storage"])
        tried = leg["tried"][0]
        self.assertEqual(list(tried), ["mechanism", "verdict", "reason", "because", "cite", "record"])
        self.assertEqual((tried["mechanism"], tried["verdict"], tried["reason"]),
                         ("privacy-shield-eu-us", "no", "FRAMEWORK_ENDED"))
        self.assertRegex(tried["record"], r"^certification/\d+$")
        self.assertTrue(leg["remedies"] and all(r["needs"] for r in leg["remedies"]))
        self.assertIsInstance(a["register_seq"], int)

    def test_fallback_and_valid_until(self):
        a = self.answer(0, "acme", "--on", "2024-03-01")
        self.assertEqual(a["legs"][0]["fallback"], ["scc-2021-m2"])
        self.assertEqual(a["valid_until"], "2025-09-01")
        self.ask(0, "acme", "--on", "2024-03-01", out="This answer changes by itself on 2025-09-01.")

    def test_needs_review(self):
        a = self.answer(1, "indra", "--on", "2022-03-01")
        self.assertEqual((a["outcome"], a["mechanism"]), ("needs-review", "scc-2021-m2"))
        self.assertEqual(a["legs"][0]["reasons"], ["TIA_MISSING"])
        self.ask(1, "indra", "--on", "2022-03-01", out="What to do, by the law of 2022-03-01:")

    def test_no_transfer(self):
        a = self.answer(0, "muni", "--on", "2022-03-01")
        self.assertEqual((a["outcome"], a["mechanism"]), ("no-transfer", "eea-internal"))
        self.assertTrue(a["legs"][0]["because"])

    def test_default_day_is_today(self):
        self.assertEqual(self.answer(0, "muni")["question"]["on"], "2026-11-23")

    def test_who_is_meant(self):
        for name in ("Acme, Inc.", "ACME INC", "acme hosting", "ACME"):
            self.assertEqual(self.answer(1, name, "--on", "2020-07-20")["question"]["to"]["id"], "acme", name)
        self.ask(0, "munchner ruck gmbh", "--on", "2022-03-01")
        self.ask(2, "acm", "--on", "2022-03-01", out="", err="neither the id, name or alias of a party")
        self.ask(2, "acme", "--from", "nobody", out="", err="'nobody'")

    def test_two_of_one_name_are_listed(self):
        said = self.ask(2, "Twin Services", out="")
        self.assertRegex(said.err, r"(?m)^  twin-us +Twin Services, US$")
        self.assertRegex(said.err, r"(?m)^  twin-de +Twin Services, DE$")

    def problem(self, *args):
        """The JSON of a question that has no answer: stdout holds it, stderr one line."""
        said = self.ask(2, *args, "--json")
        self.assertEqual(said.err.count("\n"), 1, said.err)
        value = json.loads(said.out)
        self.assertEqual(list(value), ["type", "title", "status", "detail", "parameter", "candidates"])
        self.assertEqual((value["type"], value["status"]), ("/problems#E_AMBIGUOUS", 409))
        return value

    def test_two_of_one_name_as_json(self):
        value = self.problem("Twin Services")
        self.assertEqual(value["candidates"], [{"id": "twin-us", "name": "Twin Services", "country": "US"},
                                               {"id": "twin-de", "name": "Twin Services", "country": "DE"}])
        self.assertEqual(value["parameter"], "to")
        self.assertEqual(self.problem("acme", "--from", "twin services")["parameter"], "from")

    def test_two_countries_of_one_name(self):
        for name in ("Congo", "congo", "Kongo", "Конго", "Korea"):
            said = self.ask(2, name, "--from", "IE", out="", err="is the name of more than one country")
            codes = re.findall(r"(?m)^  ([A-Z]{2}) +\S", said.err)
            self.assertEqual(codes, ["KP", "KR"] if name == "Korea" else ["CG", "CD"], said.err)
        self.assertEqual(self.problem("Congo", "--from", "IE")["candidates"],
                         [{"id": "CG", "name": "Republic of the Congo", "country": "CG"},
                          {"id": "CD", "name": "Democratic Republic of the Congo", "country": "CD"}])
        for name, code in (("Republic of the Congo", "CG"), ("CD", "CD"), ("South Korea", "KR")):
            found = self.answer(1, name, "--from", "IE", "--on", "2020-01-01")
            self.assertEqual(found["question"]["to"], {"country": code})
        self.says(2, "law", "show", "Congo", err="write CG (Republic of the Congo) or CD")
        self.says(2, "init", "--home", "Congo", "--db", self.path("other.db"),
                  err="write CG (Republic of the Congo) or CD")
        path = self.put("p.csv", "id,name,country\nkivu,Kivu Data,Congo\n")
        self.says(2, "import", path, "--as", "parties", "--db", self.db, err="write CG (Republic of the Congo) or CD")

    def test_georgia_is_the_country(self):
        self.ask(1, "Georgia", "--from", "IE", out="a recipient in Georgia",
                 err='"Georgia" is taken as the country GE here; other places have that name too.')
        said = self.ask(1, "Georgia", "--from", "IE", "--json")
        self.assertEqual(json.loads(said.out)["question"]["to"], {"country": "GE"})
        self.ask(1, "GE", "--from", "IE", err="")
        self.imported("parties", "id,name,country\ngeorgia-us,Georgia,US\n")
        self.assertEqual(self.answer(1, "Georgia", "--from", "IE")["question"]["to"]["id"], "georgia-us")

    def test_a_country_or_a_party_whose_name_begins_so(self):
        self.imported("parties", "id,name,country\nindia-calls,India Calls Ltd,GB\nkongo-kaffee,Kongo Kaffee AG,CH\n")
        self.assertEqual([c["id"] for c in self.problem("India")["candidates"]], ["IN", "india-calls"])
        self.assertEqual([c["id"] for c in self.problem("Kongo")["candidates"]], ["CG", "CD", "kongo-kaffee"])
        said = self.ask(2, "India", out="", err="'India' is a country, and the name of a party begins with it")
        self.assertRegex(said.err, r"(?m)^  IN +India, the country$")
        self.assertRegex(said.err, r"(?m)^  india-calls +India Calls Ltd, GB$")
        self.assertEqual(self.answer(1, "IN", "--from", "IE")["question"]["to"], {"country": "IN"})

    def tried(self, answer):
        return [(t["mechanism"], t["verdict"], t["reason"]) for t in answer["legs"][0]["tried"]]

    def test_a_claim_is_shown_where_nothing_can_be_weighed(self):
        """An empty register without own party and home, and a list that says where and by what."""
        self.db = self.path("claims.db")
        path = self.put("list.csv", "Subprocessor,Location,Transfer mechanism\nFoo Cloud Inc,USA,SCCs\n"
                                    "Bar Mail Ltd,EMEA,DPF\nOld Ways Inc,USA,Privacy Shield\n")
        self.says(0, "import", path, "--db", self.db)
        a = self.answer(1, "Foo Cloud")
        leg = a["legs"][0]
        self.assertEqual((a["outcome"], a["mechanism"], leg["reasons"]), ("needs-review", None, ["EXPORTER_UNKNOWN"]))
        self.assertEqual(self.tried(a), [("scc", "open", "CLAIM_UNVERIFIED")])
        self.assertRegex(leg["tried"][0]["record"], r"^safeguard/\d+$")
        self.assertIn("; what is missing: ask the importer for the signed clauses (day, set or module, annexes)",
                      leg["tried"][0]["because"])
        self.assertIn("no regime can be chosen", leg["because"])
        said = " ".join(self.ask(1, "Foo Cloud").out.split())
        self.assertLess(said.index("which of our entities"), said.index("A claim of scc"))
        self.assertEqual(self.tried(self.answer(1, "Old Ways")), [("privacy-shield", "no", "CLAIM_DEAD")])
        self.assertEqual(self.tried(self.answer(1, "Old Ways", "--on", "2019-01-01")),
                         [("privacy-shield", "open", "CLAIM_UNVERIFIED")])
        for sender, reason in (("IE", "COUNTRY_UNKNOWN"), ("JP", "REGIME_NOT_MODELLED")):
            a = self.answer(1, "Bar Mail", "--from", sender)
            self.assertEqual((a["outcome"], a["mechanism"], a["legs"][0]["reasons"]), ("needs-review", None, [reason]))
            self.assertEqual(self.tried(a), [("dpf", "open", "CLAIM_UNVERIFIED")])
            self.assertIn("look the exact legal entity up on the list", a["legs"][0]["tried"][0]["because"])

    def test_what_would_prove_a_claim(self):
        self.db = self.path("claims.db")
        path = self.put("list.csv", "Subprocessor,Location,Transfer mechanism\nFoo Cloud Inc,USA,SCCs\n"
                                    "Bar Mail Inc,USA,DPF\n")
        self.says(0, "import", path, "--db", self.db)
        for name, sender, mechanism, first in (
                ("Foo Cloud", "IE", "scc-2021-m2", "ask the importer for the signed clauses"),
                ("Foo Cloud", "GB", "uk-addendum", "ask the importer for the signed clauses"),
                ("Foo Cloud", "CH", "ch-scc-2021", "ask the importer for the signed clauses"),
                ("Bar Mail", "IE", "dpf-eu-us", "look the exact legal entity up on the list")):
            remedy = self.answer(1, name, "--from", sender, "--on", "2025-01-01")["legs"][0]["remedies"][0]
            self.assertEqual(remedy["mechanism"], mechanism)
            self.assertTrue(remedy["needs"][0].startswith(first), remedy)

    def test_an_assessment_past_its_day_is_reviewed(self):
        self.imported("assessments", "importer,country,dated,outcome,review_by\n"
                                     "indra,IN,2022-01-05,adequate,2024-01-05\n")
        remedy = self.answer(1, "indra", "--on", "2024-03-01")["legs"][0]["remedies"][0]
        self.assertEqual(remedy, {"mechanism": "scc-2021-m2", "needs": [
            "review the transfer impact assessment of 2022-01-05 again, keep what it finds, "
            "and set a new day to review it"]})
        said = " ".join(self.ask(1, "indra", "--on", "2024-03-01").out.split())
        self.assertIn("for India: review the transfer impact assessment of 2022-01-05 again, keep what it finds", said)

    def test_supposed_exporter(self):
        a = self.answer(0, "acme", "--from", "FR", "--on", "2018-05-01", "--data", "non-hr")
        self.assertEqual(a["question"]["from"], {"country": "FR"})
        self.assertEqual((a["legs"][0]["exporter"], a["legs"][0]["exporter_country"]), (None, "FR"))
        self.assertIn("from France to Acme, Inc. in the United States", a["sentence"])
        self.assertIn("a recipient in Japan", self.answer(1, "JP", "--from", "FR", "--on", "2018-05-01")["sentence"])

    def test_data(self):
        ask = ["acme", "--from", "ie", "--on", "2018-05-01", "--data"]
        self.assertEqual(self.answer(0, *ask, "non-hr")["mechanism"], "privacy-shield-eu-us")
        a = self.answer(1, *ask, "hr")
        self.assertEqual((a["outcome"], a["question"]["data"], a["legs"][0]["data"]), ("needs-review", "hr", "hr"))
        self.assertEqual(a["legs"][0]["reasons"], ["HR_COVERAGE_DISPUTED"])

    def test_known_at(self):
        a = self.answer(1, "acme", "--from", "ie", "--on", "2024-03-01", "--known-at", "2020-01-01")
        self.assertEqual(a["legs"][0]["reasons"], ["NO_MECHANISM"])
        self.assertEqual([t["record"] for t in a["legs"][0]["tried"] if not t["record"].startswith("adequacy/")], [])
        self.assertEqual(a["question"]["known_at"], "2020-01-01T23:59:59.999Z")
        self.assertEqual(a["outcome"], "not-covered")

    def test_several_legs_worst_first(self):
        said = self.ask(1, "acme", "--on", "2018-05-01").out
        a = self.answer(1, "acme", "--on", "2018-05-01")
        self.assertEqual(len(a["legs"]), 2)
        self.assertEqual(a["sentence"], "On 2018-05-01 1 of the 2 transfers to Acme, Inc. (the one from Example UK Ltd "
                                        "to the United States) needs review; 1 is covered.")
        self.assertTrue(said.replace("\n", " ").startswith(a["sentence"]), said)
        self.assertLess(said.index("Needs review (1)"), said.index("Covered (1)"))
        self.assertLess(said.index("Transfer 1, needs review: from Example UK Ltd"), said.index("Transfer 2, covered"))

    def test_text_reads_well(self):
        for args in (["acme", "--on", "2018-05-01"], ["acme", "--on", "2020-07-20"], ["indra", "--on", "2022-03-01"],
                     ["muni"], ["acme", "--on", "2024-03-01"], ["US", "--from", "CH"]):
            said = self.run_it("ask", *args, "--db", self.db)
            for line in said.out.split("\n"):
                self.assertEqual(line, line.rstrip(), args)
                self.assertLessEqual(len(line), 78, args)
            self.assertTrue(said.out.startswith("On 2"), said)
            self.assertIn("changes by itself", said.out)
            self.assertNotIn("\n\n\n", said.out)

    def test_width(self):
        for width in (40, 60, 120):
            said = self.ask(1, "acme", "--on", "2020-07-20", "--width", str(width))
            longest = max(len(line) for line in said.out.split("\n"))
            self.assertTrue(width - 12 <= longest <= width, (width, longest))

    def test_transcripts(self):
        """The whole text, as it was read and found good; write it anew with CHAPTERV_TRANSCRIPTS=write."""
        for name, args in (("shield-2018", ["acme", "--on", "2018-05-01", "--from", "ie"]),
                           ("nothing-2020", ["acme", "--on", "2020-07-20"]),
                           ("clauses-2022", ["indra", "--on", "2022-03-01"]),
                           ("framework-2024", ["acme", "--on", "2024-03-01"]),
                           ("inside", ["muni", "--on", "2024-03-01"]),
                           ("several-2018", ["acme", "--on", "2018-05-01"])):
            text = self.run_it("ask", *args, "--db", self.db).out
            path = os.path.join(TRANSCRIPTS, name + ".txt")
            if os.environ.get("CHAPTERV_TRANSCRIPTS") == "write":
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
            with open(path, encoding="utf-8") as f:
                self.assertEqual(text, f.read(), name)


if __name__ == "__main__":
    unittest.main()
