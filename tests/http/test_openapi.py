"""The document at /v1/openapi.json: valid, complete, and true. Everything here is asked for as the document says."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse

import suite
import wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
NPM = ROOT / "tests" / "tools" / "npm"

# In an order in which each works: what is corrected was created before, what is ended comes last.
KINDS = ("Party", "Transfer", "Safeguard", "Certification", "Assessment")
ORDER = ["getHealth", "getDocument", "ask", "askMany", "check", "listImports", "getImport", "import", "getPlan", "applyPlan",
         "getRejects", "undoImport", "forgetJob", "getHistory", "getChain", "listLog", "getCheckpoint", "getRoot", "proveConsistency", "proveInclusion",
         "getPage", "getLogin", "getProblems",
         *[verb + kind for verb in ("create", "list", "get", "replace", "correct") for kind in KINDS],
         *["end" + kind for kind in KINDS[::-1]]]


class Document(suite.Case):
    @classmethod
    def fill(cls):
        subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), suite.BINARY, cls.db], check=True,
                       stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    @classmethod
    def setUpClass(cls):
        cls.checkpoints = tempfile.mkdtemp(prefix="chapterv-checkpoints-")
        cls.options = ("--checkpoint-dir", cls.checkpoints)
        super().setUpClass()
        cls.doc = cls.server.ask("/v1/openapi.json").json()
        cls.operations = {o["operationId"]: (path, method.upper(), o) for path, item in cls.doc["paths"].items()
                          for method, o in item.items()}
        cls.replies = []

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        shutil.rmtree(cls.checkpoints)

    def target(self, operation, **more):
        """Path and query, of the examples in the document."""
        path, _, o = self.operations[operation]
        query = []
        for p in o["parameters"]:
            if p["in"] == "path":
                path = path.replace("{%s}" % p["name"], urllib.parse.quote(p["example"], safe=""))
            elif p["in"] == "query" and "example" in p:
                query.append((p["name"], p["example"]))
        query += more.items()
        return path + ("?" + urllib.parse.urlencode(query) if query else "")

    def send(self, name, target=None, body=None, **fields):
        path, method, o = self.operations[name]
        target = target or self.target(name)
        content = o.get("requestBody", {}).get("content", {})
        for p in o["parameters"]:
            if p["in"] == "header" and p["required"] and p["name"] == "If-Match" and "If_Match" not in fields:
                fields["If_Match"] = self.server.ask(self.target(name).split("?")[0].removesuffix("/end"))["ETag"]
        if content and body is None:
            kind = next(iter(content))
            example = content[kind]["example"]
            fields.setdefault("Content_Type", kind)
            body = (example if isinstance(example, str) else json.dumps(example)).encode()
        fields = {k: v for k, v in fields.items() if v is not None}
        reply = self.server.ask(target, method, body or b"", **fields)
        kind = (reply["Content-Type"] or "").split(";")[0]
        self.replies.append({"operation": name, "status": reply.status, "type": kind, "body": reply.body.decode()})
        return reply

    def test_1_every_operation_works_as_its_example_says(self):
        self.assertEqual(sorted(ORDER), sorted(self.operations))
        for name in ORDER:
            with self.subTest(name):
                o = self.operations[name][2]
                reply = self.send(name)
                self.assertEqual(str(reply.status), next(iter(o["responses"])), reply)
                self.assertTrue(reply["X-Request-Id"])

    def test_2_what_can_be_said_beside_the_example(self):
        self.assertEqual(self.send("listParty", "/v1/parties", Accept="text/csv").status, 200)
        self.assertEqual(self.send("getParty", If_None_Match=self.send("getParty")["ETag"]).status, 304)
        for name, target, status in (("ask", "/v1/mechanism?to=nobody", 404), ("ask", "/v1/mechanism", 400),
                                     ("getParty", "/v1/parties/nobody", 404), ("getImport", "/v1/imports/999", 404),
                                     ("proveInclusion", "/v1/log/99999/proof", 404)):
            with self.subTest(target):
                self.assertEqual(self.send(name, target).status, status)
        for body, status in ((b"{", 400), (b'{"name": 1, "country": "XX"}', 422), (b"x" * (1 << 20) + b"x", 413)):
            self.assertEqual(self.send("createParty", body=body, Content_Type="application/json").status, status)
        self.assertEqual(self.send("createParty", body=b"x", Content_Type="text/plain").status, 415)
        self.assertEqual(self.send("createParty").status, 409)
        self.assertEqual(self.send("correctParty", If_Match='"0-0"').status, 412)
        self.assertEqual(self.send("correctParty", If_Match=None).status, 428)

    def test_3_parameters_are_those_of_the_document(self):
        for name, (_, method, o) in self.operations.items():
            if name == "forgetJob":
                continue
            with self.subTest(name):
                reply = self.send(name, self.target(name, zzz="1"))
                self.assertEqual(reply.status, 400, reply)
                for p in o["parameters"]:
                    if p["in"] != "query" or "example" in p:
                        continue
                    said = self.send(name, self.target(name, **{p["name"]: "1"})).body.decode()
                    self.assertNotIn(f'parameter \\"{p["name"]}\\" is not known', said)

    def test_4_every_route_is_in_the_document(self):
        manual = wire.run(suite.BINARY, "serve", "--routes")[1]
        listed = {(line.split()[0], line.split()[1]) for line in manual.splitlines() if line.split()[1].startswith("/v1/")}
        self.assertEqual(listed, {(m, p) for p, m, _ in self.operations.values() if p.startswith("/v1/")})

    def test_5_the_document_is_valid_and_the_replies_are_as_it_says(self):
        if not shutil.which("node") or not (NPM / "node_modules").is_dir():
            self.skipTest("node or its packages are not installed: npm ci in tests/tools/npm")
        doc, replies = (os.path.join(self.folder, name) for name in ("openapi.json", "replies"))
        pathlib.Path(doc).write_text(json.dumps(self.doc), encoding="utf-8")
        pathlib.Path(replies).write_text("".join(json.dumps(r) + "\n" for r in self.replies), encoding="utf-8")
        said = subprocess.run(["node", str(NPM / "openapi.mjs"), doc, replies], capture_output=True, text=True, cwd=NPM, timeout=120)
        self.assertEqual(said.returncode, 0, said.stdout[:6000] + said.stderr[:2000])


if __name__ == "__main__":
    unittest.main()
