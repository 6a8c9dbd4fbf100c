"""The document at /v1/openapi.json over the sample register, and requests made from nothing else."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

import suite

ROOT = pathlib.Path(__file__).resolve().parents[2]
NPM = ROOT / "tests" / "tools" / "npm"


class Asked(suite.Case):
    signs = True  # does the server sign checkpoints?

    @classmethod
    def fill(cls):
        subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), suite.BINARY, cls.db], check=True,
                       stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    @classmethod
    def setUpClass(cls):
        cls.checkpoints = tempfile.mkdtemp(prefix="chapterv-checkpoints-")
        cls.options = ("--public", *(("--checkpoint-dir", cls.checkpoints) if cls.signs else ()))
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

    def check_by_the_document(self):
        """The validators from npm: the document, and every reply so far."""
        if not shutil.which("node") or not (NPM / "node_modules").is_dir():
            self.skipTest("node or its packages are not installed: npm ci in tests/tools/npm")
        doc, replies = (os.path.join(self.folder, name) for name in ("openapi.json", "replies"))
        pathlib.Path(doc).write_text(json.dumps(self.doc), encoding="utf-8")
        pathlib.Path(replies).write_text("".join(json.dumps(r) + "\n" for r in self.replies), encoding="utf-8")
        said = subprocess.run(["node", str(NPM / "openapi.mjs"), doc, replies], capture_output=True, text=True, cwd=NPM,
                              timeout=120)
        self.assertEqual(said.returncode, 0, said.stdout[:6000] + said.stderr[:2000])
