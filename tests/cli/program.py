"""Run the binary under test and look at what it says: status, stdout, stderr."""

import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BINARY = os.environ.get("CHAPTERV", "")
if not BINARY:
    sys.exit("set CHAPTERV to the program under test")

NOW = "2026-11-23T10:00:00Z"
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("CHAPTERV_SHARED") or SOURCE / ".." / "shared")

Result = collections.namedtuple("Result", "status out err")


class Case(unittest.TestCase):
    """Every test has a folder of its own, and an environment in which nothing of this machine shows."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-cli-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = self.path("register.db")
        self.env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": self.path("home"), "CHAPTERV_NOW": NOW}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def put(self, name, text):
        path = self.path(name)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return path

    def run_it(self, *args, env=None, stdin=b"", stdout=subprocess.PIPE):
        run = subprocess.run([BINARY, *args], input=stdin, stdout=stdout, stderr=subprocess.PIPE, check=False,
                             env={**self.env, **(env or {})}, timeout=300)
        return Result(run.returncode, (run.stdout or b"").decode(), run.stderr.decode())

    def says(self, status, *args, out=None, err=None, **kwargs):
        """Run; the status must fit, and out / err must stand in what was said ("" means: nothing was)."""
        result = self.run_it(*args, **kwargs)
        self.assertEqual(result.status, status, f"{args}\n{result.out}{result.err}")
        for wanted, got in ((out, result.out), (err, result.err)):
            if wanted == "":
                self.assertEqual(got, "", args)
            elif wanted is not None:
                self.assertIn(wanted, got, args)
        return result

    def imported(self, kind, text, now=NOW):
        path = self.put(f"{kind}.csv", text)
        self.says(0, "import", path, "--as", kind, "--db", self.db, env={"CHAPTERV_NOW": now})
