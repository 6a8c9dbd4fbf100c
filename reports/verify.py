#!/usr/bin/env python3
"""
Check an auditor's bundle (chapterv report evidence) without the program that wrote it; needs nothing but Python 3.

    verify.py                        the manifest, the log and its checkpoint, and that the records are what the log recorded
    verify.py --key TEXT             with the key as whoever keeps it outside has it (else the one in the bundle)
    verify.py --about PARTY          and what the bundle says about a party: how each transfer stands, what is on file, since
                                     when it is known, and what the law tables say of each mechanism

Run it in the folder of the bundle, or name it with --folder. Exit status 0: all fits; 1: something does not, and is named.
"""
import argparse
import csv
import hashlib
import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder stays as it is
import verify_log  # noqa: E402

PLURAL = {"party": "parties", "inquiry": "inquiries", "reply": "replies", "delivery": "deliveries"}
NOT_LISTED = {"MANIFEST.sha256", "__pycache__"}


def restored(cell):
    """Without the apostrophe that keeps a spreadsheet from running the cell."""
    bare = cell.lstrip("'")
    return cell[1:] if cell[:1] == "'" and bare[:1] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20" and bare else cell


def table(folder, name):
    path = folder / name
    if not path.exists():
        return [], []
    csv.field_size_limit(1 << 28)
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.reader(f)
        head = next(reader)
        return head, [dict(zip(head, map(restored, row))) for row in reader]


# ---- the manifest: each file is what it was, none is missing, none was put in
def check_manifest(folder):
    listed = {}
    for line in (folder / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    for name, digest in listed.items():
        path = folder / name
        if not path.is_file():
            raise ValueError(f"{name}: is in the manifest and is not there")
        total = hashlib.sha256()
        with open(path, "rb") as f:
            for piece in iter(lambda: f.read(1 << 20), b""):
                total.update(piece)
        if total.hexdigest() != digest:
            raise ValueError(f"{name}: is not what the manifest says")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed and name.split("/")[0] not in NOT_LISTED:
            raise ValueError(f"{name}: is not in the manifest")
    print(f"manifest: {len(listed)} files fit")


# ---- the log: leaf by leaf, up to the root that was signed
def check_log(folder, key, about):
    signed = folder / "checkpoint"
    checkpoints = []
    if signed.exists():
        text = key or (folder / "checkpoint.key").read_text(encoding="utf-8")
        checkpoints = [verify_log.checkpoint(signed, text)]
    print("log: ", end="")
    verify_log.check_log(folder / "log.jsonl", checkpoints)
    if not checkpoints:
        print("log: no checkpoint is with it: that it was not rewritten as a whole is not shown")
    elif not key:
        print("log: the key is the one in the bundle; --key takes it from whoever keeps it outside")
    with open(folder / "log.jsonl", encoding="utf-8") as f:
        entries = [json.loads(line)["entry"] for line in f]
    if len(entries) != about["log_size"]:
        raise ValueError("log.jsonl: is not as long as bundle.json says")
    return entries


# ---- the records: what the log says stood there at that change
def state(entries, change):
    """kind -> number -> (record, entry that recorded it)"""
    kinds = {}
    for e in entries:
        word, _, number = e["subject"].partition("/")
        if e["change"] > change or not number.isdigit():
            continue
        records = kinds.setdefault(PLURAL.get(word, word + "s"), {})
        if e["after"] is None:
            records.pop(int(number), None)
        else:
            records[int(number)] = (e["after"], e)
    return kinds


def cells(record, head):
    """The cells of a row, without what is about a person: of that the log holds a commitment only."""
    values = {k: v for k, v in record.items() if isinstance(v, str)}
    for pair in record.get("extra", "").split("\x1e"):
        name, _, value = pair.partition("\x1f")
        values[name] = value
    return {c: values.get(c, "") for c in head if not values.get(c, "").startswith("sha256:")}


def check_records(folder, kinds):
    rows = 0
    for path in sorted((folder / "reports").glob("*.csv")):
        kind = path.stem
        head, found = table(folder, f"reports/{kind}.csv")
        known = kinds.get(kind, {})
        if kind in ("imports", "changes") or (kind not in kinds and not found):
            continue
        if kind not in kinds:
            continue  # derived from the records
        if len(found) != len(known):
            raise ValueError(f"{kind}.csv: {len(found)} rows, and the log knows {len(known)}")
        order = sorted(known, key=lambda n: known[n][0]["id"]) if kind == "notices" else sorted(known)
        for line, (number, row) in enumerate(zip(order, found), 2):
            for column, value in cells(known[number][0], head).items():
                if column not in ("import", "line") and row[column] != value and row[column] != "":
                    raise ValueError(f"{kind}.csv, row {line}: {column} is {row[column]!r}, the log says {value!r}")
                if row[column] == "" and value != "" and column not in ("import", "line"):
                    raise ValueError(f"{kind}.csv, row {line}: {column} is empty, the log says {value!r}")
        rows += len(found)
    print(f"records: {rows} rows are what the log recorded")


# ---- what it says about one party
def law_of(folder, slug):
    for row in table(folder, "law/mechanisms.csv")[1]:
        if row["slug"] == slug:
            until = row["valid_for_existing_until"] or "today"
            return f"{row['name']}, {row['instrument']}: from {row['valid_for_new_contracts_from']} until {until}"
    return "not in law/mechanisms.csv"


def say_about(folder, kinds, about, party):
    if party not in {record["id"] for record, _ in kinds.get("parties", {}).values()}:
        print(f"\nNo party {party} was on file at {about['known_at']}: reports/parties.csv has the ids.")
        return
    rows = [r for r in table(folder, "reports/coverage.csv")[1] if party in (r["importer"], r["exporter"])]
    print(f"\nOn {about['on']}, as known at {about['known_at']} (change {about['register_seq']}), law pack {about['law_pack']}:")
    if not rows:
        print(f"  no transfer from or to {party} takes place on that day")
    for r in rows:
        why = r["mechanism"] or r["reason"]
        over = f", by an override until {r['override_until']} ({r['override']})" if r["override"] else ""
        way = f"{r['exporter_name']} -> {r['importer_name']} in {r['country']}"
        print(f"  {r['transfer']}: {way}: {r['outcome']} ({why}){over}")
    print("On file about it:")
    for kind, slug in (("certifications", "framework"), ("safeguards", "mechanism"), ("assessments", "outcome")):
        for number, (record, entry) in sorted(kinds.get(kind, {}).items()):
            if record.get("importer") != party:
                continue
            days = ", ".join(f"{c} {record[c]}" for c in ("signed", "from", "until", "ended", "dated", "review_by") if c in record)
            print(f"  {kind[:-1]}/{number}: {record.get(slug, '')}, {days}; known since {entry['at'][:10]} (entry {entry['entry']})")
            if kind != "assessments":
                print(f"    law: {law_of(folder, record[slug])}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("."))
    p.add_argument("--key")
    p.add_argument("--about")
    args = p.parse_args()
    try:
        check_manifest(args.folder)
        about = json.loads((args.folder / "bundle.json").read_text(encoding="utf-8"))
        entries = check_log(args.folder, args.key, about)
        kinds = state(entries, about["register_seq"])
        check_records(args.folder, kinds)
        if args.about:
            say_about(args.folder, kinds, about, args.about)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ValueError, KeyError, TypeError, IndexError, OSError) as wrong:
        print(f"does not fit: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
