"""What goes around an answer: its id, its line in the log, its packing, TLS."""

import gzip
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import unittest

import serving
import suite
import wire


class Trail(serving.Own):
    def lines(self, name="access.log"):
        with open(self.path(name), encoding="utf-8") as f:
            return [json.loads(line) for line in f]

    def test_every_answer_has_an_id_and_a_line(self):
        s = self.server("--access-log", self.path("access.log"))
        replies = [s.ask(t, m) for m, t in (("GET", "/v1/health"), ("GET", "/v1/mechanism?to=acme&on=2020-07-20"),
                                            ("HEAD", "/v1/health"), ("GET", "/v1/nothing"), ("OPTIONS", "/v1/health"),
                                            ("GET", "/v1/parties?contact=jane@acme.example"), ("BREW", "/v1/health"))]
        ids = [r["X-Request-Id"] for r in replies]
        self.assertEqual(len(set(ids)), len(ids))
        self.assertEqual(replies[3].json()["request_id"], ids[3])
        lines = self.until(lambda: len(self.lines()) == len(replies) and self.lines())
        by_id = {line["id"]: line for line in lines}
        for reply, key in zip(replies, ids):
            self.assertEqual(by_id[key]["status"], reply.status)
            self.assertEqual(by_id[key]["peer"], "127.0.0.1")
        line = by_id[ids[1]]
        self.assertEqual((line["method"], line["path"], line["who"]), ("GET", "/v1/mechanism", None))
        self.assertEqual(line["bytes"], len(replies[1].body))
        self.assertNotIn("jane", pathlib.Path(self.path("access.log")).read_text(encoding="utf-8"))

    def test_no_secret_is_written(self):
        code, secret, _ = wire.run(suite.BINARY, "token", "add", "wiki", "--role", "reader", "--db", self.db)
        self.assertEqual(code, 0)
        s = self.server("--access-log", self.path("access.log"))
        self.assertEqual(s.ask("/v1/parties", Authorization="Bearer " + secret.strip()).status, 200)
        s.ask("/login?code=cvl_0123456789")
        self.assertEqual(s.ask("http://me:cv_password@t/v1/health").status, 400)
        lines = self.until(lambda: len(self.lines()) == 3 and self.lines())
        self.assertEqual({line["path"]: line["who"] for line in lines},
                         {"/v1/parties": "wiki", "/login": None, "?": None})
        text = pathlib.Path(self.path("access.log")).read_text(encoding="utf-8")
        self.assertNotIn("cv_", text)
        self.assertNotIn("cvl_", text)

    def test_the_file_is_opened_again(self):
        s = self.server("--access-log", self.path("access.log"))
        s.ask("/v1/health")
        self.until(lambda: self.lines())
        os.rename(self.path("access.log"), self.path("access.log.1"))
        s.process.send_signal(signal.SIGHUP)
        self.until(lambda: os.path.exists(self.path("access.log")))
        s.ask("/v1/parties")
        self.assertEqual([line["path"] for line in self.until(self.lines)], ["/v1/parties"])
        self.assertEqual([line["path"] for line in self.lines("access.log.1")], ["/v1/health"])
        self.assertIn("cannot be opened", self.refused("--access-log", self.path("no/such/folder")))

    def test_a_file_that_cannot_be_opened_again_is_said(self):
        os.mkdir(self.path("logs"))
        s = self.server("--access-log", self.path("logs/access.log"))
        os.rename(self.path("logs"), self.path("gone"))
        s.process.send_signal(signal.SIGHUP)
        s.ask("/v1/health")
        self.until(lambda: self.lines("gone/access.log"))
        self.assertIn("cannot be opened again", s.stop()[1])

    def test_an_id_is_taken_over_from_the_proxy_only(self):
        with open(self.path("roles"), "w", encoding="ascii") as f:
            f.write("jane dpo\n")
        s = self.server()
        self.assertNotEqual(s.ask("/v1/health", X_Request_Id="abcdefgh-1")["X-Request-Id"], "abcdefgh-1")
        s = self.server("--trust-proxy", "127.0.0.1", "--roles-file", self.path("roles"))
        self.assertEqual(s.ask("/v1/health", X_Request_Id="abcdefgh-1")["X-Request-Id"], "abcdefgh-1")
        for bad in ("short", "x" * 65, "has blank", "quote\"me-please", "<script>alert"):
            self.assertNotEqual(s.ask("/v1/health", X_Request_Id=bad)["X-Request-Id"], bad)

    def test_clients_that_hang_up_do_not_fill_the_log(self):
        s = self.server()
        for i in range(10000):
            with socket.create_connection(s.address) as c:
                c.sendall(b"GET /v1/mechanism?to=acme HTTP/1.1\r\nHost: test\r\n" + (b"\r\n" if i % 2 else b""))
                c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.assertEqual(s.ask("/v1/health").status, 200)
        _, words = s.stop()
        self.assertLess(len(words.splitlines()), 100)


