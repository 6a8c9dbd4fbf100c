"""
Many who write at once, and a server that is killed under them.

F2 (kills under writers), F5 (imports beside writers), F15 (writers and no wait), F36 (restarts under load), F40 (one key, many senders).
CHAPTERV_LONG=1 asks for the full figures: 500 kills, 100 rounds, 60 seconds, 100 restarts.
"""

import json
import os
import random
import shutil
import signal
import statistics
import tempfile
import threading
import time
import unittest

import suite
import wire

LONG = bool(os.environ.get("CHAPTERV_LONG"))
WRITERS = 16
JSON = "application/json"


class Writer(threading.Thread):
    """Creates parties one after the other on one connection until it is told to stop or the server is gone."""

    def __init__(self, server, name, until):
        super().__init__()
        self.server, self.prefix, self.until = server, name, until
        self.acked, self.open, self.others, self.took = [], None, [], []

    def run(self):
        i = 0
        try:
            with wire.Wire(self.server.address, timeout=wire.PATIENCE) as w:
                while not self.until():
                    party = f"{self.prefix}-{i}"
                    body = json.dumps({"id": party, "name": f"Writer {party} GmbH", "country": "DE"}).encode()
                    self.open = (party, body)
                    begun = time.monotonic()
                    wire.send(w, "/v1/parties", "POST", body, Content_Type=JSON, Idempotency_Key="key-" + party)
                    reply = w.reply()
                    if reply is None:
                        return
                    self.took.append(time.monotonic() - begun)
                    (self.acked if reply.status == 201 else self.others).append((party, reply.status))
                    self.open = None
                    i += 1
        except (OSError, AssertionError):
            return  # cut off in the middle: what was open is not acknowledged


class Own(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-writers-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS)):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)

    def cli(self, *args):
        code, out, words = wire.run(suite.BINARY, *args, "--db", self.db)
        self.assertEqual(code, 0, out + words)
        return out

    def writers(self, server, name, until):
        found = [Writer(server, f"{name}-{n}", until) for n in range(WRITERS)]
        for w in found:
            w.start()
        return found

    def ids(self, server):
        reply = server.ask("/v1/parties", Accept="text/csv")
        self.assertEqual(reply.status, 200)
        return [line.split(",", 1)[0].strip('"') for line in reply.body.decode().splitlines()[1:]]


class Killed(Own):
    def one(self, n, seconds):
        server = wire.Server(suite.BINARY, self.db)
        writers = self.writers(server, f"k{n}", lambda: False)
        time.sleep(seconds)
        server.process.kill()
        server.process.wait()
        for w in writers:
            w.join(wire.PATIENCE)
        server.process.stdout.close()
        server.process.stderr.close()
        with wire.Server(suite.BINARY, self.db) as server:
            there = self.ids(server)
            self.assertEqual(len(there), len(set(there)))
            acked = {party for w in writers for party, _ in w.acked}
            self.assertEqual(acked - set(there), set(), "acknowledged, and lost")
            for party, body in (w.open for w in writers if w.open):
                again = server.ask("/v1/parties", "POST", body, Content_Type=JSON, Idempotency_Key="key-" + party)
                self.assertEqual(again.status, 201, again)
                told = server.get(f"/v1/parties/{party}/history").json()["history"]
                self.assertEqual(len(told), 1, "done more than once")
        self.cli("verify")
        return len(acked)

    def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(self):
        dice = random.Random(2)
        acked = sum(self.one(n, 0.02 + dice.random() * 0.4) for n in range(500 if LONG else 5))
        self.assertGreater(acked, 0)


class Again(Writer):
    """One that connects again wherever the server was gone."""

    def run(self):
        name, n = self.prefix, 0
        while not self.until():
            self.prefix = f"{name}-{n}"
            super().run()
            n += 1
            time.sleep(0.005)


