"""What the tests of the public list share: a register of its own, the sample, a server that publishes."""

import csv
import datetime
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

NPM = ROOT / "tests" / "tools" / "npm"
NOW = "2026-11-23T12:00:00Z"
FORMS = ("", ".csv", ".json", ".jsonld", ".tilt", ".atom")
LIST = "/subprocessors"


class Case(suite.Case):
    options = ("--public",)
    env = {"CHAPTERV_NOW": NOW}

    def ask(self, form="", query="", **fields):
        return self.server.ask(LIST + form + ("?" + query if query else ""), **fields)

    def body(self, form="", query="", **fields):
        reply = self.ask(form, query, **fields)
        self.assertEqual(reply.status, 200, reply)
        return reply.body.decode()

    def rows(self, query=""):
        return list(csv.DictReader(io.StringIO(self.body(".csv", query))))

    def cli(self, *args, now=NOW):
        return run(*args, "--db", self.db, now=now)

    def put(self, kind, text, now=NOW):
        suite.put(self.folder, f"{kind}.csv", text)
        self.cli("import", os.path.join(self.folder, f"{kind}.csv"), "--as", kind, now=now)

    def node(self, form, *texts):
        return node(self, form, *texts)


class Sample(Case):
    """The sample, whose processors stand on the public list."""

    @classmethod
    def fill(cls):
        subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), suite.BINARY, cls.db], check=True,
                       stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def run(*args, now=NOW, status=0):
    got = subprocess.run([suite.BINARY, *args], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
                         env={**os.environ, "CHAPTERV_NOW": now})
    assert got.returncode == status, f"{args}: {got.returncode}\n{got.stdout}{got.stderr}"
    return got.stdout


def day(text, by):
    return (datetime.date.fromisoformat(text) + datetime.timedelta(days=by)).isoformat()


def node(test, form, *texts):
    """Read by a parser or looked at by a validator from npm; the JSON of each."""
    if not shutil.which("node") or not (NPM / "node_modules").is_dir():
        test.skipTest("node or its packages are not installed: npm ci in tests/tools/npm")
    with tempfile.TemporaryDirectory() as folder:
        paths = [suite.put(folder, f"{n}.txt", text) for n, text in enumerate(texts)]
        said = subprocess.run(["node", str(NPM / "public.mjs"), form, *paths], capture_output=True, text=True, cwd=NPM,
                              check=False, timeout=120)
    test.assertEqual(said.returncode, 0, said.stderr[:4000])
    return [json.loads(line) for line in said.stdout.splitlines()]


def snapshot(test, name, text):
    """As kept beside the tests; CHAPTERV_SNAPSHOTS=write keeps it."""
    path = ROOT / "tests" / "public" / "snapshots" / name
    if os.environ.get("CHAPTERV_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    test.assertEqual(path.read_bytes().decode(), text, name)


__all__ = ["Case", "FORMS", "LIST", "NOW", "NPM", "ROOT", "Sample", "day", "node", "run", "snapshot", "suite",
           "unittest", "wire"]
