#!/usr/bin/env python3
"""
Everything at once, for a build that looks for races: mixed.py SECONDS. CHAPTERV is the program (meson: -Db_sanitize=thread).

Questions of now and of then, lists as JSON and CSV, pages, reports, changes with and without the right tag, imports as jobs
that are applied, undone and forgotten, inquiries, proofs, log-ins and log-outs, tokens given, files imported and the register
held by another process, requests that are none. At the end the register must verify, and the server must have said nothing of
a race.
"""

import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import urllib.parse

import suite
import wire

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Load:
    def __init__(self, seconds):
        self.folder = tempfile.mkdtemp(prefix="chapterv-mixed-")
        self.db = os.path.join(self.folder, "register.db")
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS),
                           ("certifications", suite.CERTIFICATIONS)):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)
        self.admin = self.cli("token", "add", "boss", "--role", "admin").strip()
        kept = os.path.join(self.folder, "kept")
        os.mkdir(kept)
        self.server = wire.Server(suite.BINARY, self.db, args=(
            "--public", "--checkpoint-dir", kept, "--checkpoint-every", "1s",
            "--access-log", os.path.join(self.folder, "access.log")))
        self.until = time.monotonic() + seconds
        self.counts, self.bad, self.busy = {}, [], {}
        self.lock = threading.Lock()

    def cli(self, *args):
        code, out, words = wire.run(suite.BINARY, *args, "--db", self.db)
        assert code == 0, (args, code, out, words)
        return out

    def note(self, what, reply):
        with self.lock:
            status = reply.status if reply else 0
            self.counts[(what, status)] = self.counts.get((what, status), 0) + 1
            if status == 503 and what not in self.busy:
                self.busy[what] = reply.body.decode()[:300]
            if status >= 500 and status != 503:
                self.bad.append((what, repr(reply)))

    def ask(self, what, target, method="GET", body=None, **fields):
        fields.setdefault("Authorization", "Bearer " + self.admin)
        if body is not None and not isinstance(body, bytes):
            body, fields["Content_Type"] = json.dumps(body).encode(), JSON
        try:
            reply = self.server.ask(target, method, body, **fields)
        except (OSError, AssertionError):
            reply = None
        self.note(what, reply)
        return reply

    # ---- kinds of users

    def asks(self, dice):
        to = dice.choice(["acme", "evil", "twin-us", "US", "IN", "nobody", "Acme, Inc."])
        query = {"to": to, "on": f"20{dice.randint(16, 26)}-0{dice.randint(1, 9)}-15"}
        if dice.random() < 0.3:
            just_now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 2))
            query["known_at"] = dice.choice(["2020-01-01", "2099-01-01", just_now])
        target = dice.choice(["/v1/mechanism?", "/?", "/v1/mechanism?"]) + urllib.parse.urlencode(query)
        self.ask("ask", target, dice.choice(["GET", "GET", "HEAD"]), Accept_Encoding=dice.choice(["gzip", "identity"]))

    def reads(self, dice):
        target = dice.choice([
            "/v1/parties", "/v1/transfers?outcome=covered&limit=3", "/v1/parties?q=a&limit=2", "/v1/parties/acme", "/v1/health",
            "/v1/parties/acme/history", "/v1/parties/acme/chain", "/v1/openapi.json", "/v1/imports", "/v1/log?count=20",
            "/v1/log/root", "/v1/log/2/proof", "/v1/log/consistency?since=3", "/v1/log/checkpoint", "/problems", "/style.css",
            "/v1/reports/coverage?format=csv", "/v1/reports/gaps?format=html", "/v1/lint", "/v1/calendar.ics",
            "/v1/inquiries", "/v1/notices", "/v1/parties?known_at=2020-01-01", "/subprocessors", "/subprocessors.json"])
        self.ask("read", target, Accept=dice.choice([JSON, "text/csv"]))

    def many(self, dice):
        questions = [{"to": dice.choice(["acme", "evil", "US"])} for _ in range(20)]
        self.ask("batch", "/v1/mechanism:batch", "POST", {"questions": questions})

    def changes(self, dice):
        n = dice.randrange(200)
        made = self.ask("create", "/v1/parties", "POST", {"id": f"m{n}", "name": f"Mixed {n} Ltd", "country": "IN"},
                        Idempotency_Key=f"k{n}")
        if made and made.status == 201 and dice.random() < 0.5:
            self.ask("leg", "/v1/transfers", "POST", {"exporter": "ie-sub", "importer": f"m{n}", "country": "IN",
                                                      "from": "2024-01-01"})
        there = self.ask("get", f"/v1/parties/m{n}")
        if there and there.status == 200:
            tag = there["ETag"] if dice.random() < 0.8 else '"0-0"'
            self.ask("patch", f"/v1/parties/m{n}", "PATCH", {"service": str(dice.randrange(9))}, If_Match=tag)

    def imports(self, dice):
        n = dice.randrange(50)
        body = f"id,name,kind,country\nj{n},Job {n} Ltd,service-provider,{dice.choice(['US', 'IN'])}\n".encode()
        dry = dice.choice(["true", "false"])
        reply = self.ask("import", f"/v1/imports?file=j.csv&dry_run={dry}", "POST", body, Content_Type="text/csv")
        if reply is None or reply.status >= 300 or "id" not in reply.json():
            return
        job = reply.json()
        if job.get("apply"):
            applied = self.ask("apply", job["apply"], "POST")
            job = applied.json() if applied and applied.status < 300 else job
        if job.get("import") and dice.random() < 0.3:
            self.ask("undo", f"/v1/imports/{job['import']}/undo", "POST")
        self.ask("forget", f"/v1/imports/{job['id']}", "DELETE")

    def logs_in(self, dice):
        link = self.cli("login")
        form = urllib.parse.urlencode({"code": link.strip()}).encode()
        reply = self.ask("login", "/login", "POST", form, Content_Type=FORM, Authorization=None)
        cookie = (reply["Set-Cookie"] or "").split(";")[0] if reply else ""
        self.ask("session", "/?to=acme", Cookie=cookie, Authorization=None)
        self.ask("logout", "/logout", "POST", b"", Cookie=cookie, Origin="http://test", Authorization=None)

    def beside(self, dice):
        n = dice.randrange(1000)
        secret = self.cli("token", "add", f"t{n}-{time.monotonic_ns()}", "--role", "reader").strip()
        reply = self.ask("token", "/v1/parties", Authorization="Bearer " + secret)
        if reply and reply.status not in (200, 503):  # busy is told, a good token is never refused
            self.bad.append(("a token that was just given", repr(reply)))
        rows = f"id,name,kind,country\nb{n},Beside {n} AB,service-provider,SE\n"
        suite.imported(suite.BINARY, self.db, self.folder, "parties", rows)

    def holds(self, dice):
        """As another program has the register while it commits much."""
        con = sqlite3.connect(self.db, isolation_level=None, timeout=wire.PATIENCE)
        con.execute("BEGIN EXCLUSIVE")
        time.sleep(dice.choice([0.01, 0.1, 0.4]))
        con.execute("ROLLBACK")
        con.close()
        time.sleep(dice.uniform(0.2, 1))

    def inquires(self, dice):
        made = self.ask("inquiry", "/v1/inquiries", "POST", {
            "asked_by": "data-subject", "about_party": "acme", "received": "2020-07-20", "country": "IE", "state": "open",
            "language": "en"})
        if made and made.status == 201:
            self.ask("draft", f"/v1/inquiries/{made.json()['id']}/draft")

    def nonsense(self, dice):
        for data in dice.sample([b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01", b"GET /v1/x%00 HTTP/1.1\r\nHost: test\r\n\r\n",
                                 b"POST /v1/check HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n"], 2):
            try:
                with self.server.wire(timeout=1) as w:
                    w.send(data)
                    if dice.random() < 0.5:
                        w.reply()
            except (OSError, AssertionError):
                pass
        self.ask("bad", "/v1/parties", Authorization="Bearer cv_nonsense")

    def user(self, what, seed):
        dice = random.Random(seed)
        while time.monotonic() < self.until:
            try:
                what(dice)
            except AssertionError as e:
                with self.lock:
                    self.bad.append((what.__name__, str(e)[:500]))
                return

    def run(self):
        users = [self.asks] * 4 + [self.reads] * 3 + [self.changes] * 2
        users += [self.many, self.imports, self.logs_in, self.beside, self.nonsense, self.holds, self.inquires]
        threads = [threading.Thread(target=self.user, args=(what, n)) for n, what in enumerate(users)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        code, words = self.server.stop()
        self.server.__exit__()
        self.cli("verify")
        shutil.rmtree(self.folder)
        told = ", ".join(f"{w} {s}: {n}" for (w, s), n in sorted(self.counts.items()))
        print(f"{sum(self.counts.values())} requests: {told}")
        for what, body in self.busy.items():
            print("busy:", what, body)
        for bad in self.bad[:10]:
            print("wrong:", bad)
        if "WARNING" in words or "ERROR" in words:
            print(words[:20000])
        return 0 if code == 0 and not self.bad and "WARNING" not in words and "ERROR" not in words else 1


if __name__ == "__main__":
    sys.exit(Load(float(sys.argv[1]) if len(sys.argv) > 1 else 5).run())
