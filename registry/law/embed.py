#!/usr/bin/env python3
"""Turn the tables of the law pack into one C file: embed.py OUT.c TABLE.csv..."""
import pathlib
import sys


def c_bytes(data):
    lines = []
    for i in range(0, len(data), 20):
        lines.append("\t" + ", ".join(str(b) for b in data[i:i + 20]) + ",")
    return "\n".join(lines)


def main(out, tables):
    text = ['/* Made by registry/law/embed.py from the tables in registry/law. */', '#include "registry/law/law.h"', ""]
    entries = []
    for n, path in enumerate(map(pathlib.Path, tables)):
        data = path.read_bytes()
        text += [f"static const unsigned char table_{n}[] = {{", c_bytes(data), "\t0 };"]
        entries.append(f'\t{{ "{path.name}", (const char *)table_{n}, sizeof(table_{n}) - 1 }},')
    text += ["", "static const struct law_file files[] = {", *entries, "};", "",
             "const struct law_file *law_builtin_files(size_t *ret_n)", "{",
             "\t*ret_n = sizeof(files) / sizeof(files[0]);", "\treturn files;", "}", ""]
    pathlib.Path(out).write_text("\n".join(text))


main(sys.argv[1], sys.argv[2:])
