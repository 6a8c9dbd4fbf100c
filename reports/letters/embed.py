#!/usr/bin/env python3
"""Turn the templates of letters into one C file: embed.py OUT.c TEMPLATE.txt..."""
import pathlib
import sys


def c_bytes(data):
    lines = []
    for i in range(0, len(data), 20):
        lines.append("\t" + ", ".join(str(b) for b in data[i:i + 20]) + ",")
    return "\n".join(lines)


def main(out, templates):
    text = ["/* Made by reports/letters/embed.py from reports/letters/templates. */", '#include "reports/letters/letters.h"', ""]
    entries = []
    for n, path in enumerate(sorted(map(pathlib.Path, templates), key=lambda p: p.name)):
        data = path.read_bytes()
        data.decode("utf-8")
        text += [f"static const unsigned char template_{n}[] = {{", c_bytes(data), "\t0 };"]
        entries.append(f'\t{{ "{path.name}", (const char *)template_{n}, sizeof(template_{n}) - 1 }},')
    text += ["", "static const struct rep_template_file files[] = {", *entries, "\t{ 0 },", "};", "",
             "const struct rep_template_file *rep_template_files(size_t *ret_n)", "{",
             "\t*ret_n = sizeof(files) / sizeof(files[0]) - 1;", "\treturn files;", "}", ""]
    pathlib.Path(out).write_text("\n".join(text), encoding="utf-8")


main(sys.argv[1], sys.argv[2:])
