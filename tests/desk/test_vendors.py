"""Vendors at the desk: which moves are refused, and what an import may not do."""

import csv
import hashlib
import json
import unittest

from onboarding import PARTIES, Desk, program


class Moves(Desk):
    def test_wrong_moves_say_what_is_allowed(self):
        self.onboard(2, "move", "acme", "suspended", err="from proposed it can go to: under-review, ended")
        self.onboard(2, "move", "acme", "lovely", err="none of proposed, under-review")
        self.onboard(2, "move", "cust", "ended", err="is no vendor")
        self.onboard(2, "move", "ie", "ended", err="one of ours")
        self.onboard(0, "move", "Acme Ltd", "under-review", out="under-review")
        self.onboard(1, "move", "acme", "approved", err="cannot become approved")
        said = json.loads(self.onboard(1, "show", "acme", "--json").out)
        self.assertEqual([m["to"] for m in said["moves"]], ["proposed", "approved", "ended"])
        self.assertEqual([m["open"] for m in said["moves"]], [True, False, True])
        self.assertEqual([c["met"] for c in said["gate"]["conditions"]], [False] * 4)

    def test_an_import_moves_nobody_through_the_gate(self):
        path = self.put("p.csv", "id,name,status\nacme,Acme Ltd,active\n")
        self.says(2, "import", path, "--as", "parties", "--db", self.db, err="from proposed it can go to")
        path = self.put("p.csv", "id,name,status\nacme,Acme Ltd,under-review\nold,Old Vendor Inc,suspended\n")
        self.says(0, "import", path, "--as", "parties", "--db", self.db)
        path = self.put("p.csv", "id,name,status\nold,Old Vendor Inc,active\n")
        self.says(2, "import", path, "--as", "parties", "--db", self.db, err="chapterv onboard move ID active")
        self.says(0, "undo", "2", "--db", self.db)
        self.onboard(0, "list", "--status", "active", out="old")

    def test_its_own_export_is_read_back_without_a_change(self):
        self.onboard(0, "move", "acme", "under-review")
        self.onboard(0, "override", "acme", "--reason", "a test", "--expires", "2027-01-01")
        self.onboard(0, "move", "acme", "approved")
        self.onboard(0, "checklist", "acme", "sub-processors", "--state", "done")
        out = self.path("again.csv")
        for kind in ("parties", "checks", "overrides"):
            self.says(0, "report", kind, "--db", self.db, "-o", out)
            self.says(0, "import", out, "--as", kind, "--db", self.db, out="0 added, 0 updated")

    def test_a_vendor_with_an_override_shows_it_everywhere(self):
        self.onboard(0, "move", "acme", "under-review")
        said = json.loads(self.onboard(0, "override", "acme", "--reason", "clauses are on their way", "--expires", "2027-01-01",
                                       "--json").out)
        self.assertEqual((said["id"], said["in_force"], said["granted"]), ("acme-1", True, "2026-11-23"))
        self.onboard(0, "move", "acme", "approved")
        self.imported("transfers", "id,exporter,importer,country,from\nt,ie,acme,IN,2026-01-01\n")
        listed = json.loads(self.onboard(0, "list", "--json").out)
        row = next(v for v in listed["vendors"] if v["party"] == "acme")
        self.assertEqual((row["overridden"], row["override_until"]), (True, "2027-01-01"))
        shown = json.loads(self.onboard(0, "show", "acme", "--json").out)
        self.assertEqual((shown["gate"]["open"], shown["gate"]["met"], shown["gate"]["overridden"]), (True, False, True))
        self.says(1, "ask", "acme", "--from", "ie", "--db", self.db, out="By an override")
        answer = json.loads(self.says(1, "ask", "acme", "--from", "ie", "--json", "--db", self.db).out)
        self.assertEqual([o["id"] for o in answer["overrides"]], ["acme-1"])
        chain = json.loads(self.says(1, "chain", "acme", "--json", "--db", self.db).out)
        self.assertEqual([o["id"] for o in chain["overrides"]], ["acme-1"])
        self.says(1, "chain", "acme", "--db", self.db, out="Acme Ltd is used by an override until 2027-01-01")
        for report in ("coverage", "gaps", "chains"):
            rows = list(csv.DictReader(self.says(0, "report", report, "--db", self.db).out.splitlines()))
            shown = [(r["override_until"], r["override"][:7]) for r in rows if r["importer"] == "acme"]
            self.assertEqual(shown, [("2027-01-01", "acme-1 ")], report)
            rows = csv.DictReader(self.says(0, "report", report, "--on", "2027-01-01", "--db", self.db).out.splitlines())
            self.assertEqual({r["override"] for r in rows}, {""}, "on the day it ends it is no longer in force")
            then = self.says(0, "report", report, "--known-at", "2026-11-22", "--db", self.db).out
            self.assertNotIn("acme-1", then, "nor before it was known")
        rows = list(csv.DictReader(self.says(0, "report", "expiring", "--within", "60", "--db", self.db).out.splitlines()))
        self.assertEqual([(r["what"], r["importer"], r["ends"]) for r in rows], [("override", "acme", "2027-01-01")])
        self.assertNotIn("acme-1", self.says(0, "report", "parties", "--db", self.db).out, "it is read in again")
        for form, words in (("html", "is used by an override until 2027-01-01"), ("json", '"override":')):
            self.says(0, "timeline", "acme", "--format", form, "--db", self.db, out=words)
        later = json.loads(self.says(1, "ask", "acme", "--from", "ie", "--on", "2027-01-01", "--json", "--db", self.db).out)
        self.assertNotIn("overrides", later)
        self.assertNotIn("overrides", json.loads(self.says(1, "ask", "old", "--from", "ie", "--json", "--db", self.db).out))
        self.onboard(0, "revoke", "acme-1", "--reason", "no longer wanted")
        self.onboard(2, "revoke", "acme-1", err="revoked already")
        self.onboard(1, "list", "--attention", out="OVERRIDE_REVOKED")
        self.onboard(2, "override", "acme", "--reason", " ", "--expires", "2027-01-01", err="needs a reason")
        self.onboard(2, "override", "acme", "--reason", "x", "--expires", "2026-11-23", err="must end")

    def test_evidence_of_the_checklist(self):
        paper = self.put("dpa.pdf", "agreed")
        self.onboard(2, "checklist", "acme", "agreement", "--state", "done", "--file", paper, "--sha256", "a" * 64, err="same thing")
        self.onboard(0, "checklist", "acme", "agreement", "--state", "done", "--file", paper, "--day", "2026-11-20",
                     "--document", "share/dpa.pdf", out="still open: sub-processors")
        items = {i["item"]: i for i in json.loads(self.onboard(0, "checklist", "acme", "--json").out)}
        self.assertEqual(len(items), 7)
        done = items["agreement"]
        self.assertEqual((done["state"], done["day"], done["document"], done["sha256"]),
                         ("done", "2026-11-20", "share/dpa.pdf", hashlib.sha256(b"agreed").hexdigest()))
        self.assertTrue(done["who"])
        self.onboard(0, "checklist", "acme", "agreement", "--state", "open", "--note", "signed by the wrong entity")
        items = {i["item"]: i for i in json.loads(self.onboard(0, "checklist", "acme", "--json").out)}
        self.assertEqual((items["agreement"]["state"], items["agreement"]["document"]), ("open", "share/dpa.pdf"))
        self.says(0, "log", "--db", self.db, out="state done -> open")


