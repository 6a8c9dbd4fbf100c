"""Bad input: each with its clear error, and nothing written."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402

PARTIES = "id,name,kind,country,own\nacme,Acme Inc,service-provider,US,no\nours,Ours Ltd,affiliate,IE,yes\n"


class Refusals(program.Case):
    def count(self, kind="parties"):
        """Records on file; a register that is not there holds none."""
        if not os.path.exists(self.db):
            return 0
        return self.says(0, "report", kind, "--db", self.db).out.count("\r\n") - 1

    def refused(self, text, *says, args=(), name="file.csv"):
        path = self.put(name, text)
        before = {kind: self.count(kind) for kind in ("parties", "transfers", "safeguards")}
        result = self.says(2, "import", path, "--db", self.db, *args, out="")
        for part in says:
            self.assertIn(part, result.err)
        self.assertEqual(before, {kind: self.count(kind) for kind in before}, "something was written")
        return result.err

    def test_missing_file(self):
        said = self.says(2, "import", self.path("none.csv"), "--db", self.db, out="")
        self.assertIn("none.csv could not be opened", said.err)
        self.assertFalse(os.path.exists(self.db))
        self.says(2, "import", self.folder, "--db", self.db, out="", err="is a folder")

    def test_empty(self):
        self.refused("", "is empty")
        self.refused("\ufeff", "is empty")
        self.refused(" \r\n\r\n", "is empty")

    def test_header_only(self):
        self.refused("id,name,kind\n", "no rows below")
        self.refused("Subprocessor;Purpose;Location\r\n", "no rows below")

    def test_what_it_is_instead(self):
        self.refused("name,country\nAcme,US\n".encode("utf-16") + b"x", "UTF-16", "CSV UTF-8")
        self.refused(b"PK\x03\x04" + bytes(200), "Excel")
        self.refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF")
        self.refused(b"SQLite format 3\0" + bytes(100), "SQLite")
        self.refused(b"\x7fELF" + bytes(range(256)), "not text")
        self.refused(bytes(range(256)), "not text")
        self.refused("<!DOCTYPE html><html><body>404</body></html>", "web page")
        self.refused('{"name": "Acme"}', "JSON")

    def test_not_utf8(self):
        self.refused("name,kind\nS\xf8n,affiliate\nM\xfcller,affiliate\n".encode() + b"Stra\xdfe,affiliate\n", "line 4", "UTF-8")
        self.refused(b"name,kind\nAc\x01me,affiliate\n", "line 2", "column 1", "control character")

    def test_mojibake(self):
        self.refused("Dostawca,Rola\nGoogle,Niezale\u0139\u013dny\n", "line 2", "column Rola", "Niezale\u017cny")
        self.refused("name,kind\nM\u00c3\u00bcller,affiliate\n", "line 2", "M\u00fcller")

    def test_wrong_delimiter(self):
        self.refused("id:name:kind\nacme:Acme:affiliate\n", "id:name:kind", "--as")
        self.refused("name,kind,country\nAcme;affiliate;US\n", "line 2", "1 cell where the header has 3")

    def test_quotes(self):
        self.refused('name,kind\n"Acme,affiliate\n', "never closed")
        self.refused('name,kind\nAc"me,affiliate\n', "line 2", "quote")

    def test_unknown_columns_only(self):
        self.refused("colour,weight\nred,3\n", "colour, weight", "--as", "--map")

    def test_missing_column(self):
        self.refused("id,kind\nacme,affiliate\n", "name", "--map", args=("--as", "parties"))
        self.refused("Purpose,Location\nHosting,US\n", "party", args=("--as", "list"))

    def test_as_and_map(self):
        self.refused(PARTIES, "sheep", "parties", args=("--as", "sheep"))
        self.refused(PARTIES, "Nope", args=("--map", "Nope=country"))
        self.refused(PARTIES, "sheep", args=("--map", "kind=sheep"))
        self.refused(PARTIES, "Their column=field", args=("--map", "kind"))
        self.refused("Subprocessor\nAcme\n", "nobody", args=("--exporter", "nobody"))

    def test_duplicate_columns(self):
        self.refused("name,kind,Name\nAcme,affiliate,Acme\n", "Name", "twice")
        self.refused("Subprocessor,Purpose,Purpose\nAcme,Hosting,Hosting\n", "Purpose", "twice")

    def test_values(self):
        head = "id,exporter,importer,country,place,from\n"
        self.says(0, "import", self.put("p.csv", PARTIES), "--db", self.db)
        self.refused(head + "t1,ours,acme,US,storage,2026-02-30\n", "line 2", "column from", "2026-02-30", "YYYY-MM-DD")
        self.refused(head + "t1,ours,acme,Atlantis,storage,\n", "line 2", "column country", "Atlantis", "ISO 3166-1")
        self.refused(head + "t1,ours,acme,US,cellar,\n", "line 2", "column place", "cellar", "storage")
        self.refused(head + "t1,ours,nobody,US,storage,\n", "line 2", "column importer", "nobody")
        self.refused(head + "t1,ours,,US,storage,\n", "line 2", "column importer", "empty")
        self.refused(head + "t 1,ours,acme,US,storage,\n", "line 2", "column id")
        self.refused("importer,framework,from\nacme,scc-2021-m2,2020-01-01\n", "line 2", "column framework")

    def test_all_defects_at_once(self):
        said = self.refused("id,name,kind,country\na,A Ltd,wrong,XQ\nb,B Ltd,affiliate,IE\nc,,affiliate,Atlantis\n",
                            "2 of 3 rows", "line 2, column kind", "line 2, column country", "line 4, column name",
                            "line 4, column country")
        self.assertNotIn("line 3", said)

    def test_ragged_rows(self):
        self.refused("id,name,kind\na,A Ltd,affiliate\nb,B Ltd\nc,C Ltd,affiliate,IE\n", "line 3", "line 4", "2 of 3 rows")
        self.refused("Subprocessor,Purpose\nAcme,Hosting,US\nBeta,Mail\n", "line 2", "1 of 2 rows")

    def test_two_parties_of_one_name(self):
        self.refused("id,name,country\na,Acme Inc,US\nb,ACME INC.,US\n", "line 3", "name")
        self.refused("name,kind,country\nAcme Inc,affiliate,US\nAcme Inc,affiliate,IE\n", "line 2", "line 3")
        self.says(0, "import", self.put("p.csv", "id,name,kind,country\na,Acme,affiliate,US\nb,Acme,affiliate,IE\n"), "--db",
                  self.db)
        self.assertEqual(self.count(), 2, "two legal entities of one name in two countries")

    def test_a_row_that_contradicts_another(self):
        self.refused("id,name,kind\na,A Ltd,affiliate\nb,B Ltd,affiliate\na,A Ltd,partner\n", "line 4", "line 2")
        self.says(0, "import", self.put("p.csv", "id,name,kind\na,A Ltd,affiliate\na,A Ltd,affiliate\n"), "--db", self.db)

    def test_refused_as_json(self):
        path = self.put("p.csv", "id,name,kind\na,A Ltd,wrong\n")
        said = json.loads(self.says(2, "import", path, "--db", self.db, "--json").out)
        self.assertEqual((said["read"], said["refused"], said["added"], said["import"]), (1, 1, 0, None))
        self.assertEqual((said["refusals"][0]["line"], said["refusals"][0]["column"]), (2, "kind"))


if __name__ == "__main__":
    unittest.main()
