"""Starting, stopping, slow clients, and what an import beside the server does to its answers."""

import contextlib
import os
import shutil
import signal
import socket
import tempfile
import threading
import time
import unittest

import suite
import wire

CHECK = "POST /v1/check HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
BODY = b'{"exporter_country":"DE","exporter_role":"controller","importer_country":"FR","importer_role":"processor",' \
       b'"importer_kind":"service-provider","data":"any","as_of":"2024-01-01"}'


class Own(unittest.TestCase):
    """A folder per test; the tests start their servers themselves."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-http-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")

    def server(self, **more):
        s = wire.Server(suite.BINARY, self.db, **more)
        self.addCleanup(s.__exit__)
        return s


class Start(Own):
    def test_a_register_is_made_where_there_is_none(self):
        s = self.server()
        self.assertTrue(os.path.exists(self.db))
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 0)
        self.assertEqual(s.get("/v1/mechanism", to="acme").status, 404)

    def test_a_second_server_on_the_port_says_so(self):
        s = self.server()
        other = os.path.join(self.folder, "other.db")
        begun = time.monotonic()
        code, out, words = wire.run(suite.BINARY, "serve", "--db", other, "--listen", "127.0.0.1:%d" % s.address[1])
        self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("in use", words)
        self.assertFalse(os.path.exists(other), "something was written")

    def test_addresses_that_are_none(self):
        for at in ("", "8044", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "::1:80", "no.such.host.invalid:1"):
            code, out, words = wire.run(suite.BINARY, "serve", "--db", self.db, f"--listen={at}")
            self.assertEqual((code, out), (2, ""), at)
            self.assertTrue(words, at)
        self.assertFalse(os.path.exists(self.db))

    def test_a_file_that_is_no_register(self):
        path = suite.put(self.folder, "register.db", "not a database, but long enough to look at\n" * 40)
        code, _, words = wire.run(suite.BINARY, "serve", "--db", path, "--listen", "127.0.0.1:0")
        self.assertEqual(code, 2)
        self.assertIn("register.db", words)

    def test_the_routes_it_lists_are_there(self):
        code, out, _ = wire.run(suite.BINARY, "serve", "--routes")
        self.assertEqual(code, 0)
        s = self.server()
        routes = [line.split()[:2] for line in out.splitlines()]
        self.assertIn(["GET", "/v1/mechanism"], routes)
        for method, path in routes:
            if path.startswith("/subprocessors"):
                continue  # only with --public: tests/public
            reply = s.ask(path, method)
            self.assertNotIn(reply.status, (405, 501), path)
            if reply.status == 404:  # the path is there, a record "{id}" is not
                self.assertEqual(reply.json()["type"], "/problems#E_NOT_FOUND", path)

    def test_ipv6(self):
        if not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"):
            self.skipTest("no IPv6 here")
        try:
            s = self.server(listen="[::1]:0")
        except AssertionError as e:
            self.skipTest(f"no ::1 here: {e}")
        self.assertEqual(s.get("/v1/health").status, 200)


class Hosts(Own):
    """A page elsewhere whose name was made to lead here must not read the register."""

    def status(self, s, host, target="/v1/health"):
        with s.wire() as w:
            w.send(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")
            return w.reply()

    def test_the_loopback_by_its_names(self):
        s = self.server(hosts=())
        port = s.address[1]
        for name in ("127.0.0.1", "localhost", "LocalHost", "[::1]"):
            for host in (name, f"{name}:{port}", f"{name}:80", f"{name}:"):
                self.assertEqual(self.status(s, host).status, 200, host)

    def test_other_names_are_refused(self):
        s = self.server(hosts=("chapterv.example",))
        for host in ("rebound.example", f"rebound.example:{s.address[1]}", "127.0.0.1.rebound.example",
                     "localhost.rebound.example", "xlocalhost", "chapterv.example.rebound.example", "127.0.0.2",
                     "[::2]", "::1", "[::1]x", "[::1", ":80", "localhost:80:80", "localhost:x",
                     "localhost@rebound.example", "127.0.0.1 ,rebound.example"):
            for target in ("/v1/mechanism?to=US&from=IE", "/", "/style.css"):
                reply = self.status(s, host, target)
                self.assertEqual(reply.status, 421, (host, target))
                self.assertEqual(reply["Content-Type"], "application/problem+json")
                problem = reply.json()
                self.assertEqual(problem["type"], "/problems#misdirected-request")
                self.assertIn(f'"{host}"' if " " not in host else '"..."', problem["detail"])
                self.assertIn("--host NAME", problem["detail"])

    def test_names_that_are_given(self):
        s = self.server(hosts=("chapterv.example", "[2001:db8::1]"))
        for host in ("chapterv.example", "Chapterv.Example:443", "[2001:db8::1]:80", "localhost"):
            self.assertEqual(self.status(s, host).status, 200, host)

    def test_a_write_is_refused_too(self):
        s = self.server(hosts=())
        with s.wire() as w:
            w.send(CHECK.replace("Host: t", "Host: rebound.example") + f"Content-Length: {len(BODY)}\r\n\r\n")
            w.send(BODY)
            self.assertEqual(w.reply().status, 421)

    def test_the_name_it_listens_by(self):
        s = self.server(listen="localhost:0", hosts=())
        self.assertEqual(self.status(s, "localhost").status, 200)
        s = self.server(listen="127.0.0.2:0", hosts=())
        self.assertEqual(self.status(s, "127.0.0.2").status, 200)
        self.assertEqual(self.status(s, "127.0.0.3").status, 421)

    def test_names_that_are_none(self):
        for name in ("", "http://chapterv.example", "chapterv.example:443", "a b", "[::1", "*", "t" * 254):
            code, out, words = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0",
                                        f"--host={name}")
            self.assertEqual((code, out), (2, ""), name)
            self.assertIn("is no name of a host", words)
        many = [f"--host=h{i}" for i in range(20)]
        code, _, words = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", *many)
        self.assertEqual(code, 2)
        self.assertIn("more than 14 names", words)
        self.assertFalse(os.path.exists(self.db))


class Stop(Own):
    @staticmethod
    def refuses(s):
        try:
            s.wire(timeout=1).sock.close()
        except OSError:
            return True
        return False

    def test_requests_under_way_are_answered(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            s = wire.Server(suite.BINARY, self.db)
            idle = [s.wire() for _ in range(50)]
            for w in idle[:25]:
                wire.send(w, "/v1/health")
                w.reply()
            busy = [s.wire() for _ in range(16)]
            for w in busy:
                w.send(CHECK + f"Content-Length: {len(BODY)}\r\n\r\n")
                w.send(BODY[:10])
            self.assertTrue(wire.until(lambda: all(s.has_read(w) for w in busy)))
            begun = time.monotonic()
            s.process.send_signal(how)
            self.assertTrue(wire.until(lambda: self.refuses(s)))
            for w in busy:
                w.send(BODY[10:])
            for w in busy:
                reply = w.reply()
                self.assertEqual((reply.status, reply["Connection"]), (200, "close"))
                self.assertEqual(reply.json()["outcome"], "no-transfer")
            self.assertEqual(s.process.wait(wire.PATIENCE), 0)
            self.assertLess(time.monotonic() - begun, 20)
            for w in idle + busy:
                w.sock.close()
            s.__exit__()

    def test_a_request_that_never_ends_does_not_hold_it(self):
        s = wire.Server(suite.BINARY, self.db)
        with s.wire() as w:
            w.send(CHECK + "Content-Length: 100\r\n\r\n{")
            self.assertTrue(wire.until(lambda: s.has_read(w)))
            begun = time.monotonic()
            code, words = s.stop()
            self.assertEqual(code, 0)
            self.assertLess(time.monotonic() - begun, 20)
            self.assertIn("1 request", words)
        s.__exit__()


class Slow(Own):
    def test_slow_clients_are_cut_and_others_do_not_notice(self):
        """Headers at a byte a second: 10 s. Bodies so, and answers that nobody reads: 30 s."""
        s = self.server()
        begun = time.monotonic()
        headers = [s.wire() for _ in range(256 if os.environ.get("CHAPTERV_LONG") else 64)]
        bodies = [s.wire() for _ in range(64 if os.environ.get("CHAPTERV_LONG") else 16)]
        readers = [wire.Wire(s.address) for _ in range(64 if os.environ.get("CHAPTERV_LONG") else 8)]
        for w in bodies:
            w.send(CHECK + "Content-Length: 100\r\n\r\n")
        many = b"[" + b",".join([BODY] * 1000) + b"]"
        for w in readers:
            w.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            for _ in range(20):  # more than the kernel's buffers take
                try:
                    w.sock.settimeout(0.05)
                    w.send(CHECK + f"Content-Length: {len(many)}\r\n\r\n")
                    w.send(many)
                except OSError:
                    break
        cut = {}
        head = b"GET /v1/health HTTP/1.1\r\nX: " + b"a" * 100
        worst = 0.0
        for second in range(40):
            for w in headers + bodies:
                if w in cut:
                    continue
                w.sock.settimeout(0)
                try:
                    if w.sock.recv(1) == b"":
                        cut[w] = time.monotonic() - begun
                        continue
                except BlockingIOError:
                    pass
                except OSError:
                    cut[w] = time.monotonic() - begun
                    continue
                try:
                    w.sock.send(head[second:second + 1] if w in headers else b" ")
                except OSError:
                    cut[w] = time.monotonic() - begun
            asked = time.monotonic()
            self.assertEqual(s.get("/v1/health").status, 200)
            worst = max(worst, time.monotonic() - asked)
            if len(cut) == len(headers) + len(bodies):
                break
            time.sleep(max(0, begun + second + 1 - time.monotonic()))
        for w in headers:
            self.assertTrue(8 <= cut.get(w, 99) <= 12.5, f"a slow header was cut after {cut.get(w)}")
        for w in bodies:
            self.assertTrue(28 <= cut.get(w, 99) <= 33, f"a slow body was cut after {cut.get(w)}")
        self.assertLess(worst, 5, "others waited")
        time.sleep(max(0, begun + 36 - time.monotonic()))
        self.assertLessEqual(self.open_sockets(s), 3, "unread answers still hold connections")
        for w in headers + bodies + readers:
            w.sock.close()

    @staticmethod
    def open_sockets(s):
        folder = f"/proc/{s.process.pid}/fd"
        names = []
        for fd in os.listdir(folder):
            try:
                names.append(os.readlink(os.path.join(folder, fd)))
            except OSError:
                pass
        return sum(n.startswith("socket:") for n in names)


class Beside(Own):
    def party(self, n):
        return f"id,name,kind,country,own\nnew-{n},Newcomer {n},service-provider,US,no\n"

    def test_an_import_beside_it_is_seen_at_once(self):
        s = self.server()
        with s.wire() as w:
            for n in range(20):
                wire.send(w, f"/v1/mechanism?to=new-{n}&from=IE&on=2024-01-01")
                self.assertEqual(w.reply().status, 404)
                suite.imported(suite.BINARY, self.db, self.folder, "parties", self.party(n))
                wire.send(w, f"/v1/mechanism?to=new-{n}&from=IE&on=2024-01-01")
                reply = w.reply()
                self.assertEqual(reply.status, 200, f"import {n} was not seen")
                wire.send(w, "/v1/health")
                self.assertEqual(w.reply().json()["register_seq"], reply.json()["register_seq"])

    def test_questions_do_not_wait_for_a_writer(self):
        """A large import runs; meanwhile every question is answered from what was committed, and quickly."""
        s = self.server()
        suite.imported(suite.BINARY, self.db, self.folder, "parties", self.party(0))
        rows = "".join(f"bulk-{i},Bulk party {i},service-provider,US,no\n" for i in range(20000))
        done = threading.Event()
        result = []

        def importing():
            try:
                suite.imported(suite.BINARY, self.db, self.folder, "parties", "id,name,kind,country,own\n" + rows)
                result.append(None)
            except AssertionError as e:
                result.append(e)
            done.set()

        thread = threading.Thread(target=importing)
        thread.start()
        waits = []
        with s.wire() as w:
            while not done.is_set():
                asked = time.monotonic()
                wire.send(w, "/v1/mechanism?to=new-0&from=IE&on=2024-01-01")
                self.assertEqual(w.reply().status, 200)
                waits.append(time.monotonic() - asked)
                time.sleep(0.002)
            thread.join()
            self.assertIsNone(result[0])
            wire.send(w, "/v1/mechanism?to=bulk-19999&from=IE&on=2024-01-01")
            self.assertEqual(w.reply().status, 200, "not seen when the import had ended")
        self.assertLess(max(waits), 5, f"of {len(waits)} questions one waited long")

    def test_what_was_known_then(self):
        s = self.server()
        at = []
        for n in range(6):
            suite.imported(suite.BINARY, self.db, self.folder, "parties", self.party(n))
            now = s.get("/v1/mechanism", to=f"new-{n}", from_="IE").json()["question"]["known_at"]
            at.append(now)
            time.sleep(0.02)
        for again in range(2):
            for n in (5, 0, 3, 1, 4, 2):
                for m in range(6):
                    reply = s.get("/v1/mechanism", to=f"new-{m}", from_="IE", known_at=at[n])
                    self.assertEqual(reply.status, 200 if m <= n else 404, (again, n, m))
        self.assertEqual(s.get("/v1/mechanism", to="new-0", from_="IE").status, 200)

    def test_another_file_at_the_path(self):
        s = self.server()
        other = os.path.join(self.folder, "other.db")
        suite.imported(suite.BINARY, other, self.folder, "parties", self.party(7))
        os.rename(other, self.db)
        self.assertTrue(wire.until(lambda: s.get("/v1/mechanism", to="new-7", from_="IE").status == 200))

    def test_it_never_opens_the_file_itself(self):
        """Closing it would drop the locks SQLite holds: every descriptor of it is SQLite's, and they do not come and go."""
        s = self.server()
        suite.imported(suite.BINARY, self.db, self.folder, "parties", self.party(0))
        before = self.descriptors(s)
        for n in range(1, 4):
            suite.imported(suite.BINARY, self.db, self.folder, "parties", self.party(n))
            self.assertEqual(s.get("/v1/mechanism", to=f"new-{n}", from_="IE").status, 200)
        self.assertEqual(self.descriptors(s), before)

    def descriptors(self, s):
        folder = f"/proc/{s.process.pid}/fd"
        found = []
        for fd in os.listdir(folder):
            with contextlib.suppress(FileNotFoundError):  # a connection that ended meanwhile
                found += [fd] if os.readlink(os.path.join(folder, fd)) == os.path.realpath(self.db) else []
        return sorted(found)


if __name__ == "__main__":
    unittest.main()
