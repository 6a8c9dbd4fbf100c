#!/usr/bin/env python3
"""
House rules, checked over the whole tree: who may include whom, who owns which library, and a dozen smaller habits.

    include_rule.py ROOT          every finding as file:line: rule: why; exit 1 if there is one
    include_rule.py --self-test   feeds every rule a snippet that breaks it, and one that does not
"""

import csv
import io
import os
import sys

from rules import C_RULES, TEXT_RULES
from source import Source

ROOMS = ("registry", "import", "reports", "api", "tests")
TEXT = (".c", ".h", ".py", ".md", ".sh", ".build", ".txt", ".csv", ".sql", ".html", ".css", ".js", ".json", ".yml")
SLUG_TABLES = {"registry/law/mechanisms.csv": "slug", "registry/law/frameworks.csv": "slug"}


class House:
    """What the rules need to know beyond one file."""

    def __init__(self, files):
        self.files = files  # path -> text
        self.exceptions = []
        self.wide = 0
        self.slugs = set()
        for path, column in SLUG_TABLES.items():
            if path in files:
                for row in csv.DictReader(io.StringIO(files[path])):
                    self.slugs.add(row[column])

    def has_header(self, name):
        """Is it in the tree, or made by the build file of its folder?"""
        if name in self.files:
            return True
        folder, base = name.rsplit("/", 1)
        return f"'{base}'" in self.files.get(folder + "/meson.build", "")

    def findings(self):
        for path in sorted(self.files):
            src = Source(path, self.files[path])
            for rule in C_RULES if src.is_c else TEXT_RULES:
                for line, why in rule(src, self):
                    yield path, line, rule.__name__.replace("_", "-"), why


def is_text(folder, name):
    return name.endswith(TEXT) or ("." not in name and "corpus" not in folder.split("/"))


def read_tree(root):
    files = {}
    places = [(root, "", [n for n in os.listdir(root) if os.path.isfile(os.path.join(root, n))])]
    for top in ROOMS + (".ci",):
        for folder, dirs, names in os.walk(os.path.join(root, top)):
            dirs[:] = [d for d in dirs if d not in ("__pycache__", "node_modules", "corpus")]
            places.append((folder, os.path.relpath(folder, root).replace(os.sep, "/") + "/", names))
    for folder, prefix, names in places:
        for name in names:
            if is_text(folder, name) and name != "LICENSE":
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as f:
                    files[prefix + name] = f.read()
    return files


def main(argv):
    if argv[1:] == ["--self-test"]:
        import selftest
        return selftest.run(House)
    if len(argv) != 2 or argv[1].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    house = House(read_tree(argv[1]))
    n = 0
    for path, line, rule, why in house.findings():
        print(f"{path}:{line}: {rule}: {why}")
        n += 1
    for text in house.exceptions:
        print(f"allowed: {text}")
    rules = len({r.__name__ for r in C_RULES + TEXT_RULES})
    print(f"{len(house.files)} files, {rules} rules, {len(house.exceptions)} allowed exceptions, {house.wide} wide lines, "
          f"{n} findings")
    if not any(p.startswith("registry/core/") for p in house.files):
        print("no sources found: is this the root of the tree?")
        return 1
    return 1 if n else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
