"""What the tests of drill and lint share: the harness of the command line, the sample register with its archive, snapshots."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli"), str(HERE.parent / "http")]

import program  # noqa: E402  (the folders of the other tests come first)

SAMPLE = program.SOURCE / "registry" / "sample"
NOW = "2026-11-23T12:00:00Z"


def sample(to):
    """The sample register, with what was found in its archive."""
    env = {"PATH": os.environ["PATH"], "HOME": os.path.dirname(to), "LANG": "C.UTF-8",
           **{k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}}
    subprocess.run(["sh", str(SAMPLE / "load"), program.BINARY, to], check=True, env=env, timeout=120)
    for kind in ("parties", "transfers", "safeguards", "certifications"):
        subprocess.run([program.BINARY, "import", str(SAMPLE / "archive" / f"{kind}.csv"), "--as", kind, "--db", to],
                       check=True, env={**env, "CHAPTERV_NOW": "2026-06-15T09:00:00Z"}, timeout=60,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def filled(to, records):
    """A register with these records, kind by kind."""
    env = {"PATH": os.environ["PATH"], "HOME": os.path.dirname(to), "LANG": "C.UTF-8", "CHAPTERV_NOW": program.NOW,
           **{k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}}
    for kind, text in records.items():
        path = f"{to}.{kind}.csv"
        pathlib.Path(path).write_bytes(text.encode())
        subprocess.run([program.BINARY, "import", path, "--as", kind, "--db", to], check=True, env=env, timeout=60,
                       stdout=subprocess.DEVNULL)


class Case(program.Case):
    """Each test has a copy of a register that is filled once for the class, with the records of the class."""

    records = {}

    @classmethod
    def fill(cls, to):
        filled(to, cls.records)

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.mkdtemp(prefix="chapterv-drill-")
        cls.addClassCleanup(shutil.rmtree, cls.kept)
        cls.fill(os.path.join(cls.kept, "register.db"))

    def setUp(self):
        super().setUp()
        self.env["CHAPTERV_NOW"] = NOW
        shutil.copy(os.path.join(self.kept, "register.db"), self.db)

    def snapshot(self, name, text):
        """What is said is what it was; CHAPTERV_WRITE=1 puts what is said now in its place."""
        path = HERE / "golden" / name
        # numbers that move when the sample gets another record; the other tests look at them
        text = re.sub(r'(\(change |"register_seq":|\b(?:transfer|safeguard|certification)/)\d+', r"\1N", text)
        if os.environ.get("CHAPTERV_WRITE"):
            path.write_bytes(text.encode())
        self.maxDiff = None
        self.assertEqual(text, path.read_bytes().decode() if path.exists() else "", name)


class OnSample(Case):
    @classmethod
    def fill(cls, to):
        sample(to)
