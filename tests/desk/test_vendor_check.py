"""What a new vendor would need, asked before anything is on file."""

import json
import unittest

from onboarding import Desk


class Check(Desk):
    """Nothing is on file yet."""

    def test_each_of_ours_with_the_clauses_of_its_regime(self):
        said = self.checked(1, "--country", "IN", "--role", "processor", "--data", "non-hr")
        legs = {leg["exporter_country"]: leg for leg in said["legs"]}
        self.assertEqual(sorted(legs), ["CH", "GB", "IE"])
        first = {country: [(r["mechanism"], r["module"]) for r in leg["remedies"]] for country, leg in legs.items()}
        self.assertEqual(first["IE"][0], ("scc-2021-m2", "scc-2021-m2"))
        self.assertEqual(first["GB"][:2], [("uk-idta", None), ("uk-addendum", "scc-2021-m2")])
        self.assertEqual(first["CH"][0], ("ch-scc-2021", "scc-2021-m2"))
        for leg in legs.values():
            self.assertEqual((leg["outcome"], leg["certification"]), ("not-covered", None))
            self.assertEqual(leg["remedies"][0]["assessment"], "IN")
        self.assertEqual((said["outcome"], said["ours_left_out"], said["additions"]), ("not-covered", 1, []))
        self.assertTrue(said["also"])

    def test_the_module_follows_the_roles(self):
        for ours, theirs, module in (("controller", "controller", "scc-2021-m1"), ("processor", "processor", "scc-2021-m3"),
                                     ("processor", "controller", "scc-2021-m4")):
            with self.subTest(module):
                said = self.checked(1, "--country", "IN", "--from", "ie", "--as", ours, "--role", theirs)
                self.assertEqual(said["legs"][0]["remedies"][0]["mechanism"], module)

    def test_what_is_not_asked_about_is_said_beside_it_and_counts_for_nothing(self):
        said = self.checked(0, "--country", "DE", "--from", "ie")
        self.assertEqual([leg["outcome"] for leg in said["legs"]], ["no-transfer"])
        self.assertEqual({leg["regime"] for leg in said["additions"]}, {"UK", "CH"})
        self.assertEqual(said["outcome"], "no-transfer")
        self.onboard(0, "check", "--country", "DE", "--from", "ie", out="no mechanism needed")

    def test_what_a_certification_would_change(self):
        said = self.checked(1, "--country", "US", "--data", "non-hr")
        by = {leg["exporter_country"]: leg["certification"] for leg in said["legs"]}
        self.assertEqual({c: (v["mechanism"], v["outcome"]) for c, v in by.items()},
                         {"IE": ("dpf-eu-us", "covered"), "GB": ("dpf-uk-extension", "covered"), "CH": ("dpf-swiss-us", "covered")})
        self.onboard(1, "check", "--country", "US", "--from", "ie", out="With an active certification")
        then = self.checked(1, "--country", "US", "--from", "ie", "--on", "2021-01-01")
        self.assertIsNone(then["legs"][0]["certification"], "there was no scheme between the two")

    def test_a_list_as_they_publish_it_leg_by_leg(self):
        path = self.put("list.csv", "Unterauftragsverarbeiter;Land;Garantie\nNordwolke GmbH;Deutschland;\n"
                        "Larchmoor Inc;Vereinigte Staaten, Indien;SCC\nLarchmoor, Inc.;Irland;\nIrgendwer;weltweit;\n")
        said = self.checked(1, "--country", "IN", "--from", "ie", "--sub-processors", path)
        legs = [(leg["name"], leg["country"], leg["outcome"]) for leg in said["sub_processors"]]
        self.assertEqual(legs, [("Nordwolke GmbH", "DE", "not-covered"), ("Larchmoor Inc", "US", "not-covered"),
                                ("Larchmoor Inc", "IN", "not-covered"), ("Larchmoor Inc", "IE", "not-covered"),
                                ("Irgendwer", None, "needs-review")])
        us = said["sub_processors"][1]
        self.assertEqual((us["exporter_role"], us["importer_role"], us["clauses"], us["onward_from"]),
                         ("processor", "processor", "scc-2021-m3", "scc-2021-m2"))
        self.assertEqual(us["remedies"][0]["mechanism"], "onward-scc-2021")
        self.assertIsNone(said["sub_processors"][0]["clauses"])

    def test_what_the_law_says_of_passing_on_decides_under_what_it_is_looked_at(self):
        """Of the agreement of the ICO nothing is known about passing on; its Addendum brings in clauses that say how."""
        path = self.put("list.csv", "name,country\nLarchmoor Inc,US\nNorth GmbH,DE\n")
        for exporter, basis, cheaper in (("GB", "uk-addendum", "uk-idta"), ("CH", "ch-scc-2021", None),
                                         ("IE", "scc-2021-m2", None)):
            with self.subTest(exporter=exporter):
                said = self.checked(1, "--country", "IN", "--from", exporter, "--sub-processors", path)
                for leg in said["sub_processors"]:
                    self.assertEqual((leg["onward_from"], leg["onward_rather_than"], leg["outcome"], leg["reasons"]),
                                     (basis, cheaper, "not-covered", ["ONWARD_CONTRACT_MISSING"]))
                    self.assertEqual([r["mechanism"] for r in leg["remedies"]], ["onward-scc-2021"])
        said = self.onboard(1, "check", "--country", "IN", "--from", "GB", "--sub-processors", path).out
        self.assertIn("International Data Transfer Agreement A1.0 (uk-idta) alone would be cheaper", " ".join(said.split()))
        said = self.onboard(1, "check", "--country", "JP", "--attributes", "appi-business-operator", "--from", "GB",
                            "--sub-processors", path).out
        self.assertIn("Have that country's rules for passing data on checked", " ".join(said.split()))
        self.assertNotIn("would be cheaper", said)

    def test_a_processor_in_very_many_countries(self):
        inside = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH GB".split()
        path = self.put("subs.csv", "Name,Country\n" + "".join(f"Everywhere Ltd,{c}\n" for c in [*inside, "IN"]))
        said = self.checked(1, "--country", "IE", "--from", "ie", "--sub-processors", path)
        self.assertEqual((said["outcome"], len(said["sub_processors"])), ("not-covered", 33))

    def test_a_vendor_inside_is_judged_by_its_own_law(self):
        path = self.put("list.csv", "name,country\nLarchmoor Inc,US\nNorth GmbH,DE\n")
        said = self.checked(1, "--country", "FR", "--from", "ie", "--sub-processors", path)
        us, de = said["sub_processors"]
        self.assertEqual((us["regime"], us["onward_from"], [r["mechanism"] for r in us["remedies"]][:2]),
                         ("EU", None, ["dpf-eu-us", "scc-2021-m3"]))
        self.assertEqual(de["outcome"], "no-transfer")

    def test_without_a_register(self):
        nowhere = {"CHAPTERV_DB": self.path("nothing.db")}
        said = json.loads(self.says(1, "onboard", "check", "--country", "IN", "--from", "IE", "--json", env=nowhere).out)
        self.assertEqual(said["legs"][0]["exporter_country"], "IE")
        self.says(2, "onboard", "check", "--country", "IN", env=nowhere, err="there is no register")

    def test_every_one_of_ours_or_a_way_to_say_which(self):
        rows = [f"o{n},Ours {n} Ltd,affiliate,IE,yes\n" for n in range(257)]
        for db, n in ((some := self.path("some.db"), 70), (all_of_them := self.path("all.db"), 257)):
            path = self.put("ours.csv", "id,name,kind,country,own\n" + "".join(rows[:n]))
            self.says(0, "import", path, "--as", "parties", "--db", db)
        said = json.loads(self.says(1, "onboard", "check", "--country", "IN", "--json", "--db", some).out)
        self.assertEqual(len(said["legs"]), 70)
        self.says(2, "onboard", "check", "--country", "IN", "--db", all_of_them, err="name those that would (from)")
        self.says(1, "onboard", "check", "--country", "IN", "--from", "o256", "--db", all_of_them)

    def test_a_list_whose_header_says_nothing(self):
        path = self.put("x.csv", "x,y\n1,2\n")
        said = self.onboard(2, "check", "--country", "IN", "--sub-processors", path)
        self.assertIn("none of the columns (x, y) names the party: call the one that does Name", said.err)
        self.put("x.csv", "Name,y\nLarchmoor Inc,2\n")
        self.onboard(1, "check", "--country", "IN", "--sub-processors", path, out="Larchmoor Inc")

    def test_what_cannot_be_understood(self):
        for args, words in ((("check",), "--country"), (("check", "--country", "EMEA"), "--country"),
                            (("check", "--country", "IN", "--role", "friend"), "--role"), (("check", "--country", "IN", "--data", "all"), "--data"),
                            (("check", "--country", "IN", "--from", "nobody at all"), "no party on file"),
                            (("check", "--country", "IN", "--attributes", "nice"), "no attribute"),
                            (("check", "--country", "IN", "--sub-processors", self.put("x.csv", "a,b\n1,2\n")), "none of the columns"),
                            (("check", "--country", "IN", "--sub-processors", self.path("no.csv")), "no.csv"),
                            (("list", "--status", "gone"), "--status"), (("list", "--within", "soon"), "--within"),
                            (("show",), "onboard show PARTY"), (("move", "acme"), "onboard move PARTY STATUS"),
                            (("show", "acme", "--state", "done"), "takes no --state"), (("dance",), "write one of"),
                            (("override", "acme", "--reason", "x"), "--expires"), (("checklist", "acme", "security"), "--state"),
                            (("checklist", "acme", "beauty", "--state", "done"), "item"), (("show", "cust"), "no vendor"),
                            (("checklist", "acme", "security", "--state", "done", "--sha256", "12"), "sha256")):
            with self.subTest(args):
                self.onboard(2, *args, err=words)
        self.onboard(0, "check", "--help", out="onboard check --country CODE")


if __name__ == "__main__":
    unittest.main()
