"""/v1/reports over real sockets: the same bytes as at the command line, who may see what, and a reader that is slow."""

import gzip
import io
import pathlib
import socket
import sys
import tarfile
import threading
import time
import unittest

import tables
import suite
import wire

ROWS = 30000


class Reports(suite.Case):
    @classmethod
    def fill(cls):
        tables.sample(suite.BINARY, cls.db)

    def cli(self, *args):
        done = tables.subprocess.run([suite.BINARY, "report", *args, "--db", self.db], capture_output=True, check=True)
        return done.stdout

    def test_the_same_bytes_as_at_the_command_line(self):
        for form in ("csv", "json", "html", "xlsx"):
            with self.subTest(form):
                reply = self.server.get("/v1/reports/coverage", on="2020-07-20", format=form, party="brackenvault")
                self.assertEqual(reply.status, 200)
                self.assertEqual(reply.body, self.cli("coverage", "--on", "2020-07-20", "--format", form, "--party", "brackenvault"))
        then = self.server.get("/v1/reports/gaps", on="2020-07-20", format="csv", known_at="2020-08-20")
        self.assertEqual(then.body, self.cli("gaps", "--on", "2020-07-20", "--known-at", "2020-08-20"))
        self.assertNotEqual(then.body, self.cli("gaps", "--on", "2020-07-20"))

    def test_the_form_that_is_accepted(self):
        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        for accept, wanted in ((None, "application/json"), ("text/csv", "text/csv; charset=utf-8"), ("*/*", "application/json"),
                               ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"), (xlsx, xlsx),
                               ("text/csv, */*", "text/csv; charset=utf-8"), ("text/csv;q=0, application/*", "application/json"),
                               ("application/json;q=0.5, text/csv", "text/csv; charset=utf-8"),
                               ("text/html, text/csv", "text/html; charset=utf-8")):
            fields = {"Accept": accept} if accept else {}
            reply = self.server.ask("/v1/reports/by-country", **fields)
            self.assertEqual((reply.status, reply["Content-Type"]), (200, wanted))
        page = self.server.ask("/v1/reports/by-country?format=html")
        self.assertIn("default-src 'none'", page["Content-Security-Policy"])
        self.assertNotIn("script-src", page["Content-Security-Policy"])
        head = self.server.ask("/v1/reports/by-country?format=csv", "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))

    def test_the_bundle_is_that_of_the_command_line(self):
        reply = self.server.get("/v1/reports/evidence", on="2020-07-20")
        self.assertEqual((reply.status, reply["Content-Type"]), (200, "application/x-tar"))
        self.assertEqual(self.server.get("/v1/reports/evidence", on="2020-07-20").body, reply.body, "the same bytes")
        folder = pathlib.Path(self.folder)
        self.cli("evidence", "--on", "2020-07-20", "-o", str(folder / "there"))
        with tarfile.open(fileobj=io.BytesIO(reply.body)) as tar:
            self.assertTrue(all(m.isfile() and m.mtime == 0 for m in tar.getmembers()))
            tar.extractall(folder, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(folder)
        here = {p.relative_to(folder / "evidence-2020-07-20"): p.read_bytes() for p in (folder / "evidence-2020-07-20").rglob("*") if p.is_file()}
        there = {p.relative_to(folder / "there"): p.read_bytes() for p in (folder / "there").rglob("*") if p.is_file()}
        self.assertEqual(here, there)
        tables.subprocess.run([sys.executable, "verify.py"], cwd=folder / "evidence-2020-07-20", check=True, stdout=tables.subprocess.DEVNULL,
                              env={"PATH": tables.os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual(self.server.ask("/v1/reports/evidence", "POST", b"")["Allow"], "GET, HEAD, OPTIONS")

    def test_the_table_of_reports(self):
        said = self.server.get("/v1/reports").json()
        self.assertEqual(said["formats"], ["csv", "json", "xlsx", "html"])
        one = next(r for r in said["reports"] if r["name"] == "coverage")
        self.assertEqual((one["needs"], one["filters"][0]), ("read", "on"))
        self.assertIn({"name": "valid_until", "type": "day",
                       "help": "the day on which this changes by itself; empty: none is known"}, one["columns"])
        for target, status, parameter in (("coverage?zzz=1", 400, "zzz"), ("coverage?within=3", 400, "within"), ("nothing", 404, ""),
                                          ("coverage?party=nobody", 404, "party"), ("coverage?on=2026-02-30", 400, "on"),
                                          ("coverage?format=pdf", 400, "format"), ("coverage?country=Atlantis", 400, "country"),
                                          ("coverage?known_at=then", 400, "known_at")):
            reply = self.server.ask("/v1/reports/" + target)
            self.assertEqual((reply.status, reply.json().get("parameter", "")), (status, parameter), target)
        self.assertEqual(self.server.ask("/v1/reports/coverage", "POST", b"").status, 405)


class Persons(suite.Case):
    """Who may: the log, changes and what is about persons need audit; names are handed out only where they are asked for."""

    def test_roles(self):
        suite.imported(suite.BINARY, self.db, self.folder, "inquiries",
                       "id,received,asked_by,asker,state\n2026-0001,2026-11-01,data-subject,Jane Roe,open\n")
        may = {"reader": False, "procurement": False, "dpo": True, "auditor": True, "admin": True}
        for role, audit in may.items():
            code, secret, words = wire.run(suite.BINARY, "token", "add", role, "--role", role, "--db", self.db)
            self.assertEqual(code, 0, words)
            bearer = {"Authorization": "Bearer " + secret.strip()}
            for name, wanted in (("coverage", True), ("parties", True), ("overrides", True), ("log", audit), ("changes", audit),
                                 ("inquiries", audit), ("replies", audit), ("contracts", audit), ("deliveries", audit)):
                reply = self.server.ask(f"/v1/reports/{name}?format=csv", **bearer)
                self.assertEqual(reply.status, 200 if wanted else 403, (role, name, reply))
                if not wanted:
                    self.assertIn("dpo, auditor or admin", reply.json()["detail"])
            if audit:
                self.assertNotIn(b"Jane", self.server.ask("/v1/reports/inquiries?format=csv", **bearer).body)
                self.assertIn(b"Jane", self.server.ask("/v1/reports/inquiries?format=csv&personal=yes", **bearer).body)
        self.assertEqual(self.server.ask("/v1/reports/coverage").status, 401)
        self.assertEqual(self.server.ask("/v1/reports").status, 401)


class Slow(suite.Case):
    """F14: whoever reads a large report a few bytes at a time holds up nobody who writes."""

    @classmethod
    def fill(cls):
        own = "ours,Ours Ltd,affiliate,IE,yes\n"
        for kind, text in (("parties", "id,name,kind,country,own\n" + own + "acme,Acme Inc,service-provider,US,no\n"),
                           ("transfers", "id,exporter,importer,country,purposes\n" +
                            "".join(f"t{i},ours,acme,US,something that is written at some length {i}\n" for i in range(ROWS)))):
            suite.imported(suite.BINARY, cls.db, cls.folder, kind, text)

    def crawl(self, stop):
        with socket.create_connection(self.server.address) as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            s.sendall(b"GET /v1/reports/transfers?format=csv HTTP/1.1\r\nHost: test\r\n\r\n")
            while not stop.is_set():
                self.read += len(s.recv(100))
                time.sleep(0.1)

    def longest(self, name):
        """The longest that a writer waits: five times over HTTP, once in another process."""
        waits = []
        for i in range(6):
            begun = time.monotonic()
            if i < 5:
                reply = self.server.post("/v1/parties", {"id": f"{name}-{i}", "name": f"{name} {i}", "kind": "partner"},
                                         Content_Type="application/json")
                self.assertEqual(reply.status, 201, reply)
            else:
                suite.imported(suite.BINARY, self.db, self.folder, "safeguards",
                               f"id,importer,mechanism,signed\n{name},acme,scc-2021-m2,2022-01-01\n")
            waits.append(time.monotonic() - begun)
        return max(waits)

    def test_a_slow_reader_holds_up_no_writer(self):
        self.read, stop = 0, threading.Event()
        alone, before = self.longest("old"), self.server.memory()
        reader = threading.Thread(target=self.crawl, args=(stop,))
        reader.start()
        try:
            self.assertTrue(wire.until(lambda: self.read > 0, 60))
            busy = self.longest("new")
            self.assertLess(busy, alone + 1, f"{alone} s without the reader")
            self.assertLess(self.server.memory() - before, 64 << 20)
        finally:
            stop.set()
            reader.join()

    def test_at_the_command_line_neither(self):
        """The pipe of `report` is not read at all, and still another process writes."""
        report = tables.subprocess.Popen([suite.BINARY, "report", "transfers", "--db", self.db], stdout=tables.subprocess.PIPE)
        try:
            self.assertEqual(report.stdout.read(10), b"id,exporte")
            suite.imported(suite.BINARY, self.db, self.folder, "assessments", "importer,dated,outcome\nacme,2022-01-01,adequate\n")
            rest = report.stdout.read()
            self.assertEqual(report.wait(60), 0)
            self.assertEqual(rest.count(b"\r\n"), ROWS + 1)
        finally:
            report.stdout.close()
            report.kill()


class Again(suite.Case):
    """Whoever has a report already is told so, before it is written."""

    env = {"CHAPTERV_NOW": ""}  # seconds pass here: a date is said once its second is over

    @classmethod
    def fill(cls):
        tables.sample_copy(suite.BINARY, cls.db)

    def put(self, text, kind="parties"):
        path = suite.put(self.folder, f"{kind}.csv", text)
        tables.subprocess.run([suite.BINARY, "import", path, "--as", kind, "--db", self.db], check=True,
                              capture_output=True, env={**tables.os.environ, "CHAPTERV_NOW": ""})

    def settled(self, target):
        """Once the second is over in which it could still have become another."""
        self.assertTrue(wire.until(lambda: self.server.ask(target)["Last-Modified"]))
        return self.server.ask(target)

    def test_it_is_not_sent_twice(self):
        for target in ("coverage?format=csv&on=2024-06-01", "coverage?on=2024-06-01", "gaps?format=html",
                       "parties?format=xlsx", "log?format=csv", "changes?clock=true",
                       "subprocessors?known_at=2024-06-01&format=csv"):
            with self.subTest(target):
                first = self.settled("/v1/reports/" + target)
                self.assertEqual((first.status, first["Cache-Control"]), (200, "private, no-cache"))
                self.assertRegex(first["ETag"], '^"[0-9a-f]{32}"$')
                again = self.server.ask("/v1/reports/" + target)
                self.assertEqual((again.body, again["ETag"]), (first.body, first["ETag"]))
                for fields in ({"If_None_Match": first["ETag"]}, {"If_None_Match": f'"x", W/{first["ETag"]}'},
                               {"If_None_Match": "*"}, {"If_Modified_Since": first["Last-Modified"]}):
                    same = self.server.ask("/v1/reports/" + target, **fields)
                    self.assertEqual((same.status, same.body, same["ETag"], same["Last-Modified"]),
                                     (304, b"", first["ETag"], first["Last-Modified"]), fields)
                    self.assertIn(same["Content-Length"], (None, first["Content-Length"]), "RFC 9110, 8.6")
                for fields in ({"If_None_Match": '"x"'}, {"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
                               {"If_None_Match": '"x"', "If_Modified_Since": first["Last-Modified"]},
                               {"If_Modified_Since": "yesterday"}):
                    self.assertEqual(self.server.ask("/v1/reports/" + target, **fields).status, 200, fields)

    def test_each_has_a_tag_of_its_own(self):
        targets = ["coverage", "gaps", "coverage?format=csv", "coverage?format=html", "coverage?on=2020-07-20",
                   "coverage?on=2020-07-21", "coverage?country=US", "coverage?country=IN",
                   "coverage?known_at=2020-08-20", "parties", "parties?personal=no", "log?on=2020-08-15",
                   "log?on=2020-08-16"]
        tags = [self.server.ask("/v1/reports/" + t)["ETag"] for t in targets]
        self.assertEqual(len(set(tags)), len(tags), tags)
        otherwise = self.server.ask("/v1/reports/coverage?country=United%20States")
        self.assertEqual(otherwise["ETag"], tags[6], "the same, said otherwise")

    def test_packed(self):
        target = "/v1/reports/log?format=csv"
        plain, packed = self.server.ask(target), self.server.ask(target, Accept_Encoding="gzip")
        self.assertEqual((packed["Content-Encoding"], packed["ETag"]), ("gzip", plain["ETag"][:-1] + '-gzip"'))
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertEqual(self.server.ask(target, Accept_Encoding="gzip", If_None_Match=packed["ETag"]).status, 304)
        self.assertEqual(plain["Vary"], "Accept-Encoding")
        self.assertEqual(self.server.ask("/v1/reports/coverage")["Vary"], "Accept, Accept-Encoding")

    def test_a_change_makes_another_of_what_it_touches(self):
        now, then, persons = ("/v1/reports/" + t for t in ("coverage", "coverage?known_at=2024-06-01",
                                                           "parties?known_at=2024-06-01"))
        before = {t: self.settled(t) for t in (now, then, persons)}
        self.put("id,name,service\ntuatarin,Tuatarin Backups Limited,backup and more\n")
        self.assertEqual(self.server.ask(now, If_None_Match=before[now]["ETag"]).status, 200)
        self.assertEqual(self.server.ask(now, If_Modified_Since=before[now]["Last-Modified"]).status, 200)
        same = self.server.ask(then, If_None_Match=before[then]["ETag"])
        self.assertEqual(same.status, 304, "what was known then stays")
        done = tables.subprocess.run([suite.BINARY, "erase", "tuatarin", "--db", self.db], capture_output=True,
                                     check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        erased = self.server.ask(persons, If_None_Match=before[persons]["ETag"])
        self.assertEqual(erased.status, 200, "what is about persons may be erased later")
        self.assertNotIn(b"privacy@tuatarin", erased.body)

    def test_wrong_is_wrong_whatever_they_have(self):
        for target, status in (("coverage?party=nobody", 404), ("coverage?kind=x", 400), ("nothing", 404),
                               ("gaps?on=2026-02-30", 400)):
            for fields in ({"If_None_Match": "*"}, {"If_Modified_Since": "Mon, 01 Jan 2096 00:00:00 GMT"}):
                self.assertEqual(self.server.ask("/v1/reports/" + target, **fields).status, status, target)

    def test_what_the_file_is_called(self):
        today = time.strftime("%Y-%m-%d", time.gmtime())
        for target, name in (("coverage?format=csv&on=2026-11-23", 'attachment; filename="coverage-2026-11-23.csv"'),
                             ("gaps?format=xlsx&on=2020-07-20", 'attachment; filename="gaps-2020-07-20.xlsx"'),
                             ("gaps?format=html&on=2020-07-20", 'inline; filename="gaps-2020-07-20.html"'),
                             ("parties", f'inline; filename="parties-{today}.json"'),
                             ("evidence?on=2020-07-20", 'attachment; filename="evidence-2020-07-20.tar"')):
            self.assertEqual(self.server.ask("/v1/reports/" + target)["Content-Disposition"], name)
        self.assertIsNone(self.server.ask("/v1/reports/nothing")["Content-Disposition"])



if __name__ == "__main__":
    unittest.main()
