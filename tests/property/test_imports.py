#!/usr/bin/env python3
"""
What is promised of every import, held against random registers and random files, through the program:

    the plan is what happens      counts, changes, and outcomes before and after, are those that reports and answers show
    undo takes it back            reports and answers are those of before
    twice is once                 no change, no new version
    the order of rows is nothing  reports say the same
    out and in again              byte for byte, into the same register and into a new one
    the past stays                what was known before an import is answered as before

12 worlds, fewer in a slow build; CHAPTERV_LONG=yes, or a number, asks for more; CHAPTERV_SEED plays others. test_imports.py 37: that one.
"""

import csv
import io
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "fault"))
import registers  # noqa: E402
import worlds  # noqa: E402

WORLDS = registers.times(12, 300, sanitized=3)
STEPS = 6
LINE = re.compile(r", line \d+$")
KEYS = {"parties": ["id"], "transfers": ["id"], "safeguards": ["id"], "certifications": ["importer", "framework", "from"],
        "assessments": ["exporter", "importer", "country", "dated"]}


def instant(step, second=0):
    return f"2026-11-{10 + step:02d}T10:00:{second:02d}Z"


def said(text):
    return json.loads(text)


class State:
    """What a register says: its reports, and an answer for each importer."""

    def __init__(self, db, today, known_at=None):
        extra = ["--known-at", known_at] if known_at else []
        self.exports = {kind: registers.must("report", kind, "--db", db, *extra).out.decode() for kind in registers.KINDS}
        self.rows = {kind: list(csv.DictReader(io.StringIO(text, newline=""))) for kind, text in self.exports.items()}
        self.legs = {}  # id of a transfer: (outcome, mechanism)
        for importer in sorted({row["importer"] for row in self.rows["transfers"]}):
            done = registers.run("ask", importer, "--on", today, "--json", "--db", db, *extra, env={"CHAPTERV_NOW": instant(20)})
            for leg in said(done.out)["legs"] if done.status in (0, 1) else []:
                self.legs[leg.get("transfer")] = (leg["outcome"], leg["mechanism"])

    def keyed(self, kind):
        return {tuple(row[k] for k in KEYS[kind]): {c: v for c, v in row.items() if v} for row in self.rows[kind]}

    def same(self, other):
        return self.exports == other.exports and self.legs == other.legs

    def without_lines(self):
        """Rows in no order; where a list was the source, its line is left out of it."""
        return {kind: sorted(sorted((c, LINE.sub("", v) if c == "source" else v) for c, v in row.items() if v) for row in rows)
                for kind, rows in self.rows.items()}

    def same_rows(self, other):
        return self.without_lines() == other.without_lines() and self.legs == other.legs

    def differences(self, other):
        found = []
        for kind in KEYS:
            old, new = self.keyed(kind), other.keyed(kind)
            found += [f"{kind} {key}: {[(c, old.get(key, {}).get(c), new.get(key, {}).get(c)) for c in {*old.get(key, {}), *new.get(key, {})} if old.get(key, {}).get(c) != new.get(key, {}).get(c)]}"
                      for key in {*old, *new} if old.get(key) != new.get(key)]
        found += [f"{leg}: {self.legs.get(leg)} / {other.legs.get(leg)}" for leg in {*self.legs, *other.legs} if self.legs.get(leg) != other.legs.get(leg)]
        return found or [f"{k}: {self.exports[k]!r} / {other.exports[k]!r}" for k in KEYS if self.exports[k] != other.exports[k]]