class Decided(Desk):
    """What came as active can be told from what was decided here."""

    def decided(self, party):
        return json.loads(self.run_it("onboard", "show", party, "--json", "--db", self.db).out)["decision"]

    def test_what_was_in_use_before_says_so_until_the_evidence_is_filed(self):
        self.assertIsNone(self.decided("old"))
        self.onboard(0, "list", out="Old Vendor Inc (US), approved before the register")
        row = next(v for v in json.loads(self.onboard(0, "list", "--json").out)["vendors"] if v["party"] == "old")
        self.assertIs(row["decided"], False)
        self.says(0, "lint", "--fail-on", "note", "--db", self.db)
        self.onboard(0, "move", "acme", "under-review")
        self.onboard(0, "move", "acme", "approved", "--override", "--reason", "a test", "--expires", "2027-01-01")
        self.assertEqual(self.decided("acme")["note"], "approved by the override acme-1, which ends on 2027-01-01: a test")
        found = json.loads(self.says(1, "lint", "--fail-on", "note", "--json", "--db", self.db).out)["findings"]
        self.assertEqual([(f["code"], f["party"]) for f in found], [("APPROVED_UNDECIDED", "old")])
        self.onboard(0, "checklist", "old", "decision", "--state", "done", "--document", "minutes 2019", out="Decision: 2026-11-23")
        self.assertEqual(self.decided("old")["document"], "minutes 2019")
        self.says(0, "lint", "--fail-on", "note", "--db", self.db)

    def test_move_with_an_override_is_one_change_or_none(self):
        for more, words in ((["--override"], "--reason"), (["--expires", "2027-01-01"], "go with --override"),
                            (["--override", "--reason", "x", "--expires", "2027-01-01"], "from proposed it can go to")):
            self.onboard(2, "move", "acme", "approved", *more, err=words)
        self.assertEqual(json.loads(self.onboard(1, "show", "acme", "--json").out)["overrides"], [])

    def test_no_import_takes_the_status_away(self):
        path = self.put("p.csv", "id,name,status\nold,Old Vendor Inc,\n")
        self.says(2, "import", path, "--as", "parties", "--db", self.db, err="status cannot be taken away")
        self.says(0, "import", self.put("p.csv", "id,name,status\nacme,Acme Ltd,\n"), "--as", "parties", "--db", self.db)
        self.says(2, "import", self.put("p.csv", "id,name,status\nacme,Acme Ltd,active\n"), "--as", "parties", "--db", self.db,
                  err="from proposed it can go to: under-review, ended")


