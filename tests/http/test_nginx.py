"""
api/http/nginx.conf as it is shipped, in a real nginx before a real server.

F30: requests that are a little wrong, 160 of them; CHAPTERV_LONG=1 asks for 10,000, CHAPTERV_SEED for others.
"""

import http.server
import json
import os
import pathlib
import random
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

import mutants
import suite
import wire
from test_odd import ODD

CONF = pathlib.Path(__file__).resolve().parents[2] / "api" / "http" / "nginx.conf"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")

# Where it ends otherwise than without nginx: it refuses in its own way, or sends on what is well-formed again.
THROUGH = {
    "name-bracket": {200}, "name-high": {200},  # such fields are left out
    "http-1.9": {200}, "absolute": {200}, "http-none": {0, 200}, "empty-host": {400}, "lower-method": {400},
    "http-1.0-coding": {400, 411}, "expect-other": {0, 417}, "fields-large": {431}, "fields-huge": {0, 431},
    "fields-hundreds": {431, 500},  # the one who signs on takes a hundred, and nginx then knows no better
    "target-huge": {0, 414}, "garbage": {0, 400},
    "preface": {0, 400}, "length-huge": {400}, "chunk-huge": {400},
}


# "# auth_request ...", "#	proxy_pass ...": the lines that are to be taken in, and no prose.
SIGN_ON = re.compile(r"^\t# (?:auth_request|error_page|proxy_set_header|location|\})[^\n]*|^\t#\t[^\n]*", re.M)


class Signer(http.server.BaseHTTPRequestHandler):
    """What oauth2-proxy answers to auth_request: 202 and who it is, or 401. Here, the cookie says it."""

    def do_GET(self):
        user = re.fullmatch(r"user=(\w+)", self.headers.get("Cookie", ""))
        self.send_response(403 if "sign_in" in self.path else 202 if user else 401)
        if user:
            self.send_header("X-Auth-Request-User", user[1])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Tls(wire.Wire):
    def __init__(self, port):
        super().__init__(("127.0.0.1", port))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_alpn_protocols(["http/1.1"])
        self.sock = context.wrap_socket(self.sock)


