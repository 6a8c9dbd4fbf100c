"""The log: what it says, what an auditor can check without us, erasing, and registers of before there was a log."""

import base64
import contextlib
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import unittest

import story

CHECKER = str(story.program.SOURCE / "reports" / "verify_log.py")


class Log(story.Case):
    def entries(self):
        return [json.loads(line) for line in self.do("log", "--from", "0", "--json").out.splitlines()]

    def read(self, path):
        with open(path, encoding="utf-8") as f:
            return f.read()

    def audited(self, status, *args):
        run = subprocess.run([sys.executable, CHECKER, *args], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return run.stdout + run.stderr

    def test_says_who_when_what_before_and_after(self):
        self.tell()
        entries = [e["entry"] for e in self.entries()]
        self.assertEqual([e["entry"] for e in entries], list(range(len(entries))))
        by_subject = [(e["subject"], e["change"]) for e in entries]
        self.assertEqual(len(set(by_subject)), len(by_subject))
        self.assertEqual(by_subject[0], ("setting/home", 1))
        moved = next(e for e in entries if e["note"] == "moved.csv" and e["subject"] == "party/2")
        self.assertEqual((moved["before"]["country"], moved["after"]["country"]), ("US", "IN"))
        self.assertEqual((moved["after"]["import"], moved["after"]["line"]), (5, 2))
        self.assertEqual(moved["via"], "cli")
        self.assertEqual(moved["at"], "2026-11-23T10:07:00.000Z")
        beta = next(e for e in entries if e["subject"] == "party/3" and e["change"] == 2)
        self.assertEqual(beta["after"]["extra"], 'Colour\x1fred "brick", \u00fcber')
        home = [e for e in entries if e["subject"] == "setting/home"]
        self.assertEqual([(e["before"], e["after"]) for e in home],
                         [(None, {"value": "IE"}), ({"value": "IE"}, {"value": "DE"})])
        undone = [e for e in entries if e["change"] == 6]
        self.assertEqual([e["after"] for e in undone if e["subject"] != "undoing/4"], [None] * (len(undone) - 1))
        self.assertEqual(entries[-1]["reason"], "asked for on 2026-11-20")
        self.do("log", out="party/2 changed  contact")
        self.do("log", out="because: asked for on 2026-11-20")

    def test_the_checker_says_what_it_cannot_read(self):
        said = self.audited(2, "no-such-log.jsonl")
        self.assertIn("cannot be read: ", said)
        self.assertNotIn("Traceback", said)

    def test_what_is_hidden_and_stays_is_no_change(self):
        self.takes("parties.csv", "id,name,country,contact\nnew,New Ltd,IN,Ann <ann@new.example>\n")
        self.takes("renamed.csv", "id,name,country\nnew,Newer Ltd,IN\n", "--on-conflict", "update")
        self.do("erase", "new")
        self.takes("back.csv", "id,name,country,contact\nnew,Newer Ltd,IN,Ann <ann@new.example>\n", "--on-conflict", "update")
        self.verify(0)
        seen = [(e["entry"]["before"], e["entry"]["after"]) for e in self.entries() if e["entry"]["subject"] == "party/1"]
        first, renamed, back = seen[0][1], seen[1][1], seen[-1][1]
        self.assertEqual((first["contact"], first["name"], renamed["name"]), (renamed["contact"], "New Ltd", "Newer Ltd"))
        self.assertNotEqual(back["contact"], first["contact"], "the salt went with what was erased")
        rows = self.do("report", "changes", "--kind", "parties", "--party", "new").out.splitlines()
        self.assertIn(",name,name New Ltd,name Newer Ltd,", rows[2])

    def test_a_leaf_is_the_hash_of_what_is_said(self):
        self.tell()
        for e in self.entries():
            text = json.dumps(e["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            self.assertEqual(e["leaf"], hashlib.sha256(b"\0" + text).hexdigest(), text)

    def test_pages(self):
        self.tell()
        everything = self.entries()
        size = len(everything)
        page = self.do("log", "--from", "3", "--count", "2", "--json").out.splitlines()
        self.assertEqual([json.loads(line) for line in page], everything[3:5])
        self.assertEqual(self.do("log", "--from", str(size), "--json").out, "")
        self.assertEqual(len(self.do("log", "--count", "4").out.splitlines()), 4)
        self.do("log", "--from", "x", status=2, err="--from")
        self.do("log", "--proof", str(size), status=2, err="no entry")
        self.do("log", "--since", "0", status=2, err="between 1 and")
        self.do("log", "--since", "1", "--proof", "1", status=2, err="one at a time")

    def test_nothing_changed_yet(self):
        self.do("init")
        self.do("log", out="", err="nothing was changed yet")
        self.verify(0, out="0 entries fit")
        cp = self.checkpoint()
        self.tell()
        self.verify(0, "--checkpoint", cp)

    def test_an_auditor_needs_only_python(self):
        self.tell()
        cp = self.checkpoint()
        self.takes("again.csv", "id,name,country\ndelta,Delta SA,FR\n")
        key = self.do("checkpoint", "--public-key").out.strip()
        log = self.put("log.jsonl", self.do("log", "--from", "0", "--json").out)
        self.assertIn("1 checkpoint(s) fit", self.audited(0, log, "--checkpoint", cp, "--key", key))
        size, root = self.read(cp).splitlines()[1:3]
        proof = self.put("since.json", self.do("log", "--since", size).out)
        self.assertIn("holds", self.audited(0, "--proof", proof, "--root", base64.b64decode(root).hex()))
        for number, e in enumerate(self.entries()):
            proof = self.put("proof.json", self.do("log", "--proof", str(number)).out)
            self.assertIn("holds", self.audited(0, "--proof", proof, "--leaf", e["leaf"]))
            self.assertIn("not hold", self.audited(1, "--proof", proof, "--leaf", e["leaf"][::-1]))

    def test_an_auditor_sees_what_was_altered(self):
        self.tell()
        cp, key = self.checkpoint(), self.do("checkpoint", "--public-key").out.strip()
        lines = self.do("log", "--from", "0", "--json").out.splitlines(keepends=True)
        altered = {
            "said": lines[:3] + [lines[3].replace('"own":"no"', '"own":"yes"')] + lines[4:],
            "taken out": lines[:3] + lines[4:],
            "swapped": [*lines[:2], lines[3], lines[2], *lines[4:]],
            "cut": lines[:-1],
        }
        for what, kept in altered.items():
            with self.subTest(what):
                self.assertNotEqual(kept, lines)
                log = self.put("altered.jsonl", "".join(kept))
                self.assertIn("does not fit", self.audited(1, log, "--checkpoint", cp, "--key", key))
        forged = self.put("forged", self.read(cp).replace("\n", "\n1", 1))
        log = self.put("log.jsonl", "".join(lines))
        self.assertIn("altered", self.audited(1, log, "--checkpoint", forged, "--key", key))
        self.verify(1, "--checkpoint", forged, out="altered")

    def test_checkpoints_of_others(self):
        self.tell()
        self.do("checkpoint", "--key", self.path("other.key"), "--origin", "other.example", "-o", self.path("cp"))
        self.checkpoint()
        self.verify(1, "--checkpoint", self.path("cp"), out="not signed by")
        public = self.do("checkpoint", "--key", self.path("other.key"), "--public-key").out.strip()
        self.assertRegex(public, r"^other\.example\+[0-9a-f]{8}\+")
        self.verify(0, "--checkpoint", self.path("cp"), "--public-key", public)
        self.verify(2, "--checkpoint", self.path("cp"), "--public-key", public[:-4], err="no public key")
        self.verify(1, "--checkpoint", self.put("empty", ""), out="no checkpoint")
        self.verify(2, "--checkpoint", self.path("missing"), err="missing")
        self.do("checkpoint", "--origin", "else", status=2, err="has the name")
        self.do("checkpoint", "--key", self.path("k"), "--origin", "two words", status=2, err="no blanks")
        self.do("checkpoint", "--key", self.put("bad.key", "no key"), status=2, err="no signing key")
        os.chmod(self.path("other.key"), 0o644)
        self.do("checkpoint", "--key", self.path("other.key"), status=2, err="chmod 600")

    def test_erased_is_gone_and_the_log_still_fits(self):
        self.tell()
        with open(self.db, "rb") as f:
            data = f.read()
        for secret in (b"jane.doe@acme.example", b"john.roe@acme.example"):
            self.assertNotIn(secret, data)
        self.assertIn(b"dpo@ours.example", data)
        self.verify(0)
        self.assertNotIn("acme.example", self.do("report", "parties", "--known-at", "2026-11-23T10:02:30Z").out)
        self.do("erase", "acme", status=2, err="nothing to erase")
        self.do("erase", "nobody", status=2, err="no party on file")
        self.takes("back.csv", PARTY_BACK)
        self.verify(0)

    def test_what_a_person_asked_can_be_erased(self):
        for name, text in (("inquiries", "id,received,asked_by,asker,question,state\n"
                            "2026-0001,2026-11-01,data-subject,Jane Doe,Where are my data?,open\n"),
                           ("replies", "id,inquiry,given,on,letter\n"
                            "2026-0001-1,2026-0001,2026-11-02,2026-11-02,Dear Jane Doe\n")):
            self.do("import", self.put(name + ".csv", text))
        before = self.do("log").out
        self.assertNotIn("Jane", before, "the log commits to it without saying it")
        self.do("erase", "inquiry/2026-0001", out="1 version")
        self.do("erase", "reply/2026-0001-1", out="1 version")
        self.assertIn("erased asker;question", self.do("log").out)
        self.assertNotIn("Jane", self.do("report", "inquiries").out + self.do("report", "replies").out)
        self.do("verify")
        self.do("erase", "inquiry/2026-0001", status=2, err="nothing to erase")
        self.do("erase", "inquiry/2026-0002", status=2, err="no inquiry")

    def test_history_of_a_party(self):
        self.tell()
        told = json.loads(self.do("history", "Acme, Inc.", "--json").out)
        self.assertEqual([(e["change"], e["subject"], e["before"] is None, e["after"] is None) for e in told],
                         [(2, "party/2", True, False), (3, "transfer/1", True, False), (4, "safeguard/1", True, False),
                          (7, "party/2", False, False)])
        self.assertEqual(told[3]["after"]["country"], "IN")
        gamma = json.loads(self.do("history", "gamma-llc", "--json").out)
        self.assertEqual([(e["change"], e["after"] is None) for e in gamma if e["subject"].startswith("party/")],
                         [(5, False), (6, True)])
        self.do("history", "acme", out="2026-11-23T10:07:00Z")
        self.do("history", "nobody", status=2, err="there was never a party")

    def test_a_register_of_before_there_was_a_log(self):
        self.tell()
        before = [(e["entry"]["subject"], e["entry"]["change"], e["entry"]["before"] is None) for e in self.entries()]
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            con.executescript("DELETE FROM erased; DELETE FROM entry; DELETE FROM tree; UPDATE party SET sealed = '';")
        self.takes("late.csv", "id,name,country\ndelta,Delta SA,FR\n")
        self.verify(0)
        after = [(e["entry"]["subject"], e["entry"]["change"], e["entry"]["before"] is None) for e in self.entries()]
        self.assertEqual(after[:len(before) - 1], before[:-1])
        self.do("erase", "ours")
        self.verify(0)


PARTY_BACK = "id,name,contact\nacme,\"Acme, Inc.\",new@acme.example\n"

if __name__ == "__main__":
    unittest.main()