class Absent(Desk):
    """A vendor that ended because an edition of a list did not have it, and the next one has it again."""

    HEAD = "id,name,kind,country,status\n"
    ROWS = {"acme": "acme,Acme Ltd,service-provider,IN,active\n", "delta": "delta,Delta GmbH,advisor,DE,approved\n",
            "eps": "eps,Eps SA,advisor,FR,suspended\n", "plain": "plain,Plain Ltd,advisor,GB,\n", "rest": "rest,Rest Inc,advisor,US,active\n"}

    def setUp(self):
        program.Case.setUp(self)
        self.imported("parties", PARTIES.replace("acme,Acme Ltd,service-provider,IN,no,proposed\n", ""))
        self.token = {}

    def bring(self, status, ids, *args, source="vendors", head=None, rows=None, **kwargs):
        rows = rows or self.ROWS
        path = self.put("v.csv", (head or self.HEAD) + "".join(rows[i] for i in ids))
        return self.says(status, "import", path, "--as", "parties", "--source", source, "--db", self.db, *args, **kwargs)

    def there(self):
        rows = csv.DictReader(self.says(0, "report", "parties", "--db", self.db).out.splitlines())
        return {row["id"]: row["status"] for row in rows if row["id"] in self.ROWS}

    def gone(self):
        self.bring(0, self.ROWS)
        self.imported("transfers", "id,exporter,importer,country,from\nt,ie,acme,IN,2026-01-01\n")
        self.bring(0, ["rest"], "--complete", "--max-ended", "90", err="")
        self.assertEqual(self.there(), {**dict.fromkeys(self.ROWS, "ended"), "rest": "active"})

    def tokens(self):
        self.token = {role: {"CHAPTERV_TOKEN": self.says(0, "token", "add", role, "--role", role, "--db", self.db).out.strip()}
                      for role in ("procurement", "dpo")}

    def test_stands_where_it_stood_and_its_transfers_go_on(self):
        self.gone()
        said = self.bring(0, self.ROWS, "--complete")
        self.assertIn("5 records ended because absent from an earlier edition, and stand in this one again: no longer ended", said.err + said.out)
        self.assertEqual(self.there(), {"acme": "active", "delta": "approved", "eps": "suspended", "plain": "", "rest": "active"})
        self.assertIn("t,ie,acme,IN,,,,,,,,,,2026-01-01,,", self.says(0, "report", "transfers", "--db", self.db).out)
        self.bring(0, self.ROWS, "--complete", out="nothing changed")
        self.says(0, "verify", "--db", self.db)
        self.says(0, "undo", "5", "--db", self.db)
        self.assertEqual(self.there()["acme"], "ended")

    def test_or_goes_on_from_there_by_the_table(self):
        self.gone()
        suspended = {**self.ROWS, "acme": "acme,Acme Ltd,service-provider,IN,suspended\n"}
        self.bring(0, ["acme"], rows=suspended)
        self.assertEqual(self.there()["acme"], "suspended")
        self.bring(2, ["eps"], rows={"eps": "eps,Eps SA,advisor,FR,active\n"}, err="chapterv onboard move ID active")

    def test_nobody_else_says_so(self):
        self.gone()
        self.bring(2, ["acme"], source="payables", err="from ended it can go to: proposed")
        self.bring(0, ["acme"], "--complete", "--max-ended", "90")
        self.onboard(0, "move", "acme", "ended")  # by somebody who decided it
        self.bring(2, ["acme"], "--on-conflict", "update", err="from ended it can go to: proposed")

    def test_in_use_again_is_for_who_may_decide(self):
        self.gone()
        self.tokens()
        self.bring(2, ["acme"], env=self.token["procurement"], err="absent from an earlier edition of this file; that it is active again is for")
        proposed = {"acme": "acme,Acme Ltd,service-provider,IN,proposed\n"}
        self.bring(0, ["acme"], rows=proposed, env=self.token["procurement"])
        self.assertEqual(self.there()["acme"], "proposed")
        self.bring(0, ["delta"], env=self.token["dpo"])
        self.assertEqual(self.there()["delta"], "approved")

    def test_a_list_that_says_nothing_of_it(self):
        names = {i: row.rsplit(",", 1)[0] + "\n" for i, row in self.ROWS.items()}
        head = "id,name,kind,country\n"
        self.gone()
        self.tokens()
        said = self.bring(0, ["acme", "eps"], rows=names, head=head, env=self.token["procurement"])
        self.assertIn("of them begin again as proposed: that they are in use is for the data protection officer to say", said.err + said.out)
        self.assertEqual((self.there()["acme"], self.there()["eps"]), ("proposed", "proposed"))
        self.bring(0, ["delta"], rows=names, head=head)
        self.assertEqual(self.there()["delta"], "approved")


