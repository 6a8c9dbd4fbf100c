"""The walk of the README with nothing but curl and the document: its commands, and what it says they print."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import suite
import wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADING = "## With nothing but curl and the document"
MARK = "===== step"


def steps():
    """[[command, [line printed]]]"""
    text = (ROOT / "README.md").read_text(encoding="utf-8").split(HEADING, 1)[1]
    block = text.split("```\n", 2)[1]
    found, more = [], False
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif more:
            found[-1][0] += "\n" + line
        else:
            found[-1][1].append(line)
        more = line.endswith("\\") or found[-1][0].count("'") % 2 == 1
    return found


@unittest.skipUnless(shutil.which("curl"), "curl is not installed")
class Walk(unittest.TestCase):
    def test_every_step_prints_what_the_page_says(self):
        folder = tempfile.mkdtemp(prefix="chapterv-walk-")
        self.addCleanup(shutil.rmtree, folder)
        db = os.path.join(folder, "register.db")
        subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), suite.BINARY, db], check=True, stdout=subprocess.DEVNULL)
        os.symlink(ROOT / "reports", os.path.join(folder, "reports"))
        with wire.Server(suite.BINARY, db, hosts=()) as s:
            walk = steps()
            self.assertGreater(len(walk), 15)
            self.assertEqual(walk[0], ["at=http://127.0.0.1:8044", []])
            walk[0][0] = f"at=http://127.0.0.1:{s.address[1]}"
            script = "set -u\n" + "".join(f"{command}\necho '{MARK}'\n" for command, _ in walk)
            done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
        said = done.stdout.split(MARK + "\n")
        self.assertEqual(done.stderr, "")
        for (command, expected), out in zip(walk, said):
            with self.subTest(command):
                self.assertEqual(out.splitlines(), expected)


if __name__ == "__main__":
    unittest.main()