class Restarted(Own):
    def test_restarts_under_load(self):
        over = threading.Event()
        port = wire.free_port()
        server = wire.Server(suite.BINARY, self.db, listen=f"127.0.0.1:{port}")
        writers = [Again(server, f"r-{n}", over.is_set) for n in range(WRITERS)]
        for w in writers:
            w.start()
        ready = []
        try:
            for _ in range(100 if LONG else 5):
                time.sleep(0.3)
                before = sum(len(w.acked) for w in writers)
                code, words = server.stop()
                server.__exit__()
                self.assertEqual((code, words), (0, ""))
                begun = time.monotonic()
                server = wire.Server(suite.BINARY, self.db, listen=f"127.0.0.1:{port}")
                self.assertEqual(server.get("/v1/health").status, 200)
                ready.append(time.monotonic() - begun)
                self.assertTrue(wire.until(lambda n=before: sum(len(w.acked) for w in writers) > n), "nobody writes again")
        finally:
            over.set()
            for w in writers:
                w.join(30)
        acked = {party for w in writers for party, _ in w.acked}
        there = self.ids(server)
        server.__exit__()
        print(f"{len(ready)} restarts, ready in {statistics.median(ready):.2f} s, worst {max(ready):.2f} s; {len(acked)} writes")
        self.assertEqual(len(there), len(set(there)))
        self.assertEqual(acked - set(there), set(), "acknowledged, and lost")
        self.assertEqual({s for w in writers for _, s in w.others} - {503}, set(), "503: come again, the server is stopping")
        if os.environ.get("CHAPTERV_SANITIZED", "none") in ("", "none"):
            self.assertLess(statistics.median(ready), 1)
        self.cli("verify")


class Beside(Own):
    def test_no_lock_is_kept_when_a_change_is_done(self):
        with wire.Server(suite.BINARY, self.db) as server:
            pid = f" {server.process.pid} "

            def send(method, target, body, **fields):
                reply = server.ask(target, method, json.dumps(body).encode(), Content_Type=JSON, **fields)
                with open("/proc/locks", encoding="ascii") as f:
                    self.assertNotIn(pid, f.read(), (method, target, reply.status))
                return reply

            def tag():
                return server.ask("/v1/parties/beta")["ETag"]

            body = {"id": "beta", "name": "Beta GmbH", "country": "DE"}
            for _ in range(2):
                send("POST", "/v1/parties", body, Idempotency_Key="a")
            send("POST", "/v1/parties", body)
            self.assertEqual(send("PATCH", "/v1/parties/beta", {"service": "x"}, If_Match=tag()).status, 200)
            send("PATCH", "/v1/parties/beta", {"service": "y"}, If_Match='"0-0"')
            self.assertEqual(send("PUT", "/v1/parties/beta", {**body, "status": "active"}, If_Match=tag()).status, 200)
            self.assertEqual(send("POST", "/v1/parties/beta/end", {"on": "2026-01-01"}, If_Match=tag()).status, 200)

    def test_who_may_is_what_another_process_said_just_before(self):
        """Between changes of ours, which need no second look at who may."""
        admin = self.cli("token", "add", "boss", "--role", "admin").strip()
        with wire.Server(suite.BINARY, self.db) as server:
            def create(name, token):
                body = json.dumps({"id": name, "name": f"{name} GmbH", "country": "DE"}).encode()
                return server.ask("/v1/parties", "POST", body, Content_Type=JSON, Authorization="Bearer " + token).status

            for n in range(20 if LONG else 4):
                self.assertEqual([create(f"a{n}-{i}", admin) for i in range(3)], [201] * 3)
                other = self.cli("token", "add", f"other-{n}", "--role", "procurement").strip()
                self.assertEqual([create(f"b{n}-0", other), create(f"b{n}-1", admin), create(f"b{n}-2", other)], [201] * 3)
                self.cli("token", "revoke", f"other-{n}")
                told = [create(f"c{n}-{i}", t) for i, t in enumerate((other, admin, other))]
                self.assertEqual(told[1], 201)
                self.assertLessEqual({told[0], told[2]}, {401, 429})  # this address failed too often, in the long run

    def test_imports_by_another_process_go_on_beside_them(self):
        done = threading.Event()
        with wire.Server(suite.BINARY, self.db) as server:
            writers = self.writers(server, "b", done.is_set)
            try:
                for n in range(100 if LONG else 6):
                    text = f"id,name,kind,country\nround-{n},Round {n} Ltd,service-provider,{'IN' if n % 2 else 'US'}\n"
                    suite.imported(suite.BINARY, self.db, self.folder, "parties", text)
                    self.assertEqual(server.ask(f"/v1/parties/round-{n}").status, 200, "the import is not seen at once")
                    self.assertEqual(server.get("/v1/mechanism", to=f"round-{n}", **{"from": "ie-sub"}).status, 200)
            finally:
                done.set()
                for w in writers:
                    w.join(wire.PATIENCE)
            self.assertEqual([o for w in writers for o in w.others], [], "somebody was told to come again")
            there = set(self.ids(server))
            acked = {party for w in writers for party, _ in w.acked}
            self.assertGreater(len(acked), WRITERS)
            self.assertEqual(acked - there, set())
            party = max(acked)
            self.assertEqual(server.get("/v1/mechanism", to=party, **{"from": "ie-sub"}).status, 200)
        self.cli("verify")

    def test_nobody_who_writes_is_turned_away(self):
        until = time.monotonic() + (60 if LONG else 3)
        with wire.Server(suite.BINARY, self.db) as server:
            writers = self.writers(server, "w", lambda: time.monotonic() > until)
            for w in writers:
                w.join(120)
        took = sorted(t for w in writers for t in w.took)
        self.assertEqual([o for w in writers for o in w.others], [])
        self.assertTrue(all(w.acked for w in writers), "one was left out")
        p99 = statistics.quantiles(took, n=100)[98]
        print(f"{len(took)} writes by {WRITERS}, p99 {1000 * p99:.1f} ms, worst {1000 * took[-1]:.1f} ms")

    def test_what_was_written_is_seen_by_the_next_who_asks(self):
        done = threading.Event()
        with wire.Server(suite.BINARY, self.db) as server:
            writers = self.writers(server, "n", done.is_set)
            try:
                with wire.Wire(server.address) as one, wire.Wire(server.address) as other:
                    for n in range(200 if LONG else 40):
                        body = json.dumps({"id": f"seen-{n}", "name": f"Seen {n} Ltd", "country": "JP"}).encode()
                        wire.send(one, "/v1/parties", "POST", body, Content_Type=JSON)
                        self.assertEqual(one.reply().status, 201)
                        wire.send(other, f"/v1/mechanism?to=seen-{n}&from=ie-sub")
                        self.assertEqual(other.reply().status, 200)
            finally:
                done.set()
                for w in writers:
                    w.join(wire.PATIENCE)


