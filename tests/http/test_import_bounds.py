"""How much an import over HTTP may be, and full disks."""

import contextlib
import os
import sqlite3
import subprocess
import unittest

import importing
import suite
import wire
from importing import chunked, done, over, post, settled, small

NEW = "id,name,kind,country\nbeta,Beta GmbH,service-provider,DE\n"


class Bounds(importing.Imports):
    def test_a_length_beyond_the_cap_is_refused_before_the_body(self):
        s = self.server("--max-import", "1M")
        for length in (1024 * 1024 + 1, 2 * 1024 ** 3, 9_999_999_999, 99_999_999_999):
            for expect in ("", "Expect: 100-continue\r\n"):
                with s.wire() as w:
                    w.send(f"POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n{expect}\r\n")
                    reply = w.reply()
                    self.assertEqual((reply.status, reply["Connection"]), (413, "close"))
                    self.assertEqual(reply.json()["type"], "/problems#body-too-large")
        exact = ("id,name,kind,country\n" + "x" * 1024 * 1024).encode()[:1024 * 1024]
        self.assertNotEqual(over(s, post(s, exact))["state"], "applied")
        self.assertEqual(s.get("/v1/imports").json()["jobs"][0]["bytes"], 1024 * 1024)

    def test_without_a_length_it_is_counted(self):
        s = self.server("--max-import", "200K")
        piece = b"x" * 10_000
        with s.wire() as w:
            reply = chunked(w, "/v1/imports", [NEW.encode()[:5], NEW.encode()[5:]])
            self.assertEqual(settled(s, reply).status, 201)
        with s.wire() as w:
            self.assertEqual(chunked(w, "/v1/imports", [piece] * 30).status, 413)
        with s.wire() as w:
            self.assertIsNone(chunked(w, "/v1/imports", (piece for _ in range(200_000))), "2 GB were read")
        self.left_nothing()
        self.assertEqual(done(s, small(1)).status, 201, "a place was not given back")

    def test_two_gigabytes_are_never_held(self):
        s = self.server()
        self.assertEqual(done(s, NEW).status, 201)
        before = s.memory()
        piece, most = b"x" * 1_000_000, [0]

        def pieces():
            for i in range(2_000):
                if i % 16 == 0:
                    most[0] = max(most[0], s.memory())
                yield piece

        with s.wire(timeout=60) as w:
            self.assertIsNone(chunked(w, "/v1/imports", pieces()))
        self.assertLess(most[0] - before, 32 * 1024 * 1024)
        self.left_nothing()

    def test_sizes_on_the_command_line(self):
        for size in ("0", "-1", "x", "", "1T", "2G", "64m", "1 M", "99999999999999999999"):
            code, out, words = wire.run(suite.BINARY, "serve", "--db", self.db, f"--max-import={size}")
            self.assertEqual((code, out), (2, ""), size)
            self.assertIn("--max-import", words)
        for size, bytes_ in (("1", 1), ("7K", 7 * 1024), ("1G", 1024 ** 3)):
            s = self.server("--max-import", size)
            with s.wire() as w:
                w.send(f"POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: {bytes_ + 1}\r\n\r\n")
                self.assertIn(f"at most {bytes_} bytes", w.reply().json()["detail"])
            self.assertEqual(s.stop()[0], 0)

    def test_uploads_that_end_early_give_their_place_back(self):
        s = self.server()
        for i in range(24):
            with s.wire() as w:
                w.send("POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n")
                w.send(b"x" * (i * 10_000))
        self.assertTrue(wire.until(lambda: post(s, NEW).status in (200, 201, 202), 10))
        self.left_nothing()

    def test_uploads_that_do_not_end_take_only_the_places_there_are(self):
        s = self.filled()
        head = "POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"
        slow = [s.wire() for _ in range(8)]
        self.addCleanup(lambda: [w.sock.close() for w in slow])
        for w in slow:
            w.send(head)
            self.assertIn(b" 100 ", w.sock.recv(1000))
        with s.wire() as w:
            w.send(head)
            self.assertEqual(w.reply().status, 503, "it is said before the body")
        self.assertEqual(s.get("/v1/mechanism", to="acme").status, 200)
        slow.pop().sock.close()
        self.assertTrue(wire.until(lambda: post(s, NEW, "dry_run=true").status in (200, 202), 10))


class Full(importing.Imports):
    """A disk of 3 MB, where that can be had."""

    def setUp(self):
        super().setUp()
        self.disk = os.path.dirname(self.db)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", self.disk], capture_output=True, check=False)
        if done.returncode != 0:
            self.skipTest("no small disk here: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)

    def fill(self, leave):
        """A file that leaves so many bytes."""
        at = os.statvfs(self.disk)
        with open(os.path.join(self.disk, "filler"), "wb") as f:
            f.write(b"\0" * (at.f_bavail * at.f_frsize - leave))

    def free(self):
        os.unlink(os.path.join(self.disk, "filler"))

    def test_a_file_that_does_not_fit_is_refused_before_it_comes(self):
        s = self.filled()
        with s.wire() as w:
            w.send("POST /v1/imports HTTP/1.1\r\nHost: t\r\nContent-Type: text/csv\r\nContent-Length: 10000000\r\n\r\n")
            reply = w.reply()
        self.assertEqual((reply.status, reply.json()["type"]), (507, "/problems#E_FULL"))
        self.assertEqual(done(s, NEW).status, 201)

    def test_one_without_length_that_does_not_fit(self):
        s = self.filled()
        with s.wire() as w:
            self.assertEqual(chunked(w, "/v1/imports", [b"x" * 100_000] * 60).status, 507)
        self.assertEqual(done(s, NEW).status, 201)

    def test_the_register_does_not_fit(self):
        s = self.filled()
        before = self.cli("report", "parties")
        text = self.many(2_000)
        self.fill(leave=len(text) + 200_000)
        reply = post(s, text, "file=many.csv")
        job = over(s, reply)
        self.assertEqual((job["state"], job["problem"]["status"], job["problem"]["type"]), ("failed", 507, "/problems#E_FULL"), job)
        self.assertEqual(s.get("/v1/mechanism", to="acme").status, 200)
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 2)
        self.assertEqual(self.cli("report", "parties"), before)
        self.free()
        self.assertEqual(over(s, post(s, text, "file=many.csv"))["state"], "applied")
        self.assertEqual(s.get("/v1/mechanism", to="acme").json()["register_seq"], 3)
        with contextlib.closing(sqlite3.connect(self.db)) as c:
            self.assertEqual(c.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


if __name__ == "__main__":
    unittest.main()
