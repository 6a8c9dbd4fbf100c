#!/usr/bin/env python3
"""
Durable POSTs a second, one writer and sixteen, against a bare program that commits the same statements with the same settings.

    run.py CHAPTERV BARE [--writes 2000] [--slices 10] [--parties 0]

The three take turns, a slice each, since a disk is not the same from one second to the next; a ratio is that of slices beside each
other. Our clients send bytes over a socket and read until the answer is whole, no more; what they take themselves is shown, and so is
what a POST takes that is refused at the end of the same way (422), before anything is committed. Neither is taken off.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PORT = 18047
AIM, AIM_P99 = 0.7, 50


class Client(threading.Thread):
    """Writes one after the other on one connection, and how long each took."""

    def __init__(self, n, count, country="DE", status=b"201"):
        super().__init__()
        self.n, self.count, self.country, self.status = n, count, country, status
        self.took, self.failed, self.cpu = [], [], 0

    def run(self):
        with socket.create_connection(("127.0.0.1", PORT), timeout=60) as s:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            begun = time.thread_time()
            for i in range(self.count):
                name = f"w{self.n}-{i}-{time.time_ns()}"
                body = f'{{"name": "{name}", "kind": "service-provider", "country": "{self.country}"}}'
                asked = time.monotonic()
                s.sendall((f"POST /v1/parties HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: {name}\r\n"
                           f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
                reply = s.recv(65536)
                while not reply.endswith(b"}\n"):
                    reply += s.recv(65536)
                self.took.append(time.monotonic() - asked)
                if reply[9:12] != self.status:
                    self.failed.append(reply[:200])
            self.cpu = time.thread_time() - begun


class Row:
    """What the slices of one kind showed."""

    def __init__(self, name):
        self.name, self.rates, self.took, self.cpu = name, [], [], 0

    def run(self, clients):
        begun = time.monotonic()
        for c in clients:
            c.start()
        for c in clients:
            c.join()
        took = time.monotonic() - begun
        failed = [f for c in clients for f in c.failed]
        if failed:
            sys.exit(f"{self.name}: {len(failed)} writes went wrong, the first: {failed[0]}")
        self.rates.append(sum(len(c.took) for c in clients) / took)
        self.took += [t for c in clients for t in c.took]
        self.cpu += sum(c.cpu for c in clients)

    def show(self, bare):
        ratio = f"{statistics.median(a / b for a, b in zip(self.rates, bare)):10.2f}" if bare else f"{'':10}"
        waits = ""
        if self.took:
            part = statistics.quantiles(self.took, n=100)
            waits = f"{1000 * part[49]:10.2f}{1000 * part[98]:10.2f}{1000 * max(self.took):10.2f}{1e6 * self.cpu / len(self.took):11.0f}"
        print(f"{self.name:12}{statistics.median(self.rates):10.0f}{ratio}{waits}", flush=True)


def measure(args, bare_db):
    bare, one, many, refused = Row("bare"), Row("1 writer"), Row("16 writers"), Row("refused")
    count = max(16, args.writes // args.slices)
    for n in range(args.slices):
        fresh = f"{bare_db}{n}"
        shutil.copy(bare_db, fresh)
        took = float(subprocess.run([args.bare, fresh, str(count)], capture_output=True, text=True, check=True).stdout)
        os.unlink(fresh)
        bare.rates.append(count / took)
        one.run([Client(0, count)])
        many.run([Client(k, count // 16) for k in range(16)])
        refused.run([Client(0, count, "XX", b"422")])
    print(f"{'':12}{'writes/s':>10}{'of bare':>10}{'p50 ms':>10}{'p99 ms':>10}{'worst ms':>10}{'client us':>11}")
    bare.show(None)
    one.show(bare.rates)
    many.show(bare.rates)
    refused.show(None)
    print(f"aim: {AIM:.2f} of bare, p99 {AIM_P99} ms; client us: what the client itself takes of the processor for a write")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    p.add_argument("bare")
    for name, value in (("writes", 2000), ("slices", 10), ("parties", 0)):
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
        measure(args, bare_db)
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