@unittest.skipUnless(NGINX and shutil.which("openssl"), "nginx or openssl is not installed")
class Front(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="chapterv-nginx-")
        os.chmod(cls.folder, 0o755)
        cls.db = cls.path("register.db")
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS)):
            suite.imported(suite.BINARY, cls.db, cls.folder, kind, text)
        code, out, words = wire.run(suite.BINARY, "token", "add", "mutant", "--role", "reader", "--db", cls.db)
        assert code == 0, words
        cls.token = out.strip()
        with open(cls.path("roles"), "w", encoding="ascii") as f:
            f.write("jane dpo\n")
        cls.server = wire.Server(suite.BINARY, cls.db, hosts=("chapterv.example", "t", "test"), args=(
            "--access-log", cls.path("access.log"), "--trust-proxy", "127.0.0.1", "--roles-file", cls.path("roles")))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        cls.path("key.pem"), "-out", cls.path("cert.pem"), "-days", "2", "-subj", "/CN=chapterv.example"],
                       check=True, capture_output=True)
        cls.signer = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Signer)
        threading.Thread(target=cls.signer.serve_forever, daemon=True).start()
        cls.open, cls.signed = cls.start("open", False), cls.start("signed", True)

    @classmethod
    def start(cls, name, sign_on):
        """nginx with the file as it is, but for names and ports; sign_on: as if a single sign-on had said jane."""
        port, plain = wire.free_port(), wire.free_port()
        text = CONF.read_text(encoding="utf-8")
        for pattern, value in ((r"127\.0\.0\.1:8044\b", f"127.0.0.1:{cls.server.address[1]}"), (r"listen 443 ", f"listen 127.0.0.1:{port} "),
                               (r"listen 80;", f"listen 127.0.0.1:{plain};"), (r"/etc/ssl/private/chapterv\.key", cls.path("key.pem")),
                               (r"/etc/ssl/chapterv\.pem", cls.path("cert.pem"))):
            text, n = re.subn(pattern, value, text)
            assert n >= 1, pattern
        if sign_on:
            text, n = re.subn(r'\tproxy_set_header X-Remote-User "";\n', "", text)
            assert n == 1
            text = SIGN_ON.sub(lambda m: m[0].replace("# ", "", 1).replace("#", "", 1), text)
            text, n = re.subn(r"127\.0\.0\.1:4180\b", f"127.0.0.1:{cls.signer.server_port}", text)
            assert n == 2, "the lines for a single sign-on are in"
        home = cls.path(name)
        os.mkdir(home)
        with open(os.path.join(home, "nginx.conf"), "w", encoding="utf-8") as f:
            temp = "".join(f"{k}_temp_path {home}/{k};\n" for k in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            f.write(f"daemon off; master_process off; pid {home}/pid; error_log {home}/error.log;\nevents {{}}\n"
                    f"http {{ access_log off;\n{temp}{text}\n}}\n")
        process = subprocess.Popen([NGINX, "-p", home, "-c", os.path.join(home, "nginx.conf")], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
        for _ in range(10 * wire.PATIENCE):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.1)
        return process, port, plain

    @classmethod
    def tearDownClass(cls):
        for process, _, _ in (cls.open, cls.signed):
            process.terminate()
            process.communicate(timeout=20)
        cls.signer.shutdown()
        cls.signer.server_close()
        cls.server.__exit__()
        shutil.rmtree(cls.folder)

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    def ask(self, target, method="GET", body=None, front=None, **fields):
        with Tls((front or self.signed)[1]) as w:
            fields.setdefault("Host", "chapterv.example")
            if front is None:
                fields.setdefault("Cookie", "user=jane")
            try:
                wire.send(w, target, method, body, **fields)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                pass
            return w.reply(head=method == "HEAD")

    def test_questions_lists_and_changes_go_through(self):
        reply = self.ask("/v1/mechanism?to=acme&on=2019-01-01")
        self.assertEqual(reply.status, 200)
        self.assertTrue(reply["Strict-Transport-Security"])
        self.assertRegex(reply["X-Request-Id"], "^[0-9a-f]{32}$", "nginx gives the id")
        self.until(lambda: self.line(id=reply["X-Request-Id"]))
        made = self.ask("/v1/parties", "POST", b'{"name": "Beta GmbH", "country": "DE"}', Content_Type="application/json",
                        Origin="https://chapterv.example")
        self.assertEqual((made.status, made["Location"]), (201, "/v1/parties/beta-gmbh"))
        rows = b"id,name,kind,country\n" + b"".join(b"v%d,Vendor %d GmbH,service-provider,DE\n" % (i, i) for i in range(40000))
        self.assertGreater(len(rows), 1 << 20)
        self.assertIn(self.ask("/v1/imports?file=v.csv", "POST", rows, Content_Type="text/csv",
                               Origin="https://chapterv.example").status, (201, 202))

    def test_nobody_outside_says_who_they_are(self):
        self.assertEqual(self.ask("/v1/parties", front=self.open).status, 401)
        self.assertEqual(self.ask("/v1/parties", front=self.open, X_Remote_User="jane").status, 401)
        self.assertEqual(self.ask("/v1/parties", X_Remote_User="mallory").status, 200)
        self.assertEqual(self.ask("/v1/parties", Cookie="user=mallory", X_Remote_User="jane").status, 403)
        self.assertEqual(self.ask("/v1/parties", front=self.signed, X_Remote_User="jane").status, 403, "to sign in")
        self.until(lambda: self.line(path="/v1/parties", status=200))
        self.assertEqual(self.line(path="/v1/parties", status=200)["who"], "jane")
        self.assertIsNone(self.line(who="mallory"))

    def line(self, **want):
        with open(self.path("access.log"), encoding="utf-8") as f:
            for line in map(json.loads, f):
                if want.items() <= line.items():
                    return line
        return None

    def until(self, what):
        self.assertTrue(wire.until(what))

    def test_over_what_and_from_where(self):
        """The cookie is for https; who guesses often is told apart by the address that nginx saw."""
        code, out, words = wire.run(suite.BINARY, "token", "add", "wiki", "--role", "reader", "--db", self.db)
        self.assertEqual(code, 0, words)
        token = {"Authorization": "Bearer " + out.strip()}
        self.assertEqual(self.ask("/v1/parties", front=self.open, **token).status, 200)
        code, out, words = wire.run(suite.BINARY, "login", "--db", self.db)
        self.assertEqual(code, 0, words)
        reply = self.ask("/login", "POST", wire.query(code=out.strip().split("code=")[1]).encode(), front=self.open,
                         Content_Type="application/x-www-form-urlencoded", Origin="https://chapterv.example")
        self.assertEqual(reply.status, 303)
        self.assertRegex(reply["Set-Cookie"], "^__Host-chapterv=.*; Secure")
        cookie = reply["Set-Cookie"].split(";")[0]
        self.assertEqual(self.ask("/v1/parties", front=self.open, Cookie=cookie).status, 200)
        self.ask("/v1/nothing", front=self.open, X_Forwarded_For="192.0.2.1", X_Real_IP="192.0.2.1")
        self.until(lambda: self.line(path="/v1/nothing"))
        self.assertEqual(self.line(path="/v1/nothing")["peer"], "127.0.0.1")

    def test_headers(self):
        for target in ("/v1/health", "/", "/v1/nothing"):
            reply = self.ask(target)
            self.assertEqual((reply["Strict-Transport-Security"], reply["X-Content-Type-Options"],
                              reply["Cache-Control"]), ("max-age=31536000", "nosniff", "no-store"), target)
            self.assertNotRegex(reply["Server"] or "", r"\d", "no version is told")
        self.assertTrue(self.ask("/")["Content-Security-Policy"])
        self.assertEqual(self.ask("/v1/openapi.json", Accept_Encoding="gzip")["Content-Encoding"], "gzip")

    def test_limits(self):
        self.assertEqual(self.ask("/v1/check", "POST", b"x" * (1 << 20) + b"x", Content_Type="application/json").status, 413)
        self.assertIn(self.ask("/v1/health", X="y" * 40000).status, (400, 431))
        self.assertIn(self.ask("/v1/mechanism?to=" + "y" * 40000).status, (414, 400))
        with socket.create_connection(("127.0.0.1", self.signed[2])) as s:
            s.sendall(b"GET /v1/parties?x=1 HTTP/1.1\r\nHost: chapterv.example\r\n\r\n")
            self.assertIn(b"Location: https://chapterv.example/v1/parties?x=1", s.recv(65536))

    def logged(self):
        with open(self.path("access.log"), encoding="utf-8") as f:
            return {line["id"] for line in map(json.loads, f)}

    def mutated(self, seed, count, token, seen, wrong, bare):
        """So many of them, each on a connection of its own; beside them one on which every answer must be that to its own question."""
        dice, every = random.Random(seed), mutants.bases("chapterv.example", token)
        with Tls(self.open[1]) as beside:
            for n in range(count):
                data = mutants.mutant(dice, every)
                answers = b""
                try:
                    with Tls(self.open[1]) as w:
                        w.send(data)
                        answers = w.rest(within=2)
                except OSError:
                    pass  # refused while it was sent
                seen.extend(mutants.ids(answers))
                bare.append(bool(answers) and not answers.startswith(b"HTTP/"))
                if b"/v1/smuggled" in answers:
                    wrong.append(data)
                wire.send(beside, f"/v1/parties/marker-{seed}-{n}", Host="chapterv.example", Authorization="Bearer " + token)
                reply = beside.reply()
                seen.append(reply["X-Request-Id"].encode())
                if reply.status != 404 or f"'marker-{seed}-{n}'" not in reply.json()["detail"]:
                    wrong.append((data, reply))

    def test_requests_that_are_a_little_wrong(self):
        """Every request that came through was answered, once, to the one who sent it."""
        count = 10000 if os.environ.get("CHAPTERV_LONG") else 160
        seed, seen, wrong = int(os.environ.get("CHAPTERV_SEED", "1")), [], []
        before, bare = self.logged(), []
        threads = [threading.Thread(target=self.mutated, args=(100 * seed + n, count // 16, self.token, seen, wrong, bare))
                   for n in range(16)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(wrong, [])
        self.assertEqual(len(seen), len(set(seen)), "an answer came twice")
        self.assertGreater(len(seen), count + count // 4, "hardly any came through")
        told = {i.decode() for i in seen}
        self.until(lambda: told <= self.logged())
        nobody = self.logged() - before - told
        # where a mutant lost its version, nginx answers with HTTP/0.9, whose answers have no header, and so no id
        self.assertLessEqual(len(nobody), sum(bare), f"answered to nobody: {nobody}")
        print(f"{count} mutants: {len(seen)} answers with an id, {sum(bare)} without a header, {len(wrong)} wrong")

    def test_odd_requests_are_refused_or_made_well_formed(self):
        for name, data, statuses in ODD:
            with self.subTest(name), Tls(self.signed[1]) as w:
                try:
                    more = "Cookie: user=jane\r\n" + ("Origin: https://t\r\n" if data.startswith("POST") else "")
                    w.send(re.sub(r"( HTTP/1\.\d\r\n)", r"\1" + more, data, count=1))
                    reply = w.reply()
                except (ConnectionError, ssl.SSLError, TimeoutError):
                    reply = None
                except AssertionError:
                    self.assertEqual(name, "http-none")  # an answer of HTTP/0.9 has no header
                    reply = None
                self.assertIn(reply.status if reply else 0, THROUGH.get(name, statuses))
                if reply and reply.status >= 400 and reply["Content-Type"] != "text/html; charset=utf-8":
                    self.assertEqual(reply["Content-Type"], "application/problem+json", name)
                    said = reply.json()
                    self.assertEqual((said["status"], said["request_id"][:4].isalnum()), (reply.status, True), said)
        with open(self.path("access.log"), encoding="utf-8") as f:
            self.assertNotIn("smuggled", f.read())


if __name__ == "__main__":
    unittest.main()
