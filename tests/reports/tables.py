"""Reading what reports write: CSV with what a spreadsheet must not run restored, and spreadsheets without a library."""

import atexit
import csv
import functools
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests" / "http"), str(ROOT / "tests" / "cli"), str(ROOT / "reports")]

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
csv.field_size_limit(1 << 28)


def sample(binary, db):
    subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), binary, db], check=True,
                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


@functools.cache
def _loaded(binary):
    folder = tempfile.mkdtemp(prefix="chapterv-sample-")
    atexit.register(shutil.rmtree, folder, True)
    sample(binary, os.path.join(folder, "register.db"))
    return os.path.join(folder, "register.db")


def sample_copy(binary, db):
    """The same, loaded once for all tests of a file."""
    shutil.copyfile(_loaded(binary), db)


def restored(cell):
    bare = cell.lstrip("'")
    return cell[1:] if cell[:1] == "'" and bare and bare[0] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20" else cell


def rows(text):
    """[[cell]] of a CSV, head first."""
    return [[restored(c) for c in row] for row in csv.reader(io.StringIO(text, newline=""))]


def content(xlsx):
    """One hash over all that is in it, however it is packed."""
    total = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as z:
        for name in sorted(z.namelist()):
            total.update(name.encode() + b"\0" + z.read(name) + b"\0")
    return total.hexdigest()


def parts(xlsx):
    with zipfile.ZipFile(io.BytesIO(xlsx)) as z:
        return {name: z.read(name).decode("utf-8") for name in z.namelist()}


def sheet(xlsx):
    """[[(type, style, value)]] of the first sheet; an empty cell is None."""
    out = []
    for row in xml.etree.ElementTree.fromstring(parts(xlsx)["xl/worksheets/sheet1.xml"]).iter(SHEET + "row"):
        cells = []
        for c in row.iter(SHEET + "c"):
            column = 0
            for letter in re.match("[A-Z]+", c.get("r"))[0]:
                column = column * 26 + ord(letter) - 64
            cells += [None] * (column - 1 - len(cells))
            value = "".join(t.text or "" for t in c.iter() if t.tag in (SHEET + "v", SHEET + "t"))
            cells.append((c.get("t", "n"), c.get("s", "0"), value))
        out.append(cells)
    return out


def npm(name):
    return ROOT / "tests" / "tools" / "npm" / "node_modules" / name


def keep(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(data)
    return path
