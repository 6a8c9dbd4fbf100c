#!/usr/bin/env python3
"""
What the tests take from npm runs on the node of Debian 12, not only on the newer one of whoever added it: npm would
refuse the lot there, and every test that needs one of them would skip.

    node_rule.py ROOT
"""

import json
import os
import re
import sys

OLDEST = (18, 20, 4)


def version(text):
    return tuple(int(n) for n in (text.split(".") + ["0", "0"])[:3])


def within(ranges, have):
    """Does a range of npm ('^18.19.0 || >= 20.6.0') take that version?"""
    for one in ranges.split("||"):
        good = True
        for how, than in re.findall(r"(>=|<|\^|~)?\s*(\d+(?:\.\d+)*)", one):
            low = version(than)
            if how == "<":
                good &= have < low
            elif how == ">=":
                good &= have >= low
            else:  # ^18.19, or 18 alone
                good &= have >= low and have[0] == low[0]
        if good:
            return True
    return False


def main(root):
    assert within("^18.19.0 || >= 20.6.0", OLDEST) and within(">=18", OLDEST) and within("*", OLDEST)
    assert within("18 || 20 || >=22", OLDEST) and within(">= 12 < 19", OLDEST)
    assert not within("^20.18 || >= 24.0", OLDEST) and not within(">=18.21", OLDEST) and not within(">= 12 < 18", OLDEST)
    with open(os.path.join(root, "tests", "tools", "npm", "package-lock.json"), encoding="utf-8") as f:
        packages = json.load(f)["packages"]
    wrong = 0
    for path, package in packages.items():
        wanted = package.get("engines", {}).get("node", "*")
        if not within(wanted, OLDEST):
            wrong += 1
            print(f"{path} {package['version']} wants node {wanted}: take a version that runs on {'.'.join(map(str, OLDEST))}")
    print(f"{len(packages)} packages, {wrong} findings")
    return 1 if wrong or not packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
