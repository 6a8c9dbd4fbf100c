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


class Net(program.Case):
    """Everyone passes to everyone: the ways through it are without number, and the answer comes all the same."""

    N = 20

    def test_without_one_of_ours(self):
        self.imported("parties", "id,name,kind,country,own\nie,Own Ltd,affiliate,IE,yes\n" + "".join(
            f"v{i},Vendor {i} Inc,service-provider,US,no\n" for i in range(self.N)))
        self.imported("transfers", "id,exporter,importer,country,exporter_role,importer_role,from\n" + "".join(
            f"t{i}-{j},v{i},v{j},US,processor,processor,2020-01-01\n"
            for i in range(self.N) for j in range(self.N) if i != j))
        a = json.loads(self.says(1, "ask", "v0", "--db", self.db, "--json").out)
        self.assertEqual(a["outcome"], "needs-review")
        self.assertEqual(a["legs"][0]["reasons"], ["CHAIN_UNKNOWN"])
        json.loads(self.says(1, "ask", "v0", "--from", "ie", "--db", self.db, "--json").out)
        chain = json.loads(self.says(1, "chain", "v0", "--db", self.db, "--json").out)
        self.assertEqual((chain["edges_met"], chain["ring"], chain["cut"]), (self.N * (self.N - 1), True, False))


class Behind(program.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", PARTIES)
        self.imported("transfers", TRANSFERS)
        self.imported("certifications", CERTIFICATIONS)

    def chain(self, status, *args):
        return json.loads(self.says(status, "chain", *args, "--db", self.db, "--json").out)

    def test_each_edge_says_what_covers_it(self):
        c = self.chain(1, "host", "--on", "2024-03-01")
        self.assertEqual([(e["id"], e["depth"], e["outcome"], e["mechanism"], e["reasons"]) for e in c["edges"]],
                         [("t2", 1, "not-covered", None, ["ONWARD_CONTRACT_MISSING"]),
                          ("t1", 0, "covered", "dpf-eu-us", [])])
        self.assertEqual((c["outcome"], c["depth"], c["ring"], c["more_edges"]), ("not-covered", 1, False, False))

    def test_data_asked_about(self):
        c = self.chain(1, "host", "--on", "2024-03-01", "--data", "hr")
        first = next(e for e in c["edges"] if e["id"] == "t1")
        self.assertEqual((c["data"], first["outcome"], first["reasons"]), ("hr", "needs-review", ["HR_COVERAGE_DISPUTED"]))
        self.assertIn("hr, non-hr, any", self.says(2, "chain", "host", "--data", "all", "--db", self.db).err)

    def test_a_ring_and_what_is_long(self):
        self.imported("transfers", "id,exporter,importer,country,exporter_role,importer_role,from\n"
                      "t3,sub,host,US,processor,processor,2022-01-01\n")
        self.assertIn("there is a ring", self.says(1, "chain", "host", "--on", "2024-03-01", "--db", self.db).out)
        self.imported("parties", "id,name,kind,country,own\n" + "".join(
            f"s{i},Sub {i} Ltd,service-provider,IN,no\n" for i in range(2100)))
        self.imported("transfers", "id,exporter,importer,country,exporter_role,importer_role,from\n" + "".join(
            f"u{i},sub,s{i},IN,processor,processor,2022-01-01\n" for i in range(2100)))
        c = self.chain(1, "host", "--on", "2024-03-01")
        self.assertEqual((len(c["edges"]), c["edges_met"], c["more_edges"], c["cut"]), (2000, 2103, True, False))
        self.assertIn("103 more", self.says(1, "chain", "host", "--on", "2024-03-01", "--db", self.db).out)


if __name__ == "__main__":
    unittest.main()
