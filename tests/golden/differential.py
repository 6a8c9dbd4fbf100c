#!/usr/bin/env python3
"""differential.py DECIDE_CASES SOURCE_ROOT: random cases, decided by the program and by the model, must agree.

CHAPTERV_RANDOM_CASES is how many (5000), CHAPTERV_RANDOM_SEED where they begin (20261123).
"""
import csv
import os
import subprocess
import sys
import tempfile

SHOWN = 10


def run(*argv):
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


def answers(text, outcome, mechanism):
    return {row["id"]: (row[outcome], row[mechanism]) for row in csv.DictReader(text.splitlines())}


def main(program, root):
    number = os.environ.get("CHAPTERV_RANDOM_CASES", "5000")
    seed = os.environ.get("CHAPTERV_RANDOM_SEED", "20261123")
    law = os.path.join(root, "registry", "law")
    model = os.path.join(root, "tests", "model")
    cases = run(sys.executable, os.path.join(model, "random_cases.py"), law, number, seed)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        file.write(cases)
        file.flush()
        ours = answers(run(program, file.name), "outcome", "mechanism")
        theirs = answers(run(sys.executable, os.path.join(model, "decide.py"), law, file.name),
                         "expected_outcome", "expected_mechanism")
    asked = list(csv.DictReader(cases.splitlines()))
    differ = [row for row in asked if ours.get(row["id"]) != theirs.get(row["id"])]
    for row in differ[:SHOWN]:
        print("program %s, model %s:\n    %s" % (ours.get(row["id"]), theirs.get(row["id"]), row))
    print("%d random cases from seed %s, %d differ" % (len(asked), seed, len(differ)))
    return 1 if differ or len(asked) != int(number) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
