#!/usr/bin/env python3
"""
An older edition of a real list is on file, the newer one is planned as complete: the plan is what a person who compared the two would say.
editions.py CHAPTERV SOURCE_ROOT

Skipped where the lists are absent.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

# older, newer, how many changes of each sort, parties that end, parties that are new (None: counted only), what else a person sees
PAIRS = [
    ("github-privacy-2022", "github-docs", {"parties added": 27, "parties updated": 1, "parties ended": 15, "transfers added": 44,
                                            "transfers updated": 1, "transfers ended": 15},
     ["Automattic", "AWS Amazon", "Stripe", "Zuora"], ["Anthropic PBC", "GitHub India Pty Ltd", "xAI"], ["Microsoft"]),
    ("gruntwork-2021-09", "gruntwork-2022-07", {"parties ended": 1, "transfers ended": 1}, ["Foqal"], [], []),
    ("paymenthood-2026-08-05", "paymenthood-2026-08-15", {"parties updated": 1, "parties ended": 1, "transfers updated": 2,
                                                          "transfers ended": 2},
     ["FormSubmit"], [], ["InfyniPay B.V."]),
]


def run(program, db, *args):
    return subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          env=dict(os.environ, CHAPTERV_DB=str(db)), timeout=300, check=False)


def expect(good, what):
    if not good:
        print(f"FAILED: {what}")
    return good


def reads_alike(meaning):
    """'x' becomes 'x': nothing a person could see."""
    return any(was == now for was, now in re.findall(r"'(.*?)' becomes '(.*?)'(?=; [a-z_ ]+: '|$)", meaning))


def pair(program, folder, lists, row):
    older, newer, counts, gone, new, updated = row
    db = folder / (older + ".db")
    first = run(program, db, "import", str(lists / (older + ".csv")), "--source", "a list")
    plan = run(program, db, "import", str(lists / (newer + ".csv")), "--source", "a list", "--complete", "--dry-run", "--json",
               "--max-ended", "100")
    if not expect(first.returncode == 0 and plan.stdout, f"{older}, then {newer}: {first.stderr} {plan.stderr}"):
        return False
    changes = json.loads(plan.stdout)["changes"]
    sorts = collections.Counter(f"{c['kind']} {c['what']}" for c in changes)
    party = {what: {c["meaning"] for c in changes if c["kind"] == "parties" and c["what"] == what} for what in ("ended", "added", "updated")}
    good = expect(dict(sorts) == counts, f"{newer}: {dict(sorts)}, not {counts}")
    for what, names in (("ended", gone), ("added", new), ("updated", updated)):
        for name in names:
            good &= expect(any(m.startswith((name + " is", name + ";")) for m in party[what]), f"{newer}: {name} is not {what}")
    for c in changes:
        good &= expect(not reads_alike(c["meaning"]), f"{newer}: {c['meaning']!r} tells no difference")
    again = run(program, db, "import", str(lists / (older + ".csv")), "--source", "a list", "--complete", "--dry-run", "--json")
    good &= expect(json.loads(again.stdout)["changes"] == [], f"{older}: planned again, it changes something")
    return good


def main(program, root):
    lists = pathlib.Path(os.environ.get("CHAPTERV_SHARED") or pathlib.Path(root).parent / "shared") / "lists" / "csv"
    if not lists.is_dir():
        print(f"skipped: no reference lists at {lists}")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        results = [pair(program, pathlib.Path(folder), lists, row) for row in PAIRS]
    print(f"{sum(results)} of {len(PAIRS)} pairs of editions planned as a person would")
    return 0 if all(results) else 1


sys.exit(main(sys.argv[1], sys.argv[2]))
