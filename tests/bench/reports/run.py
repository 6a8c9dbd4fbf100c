#!/usr/bin/env python3
"""
Reports over a large register, against the sqlite3 shell printing the joined tables without any decision, one after the other in the
same run; and the memory each held at most.

    run.py CHAPTERV [--rows 1000000] [--parties N] [--rounds 3] [--seed 1] [--db REGISTER] [--keep FOLDER]

A tenth as many parties as transfers unless --parties says otherwise; most of them have clauses, some a certification, an
assessment or several. --db measures over a register that is there already. The exit status says whether anything failed, not
whether it was fast.
"""

import argparse
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "import"))
import make  # noqa: E402
import measure  # noqa: E402

AIMS = {"report coverage": 2.0, "report transfers": 1.0}
MEMORY = 256
COLUMNS = ("t.id, t.exporter, x.name, t.importer, i.name, t.country, t.place, t.exporter_role, t.importer_role, t.data, "
           "t.data_categories, t.data_subjects, t.purposes, t.legal_basis, t.retention, t.\"from\", t.\"until\", t.source")
JOINED = (f"SELECT {COLUMNS} FROM transfer t LEFT JOIN party x ON x.key = t.exporter AND x.known_until IS NULL "
          "LEFT JOIN party i ON i.key = t.importer AND i.known_until IS NULL WHERE t.known_until IS NULL ORDER BY t.n")
SAFEGUARDS = "id,exporter,importer,mechanism,signed,ended,flags\r\n"
CERTIFICATIONS = "importer,framework,covers,from,until,status\r\n"
ASSESSMENTS = "exporter,importer,country,dated,outcome,review_by\r\n"


def day(bits, first=2016):
    return f"{first + bits % 10}-{1 + (bits >> 8) % 12:02d}-{1 + (bits >> 16) % 28:02d}"


def facts(parties, seed):
    """(kind, row): what is on file about the importers."""
    for i, bits in enumerate(make.numbers(seed + 3, parties - len(make.OWN))):
        pid = make.party_id(i)
        own = make.OWN[bits & 3][0]
        if bits >> 2 & 3:
            yield "safeguards", f"s{i},{own},{pid},{('scc-2021-m2', 'scc-2010-c2p')[bits >> 5 & 1]},{day(bits >> 8)},,annex-i\r\n"
        if not bits >> 4 & 7:
            yield "certifications", f"{pid},{('dpf-eu-us', 'privacy-shield-eu-us')[bits >> 7 & 1]},non-hr,{day(bits >> 10, 2017)},,active\r\n"
        if bits >> 30 & 1:
            dated = day(bits >> 32, 2018)
            yield "assessments", f",{pid},,{dated},adequate-with-measures,{int(dated[:4]) + 3}{dated[4:]}\r\n"


def register(args, folder):
    db, parties = os.path.join(folder, "register.db"), args.parties or max(args.rows // 10, len(make.OWN) + 1)
    files = {"parties": make.write(os.path.join(folder, "parties.csv"), make.PARTIES, make.party_rows(parties, args.seed)),
             "transfers": make.write(os.path.join(folder, "transfers.csv"), make.TRANSFERS,
                                     make.transfer_rows(args.rows, parties, args.seed))}
    heads = {"safeguards": SAFEGUARDS, "certifications": CERTIFICATIONS, "assessments": ASSESSMENTS}
    opened = {kind: open(os.path.join(folder, f"{kind}.csv"), "w", encoding="utf-8", newline="") for kind in heads}
    for kind, head in heads.items():
        opened[kind].write(head)
    for kind, row in facts(parties, args.seed):
        opened[kind].write(row)
    for kind, f in opened.items():
        f.close()
        files[kind] = f.name
    for kind, path in files.items():
        done = measure.run([args.chapterv, "import", path, "--as", kind, "--db", db])
        print(done.out.strip().splitlines()[-1], flush=True)
        os.unlink(path)
    return db


def to_file(command, out):
    return measure.run(["sh", "-c", 'exec "$@" >"$0"', out, *command])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("chapterv")
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--parties", type=int)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--db")
    p.add_argument("--keep")
    args = p.parse_args()
    with measure.folder() as folder:
        db = args.db or register(args, args.keep or folder)
        out = os.path.join(folder, "out")
        report = [args.chapterv, "report"]
        runs = {"sqlite3 -csv, joined": ["sqlite3", "-csv", "-readonly", db, JOINED]}
        for name, more in (("coverage", []), ("transfers", []), ("gaps", []), ("by-country", []), ("article-30-controller", []),
                           ("coverage", ["--party", "own-ie"]), ("coverage", ["--format", "json"]), ("coverage", ["--format", "html"]),
                           ("coverage", ["--format", "xlsx"])):
            runs[" ".join(["report", name, *more])] = [*report, name, "--db", db, *more]
        done = {name: [] for name in runs}
        for i in range(args.rounds):
            for name, command in runs.items():
                if i == 0 or len(command) == 5 or "sqlite3" in name:
                    done[name].append(to_file(command, out))
        base = measure.median(done["sqlite3 -csv, joined"])
        print(f"\n{'':34}{'seconds':>9}{'CPU':>8}{'peak MiB':>10}{'ratio':>8}")
        for name, r in done.items():
            seconds, aim = measure.median(r), AIMS.get(name)
            print(f"{name:34}{seconds:9.2f}{min(x.cpu for x in r):8.2f}{max(x.mib for x in r):10.0f}{seconds / base:8.2f}"
                  f"{f' (aim {aim})' if aim else ''}", flush=True)
        most = max(x.mib for r in done.values() for x in r)
        print(f"peak memory: {most:.0f} MiB (aim under {MEMORY})", flush=True)


if __name__ == "__main__":
    main()
