#!/usr/bin/env python3
"""
F8: the disk is full. On a small file system of its own an import, an undo and a first import run out of room at many points. Each is
refused with words that say so, the register is as before and can be read; when there is room again, the same command goes through.

    full.py [NAME...]

24 points; CHAPTERV_LONG=yes, or a number, asks for more. Where no file system may be mounted, it is skipped.
"""

import filecmp
import os
import pathlib
import subprocess
import sys

import registers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench" / "import"))
import make  # noqa: E402

POINTS = registers.times(24, 300, sanitized=12)
SIZE = 16 * 1024 * 1024
PAGE = 4096
MOUNTED = "CHAPTERV_FULL_MOUNTED"


def mount():
    """This program again, in a name space of its own, where it may mount."""
    if os.environ.get(MOUNTED):
        return True
    inside = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, os.path.abspath(__file__), *sys.argv[1:]]
    if os.geteuid() == 0:
        inside = [word for word in inside if word not in ("--user", "--map-root-user")]
    try:
        able = subprocess.run([*inside[:inside.index(sys.executable)], "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"],
                              capture_output=True, check=False)
    except FileNotFoundError:
        return False
    if able.returncode == 0:
        sys.exit(subprocess.run(inside, env={**os.environ, MOUNTED: "yes"}, check=False).returncode)
    return False


class Disk:
    """A file system with as much room as is wanted: the rest is taken up by a file."""

    def __init__(self, folder):
        self.folder, self.ballast = folder, folder / "ballast"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)

    def free(self):
        now = os.statvfs(self.folder)
        return now.f_bavail * now.f_frsize

    def leave(self, room):
        self.ballast.unlink(missing_ok=True)
        fill = self.free() - room
        with open(self.ballast, "wb") as f:
            while fill > 0:
                fill -= f.write(bytes(min(fill, 1 << 20)))


class Case:
    def __init__(self, name, disk, base, args, tally):
        self.name, self.disk, self.base, self.args, self.tally = name, disk, base, args, tally
        self.db = str(disk.folder / "r" / "register.db")
        self.put()
        self.old = registers.rows_of(self.db)[0] if base else None
        registers.must(*args, "--db", self.db)
        self.new = registers.rows_of(self.db)[0]
        self.most = os.path.getsize(self.db) + (os.path.getsize(base) if base else 0) + 64 * PAGE  # register and journal

    def put(self):
        self.disk.ballast.unlink(missing_ok=True)
        registers.copy(self.base or "/nonexistent", self.db)

    def fail(self, room, what, more=""):
        self.tally.fail(f"{self.name} with {room} bytes of room: {what} {more}")

    def at(self, room):
        self.put()
        self.disk.leave(room)
        done = registers.run(*self.args, "--db", self.db)
        if done.status == 0:
            self.tally.saw("found room")
            if registers.rows_of(self.db)[0] != self.new:
                self.fail(room, "says it is done and is not")
            return
        self.tally.saw("refused")
        said = done.err.strip()
        if done.status != 2 or "the disk is full" not in said:
            self.fail(room, f"ended with {done.status}:", said)
        if self.base and not self.untouched():
            self.fail(room, "says that nothing was written, and leaves it to the next one to take it back")
        self.look(room)

    def untouched(self):
        journal = pathlib.Path(self.db + "-journal")
        return (not journal.exists() or journal.stat().st_size == 0) and filecmp.cmp(self.base, self.db, shallow=False)

    def look(self, room):
        """While the disk is still full, and then."""
        if registers.strangers(self.db):
            self.fail(room, "left behind:", registers.strangers(self.db))
        if self.base:
            read = registers.run("report", "parties", "--db", self.db)
            if read.status != 0:
                self.fail(room, "cannot be read any more:", read.err)
            rows, sound = registers.rows_of(self.db)
            if rows != self.old or sound != ["ok"]:
                self.fail(room, "is not what it was:", sound)
        self.disk.ballast.unlink()
        again = registers.run(*self.args, "--db", self.db)
        if again.status != 0 or registers.rows_of(self.db)[0] != self.new:
            self.fail(room, "does not go through afterwards:", again.err)


def cases(folder, disk, tally):
    parties, transfers = make.canonical(folder, 2000, 1)
    (folder / "new").mkdir()
    changed, _ = make.canonical(folder / "new", 2000, 2)
    base, done = str(folder / "base.db"), str(folder / "done.db")
    for path in (parties, transfers):
        registers.must("import", path, "--db", base)
    registers.copy(base, done)
    registers.must("import", changed, "--as", "parties", "--db", done)
    yield Case("first import", disk, None, ["import", parties], tally)
    yield Case("import", disk, base, ["import", changed, "--as", "parties"], tally)
    yield Case("undo", disk, done, ["undo", 3], tally)


def main():
    if not mount():
        print("skipped: no file system may be mounted here")
        return registers.SKIPPED
    rng, tally = registers.seed("full"), registers.Tally()
    with registers.folder() as folder, registers.folder() as where:
        (where / "disk").mkdir()
        disk = Disk(where / "disk")
        for case in cases(folder, disk, tally):
            if sys.argv[1:] and case.name not in sys.argv[1:]:
                continue
            for i in range(max(2, POINTS // 3)):
                case.at([0, PAGE, 2 * PAGE, 5 * PAGE][i] if i < 4 else rng.randrange(case.most))
        subprocess.run(["umount", disk.folder], check=True)
    if not tally.seen["refused"]:
        tally.fail("no disk was full")
    return tally.end("full")


if __name__ == "__main__":
    sys.exit(main())
