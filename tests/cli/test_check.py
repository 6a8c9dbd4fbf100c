"""chapterv check: hypothetical cases in, decided cases out."""

import csv
import io
import json
import unittest

import program

HEAD = ("id,exporter_country,exporter_role,exporter_attrs,importer_country,importer_role,importer_kind,data,"
        "importer_attrs,safeguards,as_of")
SHIELD = "a,DE,controller,,US,processor,service-provider,non-hr,,privacy-shield-eu-us active 2016-09-01.. non-hr,"
BEFORE, AFTER = SHIELD + "2018-05-01", SHIELD + "2020-07-20"
TWO = "b,DE,controller,,FR|IN,processor,service-provider,any,,,2024-03-01"


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Check(program.Case):
    def check(self, status, *lines, args=(), **kwargs):
        return self.says(status, "check", self.put("cases.csv", "\n".join(lines) + "\n"), *args, **kwargs)

    def test_adds_three_columns(self):
        said = self.check(0, HEAD, BEFORE, AFTER, TWO, err="")
        found = rows(said.out)
        self.assertEqual(list(found[0]), HEAD.split(",") + ["outcome", "mechanism", "reasons"])
        self.assertEqual([r["outcome"] for r in found], ["covered", "not-covered", "not-covered"])
        self.assertEqual([r["mechanism"] for r in found], ["privacy-shield-eu-us", "none", "eea-internal|none"])
        self.assertEqual([r["reasons"] for r in found], ["", "FRAMEWORK_ENDED", "|NO_MECHANISM"])

    def test_columns_in_any_order_and_unknown_ones_kept(self):
        head, row = HEAD.split(","), BEFORE.split(",")
        turned = [",".join(["note"] + x[::-1]) for x in (head, row)]
        turned[1] = '"a ""note"", kept"' + turned[1][4:]
        found = rows(self.check(0, *turned, err="").out)
        self.assertEqual(found[0]["note"], 'a "note", kept')
        self.assertEqual(found[0]["outcome"], "covered")

    def test_exporter_attrs_may_be_missing_the_others_not(self):
        for name in HEAD.split(",")[1:]:
            at = HEAD.split(",").index(name)
            lines = [",".join(x for i, x in enumerate(line.split(",")) if i != at) for line in (HEAD, BEFORE)]
            if name == "exporter_attrs":
                self.check(0, *lines, out="covered")
            else:
                self.check(2, *lines, out="", err=f"the column {name} is missing")

    def test_own_output_is_read_again(self):
        once = self.check(0, HEAD, BEFORE, AFTER).out
        self.assertEqual(self.says(0, "check", self.put("again.csv", once)).out, once)
        self.assertEqual(self.says(0, "check", "-", stdin=once.encode()).out, once)

    def test_formulas_stay_harmless_and_come_back(self):
        once = self.check(0, HEAD, BEFORE.replace("a,", "=1+1,", 1)).out
        self.assertIn("'=1+1", once)
        self.assertEqual(self.says(0, "check", self.put("again.csv", once)).out, once)

    def test_bom_crlf_and_quotes(self):
        text = "\ufeff" + HEAD + "\r\n" + BEFORE.replace("US", '"US"') + "\r\n"
        self.says(0, "check", self.put("cases.csv", text), out="covered")

    def test_compares(self):
        head = HEAD + ",expected_outcome,expected_mechanism"
        self.check(0, head, BEFORE + ",covered,privacy-shield-eu-us", AFTER + ",not-covered,",
                   out="2 passed, 0 failed\n", err="")
        said = self.check(1, head, BEFORE + ",covered,dpf-eu-us", AFTER + ",covered,",
                          TWO + ",not-covered,eea-internal|none")
        self.assertEqual(said.out, "1 passed, 2 failed\n")
        self.assertIn("cases.csv:2: a: expected covered dpf-eu-us, found covered privacy-shield-eu-us", said.err)
        self.assertIn("cases.csv:3: a: expected covered , found not-covered none FRAMEWORK_ENDED", said.err)
        self.check(0, head, BEFORE + ",,", out="0 passed, 0 failed, 1 without expectation\n")

    def test_compares_and_writes_rows(self):
        said = self.check(1, HEAD + ",expected_outcome", AFTER + ",covered", args=["--csv"], err="0 passed, 1 failed")
        self.assertEqual(rows(said.out)[0]["outcome"], "not-covered")

    def test_json(self):
        said = json.loads(self.check(1, HEAD + ",expected_outcome", AFTER + ",covered", TWO + ",not-covered",
                                     args=["--json"]).out)
        self.assertEqual((said["passed"], said["failed"]), (1, 1))
        first, second = said["results"]
        self.assertEqual((first["outcome"], first["mechanism"]), ("not-covered", None))
        self.assertEqual(first["reasons"], ["FRAMEWORK_ENDED"])
        self.assertEqual(first["legs"][0]["tried"][0]["reason"], "FRAMEWORK_ENDED")
        self.assertEqual(second["mechanism"], "eea-internal|none")
        self.assertEqual([leg["outcome"] for leg in second["legs"]], ["no-transfer", "not-covered"])

    def leg(self, *cells):
        """The one leg of a case given as exporter, roles, importer, attributes, safeguards and day."""
        exporter, pair, importer, attrs, safeguards, day = cells
        roles = {"c": "controller", "p": "processor"}
        line = ",".join(["x", exporter, roles[pair[0]], "", importer, roles[pair[2]], "affiliate", "any", attrs,
                         safeguards, day])
        return json.loads(self.run_it("check", self.put("one.csv", HEAD + "\n" + line + "\n"), "--json").out
                          )["results"][0]["legs"][0]

    def test_cites_the_law_of_the_exporter(self):
        uk = self.leg("GB", "c2p", "IN", "", "scc-2010-c2p signed 2020-01-10; tia 2021-02-01", "2022-01-10")
        self.assertEqual(uk["mechanism"], "uk-scc-transitional")
        self.assertTrue(uk["tried"][0]["cite"].startswith("UK GDPR art. 46(2)(d)"), uk["tried"][0]["cite"])
        self.assertTrue(uk["tried"][0]["cite"].endswith("2010/87/EU"), uk["tried"][0]["cite"])
        ch = self.leg("CH", "c2p", "IN", "", "scc-2021-m2 signed 2022-01-10", "2024-01-10")
        self.assertEqual(ch["tried"][0]["cite"], "FADP 1992 art. 6(2)(a); FADP 2020 art. 16(2)(d); (EU) 2021/914")

    def test_cites_no_dash(self):
        self.assertEqual(self.leg("GB", "c2c", "GB", "", "", "2024-01-10")["cite"], "UK GDPR Chapter V")
        self.assertEqual(self.leg("DE", "c2c", "SG", "", "iso-27701 signed 2023-01-10", "2024-01-10")["tried"][0]["cite"],
                         "ISO/IEC 27701")
        flags = self.leg("DE", "c2c", "US", "", "dpf-eu-us active 2023-08-01.. hr+non-hr", "2026-11-20")["flags"]
        self.assertNotIn("-", [f["cite"] for f in flags])

    def test_a_placeholder_is_not_called_a_decision(self):
        said = self.leg("FR", "c2p", "NC", "", "", "2024-03-01")["tried"][0]
        self.assertEqual(said["mechanism"], "eu-adequacy")
        self.assertTrue(said["because"].startswith("What may be a basis (Ordonnance 2018-1125"), said["because"])

    def test_a_shield_entry_beside_the_extension(self):
        said = self.leg("GB", "c2c", "US", "", "dpf-uk-extension active 2023-10-12.. hr+non-hr; "
                        "privacy-shield-eu-us active 2017-01-01.. hr+non-hr", "2024-03-01")
        self.assertEqual(said["reasons"], ["PRECONDITION_OPEN"])
        self.assertEqual(said["remedies"][0], {"mechanism": "dpf-uk-extension", "needs": [
            "the entry needs an active entry of the framework it extends"]})

    def test_bad_rows_are_named(self):
        bad = {
            "exporter_country": ("DE,controller,,US", "EU,controller,,US"),
            "exporter_role": ("DE,controller", "DE,controler"),
            "importer_country": (",US,", ",USA,"),
            "importer_kind": ("service-provider", "vendor"),
            "data": (",non-hr,,", ",HR,,"),
            "safeguards": ("active 2016-09-01..", "active 2016-02-30.."),
            "as_of": ("2018-05-01", "2026-02-30"),
        }
        for column, (old, new) in bad.items():
            said = self.check(2, HEAD, BEFORE.replace(old, new), AFTER, out="not-covered")
            self.assertIn(f"cases.csv:2: column {column}: ", said.err)
            self.assertIn("1 row could not be read", said.err)
            self.assertEqual(len(rows(said.out)), 1, "the good row is there, the bad one is not")
        self.check(2, HEAD, AFTER + ",more", err="cases.csv:2: 12 cells, but 11 columns are named")

    def test_files_that_are_none(self):
        self.says(2, "check", self.path("none.csv"), out="", err="none.csv: could not be opened: No such file")
        self.says(2, "check", self.folder, out="", err="is a folder")
        self.says(2, "check", self.put("empty.csv", ""), out="", err="is empty")
        self.says(2, "check", self.put("semicolon.csv", HEAD.replace(",", ";") + "\n"), out="", err="(a comma must")
        self.says(2, "check", self.put("binary.csv", bytes(range(256))), out="", err="not text")
        self.says(2, "check", self.put("quote.csv", HEAD + '\n"a'), err="a quote is opened and never closed")
        self.says(2, "check", self.put("twice.csv", HEAD + ",data\n"), out="", err="the column data is there twice")
        for head in (HEAD, HEAD + ",expected_outcome"):
            for more in ([], ["--csv"], ["--json"]):
                self.says(2, "check", self.put("header.csv", head + "\n"), *more, out="",
                          err="header.csv: has no case: nothing stands below its first line")

    def test_many_rows(self):
        n = 20000
        path = self.put("many.csv", "\n".join([HEAD] + [BEFORE, AFTER] * (n // 2)) + "\n")
        said = self.says(0, "check", path, err="")
        self.assertEqual(said.out.count("\n"), n + 1)

    def test_reference_cases(self):
        path = program.SHARED / "law" / "cases.csv"
        if not path.exists():
            self.skipTest(f"{path} is not there")
        self.says(0, "check", str(path), out="169 passed, 0 failed\n", err="")


if __name__ == "__main__":
    unittest.main(verbosity=2)