class Key(Own):
    def test_many_senders_of_one_request_have_one_effect(self):
        with wire.Server(suite.BINARY, self.db) as server:
            for n in range(60 if LONG else 12):
                body = json.dumps({"name": f"Once {n} GmbH", "country": "DE"}).encode()
                replies, gate = [], threading.Barrier(2 + n % 4)

                def send():
                    gate.wait(10)
                    replies.append(server.ask("/v1/parties", "POST", body, Content_Type=JSON, Idempotency_Key=f"once-{n}"))

                threads = [threading.Thread(target=send) for _ in range(2 + n % 4)]
                for t in threads:
                    t.start()
                for t in threads:
                    t.join(wire.PATIENCE)
                self.assertEqual({(r.status, r.body, r["ETag"]) for r in replies}, {(201, replies[0].body, replies[0]["ETag"])})
                told = server.get(f"/v1/parties/once-{n}-gmbh/history").json()["history"]
                self.assertEqual(len(told), 1)
            other = server.ask("/v1/parties", "POST", b'{"name": "Another"}', Content_Type=JSON, Idempotency_Key="once-0")
            self.assertEqual(other.status, 422)

    def test_a_server_that_stops_in_the_middle_keeps_what_it_acknowledged(self):
        server = wire.Server(suite.BINARY, self.db)
        writers = self.writers(server, "s", lambda: False)
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.process.wait(wire.PATIENCE), 0)
        for w in writers:
            w.join(wire.PATIENCE)
        server.__exit__()
        with wire.Server(suite.BINARY, self.db) as server:
            there = set(self.ids(server))
            for w in writers:
                self.assertEqual({p for p, _ in w.acked} - there, set())


if __name__ == "__main__":
    unittest.main()
