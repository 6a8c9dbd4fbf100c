#!/usr/bin/env python3
"""
verify over a log of so many entries, against hashing the same entries with libsodium alone; and how long proofs are (F12).

    run.py CHAPTERV HASH [--entries 1000000] [--rounds 3]
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    p.add_argument("hash")
    p.add_argument("--entries", type=int, default=1_000_000)
    p.add_argument("--rounds", type=int, default=3)
    args = p.parse_args()
    folder = tempfile.mkdtemp(prefix="chapterv-bench-")
    try:
        db, path, log = (os.path.join(folder, name) for name in ("register.db", "parties.csv", "log"))
        with open(path, "w", encoding="ascii") as f:
            f.write("id,name,kind,country\n")
            f.writelines(f"p{i},Party number {i},service-provider,US\n" for i in range(args.entries))
        subprocess.run([args.chapterv, "import", path, "--db", db], check=True, stdout=subprocess.DEVNULL)
        with open(log, "wb") as out:
            told = subprocess.Popen([args.chapterv, "log", "--from", "0", "--json", "--db", db], stdout=subprocess.PIPE)
            for line in told.stdout:
                out.write(line.split(b'"entry":', 1)[1].removesuffix(b"}\n") + b"\n")
            told.wait()
        seen = {"hash": [], "verify": []}
        for _ in range(args.rounds):
            seen["hash"].append(float(subprocess.run([args.hash, log], capture_output=True, text=True, check=True).stdout))
            begun = time.monotonic()
            subprocess.run([args.chapterv, "verify", "--db", db], check=True, stdout=subprocess.DEVNULL)
            seen["verify"].append(time.monotonic() - begun)
            print(f"hashing {seen['hash'][-1]:.2f} s, verify {seen['verify'][-1]:.2f} s", flush=True)
        ratio = statistics.median(seen["verify"]) / statistics.median(seen["hash"])
        print(f"verify: {ratio:.2f} times hashing alone (aim 3), {statistics.median(seen['verify']):.2f} s (aim 3 s)")
        third = args.entries // 3
        for name, option in (("inclusion", ["--proof", str(third)]), ("consistency, from an odd size", ["--since", str(third | 1)]),
                             ("consistency, from an even one", ["--since", str(third + third % 2)])):
            out = subprocess.run([args.chapterv, "log", *option, "--db", db], capture_output=True, text=True, check=True).stdout
            print(f"{name}: {len(json.loads(out)['proof'])} hashes (aim 20; from an odd size RFC 9162 has ceil(log2 n) + 1)")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
