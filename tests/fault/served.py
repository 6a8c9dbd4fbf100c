#!/usr/bin/env python3
"""
What goes wrong under a server that is at work.

F7: one of 50 allocations fails. The server stays alive, every request is answered with 2xx or 5xx, or its connection ends; nothing that
was acknowledged is lost, and the memory does not grow by it.
F9: the disk refuses a sync (EIO), each of those that a commit has, one after the other, and then all of them for a while. Whoever
waited for that commit is told so (5xx); the register is opened again, and the next change is done; nothing acknowledged is lost.
F19: the clock on the wall is set forth and back by a day. The log goes forth only, what was just recorded is seen, a token and a session
are as good as they were, and a request comes but once under its key.
F35: a server that stops while it answers ends in good order, whichever of its threads is slow.

    served.py FAULTS

FAULTS is the library of faults.c. Some seconds; CHAPTERV_LONG=yes: sixty of failing allocations.
"""

import json
import os
import pathlib
import re
import struct
import sys
import threading
import time
import unittest

import registers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

FAULTS = sys.argv.pop(1) if len(sys.argv) > 1 else ""
JSON = "application/json"
DAY = 24 * 60 * 60 * 1000
SYNCS = 5  # that a commit has: journal, its folder, journal, register, journal


class Hand:
    """The numbers that the library looks at while the program runs: struct hand."""

    NAMES = ("one_of", "sync_after", "sync_errors", "ahead_ms", "failed", "late_ms")

    def __init__(self, path):
        self.path = path
        with open(path, "wb") as f:
            f.write(bytes(8 * len(self.NAMES)))

    def set(self, **numbers):
        with open(self.path, "r+b") as f:
            for name, value in numbers.items():
                f.seek(8 * self.NAMES.index(name))
                f.write(struct.pack("=q", value))
                f.flush()

    def get(self, name):
        with open(self.path, "rb") as f:
            f.seek(8 * self.NAMES.index(name))
            return struct.unpack("=q", f.read(8))[0]


class Served(unittest.TestCase):
    def setUp(self):
        folder = registers.folder()
        self.folder = str(folder.__enter__())
        self.addCleanup(folder.__exit__, None, None, None)
        self.db = os.path.join(self.folder, "register.db")
        self.hand = Hand(os.path.join(self.folder, "hand"))
        self.before_all()
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS)):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)
        self.ended = threading.Event()
        self.acked, self.odd, self.busy, self.told = [], [], [], {}

    def before_all(self):
        pass

    def serve(self):
        return wire.Server(suite.BINARY, self.db, env=registers.preloaded(FAULTS, FAULT_HAND=self.hand.path))

    def cli(self, *args):
        code, out, words = wire.run(suite.BINARY, *args, "--db", self.db)
        self.assertEqual(code, 0, out + words)
        return out

    def create(self, server, name, **fields):
        body = json.dumps({"id": name, "name": f"{name} GmbH", "country": "DE"}).encode()
        return server.ask("/v1/parties", "POST", body, Content_Type=JSON, Idempotency_Key="key-" + name, **fields)

    def note(self, status):
        self.told[status] = self.told.get(status, 0) + 1

    def writes(self, server, prefix):
        i = 0
        while not self.ended.is_set():
            name = f"{prefix}-{i}"
            i += 1
            try:
                reply = self.create(server, name)
            except (OSError, AssertionError):
                reply = None  # cut off
            self.note(reply.status if reply else 0)
            if reply and reply.status == 201:
                self.acked.append(name)
            elif reply and reply.status < 500:
                self.odd.append(reply)
            elif reply and reply.status == 503:
                self.busy.append(reply.json()["detail"])

    def asks(self, server, targets):
        i = 0
        while not self.ended.is_set():
            i += 1
            try:
                reply = server.ask(targets[i % len(targets)])
            except (OSError, AssertionError):
                reply = None
            self.note(reply.status if reply else 0)
            if reply and reply.status not in (200, 500, 503, 507):
                self.odd.append(reply)

    def at_once(self, *doings):
        self.ended.clear()
        threads = [threading.Thread(target=what, args=args) for what, *args in doings]
        for t in threads:
            t.start()
        return threads

    def end(self, threads):
        self.ended.set()
        for t in threads:
            t.join(60)

    def nothing_is_lost(self):
        """Asked of a server to which nothing happens, after the one before was killed."""
        with wire.Server(suite.BINARY, self.db) as server:
            reply = server.ask("/v1/parties", Accept="text/csv")
            there = {line.split(",", 1)[0].strip('"') for line in reply.body.decode().splitlines()[1:]}
        self.assertEqual(set(self.acked) - there, set(), "acknowledged, and lost")
        self.cli("verify")


