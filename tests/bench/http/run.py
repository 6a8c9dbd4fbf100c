#!/usr/bin/env python3
"""
GET /v1/mechanism with a bearer token over a large register, distinct questions (every party as likely as any other) and a hundred
repeated ones, against a libmicrohttpd server that has no work to do and returns as many bytes, and against nginx with a file of that
size, in the same run.

    run.py CHAPTERV BARE [--parties 100000] [--seconds 1] [--rounds 30] [--connections 64] [--threads 2]

Needs wrk, and nginx for its row. A machine that is shared is half as fast from one second to the next, so there are many short
rounds, each in an order of its own, and a ratio is taken within its round. Prints the medians, and between which two a half of the
ratios lie; the exit status says whether anything failed, not whether it was fast.
"""

import argparse
import csv
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PORT, PORT_BARE, PORT_NGINX = 18044, 18045, 18046
COUNTRIES = ["US"] * 8 + ["IN", "IN", "GB", "GB", "DE", "FR", "IE", "NL", "PL", "JP", "CA", "IL", "BR", "AU", "SG", "PH",
                          "ZA", "MX", "KR", "CH", "AR", "UA", "EG", "VN"]
OWN = [("own-ie", "Own Ireland Ltd", "IE"), ("own-gb", "Own Britain Ltd", "GB"), ("own-ch", "Own Schweiz AG", "CH")]


def rows(n):
    """(kind, header, rows) of a register with n importers; the same for the same n."""
    rng = random.Random(n)
    country = [rng.choice(COUNTRIES) for _ in range(n)]
    name = [f"p{i:06d}" for i in range(n)]
    yield "parties", ["id", "name", "kind", "country", "own"], [
        *([i, text, "affiliate", c, "yes"] for i, text, c in OWN),
        *([p, f"Party number {i} of {country[i]}", "service-provider", country[i], "no"] for i, p in enumerate(name))]
    legs = [(rng.choice(OWN)[0], p, i) for i, p in enumerate(name) for _ in range(1 + (rng.random() < 0.2))]
    yield ("transfers", ["id", "exporter", "importer", "country", "place", "exporter_role", "importer_role", "data", "from"],
           [[f"t{n}", own, p, country[i], rng.choice(["storage", "processing", "support-access"]), "controller", "processor",
             rng.choice(["non-hr", "non-hr", "any"]), "2018-01-01"] for n, (own, p, i) in enumerate(legs)])
    yield ("safeguards", ["id", "exporter", "importer", "mechanism", "signed"],
           [[f"s{n}", own, p, rng.choice(["scc-2021-m2", "scc-2021-m2", "uk-idta", "scc-2010-c2p"]),
             f"20{rng.randint(19, 23)}-0{rng.randint(1, 9)}-15"] for n, (own, p, i) in enumerate(legs) if rng.random() < 0.6])
    yield ("certifications", ["importer", "framework", "covers", "from", "status", "checked_on"],
           [[p, "dpf-eu-us", rng.choice(["non-hr", "hr;non-hr"]), "2023-07-17", "active", "2024-01-10"]
            for i, p in enumerate(name) if country[i] == "US" and rng.random() < 0.5])
    yield ("assessments", ["exporter", "importer", "country", "dated", "outcome", "review_by"],
           [[own, p, country[i], "2023-09-01", "adequate", "2025-09-01"] for own, p, i in legs if rng.random() < 0.3])


