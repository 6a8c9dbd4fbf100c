#!/usr/bin/env python3
"""Turn the numbered schema files into one C array: embed.py OUT.c 0001-x.sql..."""
import pathlib
import sys


def main(out, files):
    text = ['/* Made by registry/store/embed.py from the schema files. */', '#include "registry/store/db.h"', "",
            "const struct db_migration db_migrations[] = {"]
    for number, path in enumerate(map(pathlib.Path, files), 1):
        if int(path.name[:4]) != number:
            sys.exit(f"{path.name}: expected number {number:04}")
        text.append(f'\t{{ {number}, "{path.name}",')
        # SQLite's STRICT tables spell the 64-bit integer INTEGER
        for line in path.read_text(encoding="utf-8").replace("BIGINT", "INTEGER").splitlines():
            text.append('\t\t"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"')
        text.append("\t},")
    text += ["};", "", "const int db_n_migrations = sizeof(db_migrations) / sizeof(db_migrations[0]);", ""]
    pathlib.Path(out).write_text("\n".join(text), encoding="utf-8")


main(sys.argv[1], sys.argv[2:])
