#!/usr/bin/env python3
"""Turn the files that go into an auditor's bundle into one C file: embed.py OUT.c FILE..."""
import pathlib
import sys


def c_bytes(data):
    return "\n".join("\t" + " ".join(f"{b}," for b in data[i:i + 20]) for i in range(0, len(data), 20))


def main(out, paths):
    text, entries = ['/* Made by reports/embed.py. */', '#include "reports/files.h"', ""], []
    for n, path in enumerate(map(pathlib.Path, paths)):
        data = path.read_bytes()
        text += [f"static const unsigned char file_{n}[] = {{", c_bytes(data), "\t0 };"]
        entries.append(f'\t{{ "{path.name}", (const char *)file_{n}, sizeof(file_{n}) - 1 }},')
    text += ["", "static const struct rep_file files[] = {", *entries, "};", "",
             "const struct rep_file *rep_file_at(size_t i)", "{",
             "\treturn i < sizeof(files) / sizeof(files[0]) ? &files[i] : NULL;", "}", ""]
    pathlib.Path(out).write_text("\n".join(text))


main(sys.argv[1], sys.argv[2:])
