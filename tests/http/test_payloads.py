"""F37: text that is meant to break out, in every field that takes text, by both doors in, and out by all of them."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse
from html.parser import HTMLParser

import suite
import wire

JSON = "application/json"
PARTS = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</title><script>x</script>", "</style><b>",
         "javascript:alert(1)", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "-->", "<!--", "]]>", "<![CDATA[", "&lt;b&gt;", "&#60;b&#62;", "\\u003cb\\u003e",
         "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(1)", "\uff1d1+1", "%0d%0aSet-Cookie: a=b", "a\r\nSet-Cookie: a=b", "a\nX-Injected: 1", "a\rX: 1",
         "\u2028alert(1)", "\u2029x", "\u202etxt.exe", "\ufeffx", "\u0085x", "a;b", "a,b", "a\"b", "a'b", "`id`", "$(id)", "| id", "; id", "../../etc/passwd",
         "%s%s%n", "' OR 1=1 --", "\"; DROP TABLE party; --", "<a href=javascript:alert(1)>x</a>", "<iframe srcdoc='x'>", "<base href=//x>",
         "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//x>", "<form action=//x>", "\t=1+1"]
TEXTS = PARTS + ["x " + p for p in PARTS] + [p + " & " + p for p in PARTS] + [p * 3 for p in PARTS]

# the other kinds: what must be right, and what is anybody's text
REST = [("safeguards", {"mechanism": "scc-2021-m2", "signed": "2022-01-01"}, ("document", "note", "source")),
        ("certifications", {"framework": "dpf-eu-us", "from": "2023-09-01"}, ("source",)),
        ("assessments", {"country": "US", "dated": "2022-01-01"}, ("measures", "document", "source"))]

# the records of the desks: "@party" is the party of that text, "@notices" the notice that was made last
DESK = [("contracts", {"party": "@party", "kind": "services"}, ("contact", "document", "note", "source")),
        ("inquiries", {"about_party": "@party", "received": "2026-11-02", "asked_by": "customer", "state": "open"},
         ("asker", "contact", "question", "extension_reason", "assigned", "note", "source")),
        ("replies", {"inquiry": "@inquiries", "given": "2026-11-03", "on": "2026-11-03"},
         ("given_by", "law_pack", "template", "legs", "letter", "source")),
        ("checks", {"party": "@party", "item": "security", "state": "open"}, ("who", "document", "note", "source")),
        ("notices", {"direction": "incoming", "vendor": "@party", "change": "added", "state": "announced", "announced": "2026-11-01",
                     "deadline": "2026-12-01"}, ("subject_name", "what", "mechanism", "decided_by", "note", "source")),
        ("deliveries", {"notice": "@notices", "customer": "@party", "state": "failed"}, ("address", "problem", "letter", "source")),
        ("objections", {"notice": "@notices", "customer": "@party", "received": "2026-11-04"}, ("reason", "closed_by", "note", "source")),
        ("overrides", {"party": "@party", "gate": "approval", "granted": "2026-11-04", "expires": "2036-11-04"},
         ("reason", "granted_by", "source"))]
DESKS = tuple(kind for kind, _, _ in DESK)


class Tags(HTMLParser):
    """What a browser would see."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name in ("href", "src", "action") and value.strip().lower().startswith(("javascript:", "//", "data:")):
                self.tags.add("leads away: " + value)


class Payloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="chapterv-payloads-")
        cls.db = os.path.join(cls.folder, "register.db")
        suite.imported(suite.BINARY, cls.db, cls.folder, "parties", "id,name,kind,country,own\nours,Ours Ltd,affiliate,IE,yes\n")
        cls.server = wire.Server(suite.BINARY, cls.db)
        cls.plain = cls.tags(cls.server.ask("/?to=ours").body.decode())

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        shutil.rmtree(cls.folder)

    @staticmethod
    def tags(page):
        seen = Tags()
        seen.feed(page)
        return seen

    def harmless(self, reply, canonical=False):
        names = [n.lower() for n, _ in reply.fields]
        self.assertNotIn("set-cookie", names)
        self.assertFalse([n for n in names if n in ("x-injected", "x")], reply.fields)
        if (reply["Content-Type"] or "").startswith("text/html"):
            policy = reply["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            seen = self.tags(reply.body.decode())
            self.assertFalse(seen.tags & {"script", "img", "svg", "iframe", "base", "b", "style", "object"}, reply.body[:2000])
            self.assertFalse([t for t in seen.tags if t.startswith("leads away")])
            self.assertFalse([a for a in seen.attributes if a.startswith("on")])
        elif "json" in (reply["Content-Type"] or ""):
            if not canonical:  # entries of the log are as their hashes have them
                self.assertNotIn(b"<", reply.body, "JSON may stand inside HTML")
            json.loads(reply.body)
        self.assertEqual(reply["X-Content-Type-Options"], "nosniff")

    def read_everywhere(self, party):
        quoted = urllib.parse.quote(party, safe="")
        for target in (f"/v1/parties/{quoted}", f"/v1/parties/{quoted}/history", f"/v1/parties/{quoted}/chain", f"/v1/mechanism?to={quoted}",
                       f"/?to={quoted}", f"/v1/parties?id={quoted}", f"/v1/transfers?importer={quoted}"):
            self.harmless(self.server.ask(target), "history" in target)

    def desks(self, party, text):
        last = {"@party": party}
        for kind, fixed, free in DESK:
            made = self.server.post("/v1/" + kind, {**{k: last.get(v, v) for k, v in fixed.items()}, **{c: text for c in free}})
            self.harmless(made)
            self.assertEqual(made.status, 201, made)
            last["@" + kind] = made.json().get("id")
            self.harmless(self.server.ask(made["Location"]))

    def test_by_requests(self):
        columns = self.server.ask("/v1/openapi.json").json()["components"]["schemas"]["NewParty"]["properties"]
        free = [c for c in ("aliases", "service", "website", "contact", "identifiers", "source") if c in columns]
        kept = 0
        for n, text in enumerate(TEXTS):
            body = {"name": text, **{c: text for c in free}, "extra": {text[:40] or "x": text}}
            reply = self.server.post("/v1/parties?reason=" + urllib.parse.quote(text[:200]), body)
            self.harmless(reply)
            if reply.status == 422:  # refused whole, and said why: without a control character it may be filed
                self.assertTrue(reply.json()["errors"])
                continue
            self.assertIn(reply.status, (201, 400, 409), reply)
            if reply.status != 201:
                continue
            kept += 1
            party = reply.json()["id"]
            self.assertEqual(reply.json()["name"], text.strip(" \t\r\n"))
            leg = self.server.post("/v1/transfers", {"exporter": "ours", "importer": party, "country": "US", "retention": text,
                                                     "purposes": text, "from": "2020-01-01"})
            self.harmless(leg)
            for kind, fixed, free_there in REST:
                made = self.server.post("/v1/" + kind, {"importer": party, **fixed, **{c: text for c in free_there}})
                self.harmless(made)
                self.assertEqual(made.status, 201, made)
                if n % 5 == 0:
                    self.harmless(self.server.ask(f"/v1/{kind}/{made.json().get('id') or made.json()['number']}"))
            if n % 5 == 0:
                self.desks(party, text)
                self.read_everywhere(party)
        self.assertGreater(kept, 100)
        for target in ("/v1/log?count=1000", "/problems", *(f"/v1/{kind}?limit=1000" for kind in ("parties", "transfers", *(r[0] for r in REST), *DESKS)),
                       "/v1/calendar?on=2026-11-01"):
            self.harmless(self.server.ask(target), "log" in target)
        self.assertEqual(self.server.get("/v1/health").status, 200)
        self.calendar()
        for kind in ("parties", "transfers", *(r[0] for r in REST), *DESKS):
            self.spreadsheet(kind)

    def calendar(self):
        """Lines of a calendar are ours, whatever a name has in it."""
        reply = self.server.ask("/v1/calendar.ics")
        self.assertEqual(reply.status, 200)
        lines = reply.body.decode().replace("\r\n ", "").split("\r\n")
        names = {line.split(":")[0].split(";")[0] for line in lines if line}
        self.assertEqual(names, {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "NAME", "DESCRIPTION", "REFRESH-INTERVAL",
                                 "X-WR-CALNAME", "X-PUBLISHED-TTL", "DTSTAMP", "DTSTART", "SUMMARY", "CATEGORIES", "TRANSP"})
        self.assertEqual({line for line in lines if line.startswith("BEGIN")}, {"BEGIN:VCALENDAR", "BEGIN:VEVENT"})

    def spreadsheet(self, kind):
        """No cell begins as a formula does; and what goes out comes in again unchanged."""
        reply = self.server.ask("/v1/" + kind, Accept="text/csv")
        text = reply.body.decode()
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                self.assertFalse(cell[:1] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20" and cell, cell)
        code, out, words = wire.run(suite.BINARY, "import", suite.put(self.folder, kind + "-again.csv", text), "--as", kind, "--db", self.db,
                                    "--dry-run")
        self.assertEqual(code, 0, out + words)
        self.assertIn("Nothing changes.", out)

    def test_in_a_question(self):
        for text in TEXTS:
            for name in ("to", "from", "on", "known_at", "data"):
                query = {"to": "ours", name: text}
                for page in ("/v1/mechanism", "/"):
                    reply = self.server.ask(page + "?" + urllib.parse.urlencode(query))
                    self.harmless(reply)
                    self.assertLess(reply.status, 500)
        for text in TEXTS[::4]:
            for target in ("/v1/parties/", "/v1/log/", "/v1/imports/", "/"):
                self.harmless(self.server.ask(target + urllib.parse.quote(text, safe="")))
            self.harmless(self.server.ask("/login?code=" + urllib.parse.quote(text, safe="")))

    def test_by_a_file(self):
        folder = tempfile.mkdtemp(prefix="chapterv-payloads-file-")
        self.addCleanup(shutil.rmtree, folder)
        db = os.path.join(folder, "register.db")
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["id", "name", "service", "source", "Note <b>"])
        for n, text in enumerate(TEXTS):
            rows.writerow([f"p{n}", text, text, text, text])
        path = suite.put(folder, "in.csv", out.getvalue())
        done = subprocess.run([suite.BINARY, "import", path, "--as", "parties", "--db", db, "--rejects", os.path.join(folder, "bad.csv"),
                               "--on-conflict", "skip"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-1500:] + done.stderr[-1500:])
        with wire.Server(suite.BINARY, db) as server:
            self.server, before = server, self.server
            try:
                there = server.ask("/v1/parties?limit=1000").json()["parties"]
                self.assertGreater(len(there), 100)
                for party in there[::9]:
                    self.read_everywhere(party["id"])
            finally:
                self.server = before


if __name__ == "__main__":
    unittest.main()
