"""Whoever can write the file alters it; verify sees it, against the log itself or against the last checkpoint that left the machine.

CHAPTERV_TAMPERINGS=1000 makes so many of each kind instead of a few.
"""

import contextlib
import os
import random
import shutil
import sqlite3
import unittest

import story

TIMES = int(os.environ.get("CHAPTERV_TAMPERINGS", "8"))
SEED = int(os.environ.get("CHAPTERV_SEED", "1"))
VERSIONS = ["party", "transfer", "safeguard", "certification", "assessment"]
TABLES = [*VERSIONS, "setting", "token", "change", "import", "undone", "erased", "entry", "tree",
          "party_name"]


class Tampering(story.Case):
    def setUp(self):
        super().setUp()
        self.tell()
        self.takes("bulk.csv", "id,name,country\n" + "".join(f"bulk{i},Bulk {i} Ltd,IN\n" for i in range(300)))
        for name in ("wiki", "old"):
            self.do("token", "add", name, "--role", "reader")
        self.do("token", "revoke", "old")
        self.older = self.path("older.db")
        shutil.copy(self.db, self.older)
        self.takes("last.csv", "id,name,country\nomega,Omega SA,FR\nacme,\"Acme, Inc.\",IE\n")
        self.last = self.checkpoint()
        self.good = self.path("good.db")
        shutil.move(self.db, self.good)
        self.rng = random.Random(SEED)

    def altered(self, how):
        """A copy of the good register after how(connection); None where that altered nothing."""
        shutil.copy(self.good, self.db)
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            con.execute("PRAGMA foreign_keys = OFF")
            before = "\n".join(con.iterdump())
            how(con)
            con.commit()
            return None if "\n".join(con.iterdump()) == before else self.db

    def seen(self, name, how):
        done = 0
        while done < TIMES:
            what = []
            try:
                if self.altered(lambda con, what=what: what.append(how(con))) is None:
                    continue
            except sqlite3.IntegrityError:
                continue
            done += 1
            with self.subTest(name, n=done, seed=SEED, what=str(what)):
                said = self.verify(1, "--checkpoint", self.last, "--key", self.db + ".key").out
                self.assertRegex(said, "does not fit|missing|entry|change|hash|checkpoint|damaged|names|key")

    def row(self, con, tables):
        table = self.rng.choice([t for t in tables if con.execute(f"SELECT count(*) FROM {t}").fetchone()[0]])
        rows = [r[0] for r in con.execute(f"SELECT rowid FROM {table}")]
        return table, self.rng.choice(rows)

    def edit(self, con):
        table, rowid = self.row(con, TABLES)
        columns = [c[1] for c in con.execute(f"PRAGMA table_info({table})") if c[1] != "sealed"]  # a salt of nothing says nothing
        column = self.rng.choice(columns)
        value = con.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()[0]
        new = {int: lambda: value + 1, bytes: lambda: bytes([value[0] ^ 1]) + value[1:], str: lambda: value + "x",
               type(None): lambda: 1}[type(value)]()
        con.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, rowid))
        return table, column, rowid

    def delete(self, con):
        table, rowid = self.row(con, TABLES)
        con.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        return table, rowid

    def insert(self, con):
        table, rowid = self.row(con, VERSIONS)
        columns = [f'"{c[1]}"' for c in con.execute(f"PRAGMA table_info({table})")]
        as_new = ", ".join({'"n"': "n + 1000", '"key"': "key || '-new'", '"id"': "id || '-new'"}.get(c, c) for c in columns)
        con.execute(f'INSERT INTO "{table}"({", ".join(columns)}) SELECT {as_new} FROM "{table}" WHERE rowid = ?', (rowid,))
        return table, rowid

    def ahead(self, con):
        """a version of a change that was never made, where no entry is missing and none too many"""
        table, rowid = self.row(con, VERSIONS)
        last = con.execute("SELECT max(seq) FROM change").fetchone()[0]
        columns = [f'"{c[1]}"' for c in con.execute(f"PRAGMA table_info({table})")]
        values = {'"n"': "n + 1000", '"key"': "key || '-new'", '"id"': "id || '-new'", '"known_until"': "NULL",
                  '"known_from"': str(self.rng.choice([last + 1, last + 1000, 0, -1]))}
        as_new = ", ".join(values.get(c, c) for c in columns)
        con.execute(f'INSERT INTO "{table}"({", ".join(columns)}) SELECT {as_new} FROM "{table}" WHERE rowid = ?',
                    (rowid,))
        return table, rowid, values['"known_from"']

    def swap(self, con):
        if self.rng.random() < 0.5:
            a, b = self.rng.sample([r[0] for r in con.execute("SELECT i FROM entry")], 2)
            leaves = [con.execute("SELECT leaf FROM entry WHERE i = ?", (i,)).fetchone()[0] for i in (a, b)]
            con.execute("UPDATE entry SET leaf = ? WHERE i = ?", (leaves[1], a))
            con.execute("UPDATE entry SET leaf = ? WHERE i = ?", (leaves[0], b))
            return "leaves", a, b
        a, b = self.rng.sample([r[0] for r in con.execute("SELECT rowid FROM party")], 2)
        names = [con.execute("SELECT name FROM party WHERE rowid = ?", (i,)).fetchone()[0] for i in (a, b)]
        con.execute("UPDATE party SET name = ? WHERE rowid = ?", (names[1], a))
        con.execute("UPDATE party SET name = ? WHERE rowid = ?", (names[0], b))
        return "names", a, b

    def cut(self, con):
        last = con.execute("SELECT max(seq) FROM change").fetchone()[0]
        first = self.rng.randint(1, last)
        size = con.execute("SELECT min(i) FROM entry WHERE seq >= ?", (first,)).fetchone()[0]
        for table in [*VERSIONS, "setting", "token"]:
            con.execute(f"DELETE FROM {table} WHERE known_from >= ?", (first,))
            con.execute(f"UPDATE {table} SET known_until = NULL WHERE known_until >= ?", (first,))
        for table in ("undone", "erased", "import", "entry", "change"):
            con.execute(f'DELETE FROM "{table}" WHERE seq >= ?', (first,))
        con.execute("DELETE FROM tree WHERE (number + 1) * 256 > ?", (size,))
        return "from change", first

    def test_the_good_one_is_good(self):
        shutil.copy(self.good, self.db)
        self.verify(0, "--checkpoint", self.last, out="1 checkpoint")

    def test_edit(self):
        self.seen("edit", self.edit)

    def test_delete(self):
        self.seen("delete", self.delete)

    def test_insert(self):
        self.seen("insert", self.insert)

    def test_ahead(self):
        self.seen("ahead", self.ahead)

    def test_swap(self):
        self.seen("swap", self.swap)

    def test_cut_the_tail(self):
        self.seen("cut", self.cut)

    def test_an_older_backup(self):
        shutil.copy(self.older, self.db)
        self.verify(0)
        self.verify(1, "--checkpoint", self.last, out="older copy")

    def test_another_history_of_the_same_length(self):
        shutil.copy(self.older, self.db)
        self.takes("last.csv", "id,name,country\nomega,Omega SA,FR\nacme,\"Acme, Inc.\",US\n")
        self.verify(0)
        self.verify(1, "--checkpoint", self.last, out="not those the checkpoint was made of")


if __name__ == "__main__":
    unittest.main()