class Play:
    def __init__(self, number, rng, folder, tally):
        self.where, self.rng, self.folder, self.tally = f"world {number}", rng, folder, tally
        self.db = str(folder / "w" / "register.db")
        self.world = worlds.World(rng)
        self.now = instant(0)

    def fail(self, what, detail=""):
        self.tally.fail(f"{self.where}: {what}: {str(detail)[:6000]}")

    def command(self, *args, db=None):
        return registers.run(*args, "--db", db or self.db, env={"CHAPTERV_NOW": self.now})

    def bring(self, file, path, *args, db=None):
        return self.command("import", path, *file.args, *args, "--json", db=db)

    def put(self, file, rows=None, under=""):
        path = self.folder / under / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(worlds.written(file, rows))
        return path

    def copy(self, name):
        return registers.copy(self.db, str(self.folder / name / "register.db"))

    # ---- one import ----

    def step(self, number, kind):
        file = self.world.file(kind)
        self.now = instant(number)
        today = self.now[:10]
        path = self.put(file)
        fresh = not os.path.exists(self.db)
        if fresh:
            os.makedirs(os.path.dirname(self.db))
            registers.must("init", "--db", self.db)
        before, old = State(self.db, today), pathlib.Path(self.db).read_bytes()
        where, self.where = self.where, f"{self.where}, step {number}, {file.name}"
        dry = self.bring(file, path, "--dry-run")
        if pathlib.Path(self.db).read_bytes() != old:
            self.fail("a dry run wrote something")
        elsewhere = self.copy("shuffled")
        done = self.bring(file, path)
        if dry.status == 2 or done.status == 2:
            self.refused(dry, done, old)
        else:
            after = State(self.db, today)
            self.applied(file, path, said(dry.out), said(done.out), before, after, elsewhere, today, number)
        self.where = where

    def refused(self, dry, done, old):
        self.tally.saw("refused")
        if (dry.status, done.status) != (2, 2) or pathlib.Path(self.db).read_bytes() != old:
            self.fail(f"dry run {dry.status}, import {done.status}", dry.err + done.err)
        if dry.out and done.out and said(dry.out)["refusals"] != said(done.out)["refusals"]:
            self.fail("the dry run refuses other rows", done.err)
        refusals = said(done.out)["refusals"] if done.out else []
        if not done.err.strip() or any(r["line"] < 2 or not r["reason"] for r in refusals):
            self.fail("refused without line or reason", done.out)
        self.tally.words[refusals[0]["reason"] if refusals else done.err.strip()] += 1

    def applied(self, file, path, plan, report, before, after, elsewhere, today, number):
        self.world.applied(file)
        self.tally.saw("applied" if report["change"] else "nothing new")
        self.as_planned(plan, report, before, after)
        self.twice(file, path)
        self.in_any_order(file, elsewhere, after, today)
        if report["import"]:
            self.the_past(before, today, number)
            self.undone(report["import"], before, today)

    # ---- the promises ----

    def as_planned(self, plan, report, before, after):
        for key in {*plan, *report} - {"dry_run", "change", "import"}:
            if plan.get(key) != report.get(key):
                self.fail(f"plan and import differ in {key}", f"{plan.get(key)} / {report.get(key)}")
        for kind in KEYS:
            old, new = before.keyed(kind), after.keyed(kind)
            differ = {key for key in {*old, *new} if old.get(key) != new.get(key)}
            changes = [c for c in plan["changes"] if c["kind"] == kind]
            counts = plan["records"][kind]
            if len(new) - len(old) != counts["added"] or len(differ) != sum(counts.values()):
                self.fail(f"{kind}: {counts} planned, {len(old)} before, {len(new)} after, {len(differ)} differ", differ)
            if KEYS[kind] == ["id"]:
                self.fields(kind, changes, old, new, differ)
        self.outcomes(plan, before, after)

    def fields(self, kind, changes, old, new, differ):
        if {(c["id"],) for c in changes} != differ:
            self.fail(f"{kind}: the plan names {sorted(c['id'] for c in changes)}, others differ", differ)
        for c in changes:
            for f in (f for f in c["fields"] if f["column"]):
                for side, rows in (("before", old), ("after", new)):
                    if rows.get((c["id"],), {}).get(f["column"], "") != outside(f[side]):
                        self.fail(f"{kind} {c['id']}: {f['column']} {side} is not", (f, rows.get((c["id"],))))

    def outcomes(self, plan, before, after):
        told = {leg["id"]: leg for leg in plan["outcomes"]}
        for leg in {*before.legs, *after.legs} - {None}:
            was, now = before.legs.get(leg), after.legs.get(leg)
            planned = told.pop(leg, None)
            if planned is None and was != now:
                self.fail(f"transfer {leg}: the plan is silent", f"{was} -> {now}")
            for side, seen in (("before", was), ("after", now)):
                if planned and planned[side] and seen != (planned[side]["outcome"], planned[side]["mechanism"]):
                    self.fail(f"transfer {leg}, {side}: the plan says {planned[side]}, the answer", seen)
                if planned and not planned[side] and seen:
                    self.fail(f"transfer {leg}, {side}: the plan says it is not, the answer", seen)
        for leg in told.values():
            self.fail("the plan speaks of a transfer that nobody answers for", leg)

    def twice(self, file, path):
        rows, _ = registers.rows_of(self.db)
        again = self.bring(file, path)
        report = said(again.out)
        if again.status != 0 or report["change"] or report["import"] or report["unchanged"] + report["skipped"] != report["read"]:
            self.fail(f"twice is not once: {again.status}", again.out.decode()[600:3000] if report["change"] else again.err)
        if registers.rows_of(self.db)[0] != rows:
            self.fail("twice is not once: the register differs")

    def in_any_order(self, file, db, after, today):
        rows = list(file.rows)
        self.rng.shuffle(rows)
        done = self.bring(file, self.put(file, rows, "order"), db=db)
        other = State(db, today)
        if done.status != 0 or not other.same_rows(after):
            self.fail("in another order of rows it is another register", other.differences(after) or done.err)

    def the_past(self, before, today, number):
        known = State(self.db, today, instant(number - 1, 30) if number else "2026-11-09")
        if not known.same(before):
            self.fail("what was known before is answered otherwise", known.differences(before))

    def undone(self, number, before, today):
        db = self.copy("undone")
        done = self.command("undo", number, db=db)
        after = State(db, today)
        if done.status != 0 or not after.same(before):
            self.fail(f"undo is not undo: {done.status} {done.err}", after.differences(before))

    def out_and_in(self):
        today = self.now[:10]
        first, rows = State(self.db, today), registers.rows_of(self.db)[0]
        empty = str(self.folder / "empty" / "register.db")
        registers.copy("/nonexistent", empty)
        for kind in registers.KINDS:
            path = self.folder / f"out-{kind}.csv"
            path.write_bytes(first.exports[kind].encode())
            if not first.rows[kind]:
                continue
            again = self.command("import", path, "--as", kind, "--json")
            if again.status != 0 or said(again.out)["change"]:
                self.fail(f"the export of {kind} comes back changed: {again.status}", again.err + again.out.decode()[:900])
            new = self.command("import", path, "--as", kind, "--json", db=empty)
            if new.status != 0:
                self.fail(f"the export of {kind} cannot be imported", new.err)
        if registers.rows_of(self.db)[0] != rows:
            self.fail("the exports came back and the register differs")
        other = State(empty, today)
        if not other.same(first):
            self.fail("out and in again is not the same", other.differences(first))
        for kind, text in first.exports.items():
            for row in csv.reader(io.StringIO(text, newline="")):
                for cell in row:
                    if cell[:1] in tuple("=+-@\t\r\n＝＋－＠"):
                        self.fail(f"a spreadsheet would evaluate a cell of {kind}", cell)

    def play(self):
        self.world.new_party(own=True)
        for own in (True, False, False, False, False):
            self.world.new_party(own)
        kinds = ["parties", "transfers"] + [self.rng.choice(["parties", "parties", "transfers", "safeguards", "certifications", "assessments",
                                                             "list", "list", "dpf-list"]) for _ in range(STEPS - 2)]
        for number, kind in enumerate(kinds):
            self.step(number, kind)
        self.out_and_in()


def outside(text):
    """A cell as a report writes it: guarded against spreadsheets."""
    bare = text.lstrip("'")
    return "'" + text if bare[:1] in tuple("=+-@\t\r\n＝＋－＠") and bare else text


def main():
    tally = registers.Tally()
    tally.words = registers.collections.Counter()
    only = [int(n) for n in sys.argv[1:]]
    for number in only or range(1, WORLDS + 1):
        rng = registers.random.Random(f"imports {os.environ.get('CHAPTERV_SEED', '1')} {number}")
        with registers.folder() as folder:
            Play(number, rng, folder, tally).play()
    print(f"CHAPTERV_SEED={os.environ.get('CHAPTERV_SEED', '1')}, {len(only) or WORLDS} worlds")
    for words, n in tally.words.most_common(12):
        print(f"{n:4} refused: {words[:150]}")
    return tally.end("imports")


if __name__ == "__main__":
    sys.exit(main())
