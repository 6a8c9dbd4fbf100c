#!/usr/bin/env python3
"""
An import, and its undoing, that are larger than the memory they have go into the file before they are committed; whoever reads meanwhile
sees what was there before, and never waits. Killed (SIGKILL) or refused by the disk on the way, it leaves the register to the byte as
it was. 2 kills of each; CHAPTERV_LONG=20 asks for more.
"""

import contextlib
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import time

import registers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench" / "import"))
import make  # noqa: E402

ROWS = 150_000
KILLS = registers.times(2, 20, sanitized=1)


def began(*args):
    return subprocess.Popen([registers.BINARY, *map(str, args)], env=registers.environment(), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def look(db):
    """What is there, at once; None: readers are shut out."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=0)) as c:
            return c.execute("SELECT count(*), max(n) FROM party WHERE known_until IS NULL").fetchone()
    except sqlite3.OperationalError:
        return None


def counted(db):
    with contextlib.closing(sqlite3.connect(db)) as c:
        return c.execute("SELECT count(*), max(n) FROM party WHERE known_until IS NULL").fetchone()


def spilled(db, size):
    """Is more changed by now than the memory holds: new pages are behind the end, of old ones the journal has a copy?"""
    with contextlib.suppress(FileNotFoundError):
        if os.path.getsize(db + "-journal") > 56 << 20:
            return True
    return os.path.getsize(db) > size + (1 << 20)


def beside(args, db, tally, where):
    """Read while it is done; it may shut readers out for its commit. How long it was in the file before that."""
    want, size, first, shut = counted(db), os.path.getsize(db), None, None
    seen = want
    process = began(*args)
    while process.poll() is None:
        first = first or (time.monotonic() if spilled(db, size) else None)
        seen = look(db)
        if seen != want:  # it is being committed, or was between two looks and the program is about to end
            shut = time.monotonic()
            break
        time.sleep(0.005)
    words = process.communicate()[1].decode()
    after = counted(db)
    if seen not in (want, after, None) or after == want:
        tally.fail(f"{where}: a reader saw {seen}, between {want} and {after}")
    if process.returncode != 0:
        tally.fail(f"{where}: ended with {process.returncode}: {words}")
    if first is None:
        tally.fail(f"{where}: it was never in the file before its commit: it shows nothing")
        return
    late = time.monotonic()
    open_for, closed_for = (shut or late) - first, late - (shut or late)
    print(f"{where}: {open_for:.2f} s in the file while others read, {closed_for:.2f} s from then to its end")
    if closed_for > max(1, open_for):
        tally.fail(f"{where}: readers were shut out for {closed_for:.2f} s of {open_for + closed_for:.2f}")


def kill(args, db, tally, where, after):
    before, size = pathlib.Path(db).read_bytes(), os.path.getsize(db)
    process = began(*args)
    while process.poll() is None and not spilled(db, size):
        time.sleep(0.005)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if process.returncode != -signal.SIGKILL:
        tally.fail(f"{where}: it was over before it was killed: {process.returncode}")
        return
    registers.must("imports", "--db", db)  # whoever opens it next rolls back
    if pathlib.Path(db).read_bytes() != before:
        tally.fail(f"{where}: not to the byte what it was")
    if registers.strangers(db):
        tally.fail(f"{where}: left behind: {registers.strangers(db)}")
    tally.saw("as before")


def cramped(args, db, tally, where):
    """A file may not become as large as it would: what was written before that is taken back by the one who wrote it."""
    before = pathlib.Path(db).read_bytes()

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + (1 << 20), len(before) + (1 << 20)))

    done = registers.run(*args, before=limit)
    if done.status != 2:
        tally.fail(f"{where}: ended with {done.status}: {done.err}")
    journal = pathlib.Path(db + "-journal")
    if pathlib.Path(db).read_bytes() != before or (journal.exists() and journal.stat().st_size):
        tally.fail(f"{where}: refused, and not to the byte what it was: {done.err}")
    tally.saw("taken back")


def main():
    tally = registers.Tally()
    rng = registers.seed("beside")
    with registers.folder(memory=False) as folder:
        (folder / "small").mkdir()
        (folder / "large").mkdir()
        (folder / "own").mkdir()
        db = str(folder / "own" / "register.db")
        registers.must("import", make.canonical(folder / "small", 100, 1)[0], "--db", db)
        large = ("import", make.canonical(folder / "large", ROWS, 2)[0], "--db", db)
        for n in range(KILLS):
            kill(large, db, tally, f"import killed, {n + 1}", rng.uniform(0, 1))
        beside(large, db, tally, "import")
        (folder / "changed").mkdir()
        changed = make.canonical(folder / "changed", ROWS, 3)[0]
        cramped(("import", changed, "--on-conflict", "update", "--db", db), db, tally, "a file too large")
        undo = ("undo", 2, "--db", db)
        for n in range(KILLS):
            kill(undo, db, tally, f"undoing killed, {n + 1}", rng.uniform(0, 0.2))
        beside(undo, db, tally, "undoing")
        said = registers.run("verify", "--db", db)
        if said.status != 0:
            tally.fail(f"verify: {said.out}{said.err}")
    return tally.end("afterwards")


if __name__ == "__main__":
    sys.exit(main())
