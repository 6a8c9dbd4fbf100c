"""POST /v1/drill and GET /v1/lint: the same answers as the command line's, and a server that holds no more than it did."""

import csv
import io
import json
import os
import shutil
import tempfile
import unittest

import common
import suite
import wire

NOW = {"CHAPTERV_NOW": common.NOW}


class Served(suite.Case):
    env = NOW

    @classmethod
    def fill(cls):
        common.sample(cls.db)

    def drill(self, status=200, raw=None, **body):
        r = self.server.ask("/v1/drill", method="POST", body=raw if raw is not None else json.dumps(body).encode(),
                            Content_Type="application/json")
        self.assertEqual(r.status, status, r)
        return r.json()

    def cli(self, *args):
        import subprocess
        env = {**os.environ, **NOW}
        return subprocess.run([suite.BINARY, *args, "--db", self.db], capture_output=True, check=False, env=env, timeout=60).stdout.decode()

    def test_drill_as_the_command_line_has_it(self):
        for body, args in (({"end": "dpf"}, ("--end", "dpf")),
                           ({"end": ["privacy-shield-eu-us"], "on": "2020-07-16"}, ("--end", "privacy-shield-eu-us", "--on", "2020-07-16")),
                           ({"end_adequacy": ["GB", "EU:NZ"], "data": "hr"}, ("--end-adequacy", "GB", "--end-adequacy", "EU:NZ", "--data", "hr")),
                           ({"end": "dpf-eu-us", "known_at": "2024-01-01"}, ("--end", "dpf-eu-us", "--known-at", "2024-01-01"))):
            with self.subTest(args):
                self.assertEqual(self.drill(**body), json.loads(self.cli("drill", *args, "--json")))

    def test_drill_with_a_pack(self):
        law = (common.program.SOURCE / "registry" / "law" / "adequacy.csv").read_text(encoding="utf-8")
        self.assertEqual(self.drill(pack={"adequacy.csv": law})["worklist"], [])
        rows = [r for r in csv.reader(io.StringIO(law)) if r[2] != "(EU) 2023/1795"]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        d = self.drill(pack={"adequacy.csv": out.getvalue()})
        self.assertEqual({w["transfer"] for w in d["worklist"]}, {w["transfer"] for w in self.drill(end="dpf-eu-us")["worklist"]})
        for bad in ({"adequacy.csv": "x"}, {"nothing.csv": ""}, {"../adequacy.csv": law}):
            self.assertIn(self.server.post("/v1/drill", {"pack": bad}).status, (400, 422), bad)

    def test_drill_refuses(self):
        for body, status, pointer in (({}, 400, "/end"), ({"end": "dpf", "pack": {}}, 400, "/pack"), ({"end": 1}, 400, "/end"),
                                      ({"end": ["dpf", 1]}, 400, "/end"), ({"what": "dpf"}, 400, "/what"), ({"end": "nothing"}, 404, "/end"),
                                      ({"end": "dpf", "on": "2026-02-30"}, 400, "/on"), ({"end_adequacy": "XX"}, 400, "/end_adequacy"),
                                      ({"end": "dpf", "data": "all"}, 400, "/data"), ({"end": "dpf", "known_at": "x"}, 400, "/known_at")):
            with self.subTest(body):
                self.assertEqual(self.drill(status, **body)["pointer"], pointer)
        self.drill(400, raw=b'{"end": "dpf", "end": "dpf"}')
        self.drill(400, raw=b"[]")
        self.drill(400, raw=b"")
        self.assertEqual(self.server.ask("/v1/drill?x=1", method="POST", body=b"{}", Content_Type="application/json").status, 400)
        self.assertEqual(self.server.get("/v1/drill").status, 405)

    def test_tables_and_text(self):
        r = self.server.ask("/v1/drill", method="POST", body=b'{"end": "dpf"}', Content_Type="application/json", Accept="text/csv")
        self.assertEqual((r.status, r.body.decode()), (200, self.cli("drill", "--end", "dpf", "--format", "csv")))
        r = self.server.ask("/v1/drill", method="POST", body=b'{"end": "dpf"}', Content_Type="application/json", Accept="text/plain")
        self.assertEqual((r.status, r.body.decode()), (200, self.cli("drill", "--end", "dpf")))
        for accept, args in (("text/csv", ("--format", "csv")), ("text/plain", ())):
            r = self.server.ask("/v1/lint", Accept=accept)
            self.assertEqual((r.status, r.body.decode()), (200, self.cli("lint", *args)))

    def test_every_form(self):
        for form in ("csv", "html", "text", "json"):
            r = self.server.ask(f"/v1/drill?format={form}", method="POST", body=b'{"end": "dpf"}', Content_Type="application/json")
            self.assertEqual((r.status, r.body.decode()), (200, self.cli("drill", "--end", "dpf", "--format", form)))
        for form in ("csv", "html", "text", "json", "sarif", "junit"):
            r = self.server.get(f"/v1/lint?format={form}")
            self.assertEqual((r.status, r.body.decode()), (200, self.cli("lint", "--format", form)))
        r = self.server.get("/v1/lint?format=xlsx")
        self.assertEqual((r.status, r.body[:4]), (200, b"PK\x03\x04"))
        self.assertEqual(self.server.get("/v1/lint?format=pdf").status, 400)

    def test_lint_as_the_command_line_has_it(self):
        for query, args in (("", ()), ("?on=2024-06-01", ("--on", "2024-06-01")), ("?known_at=2022-06-01", ("--known-at", "2022-06-01")),
                            ("?fail_on=note", ("--fail-on", "note"))):
            with self.subTest(query):
                self.assertEqual(self.server.get("/v1/lint" + query).json(), json.loads(self.cli("lint", *args, "--json")))
        self.assertEqual(self.server.get("/v1/lint?fail_on=bad").status, 400)
        self.assertEqual(self.server.get("/v1/lint?on=x").status, 400)
        self.assertEqual(self.server.get("/v1/lint?uses=x").status, 400)

    def test_lint_with_files(self):
        def asked(status=200, query="", raw=None, **body):
            r = self.server.ask("/v1/lint" + query, method="POST", body=raw or json.dumps(body).encode(), Content_Type="application/json")
            self.assertEqual(r.status, status, r)
            return r

        def file(name, text):
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
            return path

        uses = "# sso\nBrackenvault\nslack.com\nslack.com\nM\u00fcller & S\u00f6hne GmbH\n"
        baseline = ("code,record,reason,expires,by\nNOT_IN_REGISTER,use/slack.com,being asked,2027-01-01,dpo\n"
                    "TIA_MISSING,transfer/9,over,2026-01-01,dpo\nTIA_MISSING,transfer/999,gone,2027-01-01,dpo\n")
        files = ("--uses", file("uses.txt", uses), "--baseline", file("accepted.csv", baseline))
        told = asked(uses=uses, baseline=baseline).json()
        self.assertEqual(told, json.loads(self.cli("lint", *files, "--json")))
        found = {(f["code"], f["record"]): f["accepted"] for f in told["findings"]}
        self.assertEqual((found["NOT_IN_REGISTER", "use/slack.com"], told["counts"]["accepted"]), ("being asked", 1))
        for one in (("BASELINE_EXPIRED", "baseline/3"), ("BASELINE_UNUSED", "baseline/4"), ("NOT_IN_REGISTER", "use/M\u00fcller & S\u00f6hne GmbH")):
            self.assertIsNone(found[one])
        for form in ("text", "csv", "html", "sarif", "junit"):
            self.assertEqual(asked(query=f"?format={form}", uses=uses, baseline=baseline).body.decode(), self.cli("lint", *files, "--format", form))
        self.assertEqual(asked(query="?on=2024-06-01").json(), json.loads(self.cli("lint", "--on", "2024-06-01", "--json")))
        for body, pointer in (({"uses": 1}, "/uses"), ({"use": "x"}, "/use"), ({"baseline": "x"}, "/baseline"),
                              ({"baseline": baseline.replace("2026-01-01", "soon")}, "/baseline"), ({"uses": "x" * 401}, "/uses")):
            self.assertEqual(asked(400, **body).json()["pointer"], pointer)
        for raw in (b"[]", b"{", b'{"uses": "a", "uses": "b"}', b'{"uses": "a", "baseline": "", "uses": "b"}', b'{"uses": "a\\u0000b"}'):
            asked(400, raw=raw)

    def test_nothing_is_changed(self):
        before = self.server.get("/v1/log/root").json()
        self.server.post("/v1/lint", {"uses": "slack.com"})
        self.drill(end="dpf")
        self.server.get("/v1/lint")
        self.assertEqual(self.server.get("/v1/log/root").json(), before)


if __name__ == "__main__":
    unittest.main()