class Memory(Served):
    ASKED = ["/v1/mechanism?to=acme&on=2019-01-01", "/v1/parties?limit=3", "/v1/transfers?outcome=covered", "/v1/parties/acme/chain",
             "/v1/parties/acme/history", "/?to=acme", "/v1/log?count=5", "/v1/log/root", "/v1/reports/gaps?format=csv"]

    def test_one_of_fifty_allocations_fails(self):
        seconds = 60 if registers.LONG else 4
        with self.serve() as server:
            def load():
                return self.at_once((self.writes, server, f"w{time.monotonic_ns()}"), (self.asks, server, self.ASKED),
                                    (self.asks, server, self.ASKED[::-1]))

            def lasting(span):
                threads = load()
                time.sleep(span)
                self.end(threads)

            lasting(2)
            self.hand.set(one_of=50)
            lasting(2)
            before, first = server.memory(), len(self.acked)
            lasting(seconds)
            self.hand.set(one_of=0)
            self.assertIsNone(server.process.poll(), "the server is gone")
            grown = server.memory() / before - 1
            failed, told = self.hand.get("failed"), dict(sorted(self.told.items()))
            print(f"{failed} allocations failed; answers {told}; memory {100 * grown:+.1f} % with {len(self.acked) - first} parties more")
            self.assertEqual(self.odd, [])
            self.assertGreater(failed, 100)
            self.assertTrue(any(s >= 500 or s == 0 for s in told), "nobody noticed")
            if not registers.SANITIZED:  # a sanitizer keeps what was freed
                self.assertLess(grown, 0.05)
            self.told, self.busy = {}, []
            lasting(1)
            self.assertEqual((set(self.told) | {503}, self.busy), ({200, 201, 503}, []), "it goes on as before")  # 503: a table at a time
            server.process.kill()
            server.process.wait()
        self.nothing_is_lost()


    def locked(self, server):
        with open("/proc/locks", encoding="ascii") as f:
            return [line for line in f if f" {server.process.pid} " in line]

    def test_whoever_ran_out_of_memory_keeps_no_lock(self):
        """It would shut out whoever writes, for as long as nobody happens to use the same connection in the same way."""
        with self.serve() as server:
            for n in range(registers.times(8, 40)):
                self.hand.set(one_of=50 if n % 2 else 400)
                threads = self.at_once((self.writes, server, f"w{n}"), (self.asks, server, self.ASKED), (self.asks, server, self.ASKED[::-1]))
                time.sleep(0.6)
                self.end(threads)
                self.hand.set(one_of=0)
                self.assertTrue(wire.until(lambda: not self.locked(server), 3), self.locked(server))
                self.assertEqual(self.create(server, f"after-{n}").status, 201)
        self.nothing_is_lost()


