"""Run a program and see how long it took and how much memory it held at most; what the register's tables and settings are."""

import contextlib
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

NOW = "2026-11-23T10:00:00Z"


class Run:
    def __init__(self, seconds, mib, cpu, out):
        self.seconds, self.mib, self.cpu, self.out = seconds, mib, cpu, out


def run(command, stdin=b"", wanted=0):
    """What is waiting to go to disk goes there first, so that nobody pays for the run before."""
    os.sync()
    env = {**os.environ, "CHAPTERV_NOW": NOW}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        begun = time.monotonic()
        process = subprocess.Popen(command, stdin=given, stdout=said, stderr=subprocess.STDOUT, env=env)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        out = said.read().decode(errors="replace")
    if process.returncode != wanted:
        sys.exit(f"{' '.join(command)[:200]} ended with {process.returncode}:\n{out[-2000:]}")
    return Run(seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, out)


def median(runs):
    return statistics.median(r.seconds for r in runs)


@contextlib.contextmanager
def folder():
    """On the disk of TMPDIR, which should be a disk: memory has no price for what is written."""
    path = tempfile.mkdtemp(prefix="chapterv-bench-")
    try:
        yield path
    finally:
        shutil.rmtree(path)


def remove(db):
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(db + ending)


def pragmas(source):
    """The settings of our store that say how it writes, as it sets them itself."""
    with open(os.path.join(source, "registry", "store", "open_sqlite.c"), encoding="utf-8") as f:
        found = re.findall(r'"(PRAGMA \w+ = \S+)"', f.read())
    if not any("journal_mode" in p for p in found) or not any("synchronous" in p for p in found):
        sys.exit("open_sqlite.c no longer says its journal mode and its synchronous")
    return [p for p in found if not re.search("busy_timeout|query_only", p)]


def csv_columns(path):
    with open(path, encoding="utf-8") as f:
        return f.readline().rstrip("\r\n").split(",")


# What a column of the register is in the file; n, known_from and main are in no file.
IN_FILE = {"party": {"key": "id"}, "transfer": {"key": "id"}, "party_name": {"folded": "name"}}
NOT_IN_FILE = {"n", "known_from", "known_until", "main", "import", "line", "extra"}


def indexes(db, table, columns):
    """[(unique, columns of the file)] for each index of that table of the register that a bare table can have."""
    names = IN_FILE[table]
    found = []
    with contextlib.closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as c:
        for _, index, unique, _, _ in c.execute(f"PRAGMA index_list({table})").fetchall():
            over = [names.get(row[2], row[2]) for row in c.execute(f"PRAGMA index_info({index})")]
            kept = [column for column in over if column not in NOT_IN_FILE]
            if kept and all(column in columns for column in kept):
                found.append((bool(unique) and len(kept) == len(over), kept))
    return found


def bare_schema(db, files):
    """
    Bare tables with the columns of the files and the indexes of the register's tables, as that register has them today. The numbers
    that only a register gives (n, known_from) have no index here: a bare table has its row id.
    """
    made = []
    for kind, tables in (("parties", ["party", "party_name"]), ("transfers", ["transfer"])):
        columns = csv_columns(files[kind])
        made.append(f"CREATE TABLE {kind}({', '.join(f'{chr(34)}{c}{chr(34)} TEXT' for c in columns)});")
        seen = []
        for table in tables:
            for unique, over in indexes(db, table, columns):
                if not any(over == other[:len(over)] for other in seen):
                    seen.append(over)
                    of = ", ".join(f'"{c}"' for c in over)
                    made.append(f"CREATE {'UNIQUE ' if unique else ''}INDEX {kind}_{len(seen)} ON {kind}({of});")
    return made
