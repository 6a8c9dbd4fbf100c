"""What the tests of imports over HTTP share: a server per test, posting files, waiting for jobs."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import suite
import wire

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench" / "import"))
import make  # noqa: E402

CSV = "text/csv"
NOW = "2026-11-24T10:00:00Z"
OVER = ("planned", "applied", "unchanged", "undone", "refused", "failed", "stopped")


class Imports(unittest.TestCase):
    """A folder and a register per test; the tests start their servers themselves."""

    now = NOW

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-imports-")
        self.addCleanup(shutil.rmtree, self.folder)
        os.mkdir(os.path.join(self.folder, "register"))
        self.db = os.path.join(self.folder, "register", "register.db")
        self.env = {"TMPDIR": "", **({"CHAPTERV_NOW": self.now} if self.now else {})}

    def server(self, *args, **more):
        s = wire.Server(suite.BINARY, self.db, env=self.env, args=args, **more)
        self.addCleanup(s.__exit__)
        return s

    def cli(self, *args, db=None, code=0):
        done = subprocess.run([suite.BINARY, *args, "--db", db or self.db], capture_output=True, timeout=120, check=False,
                              env={**os.environ, **self.env})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout.decode()

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return path

    def many(self, rows, edition=1):
        """A file of so many parties."""
        folder = os.path.join(self.folder, f"edition-{edition}-{rows}")
        if not os.path.isdir(folder):
            os.mkdir(folder)
            make.canonical(pathlib.Path(folder), rows, edition)
        with open(os.path.join(folder, "parties.csv"), "rb") as f:
            return f.read()

    def filled(self):
        """A server over the register of the other tests."""
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS)):
            self.cli("import", self.put(f"{kind}.csv", text), "--as", kind)
        return self.server()

    def left_nothing(self):
        """No file is left beside the register but its journal."""
        folder = os.path.dirname(self.db)
        self.assertLessEqual(set(os.listdir(folder)), {"register.db", "register.db-journal"})


def small(i):
    return f"id,name,kind,country\nn{i},Number {'abcdefghijklmnopqrstuvwxyz'[i % 26] * (3 + i // 26)} Ltd,partner,GB\n"


def post(s, text, query="", **fields):
    """One POST /v1/imports: the reply as it comes. query: "file=a.csv&dry_run=true", or pairs."""
    if not isinstance(query, str):
        query = wire.urllib.parse.urlencode(query)
    body = text if isinstance(text, bytes) else text.encode()
    fields.setdefault("Content_Type", CSV)
    return s.ask("/v1/imports" + ("?" + query if query else ""), "POST", body, **fields)


def over(s, reply, seconds=240, by=None):
    """What became of the job that a reply speaks of: its JSON, waited for where it is not over."""
    job = reply.json().get("job") or f"/v1/imports/{reply.json()['id']}"
    seen = {}

    def there():
        seen.update(s.ask(job, **(by or {})).json())
        return seen["state"] in OVER

    assert wire.until(there, seconds), f"not over: {seen}"
    return seen


def settled(s, reply, by=None):
    """
    The reply itself, or, where the machine was too slow for a direct answer (202), the same made of what the job says later. Not of jobs
    that are large or were to be answered so.
    """
    if reply.status != 202:
        return reply
    job = over(s, reply, by=by)
    at = f"/v1/imports/{job['import'] or job['id']}"
    fields = [("Content-Type", "application/problem+json" if job["problem"] else "application/json"), ("Location", at)]
    body = {**job["problem"], "job": "/v1/imports/" + job["id"], "report": job["report"]} if job["problem"] else job
    status = job["problem"]["status"] if job["problem"] else 201 if job["import"] else 200
    return wire.Reply(status, "", fields, json.dumps(body).encode())


def done(s, text, query="", **fields):
    """post(), settled."""
    return settled(s, post(s, text, query, **fields))


def do(s, path):
    """POST without a body, settled."""
    return settled(s, s.ask(path, "POST", b""))


def state(s, job):
    return s.get(f"/v1/imports/{job}").json()["state"]


def chunked(w, target, pieces, **fields):
    """Send a body in chunks as long as the peer takes them; the reply, None where the connection ends without."""
    lines = [f"POST {target} HTTP/1.1", "Host: test", "Transfer-Encoding: chunked", f"Content-Type: {CSV}"]
    lines += [f"{n.replace('_', '-')}: {v}" for n, v in fields.items()]
    try:
        w.send("\r\n".join(lines) + "\r\n\r\n")
        for piece in pieces:
            w.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        w.send(b"0\r\n\r\n")
        return w.reply()
    except (BrokenPipeError, ConnectionResetError):
        return None