def fill(binary, db, folder, n):
    for kind, header, lines in rows(n):
        path = os.path.join(folder, kind + ".csv")
        with open(path, "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(header)
            out.writerows(lines)
        begun = time.monotonic()
        done = subprocess.run([binary, "import", path, "--as", kind, "--db", db], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"import of {kind} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        print(f"imported {len(lines)} {kind} in {time.monotonic() - begun:.1f} s", flush=True)


def fetch(target, token):
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}{target}", headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(asked, timeout=10) as reply:
        return reply.read()


def typical_body(n, token):
    """An answer whose length is nearest to the mean."""
    rng = random.Random(1)
    bodies = [fetch(f"/v1/mechanism?to=p{rng.randrange(n):06d}&on=2024-06-01", token) for _ in range(500)]
    mean = statistics.mean(map(len, bodies))
    return min(bodies, key=lambda b: abs(len(b) - mean)), mean


def proc(pid, name):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return int(re.search(name + r":\s+(\d+) kB", f.read())[1]) / 1024


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as f:
        part = f.read().rsplit(")", 1)[1].split()
    return (int(part[11]) + int(part[12])) / os.sysconf("SC_CLK_TCK")


def load(pid, port, args, **env):
    before = cpu_seconds(pid)
    done = subprocess.run(
        ["wrk", f"-t{args.threads}", f"-c{args.connections}", f"-d{args.seconds}s", "-s", os.path.join(HERE, "uniform.lua"),
         f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True,
        env={**os.environ, "PARTIES": str(args.parties), **env})
    r = {k: int(v) for k, v in re.findall(r"(\w+)=(\d+)", re.search("RESULT (.*)", done.stdout)[1])}
    if r["errors"]:
        sys.exit(f"{r['errors']} requests failed: {done.stdout}")
    return {"rate": r["requests"] / r["micros"] * 1e6, "p50": r["p50"] / 1000, "p99": r["p99"] / 1000,
            "cpu": (cpu_seconds(pid) - before) / r["requests"] * 1e6}


def nginx(folder, body_path, threads):
    """nginx with a file, or None."""
    binary = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if binary is None:
        return None
    home = os.path.join(folder, "nginx")
    os.makedirs(os.path.join(home, "www"))
    shutil.copy(body_path, os.path.join(home, "www", "answer.json"))
    for path in (folder, home, os.path.join(home, "www")):
        os.chmod(path, 0o755)
    temp = "".join(f"{k}_temp_path {home}/{k};" for k in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(os.path.join(home, "nginx.conf"), "w", encoding="ascii") as f:
        f.write(f"daemon off; worker_processes {threads}; pid {home}/pid; error_log {home}/error.log; events {{}}\n"
                f"http {{ {temp} access_log off; keepalive_requests 100000000; open_file_cache max=10; sendfile on; tcp_nopush on;\n"
                f"default_type application/json; server {{ listen 127.0.0.1:{PORT_NGINX}; root {home}/www; }} }}\n")
    return subprocess.Popen([binary, "-p", home, "-c", os.path.join(home, "nginx.conf")], stderr=subprocess.DEVNULL)


def compare(args, ours, bare, front, token):
    many, few = {"TOKEN": token}, {"TOKEN": token, "REPEATED": "1"}  # what the client has to hold makes it slower or faster, too
    rows = [("bare", bare, PORT_BARE, many), ("distinct", ours, PORT, many), ("bare, few", bare, PORT_BARE, few),
            ("repeated", ours, PORT, few)]
    if front:
        rows.append(("nginx", front, PORT_NGINX, {"TOKEN": token, "TARGET": "/answer.json"}))
    seen = {name: [] for name, *_ in rows}
    order, rng = list(rows), random.Random(args.rounds)
    for done in range(args.rounds):
        rng.shuffle(order)
        for name, process, port, env in order:
            seen[name].append(load(process.pid, port, args, **env))
        if sys.stderr.isatty():
            print(f"round {done + 1} of {args.rounds}", end="\r", file=sys.stderr, flush=True)
    print(f"{'':10}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}{'own CPU us':>12}")
    for name, *_ in rows:
        of = {k: statistics.median(r[k] for r in seen[name]) for k in ("rate", "p50", "p99", "cpu")}
        print(f"{name:10}{of['rate']:12.0f}{of['p50']:10.3f}{of['p99']:10.3f}{of['cpu']:12.2f}")

    def ratios(name, to, k):  # within a round, as what else the machine does changes from round to round
        return [a[k] / b[k] for a, b in zip(seen[name], seen[to])]

    for name, yardstick, aim in (("distinct", "bare", 0.75), ("repeated", "bare, few", 0.90)):
        low, half, high = statistics.quantiles(ratios(name, yardstick, "rate"), n=4)
        print(f"{name}: {half:.2f} of bare ({low:.2f} to {high:.2f}; aim {aim:.2f}), "
              f"p99 {statistics.median(ratios(name, yardstick, 'p99')):.1f} times its (aim 2.0), "
              f"CPU {statistics.median(ratios(name, yardstick, 'cpu')):.2f} times its"
              + (f", {statistics.median(ratios(name, 'nginx', 'rate')):.2f} of nginx" if front else ""))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    p.add_argument("bare")
    for name, value in (("parties", 100000), ("seconds", 1), ("rounds", 30), ("connections", 64), ("threads", 2)):
        p.add_argument("--" + name, type=int, default=value)
    p.add_argument("--keep", metavar="DB", help="use this register, made by an earlier run, or make it")
    args = p.parse_args()
    if not shutil.which("wrk"):
        print("skipped: there is no wrk here")
        return 77
    folder = tempfile.mkdtemp(prefix="chapterv-bench-")
    running = []
    try:
        db = args.keep or os.path.join(folder, "register.db")
        if not os.path.exists(db):
            fill(args.chapterv, db, folder, args.parties)
        print(f"register: {os.path.getsize(db) / 2**20:.0f} MiB", flush=True)
        name = f"bench-{time.time_ns()}"
        token = subprocess.run([args.chapterv, "token", "add", name, "--role", "reader", "--db", db], capture_output=True, text=True,
                               check=True).stdout.strip()
        begun = time.monotonic()
        ours = subprocess.Popen([args.chapterv, "serve", "--db", db, "--listen", f"127.0.0.1:{PORT}"], stdout=subprocess.PIPE)
        running.append(ours)
        if not ours.stdout.readline():
            sys.exit("the server did not start")
        print(f"ready after {time.monotonic() - begun:.2f} s with {proc(ours.pid, 'VmRSS'):.0f} MiB", flush=True)
        body, mean = typical_body(args.parties, token)
        print(f"an answer has {mean:.0f} bytes on average", flush=True)
        path = os.path.join(folder, "body")
        with open(path, "wb") as f:
            f.write(body)
        threads = min(max(os.cpu_count(), 2), 8)
        bare = subprocess.Popen([args.bare, str(PORT_BARE), str(threads), path])
        running.append(bare)
        front = nginx(folder, path, threads)
        if front:
            running.append(front)
        time.sleep(0.5)
        compare(args, ours, bare, front, token)
        print(f"memory of the server: {proc(ours.pid, 'VmRSS'):.0f} MiB now, {proc(ours.pid, 'VmHWM'):.0f} MiB at most")
    finally:
        for process in running:
            process.terminate()
            process.wait()
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
