#!/usr/bin/env python3
"""
Check a log without the program that wrote it; needs nothing but Python 3. For an auditor to read: under 200 lines.

    verify_log.py log.jsonl                                      what chapterv log --from 0 --json wrote: leaves, order, root
    verify_log.py log.jsonl --checkpoint FILE... --key TEXT      and that it begins as it did when the checkpoint was signed
    verify_log.py --proof proof.json [--leaf HEX | --root HEX]   one proof of chapterv log --proof or --since

--key TEXT is name+hash+key, as chapterv checkpoint --public-key prints it; take it from whoever keeps the checkpoints.
What it rests on: RFC 8785 (canonical JSON), RFC 9162 section 2.1 (the tree), RFC 8032 (Ed25519), C2SP signed notes.
Exit status 0: all fits; 1: something does not, and is named; 2: usage, or a file that cannot be read.
"""
import argparse
import base64
import hashlib
import json
import sys


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf(entry):  # over its canonical form, for the texts, whole numbers, nulls and objects that an entry is made of
    return sha256(b"\0", json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def node(left, right):
    return sha256(b"\1", left, right)


class Tree:  # grows leaf by leaf; holds the roots of the whole subtrees so far, the largest first
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, hashed):
        n = self.size
        while n & 1:
            hashed = node(self.peaks.pop(), hashed)
            n >>= 1
        self.peaks.append(hashed)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256()
        root = self.peaks[-1]
        for left in self.peaks[-2::-1]:
            root = node(left, root)
        return root


# ---- proofs: RFC 9162 sections 2.1.3.2 and 2.1.4.2
def climb(f, s, proof, on_left, on_right):
    """Walk a proof up: each hash stands on the left or on the right of what is known. Does it end at the root?"""
    for other in proof:
        if f & 1 or f == s:
            on_left(other)
            while not f & 1 and f:
                f, s = f >> 1, s >> 1
        else:
            on_right(other)
        f, s = f >> 1, s >> 1
    return s == 0


def included(proof, number, size, hashed, root):
    at = [hashed]
    whole = climb(number, size - 1, proof, lambda o: at.append(node(o, at[-1])), lambda o: at.append(node(at[-1], o)))
    return whole and at[-1] == root


def consistent(proof, then, root_then, now, root_now):
    if then == now:
        return not proof and root_then == root_now
    if then & (then - 1) == 0:
        proof = [root_then, *proof]
    f, s = then - 1, now - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    old, new = [proof[0]], [proof[0]]
    whole = climb(f, s, proof[1:], lambda o: (old.append(node(o, old[-1])), new.append(node(o, new[-1]))),
                  lambda o: new.append(node(new[-1], o)))
    return whole and old[-1] == root_then and new[-1] == root_now


# ---- Ed25519: RFC 8032 section 5.1.7, with points as (x, y)
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + D * a[0] * b[0] * a[1] * b[1], -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - D * a[0] * b[0] * a[1] * b[1], -1, P)
    return x % P, y % P


def times(n, point):
    result = (0, 1)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def decode(data):
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P:
        raise ValueError("not a point")
    return (P - x if x & 1 != data[31] >> 7 else x), y


def signed(public, text, signature):
    base = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % L
    return s < L and times(s, base) == add(decode(signature[:32]), times(h, decode(public)))


def checkpoint(path, key):
    """(size, root) of a checkpoint that the key signed."""
    name, key_hash, tagged = key.strip().split("+", 2)
    public = base64.b64decode(tagged)
    if public[0] != 1 or sha256(name.encode(), b"\n", public)[:4].hex() != key_hash:
        raise ValueError("--key is not a public key")
    with open(path, encoding="utf-8", newline="") as f:
        text, _, signatures = f.read().partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, by, data = line.split(" ")
        data = base64.b64decode(data)
        if dash == "\u2014" and by == name and data[:4].hex() == key_hash:
            if not signed(public[1:], text.encode(), data[4:]):
                raise ValueError(f"{path}: the signature does not fit: it was altered")
            return int(text.splitlines()[1]), base64.b64decode(text.splitlines()[2])
    raise ValueError(f"{path}: not signed by {name}")


# ---- the log
def check_log(path, checkpoints):
    tree, change, at, due = Tree(), 0, "", sorted(checkpoints)
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f):
            kept = json.loads(line)
            entry = kept["entry"]
            hashed = leaf(entry)
            if hashed.hex() != kept["leaf"]:
                raise ValueError(f"entry {number}: what it says does not fit its leaf")
            if entry["entry"] != number or not change <= entry["change"] <= change + 1 or entry["at"] < at:
                raise ValueError(f"entry {number}: out of order")
            change, at = entry["change"], entry["at"]
            tree.add(hashed)
            while due and due[0][0] == tree.size:
                if tree.root() != due[0][1]:
                    raise ValueError(f"the first {tree.size} entries are not those of the checkpoint")
                due.pop(0)
    if due:
        raise ValueError(f"the log has {tree.size} entries, a checkpoint was made of {due[0][0]}")
    print(f"{tree.size} entries fit; root {tree.root().hex()}; {len(checkpoints)} checkpoint(s) fit")


def check_proof(path, leaf_hex, root_hex):
    with open(path, encoding="utf-8") as f:
        p = json.load(f)
    proof, root, size = [bytes.fromhex(h) for h in p["proof"]], bytes.fromhex(p["root"]), p["size"]
    if not (included(proof, p["entry"], size, bytes.fromhex(leaf_hex), root) if "entry" in p
            else consistent(proof, p["since"], bytes.fromhex(root_hex), size, root)):
        raise ValueError("the proof does not hold")
    print("the proof holds")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("log", nargs="?")
    p.add_argument("--checkpoint", action="append", default=[])
    for option in ("--key", "--proof", "--leaf", "--root"):
        p.add_argument(option)
    args = p.parse_args()
    if bool(args.log) == bool(args.proof) or (args.checkpoint and not args.key):
        p.error("name a log or a --proof; --checkpoint needs --key")
    try:
        if args.log:
            check_log(args.log, [checkpoint(path, args.key) for path in args.checkpoint])
        else:
            check_proof(args.proof, args.leaf, args.root)
    except (ValueError, KeyError, TypeError, IndexError, OSError) as wrong:
        print(f"{'cannot be read' if isinstance(wrong, OSError) else 'does not fit'}: {wrong}", file=sys.stderr)
        return 2 if isinstance(wrong, OSError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
