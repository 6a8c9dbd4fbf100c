"""Registers to do harm to, the program that should survive it, and what is on file afterwards."""

import collections
import contextlib
import hashlib
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BINARY = os.environ.get("CHAPTERV", "")
if not BINARY:
    sys.exit("set CHAPTERV to the program under test")
NOW = "2026-11-23T10:00:00Z"
KINDS = ("parties", "transfers", "safeguards", "certifications", "assessments")
LONG = os.environ.get("CHAPTERV_LONG", "")
SANITIZED = os.environ.get("CHAPTERV_SANITIZED", "none") not in ("", "none")
SKIPPED = 77

Result = collections.namedtuple("Result", "status out err seconds")


def times(usual, long, sanitized=None):
    """How often: the usual number, more when CHAPTERV_LONG says so (a number, or yes), fewer in a slow build."""
    if LONG:
        return int(LONG) if LONG.isdigit() and int(LONG) > 1 else long
    return sanitized if SANITIZED and sanitized else usual


def seed(what):
    """CHAPTERV_SEED plays another game; the same one otherwise. Said, so that it can be played again."""
    number = int(os.environ.get("CHAPTERV_SEED", "1"))
    print(f"{what}: CHAPTERV_SEED={number}", flush=True)
    return random.Random(f"{what} {number}")


def preloaded(faults, **more):
    """The environment that loads the library of faults.c; a sanitizer wants to be the first library, and need not be."""
    asan = os.environ.get("ASAN_OPTIONS", "")
    return {"LD_PRELOAD": faults, "ASAN_OPTIONS": f"{asan}{':' if asan else ''}verify_asan_link_order=0", **more}


def environment(**more):
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent", "CHAPTERV_NOW": NOW, "TMPDIR": tempfile.gettempdir()}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
        if name in os.environ:
            env[name] = os.environ[name]
    return {**env, **more}


def run(*args, env=None, stdin=b"", timeout=300, before=None):
    begun = time.monotonic()
    done = subprocess.run([BINARY, *map(str, args)], input=stdin, capture_output=True, env=environment(**(env or {})), timeout=timeout,
                          check=False, preexec_fn=before)
    return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"), time.monotonic() - begun)


def must(*args, **kwargs):
    done = run(*args, **kwargs)
    if done.status != 0:
        sys.exit(f"{' '.join(map(str, args))} ended with {done.status}:\n{done.out.decode(errors='replace')[-1000:]}{done.err[-3000:]}")
    return done


@contextlib.contextmanager
def folder(memory=True):
    """A folder that goes again; in memory where that is to be had: a kill or a failed allocation is the same there, and faster."""
    where = "/dev/shm" if memory and os.access("/dev/shm", os.W_OK) else None
    path = tempfile.mkdtemp(prefix="chapterv-fault-", dir=where)
    try:
        yield pathlib.Path(path)
    finally:
        shutil.rmtree(path)


def exports(db, known_at=None):
    """{kind: bytes} as the program writes them."""
    extra = ["--known-at", known_at] if known_at else []
    return {kind: must("report", kind, "--db", db, *extra).out for kind in KINDS}


def rows_of(db):
    """
    Everything that is in the file, all versions of it: one digest per table. Without what rests on chance: salts, and the hashes over
    what they salt, which chapterv verify looks at. And what SQLite says about the file.
    """
    with contextlib.closing(sqlite3.connect(db)) as c:
        tables = [name for name, in c.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        digests = {}
        for table in tables:
            columns = [f'"{c[1]}"' for c in c.execute(f"PRAGMA table_info({table})") if c[1] not in ("sealed", "leaf", "hash")]
            rows = sorted(map(repr, c.execute(f'SELECT {", ".join(columns)} FROM "{table}"')))
            digests[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
        said = [text for text, in c.execute("PRAGMA integrity_check")]
        said += [f"foreign key: {row}" for row in c.execute("PRAGMA foreign_key_check")]
    return digests, said


def strangers(db):
    """Files beside the register that are neither it nor its journal."""
    db = pathlib.Path(db)
    return sorted(p.name for p in db.parent.iterdir() if p.name not in (db.name, db.name + "-journal"))


def copy(db, to):
    """With its journal, and with nothing of an earlier one. Returns where it is."""
    os.makedirs(os.path.dirname(to), exist_ok=True)
    for ending in ("", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{to}{ending}")
        if os.path.exists(f"{db}{ending}"):
            shutil.copy(f"{db}{ending}", f"{to}{ending}")
    return to


class Tally:
    """What happened how often, and what must not have happened."""

    def __init__(self):
        self.seen, self.failures = collections.Counter(), []

    def saw(self, what):
        self.seen[what] += 1

    def fail(self, text):
        self.failures.append(text)
        if len(self.failures) <= 40:
            print("FAIL " + text, flush=True)

    def end(self, what):
        print(f"{what}: " + ", ".join(f"{n} {name}" for name, n in sorted(self.seen.items())))
        if self.failures:
            print(f"{len(self.failures)} failures")
        return 1 if self.failures else 0
