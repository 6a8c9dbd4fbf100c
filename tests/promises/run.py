#!/usr/bin/env python3
"""Play the promises: run.py CHAPTERV FOLDER [NAME...]

A promise is a text file that a person reads: what is promised, files, commands, and what the program says.

    # words                         what is promised
    @ 2026-11-24T10:00:00Z          from here on it is that instant
    --- file parties.csv            a file, until the line ---
    $ import parties.csv            a command of the program, on a register of its own
      what it says, indented        stdout, then stderr behind it
      [1]                           the exit status, where it is not 0
    $ import x.csv --apply {plan 1} the hash of the first plan that was shown
    $ same a.csv b.csv              two files are alike
    $ cat a.csv                     what stands in a file
    $ hex a.csv EF BB BF            a file is made of those bytes
    $ recode a.csv b.csv utf-16     a file is written again in another encoding
    $ rows a.csv 5000               a file of parties of so many rows
    $ feed a.csv import -           a command that reads a file through a pipe
    $ tty import a.csv              a command on a terminal, held back until more than a second has gone; what is shown of its
                                    progress stands with # for numbers
    $ ctrl-c import a.csv           the same, and then Ctrl-C

CHAPTERV_TRANSCRIPTS=write writes down what is said now.
"""
import difflib
import os
import pathlib
import pwd
import re
import shlex
import subprocess
import sys
import tempfile

import terminal

WRITE = os.environ.get("CHAPTERV_TRANSCRIPTS") == "write"


class Player:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.now = "2026-11-24T10:00:00Z"
        self.plans = []
        self.me = pwd.getpwuid(os.getuid()).pw_name

    def command(self, line):
        words = shlex.split(re.sub(r"\{plan (\d+)\}", lambda m: self.plans[int(m[1]) - 1], line))
        out_to = None
        if ">" in words:
            out_to = words[words.index(">") + 1]
            words = words[:words.index(">")]
        if words[0] == "same":
            a, b = (pathlib.Path(self.folder, w).read_bytes() for w in words[1:])
            return "alike" if a == b else "different"
        if words[0] == "hex":
            data = bytes.fromhex("".join(words[2:]))
            pathlib.Path(self.folder, words[1]).write_bytes(data)
            return f"{len(data)} bytes"
        if words[0] == "recode":
            text = pathlib.Path(self.folder, words[1]).read_text(encoding="utf-8")
            pathlib.Path(self.folder, words[2]).write_bytes(text.encode(words[3]))
            return f"{words[2]} is {words[3]}"
        if words[0] == "rows":
            with open(pathlib.Path(self.folder, words[1]), "w", encoding="utf-8") as f:
                f.write("id,name,kind,country\n")
                f.writelines(f"party-{i},Party number {i} Ltd,service-provider,IE\n" for i in range(int(words[2])))
            return f"{words[1]} has {words[2]} rows"
        if words[0] == "cat" and not os.path.exists(os.path.join(self.folder, words[1])):
            return f"there is no {words[1]}"
        if words[0] == "cat":
            return pathlib.Path(self.folder, words[1]).read_text(encoding="utf-8").replace("\r\n", "\n").rstrip("\n")
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": self.folder, "CHAPTERV_NOW": self.now,
               "CHAPTERV_DB": os.path.join(self.folder, "register.db")}
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        if words[0] in ("tty", "ctrl-c"):
            return terminal.play([self.binary, *words[1:]], self.folder, env, interrupt=words[0] == "ctrl-c")
        stdin = b""
        if words[0] == "feed":
            stdin, words = pathlib.Path(self.folder, words[1]).read_bytes(), words[2:]
        run = subprocess.run([self.binary, *words], cwd=self.folder, env=env, input=stdin, capture_output=True, timeout=120,
                             check=False)
        if out_to:
            pathlib.Path(self.folder, out_to).write_bytes(run.stdout)
        said = ("" if out_to else run.stdout.decode()) + run.stderr.decode()
        said = re.sub(rf"\b{re.escape(self.me)}\b", "me", said.replace("\r\n", "\n")).rstrip("\n")
        self.plans += re.findall(r"^plan (\d+-[0-9a-f-]+); nothing", said, re.M)
        if run.returncode:
            said += f"\n[{run.returncode}]" if said else f"[{run.returncode}]"
        return said

    def play(self, text):
        """The text with what is said now in place of what was said then."""
        out, lines, i = [], text.split("\n"), 0
        while i < len(lines):
            line = lines[i]
            i += 1
            if line.startswith("  ") and out and out[-1].startswith(("$ ", "  ")):
                continue  # said then
            out.append(line)
            if line.startswith("@ "):
                self.now = line[2:]
            elif line.startswith("--- file "):
                body = []
                while lines[i] != "---":
                    body.append(lines[i])
                    out.append(lines[i])
                    i += 1
                pathlib.Path(self.folder, line[9:]).write_text("".join(b + "\n" for b in body), encoding="utf-8")
            elif line.startswith("$ "):
                said = self.command(line[2:])
                out += ["  " + s if s else "  " for s in said.split("\n")] if said else []
        return "\n".join(out)


def has_terminals():
    try:
        for fd in os.openpty():
            os.close(fd)
    except OSError:
        return False
    return True


def main():
    binary, folder, names = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    failed = 0
    for path in sorted(folder.glob("*.txt")):
        if names and path.stem not in names:
            continue
        then = path.read_text(encoding="utf-8")
        if "\n$ tty " in then and not has_terminals():
            print(f"skipped: {path.name} needs a pseudo terminal, and there is none here (/dev/pts)")
            continue
        with tempfile.TemporaryDirectory(prefix="chapterv-promise-") as scratch:
            now = Player(binary, scratch).play(then)
        if now == then:
            continue
        if WRITE:
            path.write_text(now, encoding="utf-8")
            print(f"written: {path.name}")
            continue
        failed += 1
        print("\n".join(difflib.unified_diff(then.split("\n"), now.split("\n"), f"{path.name} then", f"{path.name} now",
                                             lineterm="")))
    return 1 if failed else 0


sys.exit(main())