class Plans(Desk):
    def test_a_plan_says_which_notices_it_would_draft(self):
        self.imported("parties", "id,name,kind,country,own,attributes\npub,Pub Ltd,service-provider,IN,no,published\n")
        path = self.put("t.csv", "id,exporter,importer,country,from\nt-pub,ie,pub,IN,2026-01-01\n")
        self.says(0, "import", path, "--dry-run", "--db", self.db, out="1 draft notice for customers would come of it")
        self.assertEqual(json.loads(self.says(0, "import", path, "--dry-run", "--json", "--db", self.db).out)["drafts"], 1)
        self.assertEqual(json.loads(self.says(0, "notice", "list", "--json", "--db", self.db).out), [], "a plan makes none")
        self.says(0, "import", path, "--db", self.db, err="1 draft notice came of it")
        self.assertEqual(json.loads(self.says(0, "import", path, "--dry-run", "--json", "--db", self.db).out)["drafts"], 0)


class Tokens(Desk):
    """A register that gave out tokens asks on the command line, too, who decides."""

    def setUp(self):
        super().setUp()
        self.token = {role: self.says(0, "token", "add", role, "--role", role, "--db", self.db).out.strip()
                      for role in ("procurement", "dpo", "auditor", "admin")}

    def test_an_override_is_by_who_may_decide(self):
        grant = ("override", "acme", "--reason", "a test", "--expires", "2027-01-01")
        self.onboard(2, *grant, err="CHAPTERV_TOKEN, or name a file with it (--token-file)")
        for role in ("procurement", "auditor"):
            self.onboard(2, *grant, env={"CHAPTERV_TOKEN": self.token[role]}, err=f"is of role {role}, not dpo or admin")
        self.onboard(2, *grant, env={"CHAPTERV_TOKEN": "cv_" + "x" * 43}, err="none that is good")
        self.onboard(2, *grant, "--token-file", self.path("none"), err="none")
        said = json.loads(self.onboard(0, *grant, "--json", "--token-file", self.put("token", self.token["dpo"] + "\n")).out)
        self.assertEqual(said["granted_by"], "dpo")
        self.onboard(2, "revoke", "acme-1", err="data protection officer")
        self.onboard(0, "revoke", "acme-1", env={"CHAPTERV_TOKEN": self.token["admin"]})
        self.says(0, "log", "--db", self.db, out="admin (cli)")
        self.onboard(2, "checklist", "old", "decision", "--state", "done", err="data protection officer")
        self.onboard(0, "checklist", "old", "records", "--state", "done")

    def test_files_too(self):
        grants = self.put("o.csv", "id,party,gate,reason,granted_by,granted,expires\no,acme,approval,x,me,2026-11-01,2027-01-01\n")
        vendors = self.put("v.csv", "id,name,kind,status\nz,Zed Ltd,advisor,active\n")
        dpo, procurement = ({"CHAPTERV_TOKEN": self.token[role]} for role in ("dpo", "procurement"))
        self.says(2, "import", grants, "--db", self.db, err="data protection officer")
        self.says(2, "import", grants, "--db", self.db, env=procurement, err="not dpo or admin")
        self.says(0, "import", grants, "--db", self.db, env=dpo, out="import 2")
        self.says(2, "undo", "2", "--db", self.db, err="data protection officer")
        self.says(0, "undo", "2", "--db", self.db, env=dpo)
        self.says(2, "import", vendors, "--db", self.db, env=procurement, err="begins as proposed")
        self.says(0, "import", vendors, "--db", self.db)
        path = self.put("p.csv", "id,name,status\nold,Old Vendor Inc,suspended\n")
        self.says(0, "import", path, "--as", "parties", "--db", self.db)
        self.says(2, "undo", "4", "--db", self.db, env=procurement, err="undoing it would make old active again, past the gate")
        self.says(0, "undo", "4", "--db", self.db, env=dpo)


if __name__ == "__main__":
    unittest.main()