class Packing(serving.Own):
    def setUp(self):
        super().setUp()
        rows = "".join(f"bulk-{i},Bulk Vendor {i} GmbH,service-provider,DE,no\n" for i in range(3000))
        suite.imported(suite.BINARY, self.db, self.folder, "parties", "id,name,kind,country,own\n" + rows)
        self.s = self.server()

    def test_large_answers_are_packed_where_that_is_taken(self):
        plain = self.s.ask("/v1/parties?limit=300")
        self.assertIsNone(plain["Content-Encoding"])
        self.assertEqual(plain["Vary"], "Accept, Accept-Encoding")
        for accepts in ("gzip", "br, GZIP;q=0.5", "*", "deflate, gzip, br", "x-gzip", "gzip;q=0.001", "gzip ; q=1.0",
                        "identity;q=0.5, gzip;q=0.8", "*;q=0, gzip"):
            packed = self.s.ask("/v1/parties?limit=300", Accept_Encoding=accepts)
            self.assertEqual((packed["Content-Encoding"], packed["Vary"]), ("gzip", "Accept, Accept-Encoding"), accepts)
            self.assertLess(len(packed.body), len(plain.body) // 4)
            self.assertEqual(json.loads(gzip.decompress(packed.body))["parties"], plain.json()["parties"])
            head = self.s.ask("/v1/parties?limit=300", "HEAD", Accept_Encoding=accepts)
            self.assertEqual(head["Content-Length"], packed["Content-Length"])
        for accepts in ("br", "gzip;q=0", "gzip; q=0.000, *", "identity", "", "gzip;q=0.5, identity", "*;q=0", "gzipped"):
            self.assertIsNone(self.s.ask("/v1/parties?limit=300", Accept_Encoding=accepts)["Content-Encoding"], accepts)

    def test_tables_and_plans_are_packed_too(self):
        tables = ("/v1/parties", "/v1/parties?id=acme", "/v1/transfers", "/v1/parties?country=DE&limit=9999")
        for target, large in zip(tables, (True, False, False, False)):
            plain = self.s.ask(target, Accept="text/csv")
            packed = self.s.ask(target, Accept="text/csv", Accept_Encoding="gzip")
            self.assertEqual(packed["Content-Encoding"], "gzip" if large else None, target)
            chosen = "Accept, " if plain.status == 200 else ""  # what was wrong with the question has one form
            self.assertEqual((plain["Vary"] or "", plain["Content-Encoding"]),
                             (f"{chosen}Accept-Encoding" if large else chosen.rstrip(", "), None))
            body = gzip.decompress(packed.body) if large else packed.body
            if plain.status == 200:
                self.assertEqual(body, plain.body)
        head = self.s.ask("/v1/parties", "HEAD", Accept="text/csv", Accept_Encoding="gzip")
        self.assertEqual((head["Content-Encoding"], head["Vary"]), ("gzip", "Accept, Accept-Encoding"))
        rows = b"id,name,kind,country\n" + b"".join(b"w%d,Work %d GmbH,service-provider,DE\n" % (i, i) for i in range(3000))
        job = self.s.ask("/v1/imports?file=w.csv&dry_run=true", "POST", rows, Content_Type="text/csv")
        where = job["Location"] or "/v1/imports/" + job.json()["id"]
        self.until(lambda: self.s.ask(where).json()["state"] not in ("waiting", "running"))
        for accept in ("application/json", "text/plain", "text/csv"):
            plain = self.s.ask(where + "/plan", Accept=accept)
            packed = self.s.ask(where + "/plan", Accept=accept, Accept_Encoding="gzip")
            self.assertEqual(plain.status, 200)
            self.assertEqual(packed["Content-Encoding"], "gzip" if len(plain.body) >= 8192 else None, accept)
            if packed["Content-Encoding"]:
                self.assertEqual(gzip.decompress(packed.body), plain.body)

    def test_what_has_a_tag_keeps_it(self):
        """A packed body would need another strong tag: records, which have one, are sent as they are."""
        long = {"id": "long", "name": "Long GmbH", "country": "DE", **{name: "x" * 3900 for name in ("service", "contact", "source")}}
        self.assertEqual(self.s.post("/v1/parties", long).status, 201)
        plain = self.s.ask("/v1/parties/long")
        asked = self.s.ask("/v1/parties/long", Accept_Encoding="gzip")
        self.assertEqual((asked["Content-Encoding"], asked["ETag"], asked.body), (None, plain["ETag"], plain.body))
        for method in ("GET", "HEAD"):
            same = self.s.ask("/v1/parties/long", method, Accept_Encoding="gzip", If_None_Match=plain["ETag"])
            self.assertEqual((same.status, same["ETag"], same["Content-Encoding"]), (304, plain["ETag"], None))
        self.assertEqual(self.s.ask("/v1/parties/long", "PATCH", b'{"website": "https://long.example"}',
                                    Content_Type="application/json", Accept_Encoding="gzip",
                                    If_Match=asked["ETag"]).status, 200)

    def test_small_answers_and_those_with_a_tag_are_not(self):
        for target in ("/v1/health", "/v1/parties/acme", "/v1/mechanism?to=acme"):
            self.assertIsNone(self.s.ask(target, Accept_Encoding="gzip")["Content-Encoding"], target)


class Tls(serving.Own):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("openssl"):
            raise unittest.SkipTest("openssl is not installed")

    def setUp(self):
        super().setUp()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        self.path("key.pem"), "-out", self.path("cert.pem"), "-days", "2", "-subj", "/CN=localhost"],
                       check=True, capture_output=True)
        os.chmod(self.path("key.pem"), 0o600)

    def start(self):
        process = subprocess.Popen([suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", "--host", "test", "--tls-cert",
                                    self.path("cert.pem"), "--tls-key", self.path("key.pem")],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        def end():
            process.terminate()
            process.communicate(timeout=20)
        self.addCleanup(end)
        line = process.stdout.readline().decode()
        self.assertTrue(line.startswith("https://127.0.0.1:"), line)
        return int(line.rsplit(":", 1)[1].strip(" /\n"))

    def test_the_cookie_is_for_https(self):
        wire.run(suite.BINARY, "token", "add", "wiki", "--role", "reader", "--db", self.db)
        port = self.start()
        _, link, _ = wire.run(suite.BINARY, "login", "--db", self.db)
        body = wire.query(code=link.strip().split("code=")[1])
        _, reply = self.ask(port, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3, "/login", "POST",
                            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n", body)
        self.assertTrue(reply.startswith(b"HTTP/1.1 303 "), reply)
        self.assertRegex(reply, rb"\r\nSet-Cookie: __Host-chapterv=[^\r]*; HttpOnly; SameSite=Strict; Secure\r\n")

    def ask(self, port, low, high, target="/v1/health", method="GET", fields="", body=""):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = low, high
        with socket.create_connection(("127.0.0.1", port), timeout=10) as raw, context.wrap_socket(raw) as s:
            s.sendall(f"{method} {target} HTTP/1.1\r\nHost: test\r\n{fields}Connection: close\r\n\r\n{body}".encode())
            data = b""
            while piece := s.recv(65536):
                data += piece
            return s.version(), data

    def test_only_the_newer_versions(self):
        port = self.start()
        v = ssl.TLSVersion
        for version, name in ((v.TLSv1_2, "TLSv1.2"), (v.TLSv1_3, "TLSv1.3")):
            spoken, reply = self.ask(port, version, version)
            self.assertEqual(spoken, name)
            self.assertTrue(reply.startswith(b"HTTP/1.1 200 "), reply)
            self.assertIn(b"Strict-Transport-Security: max-age=", reply)
        for version in (v.TLSv1, v.TLSv1_1):
            with self.assertRaises((ssl.SSLError, ConnectionError)):
                self.ask(port, version, version)

    def test_a_length_that_is_none_is_answered_once(self):
        port = self.start()
        v = ssl.TLSVersion
        for length, status in (("none", 400), ("+2", 400), ("9" * 20, 413)):
            _, reply = self.ask(port, v.TLSv1_2, v.TLSv1_3, "/v1/check", "POST",
                                f"Content-Type: application/json\r\nContent-Length: {length}\r\n", "{}")
            head, _, body = reply.partition(b"\r\n\r\n")
            self.assertTrue(head.startswith(b"HTTP/1.1 %d " % status), reply)
            self.assertIn(b"\r\nContent-Type: application/problem+json", head)
            self.assertEqual((reply.count(b"HTTP/1.1"), json.loads(body)["status"]), (1, status), reply)
            self.assertIn(b"\r\nContent-Length: %d\r\n" % len(body), head + b"\r\n")

    def test_what_is_wrong_with_the_files_is_said(self):
        cert, key = self.path("cert.pem"), self.path("key.pem")
        self.assertIn("belong together", self.refused("--tls-cert", cert))
        os.chmod(key, 0o644)
        self.assertIn("chmod 600", self.refused("--tls-cert", cert, "--tls-key", key))
        os.chmod(key, 0o600)
        self.assertIn("no PEM file", self.refused("--tls-cert", self.db, "--tls-key", key))
        self.assertIn("belong together", self.refused("--tls-cert", key, "--tls-key", key))


class Address(serving.Own):
    def test_plain_http_stays_on_this_machine(self):
        wire.run(suite.BINARY, "token", "add", "wiki", "--role", "reader", "--db", self.db)
        code, _, words = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "0.0.0.0:0")
        self.assertEqual(code, 2)
        self.assertIn("--plain WHY", words)
        s = self.server("--plain", "a closed test network", listen="0.0.0.0:0")
        self.assertIn("a closed test network", s.stop()[1])


if __name__ == "__main__":
    unittest.main()