class Sync(Served):
    def test_each_sync_of_a_commit_fails_once(self):
        with self.serve() as server:
            refused = 0
            for n in range(3 * SYNCS):
                name = f"one-{n}"
                self.hand.set(sync_after=n % SYNCS, sync_errors=1)
                reply = self.create(server, name)
                self.assertEqual(self.hand.get("sync_errors"), 0, "there are not so many syncs in a commit any more")
                refused += reply.status != 201
                if reply.status == 201:
                    self.acked.append(name)
                else:
                    self.assertGreaterEqual(reply.status, 500, reply)
                    self.assertEqual(reply["Content-Type"], "application/problem+json")
                again = self.create(server, name)  # what came of it is not known: the key tells
                self.assertEqual(again.status, 201, again)
                self.acked.append(name)
                self.assertEqual(len(server.get(f"/v1/parties/{name}/history").json()["history"]), 1)
            self.assertGreaterEqual(refused, 3 * (SYNCS - 1), "a sync that failed was believed")
            server.process.kill()
            server.process.wait()
        self.nothing_is_lost()

    def test_a_disk_that_is_broken_for_a_while(self):
        with self.serve() as server:
            threads = self.at_once(*((self.writes, server, f"w{n}") for n in range(4)))
            time.sleep(0.5)
            before = len(self.acked)
            self.hand.set(sync_after=0, sync_errors=1 << 40)
            time.sleep(0.2)  # what was under way is over
            during = len(self.acked)
            for _ in range(5):
                self.assertEqual(server.get("/v1/mechanism", to="acme", on="2019-01-01").status, 200)
                time.sleep(0.1)
            self.assertEqual(len(self.acked), during, "acknowledged without a sync")
            self.hand.set(sync_errors=0)
            time.sleep(1)
            self.end(threads)
            print(f"answers {dict(sorted(self.told.items()))}")
            self.assertEqual(self.odd, [])
            self.assertGreater(before, 0)
            self.assertGreater(len(self.acked), during, "it does not write again")
            self.assertTrue(any(s >= 500 for s in self.told))
            server.process.kill()
            server.process.wait()
        self.nothing_is_lost()


