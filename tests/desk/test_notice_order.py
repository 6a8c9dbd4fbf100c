"""A register brought over piece by piece: the kinds in any order that their references allow, and out comes what went in."""

import csv
import io
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["CHAPTERV"]
KINDS = ("parties", "transfers", "safeguards", "certifications", "assessments", "contracts", "inquiries", "replies", "checks", "notices",
         "deliveries", "objections", "overrides")
NEEDS = {"replies": ("inquiries",), "deliveries": ("notices", "contracts"), "objections": ("notices",), "overrides": ("notices",)}
PERSONAL = ("contracts", "inquiries", "replies", "deliveries")

PARTIES = """id,name,kind,country,own,service,attributes
we,We Ltd,affiliate,IE,yes,,
shop,Shop BV,customer,NL,no,,
cust,"Kundin, die ""Große"" GmbH",customer,DE,no,,
anvil,Anvil Inc.,service-provider,US,no,hosting,published
brook,Brook Ltd,service-provider,IN,no,support,published
crane,Crane KK,service-provider,JP,no,mail,published
delve,Delve SA,service-provider,FR,no,search,published
"""
CONTRACTS = "id,party,kind,direction,signed,objection_days,authorisation\nk-1,shop,data-processing,customer,2025-01-01,14,general\n"


def orders(n):
    """Notices before transfers, behind everything they can be behind, and by chance."""
    yield KINDS
    yield ("parties", "notices", *(k for k in KINDS if k not in ("parties", "notices")))
    rnd = random.Random(7)
    for _ in range(n):
        left, order = list(KINDS[1:]), ["parties"]
        while left:
            kind = rnd.choice([k for k in left if all(need in order for need in NEEDS.get(k, ()))])
            left.remove(kind)
            order.append(kind)
        yield order


class Order(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chapterv-order-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.today = "2026-01-05"

    def run_it(self, db, *args, status=0):
        env = {**os.environ, "CHAPTERV_NOW": f"{self.today}T10:00:00Z"}
        done = subprocess.run([BINARY, *args, "--db", self.folder / db], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, status, (args, done.stdout, done.stderr))
        return done.stdout

    def bring(self, db, kind, text):
        path = self.folder / f"{kind}.csv"
        path.write_text(text)
        return self.run_it(db, "import", path, "--as", kind)

    def out(self, db):
        return {kind: self.run_it(db, "report", kind, "--format", "csv", *(("--personal", "yes") if kind in PERSONAL else ()))
                for kind in KINDS}

    def there_and_back(self, db, n):
        first = self.out(db)
        for order in orders(n):
            with self.subTest(" ".join(order)):
                for old in self.folder.glob("other.db*"):
                    old.unlink()
                for kind in order:
                    if first[kind].count("\n") > 1:
                        self.bring("other.db", kind, first[kind])
                self.assertEqual(self.out("other.db"), first)
                before = self.run_it("other.db", "log", "--json")
                for kind in order:
                    if first[kind].count("\n") > 1:
                        self.bring("other.db", kind, first[kind])
                self.assertEqual(self.run_it("other.db", "log", "--json"), before, "the same files twice change nothing")
                self.run_it("other.db", "verify")

    def test_the_sample(self):
        done = subprocess.run(["sh", ROOT / "registry" / "sample" / "load", BINARY, self.folder / "sample.db"], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.today = "2026-11-23"
        self.there_and_back("sample.db", 1)

    def test_a_desk_with_notices_in_every_state(self):
        db = "desk.db"
        self.run_it(db, "init", "--home", "IE")
        self.bring(db, "parties", PARTIES)
        self.bring(db, "contracts", CONTRACTS)
        leg = "id,exporter,importer,country,from,until,purposes\n"
        self.bring(db, "transfers", leg + "t1,we,anvil,US,2025-03-01,,hosting\nt2,we,brook,IN,2025-06-01,,support\n")
        self.run_it(db, "notice", "withdraw", "--drafts", "--reason", "the customers know them")
        self.today = "2026-02-10"
        self.bring(db, "transfers", leg + "t3,we,crane,JP,2026-04-01,,mail\n")  # 2026-0003
        self.run_it(db, "notice", "announce", "2026-0003")
        self.run_it(db, "notice", "object", "2026-0003", "--customer", "cust", "--reason", 'no, "not" there')
        self.bring(db, "transfers", leg + "t1,we,anvil,US,2025-03-01,2026-06-01,hosting\n")  # 2026-0004: it ends
        self.run_it(db, "notice", "announce", "2026-0004")
        self.today = "2026-03-01"
        self.bring(db, "transfers", leg + "t4,we,delve,FR,2026-05-01,,search\n")  # 2026-0005
        self.run_it(db, "notice", "draft", "2026-0005", "--what", "search, in German", "--note", "ask legal")
        self.bring(db, "transfers", leg + "t5,we,brook,JP,2026-05-01,,support\n")  # 2026-0006: as it made itself
        self.run_it(db, "notice", "receive", "--vendor", "brook", "--change", "added", "--name", "Éclat, Ltd", "--country", "IN",
                    "--effective", "2026-06-01")
        states = [n["id"] + " " + n["state"] for n in csv.DictReader(io.StringIO(self.out(db)["notices"]))]
        self.assertEqual(states, ["2026-0001 withdrawn", "2026-0002 withdrawn", "2026-0003 announced", "2026-0004 announced",
                                  "2026-0005 draft", "2026-0006 draft", "2026-0007 announced"])
        self.there_and_back(db, 4)


if __name__ == "__main__":
    unittest.main()
