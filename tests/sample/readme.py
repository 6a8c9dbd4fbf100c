#!/usr/bin/env python3
"""
What README.md shows is what the program says: every `$ chapterv ...` in a code block is run over a freshly loaded
sample register and compared, every room of its map is there, and no room is missing from it.

    readme.py CHAPTERV ROOT [--write]      --write puts the real output into README.md
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile

from story import load


NOW = "2026-11-23T12:00:00Z"  # the day README.md was written on


def output(program, db, command):
    words = shlex.split(command)
    seen = subprocess.run([program, *words[1:], "--db", db], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=60, check=False, env={**os.environ, "CHAPTERV_NOW": NOW})
    return seen.stdout if seen.returncode in (0, 1) else f"status {seen.returncode}: {seen.stderr}"


def rooms(root):
    """The folders that hold sources: the top level, and what registry/ and api/ are made of."""
    for where in ("", "registry/", "api/"):
        for entry in sorted(os.scandir(os.path.join(root, where)), key=lambda e: e.name):
            if entry.is_dir() and os.path.exists(os.path.join(entry.path, "meson.build")) and entry.name != "api":
                yield where + entry.name + "/"


def main(program, root, write):
    path = os.path.join(root, "README.md")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    wrong = commands = 0
    with tempfile.TemporaryDirectory() as temp:
        db = os.path.join(temp, "sample.db")
        seen = load(program, root, db)
        if seen.returncode != 0:
            print(seen.stderr)
            return 1
        for block in re.findall(r"```\n(\$ chapterv .*?\n)```", text, re.S):
            command, shown = block.split("\n", 1)
            real = output(program, db, command[2:]).rstrip("\n") + "\n"
            commands += 1
            if write:
                text = text.replace(block, command + "\n" + real)
            elif shown != real:
                wrong += 1
                print(f"{command}\n--- README.md\n{shown}--- the program\n{real}")
    named = re.findall(r"^\| `([a-z/]+/)` \|", text, re.M)
    for room in named:
        if not os.path.isdir(os.path.join(root, room)):
            wrong += 1
            print(f"README.md names the room {room}, which is not there")
    for room in rooms(root):
        if room not in named:
            wrong += 1
            print(f"README.md does not name the room {room}")
    if write:
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    print(f"{commands} commands, {wrong} wrong")
    return 1 if wrong or not commands else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2], "--write" in sys.argv))
