#!/usr/bin/env python3
"""Turn the table of times to answer into C: embed.py OUT.c TERMS.csv. A row that cannot be read stops the build."""
import csv
import datetime
import sys

UNIT = {"month": "true", "day": "false"}
PAUSE = {"suspends": "false", "restarts": "true"}
WEEKEND = {"moves": "true", "stands": "false"}


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days if text else "INT32_MAX"


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(out, table):
    with open(table, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    with open(out, "w", encoding="utf-8") as f:
        f.write('/* Made by registry/desk/embed.py from registry/desk/terms.csv. */\n#include "registry/desk/terms.h"\n\n'
                "const struct reg_term reg_terms[] = {\n")
        for row in rows:
            f.write(f"\t{{ {literal(row['regime'])}, {{ {{ {day(row['from'])} }}, {{ {day(row['until'])} }} }}, "
                    f"{int(row['amount'])}, {UNIT[row['unit']]}, {int(row['more'])}, {UNIT[row['more_unit']]}, "
                    f"{PAUSE[row['pause']]}, {WEEKEND[row['weekend']]},\n\t\t{literal(row['source'])},\n\t\t{literal(row['note'])} }},\n")
        f.write(f"}};\n\nconst size_t reg_n_terms = {len(rows)};\n")


main(sys.argv[1], sys.argv[2])
