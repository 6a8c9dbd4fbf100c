#!/usr/bin/env python3
"""
F1: the import of 10,000 rows is killed (SIGKILL) at random points. Afterwards the register is whole and sound, as it was before or as it
would be after, with no file left beside it; and the same import then goes through. How soon it was ready again is said.

    kill.py [FAULTS]

FAULTS is the library of faults.c: with it half of the kills hit a write, a sync or the removal of the journal, and the last moments
before the end all have their turn; without it all of them come after a random time. 60 kills; CHAPTERV_LONG=500 asks for more.
"""

import os
import pathlib
import subprocess
import sys
import time

import registers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench" / "import"))
import make  # noqa: E402

ROWS = 10_000
KILLS = registers.times(60, 500, sanitized=16)
KILLED = -9


class Case:
    """An import over a register: before, after, and how long it takes."""

    def __init__(self, kind, path, base, folder, faults):
        self.kind, self.path = kind, str(path)
        self.base, self.db = base, str(folder / "victim" / "register.db")
        self.old = registers.rows_of(base)[0], registers.exports(base)
        self.bytes = pathlib.Path(base).read_bytes()
        registers.copy(base, self.db)
        done = registers.must("import", self.path, "--as", kind, "--db", self.db)
        if f" {ROWS} rows read as {kind}: 0 added, ".encode() not in done.out or b" 0 updated" in done.out:
            sys.exit(f"the import was to update rows: {done.out}")
        self.seconds = done.seconds
        self.new = registers.rows_of(self.db)[0], registers.exports(self.db)
        self.operations = self.count(folder, faults) if faults else 0

    def count(self, folder, faults):
        path = folder / "operations"
        registers.copy(self.base, self.db)
        registers.must("import", self.path, "--as", self.kind, "--db", self.db, env=registers.preloaded(faults, FAULT_OPS=str(path)))
        return int(path.read_text())

    def untouched(self):
        """To the byte what it was, with nothing to roll back."""
        journal = pathlib.Path(self.db + "-journal")
        return (not journal.exists() or journal.stat().st_size == 0) and pathlib.Path(self.db).read_bytes() == self.bytes

    def killed_after(self, seconds):
        process = subprocess.Popen([registers.BINARY, "import", self.path, "--as", self.kind, "--db", self.db],
                                   env=registers.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        return process.wait()

    def killed_at(self, faults, operation):
        return registers.run("import", self.path, "--as", self.kind, "--db", self.db,
                             env=registers.preloaded(faults, FAULT_KILL=str(operation))).status


def look(case, where, tally, again):
    """The register after a kill."""
    hot = os.path.exists(case.db + "-journal") and os.path.getsize(case.db + "-journal") > 0
    first = registers.run("report", case.kind, "--db", case.db)
    if first.status != 0:
        tally.fail(f"{where}: not readable afterwards ({'hot' if hot else 'no'} journal): {first.err.strip()}")
        first = registers.run("imports", "--db", case.db)
    rows, said = (case.old[0], ["ok"]) if case.untouched() else registers.rows_of(case.db)
    state = "old" if rows == case.old[0] else "new" if rows == case.new[0] else "half"
    if said != ["ok"]:
        tally.fail(f"{where}: not sound: {said[:3]}")
    verified = registers.run("verify", "--db", case.db)
    if verified.status != 0:
        tally.fail(f"{where}: the log does not fit: {verified.out}{verified.err}")
    if state == "half":
        tally.fail(f"{where}: neither as before nor as after: {[t for t in rows if rows[t] != case.old[0].get(t)]}")
    else:
        whole = (case.old if state == "old" else case.new)[1]
        if first.status == 0 and first.out != whole[case.kind]:
            tally.fail(f"{where}: {state}, but exports something else")
        if again and registers.exports(case.db) != whole:
            tally.fail(f"{where}: {state}, but one of the kinds exports something else")
    if registers.strangers(case.db):
        tally.fail(f"{where}: left behind: {registers.strangers(case.db)}")
    if again:
        done = registers.run("import", case.path, "--as", case.kind, "--db", case.db)
        if done.status != 0 or registers.exports(case.db) != case.new[1]:
            tally.fail(f"{where}: the import does not go through afterwards: {done.err.strip()}")
    tally.saw(f"{state}{' after rolling back' if hot else ''}")
    return first.seconds


def plan(case, rng, faults):
    """One kill: (words, function). Of the file operations the last twelve are tried as often as all others."""
    if faults and rng.random() < 0.5:
        low = max(1, case.operations - 11) if rng.random() < 0.5 else 1
        operation = rng.randint(low, case.operations)
        return (f"{case.kind}, at file operation {operation} of {case.operations}",
                lambda: case.killed_at(faults, operation))
    seconds = rng.uniform(0, case.seconds)
    return f"{case.kind}, after {seconds:.4f} of {case.seconds:.4f} s", lambda: case.killed_after(seconds)


def main():
    faults = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else None
    rng, tally = registers.seed("kill"), registers.Tally()
    with registers.folder() as folder:
        for edition in ("old", "new"):
            (folder / edition).mkdir()
        old = make.canonical(folder / "old", ROWS, 1)
        new = make.canonical(folder / "new", ROWS, 2)
        base = str(folder / "base.db")
        for path in old:
            registers.must("import", path, "--db", base)
        cases = [Case(kind, path, base, folder, faults) for kind, path in zip(registers.KINDS, new)]
        slowest, killed, tries = 0.0, 0, 0
        while killed < KILLS and tries < 3 * KILLS:
            tries += 1
            case = cases[tries % len(cases)]
            where, kill = plan(case, rng, faults)
            registers.copy(base, case.db)
            status = kill()
            if status not in (KILLED, 0):
                tally.fail(f"{where}: ended with {status}")
            killed += status == KILLED
            if tries % 50 == 0:
                print(f"{killed} kills", flush=True)
            slowest = max(slowest, look(case, where, tally, again=killed % 10 == 1))
        if killed < KILLS:
            tally.fail(f"only {killed} of {KILLS} kills came before the end")
        print(f"{killed} kills; ready again after {slowest:.2f} s at most")
    return tally.end("afterwards")


if __name__ == "__main__":
    sys.exit(main())
