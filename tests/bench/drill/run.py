#!/usr/bin/env python3
"""
A drill over a register of many transfers, against `report coverage` over the same register, one after the other in the
same run; and lint over its parties.

    run.py CHAPTERV SOURCE [--rows 1000000] [--parties ROWS/10] [--rounds 3] [--seed 1] [--db FILE]

The register is that of the bench of reports (import/fill.py): half the transfers to the United States rest on the
framework that ends; of these some have clauses to fall back on, some of them with an assessment. --db keeps it, or
takes one that was kept. Ratios are of CPU time, user and system: other programs that run meanwhile change that least.
The exit status says whether anything failed, not whether it was fast.
"""

import argparse
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "import"))
import fill  # noqa: E402
import measure  # noqa: E402

AIM = 0.5
WANTED = {"drill": 1, "drill, a country": 1, "lint": 1}


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
    with tempfile.TemporaryDirectory(prefix="chapterv-bench-") as folder:
        db = args.db or os.path.join(folder, "register.db")
        if not os.path.exists(db):
            fill.fill(args.program, db, folder, args.rows, args.parties, args.seed)
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
                if name not in best or run.cpu < best[name][0].cpu:
                    best[name] = (run, size)
        base = best["report coverage"][0].cpu
        print(f"{'':20}{'seconds':>9}{'cpu':>9}{'MiB':>9}{'MB out':>9}   of coverage")
        for name, (run, size) in best.items():
            aim = f" (aim {AIM})" if name == "drill" else ""
            print(f"{name:20}{run.seconds:9.2f}{run.cpu:9.2f}{run.mib:9.0f}{size / 1e6:9.1f}{run.cpu / base:10.2f}{aim}")


if __name__ == "__main__":
    main()
