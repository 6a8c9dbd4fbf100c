"""The names that parties are found by: many at once, renamed, undone, and in a register of an older schema."""

import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402

HEAD = "id,name,aliases,kind,country\n"
LEGS = "id,exporter,importer,country,place,exporter_role,importer_role,data,from\n"
SCHEMA = program.SOURCE / "registry" / "store" / "schema"
PARTIES, ALIASES = 1440, 100  # more names than wait in memory


class Names(program.Case):
    def take(self, text, *args, kind="parties", status=0, **kwargs):
        path = self.put(f"{kind}.csv", text)
        out = self.says(status, "import", path, "--as", kind, "--db", self.db, "--json", *args, **kwargs).out
        return json.loads(out) if out else {}

    def meant(self, *names):
        """The ids of the parties that the names mean as importers."""
        legs = [f'leg{i},,"{name}",US,storage,controller,processor,any,2020-01-01\n' for i, name in enumerate(names)]
        said = self.take(LEGS + "".join(legs), "--dry-run", kind="transfers")
        return [leg["importer"] for leg in said["outcomes"]]

    def nobody(self, name):
        leg = f'leg,,"{name}",US,storage,controller,processor,any,2020-01-01\n'
        path = self.put("leg.csv", LEGS + leg)
        said = self.says(2, "import", path, "--as", "transfers", "--db", self.db, "--dry-run")
        self.assertIn(f"importer '{name}' is no party on file", said.out + said.err)

    def sql(self, statement):
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            return con.execute(statement).fetchall()


class Many(Names):
    @staticmethod
    def alias(party, i):
        """Of one party they are spread over the whole alphabet."""
        return f"{chr(97 + (i * 7 + party) % 26)}{i}q{party}"

    def test_many(self):
        rows = [f"p{n},Party {n} Ltd,{';'.join(self.alias(n, i) for i in range(ALIASES))},service-provider,GB\n"
                for n in range(PARTIES)]
        first, last = self.alias(0, 3), self.alias(PARTIES - 1, 5)
        rows.append(f"late,{first} Inc,,service-provider,US\n")  # the stem is an alias that has been written long ago
        rows.append(f"later,{last} Inc,,service-provider,US\n")  # and this one may still wait
        rows.append("latest,Party 7 LTD.,,service-provider,FR\n")
        said = self.take(HEAD + "".join(rows))
        self.assertEqual((said["added"], said["refused"]), (PARTIES + 3, 0))
        self.assertEqual([q["text"] for q in said["questions"]], [
            f"Is '{first} Inc' (late) the same legal entity as 'Party 0 Ltd' (p0)?",
            f"Is '{last} Inc' (later) the same legal entity as 'Party {PARTIES - 1} Ltd' (p{PARTIES - 1})?",
            "Is 'Party 7 LTD.' (latest) the same legal entity as 'Party 7 Ltd' (p7)?"])
        some = [(n, i) for n in (0, 1, 90, PARTIES - 1) for i in (0, 1, 50, ALIASES - 1)]
        self.assertEqual(self.meant(*[self.alias(n, i) for n, i in some]), [f"p{n}" for n, _ in some])
        names = PARTIES * (ALIASES + 2) + 3 * 2  # aliases; the name and its stem
        self.assertEqual(self.sql("SELECT count(*), count(DISTINCT folded || '|' || n || '|' || main) FROM party_name"),
                         [(names, names)])
        self.assertEqual(self.take(HEAD + "".join(rows))["unchanged"], PARTIES + 3)

    def test_taken_in_the_same_file(self):
        said = self.take(HEAD + "a,Acme,,service-provider,\nb,Other,Acme,service-provider,\nc,ACME,,service-provider,US\n", status=2)
        self.assertEqual((said["added"], said["refused"]), (2, 1))
        self.assertIn("is the name of party 'a' already", said["refusals"][0]["reason"])


