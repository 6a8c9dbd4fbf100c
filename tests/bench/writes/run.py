#!/usr/bin/env python3
"""
Durable POSTs a second, one writer and sixteen, against a bare program that commits the same statements with the same settings.

    run.py CHAPTERV BARE [--writes 2000] [--rounds 3] [--parties 0]
"""

import argparse
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PORT = 18047


def post(n, count, failed):
    c = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for i in range(count):
        name = f"w{n}-{i}-{time.time_ns()}"
        c.request("POST", "/v1/parties", f'{{"name": "{name}", "kind": "service-provider", "country": "DE"}}',
                  {"Content-Type": "application/json", "Idempotency-Key": name})
        reply = c.getresponse()
        reply.read()
        if reply.status != 201:
            failed.append(reply.status)
    c.close()


def ours(writers, writes):
    failed = []
    threads = [threading.Thread(target=post, args=(n, writes // writers, failed)) for n in range(writers)]
    begun = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if failed:
        sys.exit(f"{len(failed)} writes failed: {set(failed)}")
    return writes // writers * writers / (time.monotonic() - begun)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    p.add_argument("bare")
    for name, value in (("writes", 2000), ("rounds", 3), ("parties", 0)):
        p.add_argument("--" + name, type=int, default=value)
    args = p.parse_args()
    folder = tempfile.mkdtemp(prefix="chapterv-bench-")
    server = None
    try:
        db, bare_db, path = (os.path.join(folder, name) for name in ("register.db", "bare.db", "parties.csv"))
        with open(path, "w", encoding="ascii") as f:
            f.write("id,name,kind,country\n")
            f.writelines(f"p{i},Party number {i},service-provider,US\n" for i in range(max(1, args.parties)))
        subprocess.run([args.chapterv, "import", path, "--db", db], check=True, stdout=subprocess.DEVNULL)
        shutil.copy(db, bare_db)
        server = subprocess.Popen([args.chapterv, "serve", "--db", db, "--listen", f"127.0.0.1:{PORT}"], stdout=subprocess.PIPE)
        server.stdout.readline()
        seen = {"bare": [], "1 writer": [], "16 writers": []}
        print(f"{'':12}{'writes/s':>10}")
        for n in range(args.rounds):
            fresh = bare_db + str(n)
            shutil.copy(bare_db, fresh)
            took = float(subprocess.run([args.bare, fresh, str(args.writes)], capture_output=True, text=True, check=True).stdout)
            for name, rate in (("bare", args.writes / took), ("1 writer", ours(1, args.writes)), ("16 writers", ours(16, args.writes))):
                seen[name].append(rate)
                print(f"{name:12}{rate:10.0f}", flush=True)
        bare = statistics.median(seen["bare"])
        print("; ".join(f"{name}: {statistics.median(rates) / bare:.2f} of bare" for name, rates in seen.items() if name != "bare")
              + " (aim 0.70)")
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
