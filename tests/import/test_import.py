#!/usr/bin/env python3
"""Imports through the real program: what goes in comes out, twice is once, and bad input says what is wrong and writes nothing.

test_import.py CHAPTERV SOURCE_ROOT
"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

CHAPTERV, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KINDS = ["parties", "transfers", "safeguards", "certifications", "assessments"]
PARTIES = "id,name,country,own\nours,Ours Ltd,IE,yes\nacme,\"Acme, Inc.\",US,no\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.db = self.path / "register.db"

    def run_it(self, *args, db=None, now="2026-11-23T10:00:00Z", stdin=b""):
        env = dict(os.environ, CHAPTERV_DB=str(db or self.db), CHAPTERV_NOW=now)
        p = subprocess.run([CHAPTERV, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, timeout=120)
        return p.returncode, p.stdout.decode(), p.stderr.decode()

    def file(self, name, content):
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def load(self, content, *args, name="x.csv", **more):
        return self.run_it("import", self.file(name, content), *args, **more)

    def good(self, content, *args, **more):
        code, out, err = self.load(content, *args, **more)
        self.assertEqual(code, 0, out + err)
        return out, err

    def refused(self, content, *words, args=()):
        """The import fails, says all of the words, and leaves the register as it was."""
        before = self.db.read_bytes() if self.db.exists() else b""
        code, out, err = self.load(content, *args)
        self.assertEqual(code, 2, out + err)
        for word in words:
            self.assertIn(word, err)
        self.assertEqual(self.report("parties") if before else "", self.before_parties if before else "")
        return err

    def report(self, kind, *args, **more):
        code, out, err = self.run_it("report", kind, *args, **more)
        self.assertEqual(code, 0, err)
        return out

    def seed(self):
        self.good(PARTIES)
        self.before_parties = self.report("parties")


class BadInput(Case):
    def test_missing_file(self):
        code, _, err = self.run_it("import", str(self.path / "nothing.csv"))
        self.assertEqual(code, 2)
        self.assertIn("nothing.csv", err)
        self.assertFalse(self.db.exists())

    def test_content(self):
        self.seed()
        self.refused("", "empty")
        self.refused("id,name,country\n", "header", "no rows")
        self.refused(b"\x00\x01\x02binary\xff", "not text")
        self.refused("name".encode("utf-16") + b"x", "UTF-16")
        self.refused(b"PK\x03\x04rest", "workbook")
        self.refused("id,name\na,Søn\nb,Caf".encode() + b"\xe9\n", "line 3", "UTF-8")
        self.refused('id,name,country\na,"open,DE\n', "line 2", "never closed")
        self.refused("wild,columns,here\n1,2,3\n", "line 1", "wild", "--as")

    def test_cells(self):
        self.seed()
        transfers = "importer,country,from\n"
        self.refused(transfers + "acme,US,2026-02-30\n", "line 2", "from", "2026-02-30", "YYYY-MM-DD")
        self.refused(transfers + "acme,Germny,\n", "line 2", "country", "Germny", "ISO 3166-1")
        self.refused(transfers + "nobody,US,\n", "line 2", "importer", "nobody")
        self.refused("importer,country,place\nacme,US,moon\n", "place", "moon", "storage")
        self.refused("id,name,country\na,Twin GmbH,DE\nb,Twin GmbH,DE\n", "line 3", "Twin GmbH")
        self.refused("id,name,country\na,X,DE,too,many\n", "line 2", "cells")
        self.refused("id,name,country\na,X\n", "line 2", "cells")
        self.refused("id,name,name\na,X,Y\n", "twice")
        self.refused("id,name,country\na,A,DE\na,B,FR\n", "line 3", "line 2")
        self.refused("importer,mechanism,signed\nacme,scc,2020-01-01\n", "mechanism", "claimed")
        self.refused("importer,from,until,country\nacme,2020-01-02,2020-01-01,US\n", "until")
        self.refused("importer,framework\nacme,scc-2021-m2\n", "framework")
        self.refused("id,name,country\nBad Id!,X,DE\n", "id", "small letters")

    def test_all_defects_at_once(self):
        self.seed()
        err = self.refused("importer,country,from\nacme,XX,2020-01-01\nacme,US,bad\nacme,US,2020-01-01\n", "line 2", "line 3")
        self.assertIn("2 of 3", err)

    def test_map(self):
        self.seed()
        self.refused("Who,Where\nBeta,US\n", "no column 'Wher'", args=("--as", "list", "--map", "Who=party", "--map", "Wher=country"))
        out, _ = self.good("Who,Where\nBeta,US\n", "--as", "list", "--map", "Who=party", "--map", "Where=country")
        self.assertIn("1 added", out)
        self.assertIn("US", self.report("transfers"))

    def test_encoded_twice(self):
        self.seed()
        self.refused("Name,Location\n" + "Zażółć".encode().decode("latin-1") + ",Polska\n", "encoded twice")

    def test_databases(self):
        other = self.path / "other.db"
        con = sqlite3.connect(other)
        con.execute("CREATE TABLE theirs(x)")
        con.commit()
        con.close()
        before = other.read_bytes()
        code, _, err = self.load(PARTIES, db=other)
        self.assertEqual(code, 2)
        self.assertIn("another program", err)
        self.assertEqual(other.read_bytes(), before)
        self.file("text.db", "not a database at all, only some words that go on and on\n" * 40)
        code, _, err = self.load(PARTIES, db=self.path / "text.db")
        self.assertEqual(code, 2)
        self.assertIn("not a database", err)

    def test_newer_schema(self):
        self.seed()
        con = sqlite3.connect(self.db)
        con.execute("INSERT INTO schema_version VALUES (9999, 'x', 'y')")
        con.commit()
        con.close()
        code, _, err = self.run_it("report", "parties")
        self.assertEqual(code, 2)
        self.assertIn("newer chapterv", err)

    def test_no_register(self):
        code, _, err = self.run_it("report", "parties")
        self.assertEqual(code, 2)
        self.assertIn("import", err)
        self.assertFalse(self.db.exists())

    def test_read_only(self):
        self.seed()
        if os.geteuid() == 0:  # permissions do not bind root; a folder that is a file binds everybody
            code, _, err = self.load(PARTIES, db=self.db / "below")
        else:
            os.chmod(self.db, 0o444)
            os.chmod(self.path, 0o555)
            self.addCleanup(os.chmod, self.path, 0o755)
            code, _, err = self.load("id,name\nb,Beta\n")
        self.assertEqual(code, 2)
        self.assertTrue(err)


class InAndOut(Case):
    def everything(self, db=None, *args, **more):
        return {kind: self.report(kind, *args, db=db, **more) for kind in KINDS}

    def sample(self):
        subprocess.run(["sh", str(ROOT / "registry/sample/load"), CHAPTERV, str(self.db)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=300)

    def test_round_trip(self):
        self.sample()
        first = self.everything()
        for kind, text in first.items():
            out, _ = self.good(text, name=kind + ".csv")
            self.assertIn("nothing changed", out)
        empty = self.path / "second.db"
        for kind, text in first.items():
            self.good(text, name=kind + ".csv", db=empty)
        self.assertEqual(self.everything(empty), first)

    def test_formulas_and_quotes(self):
        odd = ["=1+1", "+x", "-x", "@x", "'=x", "\uff1dx", 'a"b', "a,b", "two\nlines", "'plain", "ends'"]
        text = "id,name,service\n" + "".join(f'p{i},Name {i},"{v.replace(chr(34), chr(34) * 2)}"\n' for i, v in enumerate(odd))
        self.good(text)
        out = self.report("parties")
        for line in out.splitlines():
            for cell in line.split(","):
                self.assertFalse(cell.startswith(("=", "+", "-", "@")), line)
        again = self.path / "again.db"
        self.good(out, db=again)
        self.assertEqual(self.report("parties", db=again), out)

    def test_unknown_columns_are_kept(self):
        out, err = self.good("id,name,country,Cost centre\na,A,DE,4711\n")
        self.assertIn("Cost centre", err)
        self.assertIn("4711", self.report("parties"))

    def test_twice_is_once(self):
        self.good(PARTIES)
        seq = self.run_it("imports", "--json")[1]
        out, _ = self.good("id,name,country,own\nacme,\"Acme, Inc.\",US,no\nours,Ours Ltd,IE,yes\n")
        self.assertIn("2 unchanged", out)
        self.assertEqual(self.run_it("imports", "--json")[1], seq)

    def test_two_clocks(self):
        self.good(PARTIES, now="2020-01-01T00:00:00Z")
        self.good("id,name,country\nacme,\"Acme, Inc.\",CA\n", now="2021-01-01T00:00:00Z")
        self.assertIn(",CA,", self.report("parties"))
        then = self.report("parties", "--known-at", "2020-06-01")
        self.assertIn(",US,", then)
        self.assertNotIn(",CA,", then)
        self.assertEqual(self.report("parties", "--known-at", "2019-01-01").count("\n"), 1)

    def test_a_missing_column_erases_nothing(self):
        self.good("id,name,country,website\na,A,DE,https://a.example\n")
        self.good("id,name,country\na,A,FR\n")
        out = self.report("parties")
        self.assertIn("https://a.example", out)
        self.assertIn(",FR,", out)

    def test_delimiters(self):
        for i, delimiter in enumerate(";\t|"):
            out, _ = self.good(PARTIES.replace(",", delimiter).replace(f"Acme{delimiter} Inc.", "Acme Inc"), db=self.path / f"{i}.db")
            self.assertIn("2 added", out)
        self.good("\ufeff" + PARTIES, db=self.path / "bom.db")


class ForeignList(Case):
    LIST = ("Subprocessor,Purpose,Location,Transfer Mechanism\n"
            "Blue Kite Inc.,Hosting,\"USA, Ireland\",DPF + SCCs\n"
            "Grün & Söhne GmbH,Support,EU (Frankfurt),N/A\n"
            "Vague Ltd,Mail,Global,\n")

    def test_what_a_list_says(self):
        self.good("id,name,country,own\nours,Ours Ltd,IE,yes\n")
        self.good(self.LIST)
        transfers = self.report("transfers")
        self.assertEqual(transfers.count("\n"), 1 + 4)
        for word in ("ours,blue-kite-inc,US,", "ours,blue-kite-inc,IE,", "grun-sohne-gmbh,DE,", "Global"):
            self.assertIn(word, transfers)
        safeguards = self.report("safeguards")
        self.assertIn("dpf", safeguards)
        self.assertEqual(safeguards.count("claimed"), 2)
        code, out, _ = self.run_it("ask", "blue-kite-inc", "--on", "2024-01-01", "--json")
        self.assertEqual(code, 1)
        self.assertIn("CLAIM_UNVERIFIED", out)
        code, out, _ = self.run_it("ask", "vague-ltd", "--json")
        self.assertIn("COUNTRY_UNKNOWN", out)

    def test_claims_of_the_dead(self):
        self.good("id,name,country,own\nours,Ours Ltd,IE,yes\n")
        self.good("Subprocessor,Location,Transfer Mechanism\nOld Ways Inc,USA,Privacy Shield\n")
        code, out, _ = self.run_it("ask", "old-ways-inc", "--on", "2019-01-01", "--json")
        self.assertIn("CLAIM_UNVERIFIED", out)
        code, out, _ = self.run_it("ask", "old-ways-inc", "--on", "2024-01-01", "--json")
        self.assertEqual(code, 1)
        self.assertIn("CLAIM_DEAD", out)

    def test_corrections_stay(self):
        self.good("id,name,country,own\nours,Ours Ltd,IE,yes\n")
        self.good(self.LIST)
        self.good("id,name,country,website\nblue-kite-inc,Blue Kite Inc.,CA,https://corrected.example\n")
        self.good(self.LIST.replace("Subprocessor,", "Subprocessor,").replace("Hosting", "Hosting and backup"))
        self.assertIn("https://corrected.example", self.report("parties"))
        out, _ = self.good(self.LIST.replace("Hosting", "Hosting and backup"))
        self.assertIn("nothing changed", out)

    def test_exporter_not_said(self):
        self.good(self.LIST)
        code, out, _ = self.run_it("ask", "blue-kite-inc", "--json")
        self.assertIn("EXPORTER_UNKNOWN", out)
        code, out, _ = self.run_it("ask", "blue-kite-inc", "--from", "DE", "--on", "2024-01-01", "--json")
        self.assertIn("CLAIM_UNVERIFIED", out)
        self.assertEqual(self.run_it("init", "--home", "IE")[0], 0)
        code, out, _ = self.run_it("ask", "blue-kite-inc", "--on", "2024-01-01", "--json")
        self.assertIn("CLAIM_UNVERIFIED", out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