class Renamed(Names):
    def test_renamed(self):
        self.take(HEAD + "a,Acme Inc,Old Acme;Acme Inc;old acme,service-provider,US\nb,Beta Ltd,,service-provider,GB\n")
        self.assertEqual(self.meant("acme inc", "Old Acme", "Beta Ltd"), ["a", "a", "b"])
        self.take(HEAD + "a,Zeta Inc,Acme Group,service-provider,US\nb,Beta Ltd,,partner,GB\n")
        self.assertEqual(self.meant("Zeta Inc", "Acme Group", "Beta LTD"), ["a", "a", "b"])
        for name in ("Acme Inc", "Old Acme", "acme"):
            self.nobody(name)
        self.says(0, "undo", "2", "--db", self.db)
        self.assertEqual(self.meant("Acme Inc", "Old Acme", "Beta Ltd"), ["a", "a", "b"])
        self.nobody("Zeta Inc")
        self.says(0, "undo", "1", "--db", self.db)
        self.nobody("Acme Inc")
        self.assertEqual(self.sql("SELECT * FROM party_name"), [])

    def test_order_of_rows(self):
        """A name that one party gives up in the same file another may take."""
        self.take(HEAD + "a,Acme Inc,,service-provider,US\n")
        self.take(HEAD + "a,Zeta Inc,,service-provider,US\nb,Acme Inc,,service-provider,US\n")
        self.assertEqual(self.meant("Acme Inc", "Zeta Inc"), ["b", "a"])


class Older(Names):
    """A register made before names stood under the number of their party."""

    def made(self):
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            con.execute("PRAGMA application_id = 1128814133")
            con.execute("CREATE TABLE schema_version(version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) "
                        "STRICT")
            for number, path in enumerate(sorted(SCHEMA.glob("000[12]-*.sql")), 1):
                text = "".join(line + "\n" for line in
                               pathlib.Path(path).read_text(encoding="utf-8").replace("BIGINT", "INTEGER").splitlines())
                con.executescript(text)
                con.execute("INSERT INTO schema_version VALUES (?, ?, ?)",
                            (number, path.name, hashlib.sha256(text.encode()).hexdigest()))
            con.execute("INSERT INTO change VALUES (1, '2026-01-01T00:00:00.000Z', 'x', 'cli', '')")
            con.execute("INSERT INTO change VALUES (2, '2026-01-02T00:00:00.000Z', 'x', 'cli', '')")
            versions = [(7, "acme", 1, 2, "Acme Inc", "Old Acme"), (7, "acme", 2, None, "Zeta Inc", "Zeta Group"),
                        (9, "beta", 1, None, "Beta Ltd", "")]
            for n, key, since, until, name, aliases in versions:
                con.execute("INSERT INTO party VALUES (?, ?, ?, ?, 0, 0, '', ?, ?, ?, 'service-provider', '', 'US', '', 'no', '', "
                            "'active', '', '', '', '', '')", (n, key, since, until, key, name, aliases))
            con.executemany("INSERT INTO party_name VALUES (?, ?, ?)", [
                ("zeta inc", "acme", 1), ("zeta", "acme", 2), ("zeta group", "acme", 0), ("beta ltd", "beta", 1), ("beta", "beta", 2)])
            con.commit()

    def test_names_are_found(self):
        self.made()
        said = self.take(HEAD + "zeta-gmbh,Zeta GmbH,,service-provider,DE\n")
        self.assertEqual([q["text"] for q in said["questions"]],
                         ["Is 'Zeta GmbH' (zeta-gmbh) the same legal entity as 'Zeta Inc' (acme)?"])
        self.assertEqual(self.meant("zeta INC", "Zeta Group", "Beta, Ltd"), ["acme", "acme", "beta"])
        self.nobody("Old Acme")
        self.take(HEAD + "beta,Gamma Ltd,,service-provider,US\n")
        self.assertEqual(self.meant("Gamma Ltd"), ["beta"])
        self.nobody("Beta Ltd")

    def test_reads_the_same(self):
        self.made()
        self.take(HEAD + "acme,Zeta Inc,Zeta Group,service-provider,US\n")
        rows = list(csv.DictReader(io.StringIO(self.says(0, "report", "parties", "--db", self.db).out, newline="")))
        self.assertEqual([(r["id"], r["name"]) for r in rows], [("acme", "Zeta Inc"), ("beta", "Beta Ltd")])


if __name__ == "__main__":
    unittest.main()
