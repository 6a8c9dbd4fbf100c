#!/usr/bin/env python3
"""
The import of parties and transfers into a fresh register, against the sqlite3 shell's .import of the same files into bare tables
with the same indexes and settings, one after the other in the same run; then the same files again, which changes nothing.

    run.py CHAPTERV SOURCE [--rows 1000000] [--rounds 2] [--more 3000000] [--seed 1] [--folder FOLDER]

The exit status says whether anything failed, not whether it was fast.
"""

import argparse
import re
import shutil
import sys

import make
import measure

KINDS = ("parties", "transfers")
AIMS = {"first": 2.0, "again": 0.7, "memory": 128}


def counted(run, kind, n, what):
    if f"{n} rows read as {kind}: " not in run.out or f" {n} {what}" not in run.out:
        sys.exit(f"the import of {kind} did not say '{n} {what}':\n{run.out[-2000:]}")
    return run


def ours(program, db, files, n, what):
    return {kind: counted(measure.run([program, "import", files[kind], "--as", kind, "--db", db]), kind, n, what)
            for kind in KINDS}


def bare(db, files, schema, pragmas, n):
    measure.remove(db)
    start = ";\n".join(pragmas) + ";\n"
    measure.run(["sqlite3", "-batch", "-bail", db], (start + "\n".join(schema) + "\n").encode())
    done = {}
    for kind in KINDS:
        text = f"{start}.import --csv --skip 1 '{files[kind]}' {kind}\nSELECT 'rows', count(*) FROM {kind};\n"
        done[kind] = measure.run(["sqlite3", "-batch", "-bail", db], text.encode())
        if not re.search(rf"rows\|{n}$", done[kind].out, re.M):
            sys.exit(f"sqlite3 did not import all {kind}:\n{done[kind].out[-2000:]}")
    return done


def line(name, runs, base=None, aim=None):
    """runs: per round {kind: Run}."""
    per = {kind: measure.median([r[kind] for r in runs]) for kind in KINDS}
    total = sum(per.values())
    memory = max(r[kind].mib for r in runs for kind in KINDS)
    cpu = sum(min(r[kind].cpu for r in runs) for kind in KINDS)
    ratio = f"{total / base:8.2f}{f' (aim {aim})' if aim else ''}" if base else ""
    print(f"{name:24}{per['parties']:10.2f}{per['transfers']:11.2f}{total:9.2f}{cpu:9.2f}{memory:11.0f}{ratio}", flush=True)
    return total


def compare(args, folder, n, rounds):
    files = dict(zip(KINDS, make.canonical(folder, n, args.seed)))
    db, plain = f"{folder}/register.db", f"{folder}/plain.db"
    pragmas = measure.pragmas(args.source)
    first, again, base, schema = [], [], [], None
    for _ in range(rounds):
        measure.remove(db)
        first.append(ours(args.chapterv, db, files, n, "added"))
        if schema is None:
            schema = measure.bare_schema(db, files)
            print(f"\n{n} rows each; sqlite3 with {'; '.join(p.removeprefix('PRAGMA ') for p in pragmas)}")
            print("\n".join(s for s in schema if "INDEX" in s), flush=True)
        base.append(bare(plain, files, schema, pragmas, n))
        again.append(ours(args.chapterv, db, files, n, "unchanged"))
    print(f"{'seconds':24}{'parties':>10}{'transfers':>11}{'both':>9}{'CPU':>9}{'peak MiB':>11}{'ratio':>8}")
    total = line("sqlite3 .import", base)
    line("import, first", first, total, AIMS["first"])
    line("import, nothing changed", again, total, AIMS["again"])
    most = max(r[kind].mib for r in first + again for kind in KINDS)
    print(f"peak memory of the imports: {most:.0f} MiB (aim under {AIMS['memory']})", flush=True)
    measure.remove(db)
    measure.remove(plain)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    p.add_argument("source", help="the top of the source tree")
    for name, value in (("rows", 1_000_000), ("rounds", 2), ("more", 0), ("seed", 1)):
        p.add_argument("--" + name, type=int, default=value)
    p.add_argument("--folder", help="keep the files there")
    args = p.parse_args()
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3 here")
        return 77
    with measure.folder() as temporary:
        folder = args.folder or temporary
        compare(args, folder, args.rows, args.rounds)
        if args.more:
            compare(args, folder, args.more, 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
