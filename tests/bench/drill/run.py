#!/usr/bin/env python3
"""
A drill over a register of many transfers, against `report coverage` over the same register, one after the other in the
same run; and lint over its parties.

    run.py CHAPTERV SOURCE [--rows 1000000] [--parties ROWS/10] [--rounds 3] [--seed 1] [--db FILE]

Half the transfers to the United States rest on the framework that ends; of these some have clauses to fall back on,
some of them with an assessment. --db keeps the register, or takes one that was kept. The exit status says whether
anything failed, not whether it was fast.
"""

import argparse
import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "import"))
import make  # noqa: E402
import measure  # noqa: E402

AIM = 0.5
WANTED = {"drill": 1, "drill, a country": 1, "lint": 1}


def tools(folder, parties, seed):
    """Certifications, safeguards, assessments for the parties of make.py."""
    rng = random.Random(seed)
    rows = {"certifications": ["importer,framework,covers,from,until,status,checked_on"],
            "safeguards": ["id,exporter,importer,mechanism,signed,flags"],
            "assessments": ["exporter,importer,country,dated,outcome,review_by"]}
    for line in make.party_rows(parties, seed):
        pid = line.split(",", 1)[0]
        if pid.startswith("own-"):
            continue
        if rng.random() < 0.5:
            day = f"202{3 + rng.randrange(3)}-{1 + rng.randrange(12):02d}-01"
            rows["certifications"].append(f"{pid},dpf-eu-us,{rng.choice(('non-hr', 'hr;non-hr'))},{day},,active,2026-06-01")
        if rng.random() < 0.5:
            year = 2021 + rng.randrange(5)
            day = f"{year}-{7 + rng.randrange(6):02d}-{1 + rng.randrange(28):02d}"
            rows["safeguards"].append(f"s-{pid[:60]},own-ie,{pid},{rng.choice(('scc-2021-m2', 'scc-2021-m1', 'scc-2010-c2p'))},{day},")
            if rng.random() < 0.6:
                rows["assessments"].append(f"own-ie,{pid},US,{day},adequate,{year + 1 + rng.randrange(5)}-01-01")
    for kind, lines in rows.items():
        path = os.path.join(folder, f"{kind}.csv")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write("\r\n".join(lines) + "\r\n")
        yield kind, path


def fill(program, db, folder, args):
    parties, transfers = os.path.join(folder, "parties.csv"), os.path.join(folder, "transfers.csv")
    make.write(parties, make.PARTIES, make.party_rows(args.parties, args.seed))
    make.write(transfers, make.TRANSFERS, make.transfer_rows(args.rows, args.parties, args.seed))
    for kind, path in (("parties", parties), ("transfers", transfers), *tools(folder, args.parties, args.seed)):
        run = measure.run([program, "import", path, "--as", kind, "--db", db])
        print(f"  {kind:16}{run.seconds:8.2f} s", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("source")
    p.add_argument("--rows", type=int, default=1000000)
    p.add_argument("--parties", type=int)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--db")
    args = p.parse_args()
    args.parties = args.parties or args.rows // 10
    with tempfile.TemporaryDirectory(prefix="chapterv-bench-") as folder:
        db = args.db or os.path.join(folder, "register.db")
        if not os.path.exists(db):
            print(f"a register of {args.parties} parties and {args.rows} transfers:")
            fill(args.program, db, folder, args)
        commands = {
            "report coverage": ["report", "coverage", "--format", "csv", "--on", "2026-11-23"],
            "drill": ["drill", "--end", "dpf-eu-us", "--format", "csv", "--on", "2026-11-23"],
            "drill, a country": ["drill", "--end-adequacy", "IL", "--format", "csv", "--on", "2026-11-23"],
            "lint": ["lint", "--format", "csv", "--on", "2026-11-23"],
        }
        best = {}
        for _ in range(args.rounds):
            for name, command in commands.items():
                out = os.path.join(folder, "out.csv")
                run = measure.run([args.program, *command, "-o", out, "--db", db], wanted=WANTED.get(name, 0))
                size = os.path.getsize(out)
                if name not in best or run.seconds < best[name][0].seconds:
                    best[name] = (run, size)
        base = best["report coverage"][0].seconds
        print(f"{'':20}{'seconds':>9}{'cpu':>9}{'MiB':>9}{'MB out':>9}   of coverage")
        for name, (run, size) in best.items():
            aim = f" (aim {AIM})" if name == "drill" else ""
            print(f"{name:20}{run.seconds:9.2f}{run.cpu:9.2f}{run.mib:9.0f}{size / 1e6:9.1f}{run.seconds / base:10.2f}{aim}")


if __name__ == "__main__":
    main()