class Clock(Served):
    """By a day, and by the second of a leap; the clock that is never set goes on as it is."""

    JUMPS = (0, DAY, -DAY, 0, 1000, DAY, 2 * DAY, -2 * DAY, 0)

    def before_all(self):
        """A token that was given yesterday, until today; the log goes forth only, so there is nothing before that."""
        self.hand.set(ahead_ms=-DAY)
        yesterday = {**registers.preloaded(FAULTS, FAULT_HAND=self.hand.path), "CHAPTERV_NOW": ""}
        path = suite.put(self.folder, "first.csv", "id,name,country\nzero,Zero GmbH,DE\n")
        registers.must("import", path, "--db", self.db, env=yesterday)
        done = registers.must("token", "add", "old", "--role", "admin", "--expires", self.day(0), "--db", self.db, env=yesterday)
        self.dead = done.out.decode().strip()
        self.hand.set(ahead_ms=0)

    def setUp(self):
        super().setUp()
        self.admin = self.cli("token", "add", "boss", "--role", "admin", "--expires", self.day(1)).strip()

    @staticmethod
    def day(n):
        return time.strftime("%Y-%m-%d", time.gmtime(time.time() + n * DAY / 1000))

    def status(self, server, **fields):
        return server.ask("/v1/parties/acme", **fields).status

    def test_forth_and_back(self):
        with self.serve() as server:
            boss = {"Authorization": "Bearer " + self.admin}
            code = self.cli("login").strip()
            cookie = server.ask("/login", "POST", wire.query(code=code).encode(), Content_Type="application/x-www-form-urlencoded")
            cookie = cookie["Set-Cookie"].split(";")[0]
            first = self.create(server, "first", **boss)
            for n, jump in enumerate(self.JUMPS):
                self.hand.set(ahead_ms=jump)
                with self.subTest(n=n, jump=jump):
                    self.assertEqual(self.status(server, **boss), 200, "a token died early")
                    self.assertEqual(self.status(server, Cookie=cookie), 200, "a session died early")
                    self.assertEqual(self.status(server, Authorization="Bearer " + self.dead), 401, "a token revived")
                    self.assertEqual(self.create(server, f"new-{n}", **boss).status, 201)
                    self.seen_at_once(server, f"new-{n}", boss)
                    again = self.create(server, "first", **boss)
                    self.assertEqual((again.status, again.body, again["ETag"]), (201, first.body, first["ETag"]))
            told = server.ask("/v1/parties/first/history", **boss).json()["history"]
            self.assertEqual(len(told), 1, "done more than once under its key")
            entries = [e["entry"] for e in server.ask("/v1/log?from=0&count=1000", **boss).json()["entries"]]
        self.assertEqual([e["entry"] for e in entries], list(range(len(entries))))
        self.assertEqual([e["change"] for e in entries], sorted(e["change"] for e in entries))
        self.assertEqual([e["at"] for e in entries], sorted(e["at"] for e in entries))
        self.assertGreaterEqual(len(entries), len(self.JUMPS))
        self.cli("verify")

    def test_on_the_command_line(self):
        """What is asked after the clock was set back is said to be known as of the last change."""
        self.hand.set(ahead_ms=-DAY)
        yesterday = {**registers.preloaded(FAULTS, FAULT_HAND=self.hand.path), "CHAPTERV_NOW": ""}
        last = json.loads(self.cli("log", "--json").splitlines()[-1])["entry"]["at"]
        for words in (["ask", "acme", "--from", "ie-sub", "--json"], ["chain", "acme", "--json"], ["lint", "--format", "json"],
                      ["drill", "--end", "privacy-shield-eu-us", "--on", "2020-07-15", "--format", "json"]):
            done = registers.run(*words, "--db", self.db, env=yesterday)
            self.assertEqual(re.search(rb'"known_at": ?"([^"]+)"', done.out)[1].decode(), last, (words, done))

    def seen_at_once(self, server, party, boss):
        asked = f"/v1/mechanism?to={party}&from=ie-sub&on=2024-01-01"
        answer = server.ask(asked, **boss)
        self.assertEqual(answer.status, 200, "what was just recorded is not seen")
        known_at = re.search(rb'"known_at":"([^"]+)"', answer.body)[1].decode()
        then = server.ask(f"{asked}&known_at={known_at}", **boss)
        self.assertEqual(then.status, 200, f"of {known_at} something else was told")
        many = server.post("/v1/mechanism:batch", {"questions": [{"to": party, "from": "ie-sub"}]}, **boss)
        self.assertIn(b'"answer"', many.body)
        for target in (f"/v1/parties/{party}", f"/v1/parties/{party}/chain", f"/v1/parties/{party}/timeline", f"/?to={party}&from=ie-sub"):
            self.assertEqual(server.ask(target, **boss).status, 200, target)
        self.assertIn(party.encode(), server.ask("/v1/reports/parties?format=csv", **boss).body)


class Stop(Served):
    def test_a_server_at_work_takes_its_socket_out_late(self):
        """Its threads have taken it out themselves by then, which ends the program where nobody sees to it."""
        for _ in range(3):
            server = self.serve()
            self.told = {}
            threads = self.at_once(*[(self.asks_on, server)] * 8)
            self.assertTrue(wire.until(lambda: self.told.get(200, 0) > 20))
            self.hand.set(late_ms=100)
            code, words = server.stop()
            self.end(threads)
            self.hand.set(late_ms=0)
            self.assertEqual(code, 0, words)
            server.__exit__()

    def asks_on(self, server):
        """One after the other on one connection, until it ends."""
        with server.wire() as w:
            try:
                while not self.ended.is_set():
                    wire.send(w, "/v1/mechanism?to=acme&on=2019-01-01")
                    self.note(w.reply().status)
            except (OSError, AssertionError, AttributeError):
                pass


if __name__ == "__main__":
    if not FAULTS:
        print("skipped: in this build nothing can be made to fail (a sanitizer inside the program has its own malloc)")
        sys.exit(registers.SKIPPED)
    unittest.main()
