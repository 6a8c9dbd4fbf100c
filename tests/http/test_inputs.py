"""
Bodies and connections that are too much or not quite right: F24 (JSON that is none), F25 and F26 (too much of it), F27 (numbers), F33
(connections), F34 (bodies without an end), F43 (guesses).
"""

import json
import os
import re
import resource
import socket
import subprocess
import threading
import time
import unittest

import suite
import wire

JSON = "application/json"
DEEP = 100_000

# In the place of a value. What RFC 8259 does not allow, and what could be read in two ways.
REJECT = [
    "01", "-01", "1.", ".5", "-", "+1", "1e", "1e+", "0x10", "1_000", "Infinity", "-Infinity", "NaN", "nul", "True", "TRUE", "undefined", "'a'",
    '"a', '"a\nb"', '"a\tb"', '"a\x01b"', '"\\x41"', '"\\u12"', '"\\u12g4"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d"', '"\\u0000"', '"\\',
    "[1,]", "[,1]", "[1 2]", "[1", "]", "[1]]", "{\"a\":1,}", "{a:1}", "{'a':1}", '{"a" 1}', '{"a":}', '{"a":1 "b":2}', '{"a":1', '{"a"', "{1:1}",
    "1 2", '"a" "b"', "// c\n1", "/* c */ 1", "1 // c", "\ufeff1", "\x0b1", "\u00a01", "[1\x0c]", "",
    "--1", "1e5e5", "1.2.3", "\"\\u{41}\"", "\"\\a\"", "@", "[1;2]", '{"a"=1}', "1e400", "-1e400", "123456789012345678901234567890",
    "9007199254740993", "-9007199254740993", "9223372036854775807", "0.1234567890123456789012345",
]
REJECT_BYTES = [b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"', b'"\xe2\x82"', b"\x00", b'"a\x00b"', b"1\x00", b"\xff\xfe1\x00"]
ACCEPT = [
    "null", "true", "false", "0", "-0", "1", "-1", "1.5", "1e5", "1E+5", "-1.5e-3", "9007199254740991", "-9007199254740991", '""', '"a"', '"\\u0041"',
    '"\\ud83d\\ude00"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"é"', '"\U0001f600"', "[]", "[[]]", "[1,2,3]", "{}", '{"a":1}', '{"":1}', '{"a":{"a":1}}', " 1 ",
    "\t1\r\n", "[ ]", "{ }", '"\x7f"', '"\u2028"', "[" * 20 + "]" * 20,
]


class Json(suite.Case):
    def post(self, body):
        return self.server.ask("/v1/parties", "POST", body, Content_Type=JSON)

    def around(self, value):
        return b'{"name": "Beta GmbH", "extra": ' + value + b"}"

    def test_what_is_not_json(self):
        for value in [v.encode("utf-8", "surrogatepass") for v in REJECT] + REJECT_BYTES:
            for body in (self.around(value), value):
                with self.subTest(body):
                    reply = self.post(body)
                    self.assertEqual((reply.status, reply.json()["type"]), (400, "/problems#E_JSON"), reply)
                    self.assertTrue(body == b"" or re.search("line|UTF-8", reply.json()["detail"]), reply)

    def test_what_is_json(self):
        for value in ACCEPT:
            with self.subTest(value):
                reply = self.post(self.around(value.encode()))
                self.assertIn(reply.status, (201, 409, 422), reply)
                if reply.status == 422:
                    self.assertTrue(all(e["pointer"].startswith("/extra") for e in reply.json()["errors"]), reply)

    def test_a_member_stands_there_once(self):
        for value in (b'{"a":"1","a":"2"}', b'{"a":"1","\\u0061":"2"}'):
            self.assertIn(self.post(self.around(value)).status, (400, 422), value)
        self.assertIn(self.post(b'{"name": "Twice GmbH", "name": "Twice GmbH"}').status, (400, 422))

    def test_it_is_read_to_its_end(self):
        for behind in (b"x", b"{}", b",", b"\x00", b"]"):
            self.assertEqual(self.post(b'{"name": "Gamma GmbH"}' + behind).status, 400, behind)

    def test_deep_and_wide(self):
        for body in (b"[" * DEEP, b"[" * DEEP + b"]" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP,
                     b"{" + b",".join(b'"k%d":1' % i for i in range(80_000)) + b"}"):
            begun = time.monotonic()
            self.assertIn(self.post(body).status, (400, 413))
            self.assertLess(time.monotonic() - begun, 2)

    def test_many_large_bodies_at_once(self):
        body = b"[" + b"1," * ((1 << 19) - 2) + b"1]"
        replies = []

        def send():
            replies.append(self.server.ask("/v1/check", "POST", body, Content_Type=JSON))
        threads = [threading.Thread(target=send) for _ in range(32)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(60)
        self.assertEqual({r.status for r in replies}, {413})
        self.assertEqual(len(replies), 32)
        limit = 512 if "CHAPTERV_SANITIZED" not in os.environ or os.environ["CHAPTERV_SANITIZED"] == "none" else 1024
        self.assertLess(self.server.memory(), limit << 20)

    def test_numbers_are_exact_or_refused(self):
        made = self.server.ask("/v1/parties/acme")
        number, tag = made.json()["number"], made["ETag"]
        for value, right in ((str(number), {200}), (f"{number}.0", {200, 422}), (str(number) + ".00000000000000000000001", {400}),
                             (str((1 << 53) - 1), {422}), (str(1 << 53), {400, 422}), (str((1 << 53) + 1), {400}), (str((1 << 63) - 1), {400}),
                             (str(-(1 << 63)), {400})):
            reply = self.server.ask("/v1/parties/acme", "PATCH", ('{"number": %s}' % value).encode(), Content_Type=JSON, If_Match=tag)
            self.assertIn(reply.status, right, (value, reply))


class Bodies(suite.Case):
    def endless(self, head, piece, most):
        """How many bytes it took before it hung up, and what it said."""
        sent, said = 0, b""
        with socket.create_connection(self.server.address, timeout=10) as s:
            s.sendall(head)
            try:
                while sent < most:
                    s.sendall(piece)
                    sent += len(piece)
            except OSError:
                pass
            try:
                said = s.recv(65536)
            except OSError:
                pass
        return sent, said

    def test_a_body_without_an_end(self):
        before = self.server.memory()
        head = b"POST /v1/check HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
        sent, _ = self.endless(head + b"Transfer-Encoding: chunked\r\n\r\n", piece, 1 << 30)
        self.assertLess(sent, 24 << 20, "it is read on and on")
        sent, said = self.endless(head + b"Content-Length: 2147483648\r\n\r\n", b" " * 65536, 1 << 30)
        self.assertIn(b" 413 ", said.split(b"\r\n")[0])
        self.assertLess(sent, 24 << 20)
        self.assertLess(self.server.memory() - before, 64 << 20)
        self.assertEqual(self.server.get("/v1/health").status, 200)


class Connections(suite.Case):
    def test_more_than_it_takes(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        want = 2600
        if hard < want:
            self.skipTest("too few files for that many connections")
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, want), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with self.server.wire() as kept:
            wire.send(kept, "/v1/health")
            self.assertEqual(kept.reply().status, 200)
            crowd = []
            try:
                for _ in range(2000):
                    s = socket.socket()
                    s.setblocking(False)
                    s.connect_ex(self.server.address)
                    crowd.append(s)
                for _ in range(20):
                    wire.send(kept, "/v1/mechanism?to=acme")
                    self.assertEqual(kept.reply().status, 200)
                begun = self.cpu()
                time.sleep(1)
                self.assertLess(self.cpu() - begun, 0.25, "it spins")
            finally:
                for s in crowd:
                    s.close()
        self.assertEqual(self.server.get("/v1/health").status, 200)

    def cpu(self):
        with open(f"/proc/{self.server.process.pid}/stat", encoding="ascii") as f:
            part = f.read().rsplit(")", 1)[1].split()
        return (int(part[11]) + int(part[12])) / os.sysconf("SC_CLK_TCK")

    def test_few_files(self):
        process = subprocess.Popen(["sh", "-c", 'ulimit -n 32; exec "$0" "$@"', suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0",
                                    "--host", "test"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            line = process.stdout.readline().decode()
            port = int(re.search(r":(\d+)/", line)[1])
            crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
            for s in crowd:
                s.close()
            time.sleep(0.5)
            with wire.Wire(("127.0.0.1", port)) as w:
                wire.send(w, "/v1/health")
                self.assertEqual(w.reply().status, 200)
        finally:
            process.terminate()
            self.assertEqual(process.wait(wire.PATIENCE), 0, process.stderr.read())
            process.stdout.close()
            process.stderr.close()


class Guesses(suite.Case):
    @classmethod
    def fill(cls):
        super().fill()
        code, out, _ = wire.run(suite.BINARY, "token", "add", "wiki", "--role", "reader", "--db", cls.db)
        assert code == 0
        cls.secret = out.strip()

    def test_many_wrong_links_at_once(self):
        got = []

        def send(n):
            reply = self.server.ask("/login", "POST", f"code=cvl_{n:032d}".encode(), Content_Type="application/x-www-form-urlencoded")
            got.append(reply.status)
        threads = [threading.Thread(target=send, args=(n,)) for n in range(200)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(60)
        self.assertEqual(len(got), 200)
        self.assertLessEqual(sum(s == 403 for s in got), 20, "more than twenty a minute are looked at")
        self.assertEqual({s for s in got if s != 403}, {429})

    def test_many_wrong_tokens(self):
        statuses = []
        with self.server.wire() as w:
            for n in range(10_000 if os.environ.get("CHAPTERV_LONG") else 500):
                wire.send(w, "/v1/parties", Authorization=f"Bearer cv_{n:043d}")
                reply = w.reply()
                statuses.append(reply.status)
        self.assertLessEqual(sum(s == 401 for s in statuses), 20)
        self.assertEqual(set(statuses[30:]), {429})
        self.assertEqual(self.server.ask("/v1/parties", Authorization=f"Bearer {self.secret}").status, 200, "a good one is not locked out")


if __name__ == "__main__":
    unittest.main()
