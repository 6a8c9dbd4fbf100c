"""chapterv ask along a chain: the weakest step decides, and the answer shows the way."""

import json
import unittest

import program

PARTIES = """id,name,kind,country,own
ie,Example Ireland Ltd,affiliate,IE,yes
host,Host Inc,service-provider,US,no
sub,Sub Ltd,service-provider,IN,no
"""
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,data,from
t1,ie,host,US,controller,processor,non-hr,2022-01-01
t2,host,sub,IN,processor,processor,non-hr,2022-01-01
"""
CERTIFICATIONS = """importer,framework,covers,from,until,status
host,dpf-eu-us,non-hr,2023-09-01,,active
"""
SAFEGUARDS = """exporter,importer,mechanism,signed
host,sub,onward-contract,2023-10-01
"""


class Chain(program.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", PARTIES)
        self.imported("transfers", TRANSFERS)

    def answer(self, status, day):
        return json.loads(self.says(status, "ask", "sub", "--on", day, "--db", self.db, "--json").out)

    def test_whole_way_covered(self):
        self.imported("certifications", CERTIFICATIONS)
        self.imported("safeguards", SAFEGUARDS)
        a = self.answer(0, "2024-03-01")
        self.assertEqual((a["outcome"], a["mechanism"]), ("covered", "onward-dpf"))
        step = a["legs"][0]["path"][0]
        self.assertEqual((step["exporter"], step["importer"], step["country"], step["mechanism"]),
                         ("ie", "host", "US", "dpf-eu-us"))
        text = self.says(0, "ask", "sub", "--on", "2024-03-01", "--db", self.db).out
        self.assertIn("from Example Ireland Ltd (Ireland) to Host Inc in the United States", " ".join(text.split()))

    def test_weakest_step_decides(self):
        self.imported("certifications", CERTIFICATIONS)
        self.imported("safeguards", SAFEGUARDS)
        a = self.answer(1, "2023-08-01")
        self.assertEqual(a["outcome"], "not-covered")

    def test_contract_missing(self):
        self.imported("certifications", CERTIFICATIONS)
        a = self.answer(1, "2024-03-01")
        self.assertEqual(a["legs"][0]["reasons"], ["ONWARD_CONTRACT_MISSING"])


if __name__ == "__main__":
    unittest.main()
