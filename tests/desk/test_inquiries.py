"""Inquiries at the desk: what is done twice, late or out of order; erased; for cron; what is refused."""

import csv
import json
import unittest

from inquiring import AUDIENCES, LANGUAGES, Desk, Sample


class Moves(Sample):
    """What is done twice, late, or to one that is not there for it, says so; nothing changes."""

    def updated(self, kind, text):
        path = self.put(f"{kind}.csv", text)
        self.says(0, "import", path, "--as", kind, "--on-conflict", "update", "--db", self.db)

    def test_extended_once_and_in_time(self):
        n = self.opened("--received", "2026-10-20", who="customer")  # due on Friday, 20 November
        self.inquiry(2, "extend", n, "--reason", "many vendors", err="too late: the asker had to be told by 2026-11-20")
        self.inquiry(0, "extend", n, "--reason", "many vendors", "--on", "2026-11-20", err="due 2027-01-20")
        self.inquiry(2, "extend", n, "--reason", "again", "--on", "2026-11-20", err="possible once")
        late = self.opened("--received", "2026-10-21", who="customer")  # 21 November is a Saturday
        self.inquiry(0, "extend", late, "--reason", "told on the Monday", err="due 2027-01-21")

    def test_a_day_to_come_or_before_it_came_in(self):
        """Each deed on a day that cannot be: today is 2026-11-23. Nothing is written."""
        n = self.opened("--received", "2026-11-02")
        asked = self.opened("--received", "2026-11-02", "--identity-asked", "2026-11-09")
        before, after, customer = "2026-11-01", "2026-11-24", ["--asked-by", "customer"]
        for deed, day, told in (
                (["open", *customer, "--received", after], None, "received 2026-11-24 is a day to come: today is"),
                (["open", *customer, "--identity-asked", after], None, "identity_asked 2026-11-24 is a day to come"),
                (["open", *customer, "--received", "2026-11-02", "--identity-asked", before], None,
                 "identity_asked 2026-11-01 is before received, 2026-11-02"),
                (["identity", n, "asked"], after, "a day to come"),
                (["identity", n, "asked"], before, "before received, 2026-11-02"),
                (["identity", asked, "proven"], after, "a day to come"),
                (["identity", asked, "proven"], "2026-11-08", "2026-11-08 is before identity_asked, 2026-11-09"),
                (["extend", n, "--reason", "x"], after, "a day to come"),
                (["extend", n, "--reason", "x"], before, "before received"),
                (["answer", n], after, "not given on a day to come"),
                (["answer", n], before, "on 2026-11-01 it had not come in"),
                (["draft", n], before, "on 2026-11-01 it had not come in"),
                (["close", n, "--outcome", "withdrawn"], after, "a day to come"),
                (["close", n, "--outcome", "withdrawn"], before, "before received, 2026-11-02")):
            with self.subTest(deed=deed, day=day):
                self.inquiry(2, *deed, *(["--on", day] if day else []), err=told)
        self.assertNotIn("closed", self.inquiry(0, "list").out)
        self.inquiry(0, "answer", n, "--on", "2026-11-20")
        self.inquiry(2, "close", n, "--on", "2026-11-19",
                     err="closed 2026-11-19 is before the day the answer was given, 2026-11-20")
        self.inquiry(0, "close", n, "--on", "2026-11-20")

    def test_a_file_with_a_day_to_come(self):
        path = self.put("inquiries.csv", "id,received,asked_by,state\n2026-0090,2026-11-24,customer,open\n")
        said = self.says(2, "import", path, "--as", "inquiries", "--db", self.db)
        self.assertIn("received 2026-11-24 is a day to come", said.out + said.err)

    def test_proof_that_is_asked_for_within_the_extension(self):
        n = self.opened("--received", "2026-09-30")
        self.inquiry(0, "extend", n, "--on", "2026-10-30", "--reason", "many vendors", err="due 2026-12-30")
        self.inquiry(0, "identity", n, "asked", "--on", "2026-11-16",
                     err="paused since 2026-11-16: identity is not proven")
        self.assertNotIn(n, self.inquiry(1, "list", "--due-within", "3660").out)
        self.inquiry(0, "identity", n, "proven", "--on", "2026-11-23", err="due 2027-01-06")

    def test_a_state_that_does_not_allow_it(self):
        n = self.opened("--received", "2026-11-02")
        self.inquiry(2, "reopen", n, err=f"{n} is open: only one that is answered can be reopened")
        self.inquiry(2, "close", n, err="is open: answer it first, or say how it ends")
        self.inquiry(0, "answer", n)
        self.inquiry(2, "extend", n, "--reason", "x", err="is answered: only one that is open can be extended")
        self.inquiry(2, "identity", n, "asked", err="only one that is open can have proof of identity recorded")
        self.inquiry(0, "reopen", n, err="due 2026-12-02")
        self.inquiry(2, "close", n, "--outcome", "answered", err=f"{n} is open: answer it first")
        self.inquiry(0, "answer", n)
        self.inquiry(0, "close", n)
        for deed in (["reopen", n], ["answer", n], ["extend", n, "--reason", "x"], ["assign", n, "me"], ["close", n]):
            self.inquiry(2, *deed, err="was closed on 2026-11-23")
        self.says(0, "verify", "--db", self.db)

    def test_what_is_not_there(self):
        self.inquiry(2, "open", "--asked-by", "customer", "--received", "2026-11-24", err="a day to come")
        self.inquiry(2, "open", "--asked-by", "customer", "--language", "it", err="en|de|fr")
        n = self.opened()
        self.inquiry(2, "answer", n, "--language", "it", err="en|de|fr")
        self.inquiry(0, "list", "--state", "answered", out="")

    def test_a_party_that_is_called_otherwise_or_gone(self):
        n = self.opened("--about", "plumewire", "--received", "2026-11-02")
        self.inquiry(0, "answer", n, out="Plumewire Mail, Inc.")
        self.updated("parties", "id,name,kind,country\nplumewire,Quillwire Mail Inc.,service-provider,US\n")
        said = " ".join(self.inquiry(0, "draft", n).out.split())
        self.assertIn("which personal data about you go to Quillwire Mail Inc. We answer", said)
        self.assertNotIn("Plumewire", said)
        said = " ".join(self.inquiry(1, "replay", n, out="the same about every transfer").out.split())
        self.assertIn('name was "Plumewire Mail, Inc.", today "Quillwire Mail Inc."', said)
        rows = list(csv.DictReader(self.says(0, "report", "transfers", "--db", self.db).out.splitlines()))
        gone = [dict(r, until="2026-11-01") for r in rows if "plumewire" in (r["importer"], r["exporter"])]
        self.assertTrue(gone)
        text = ",".join(rows[0]) + "\n" + "".join(
            ",".join('"' + v.replace('"', '""') + '"' for v in r.values()) + "\n" for r in gone)
        self.updated("transfers", text)
        said = " ".join(self.inquiry(0, "draft", n, "--language", "de").out.split())
        self.assertIn("gehen keine personenbezogenen Daten dieser Art an Quillwire Mail Inc.", said)
        self.assertNotIn("oben genannten Garantie", said)
        self.inquiry(1, "replay", n, out="differently")


class Erased(Sample):
    def test_the_answer_is_derived_without_who_asked(self):
        n = self.opened("--asker", "Mara Novak", "--about", "brackenvault", "--question", "Where do my data go?")
        self.inquiry(0, "answer", n)
        self.says(0, "erase", f"inquiry/{n}", "--db", self.db)
        self.says(0, "erase", f"reply/{n}-1", "--db", self.db)
        said = self.inquiry(0, "replay", n, out="the same about every transfer").out
        self.assertIn("The letter was erased.", said)
        self.assertNotIn("Novak", self.inquiry(0, "show", n, out="(the letter was erased)").out)
        self.says(0, "verify", "--db", self.db)


class Nothing(Desk):
    def test_a_register_with_nothing_in_it(self):
        self.says(0, "init", "--db", self.db)
        for who in AUDIENCES:
            n = self.opened(who=who)
            for language in LANGUAGES:
                self.assertNotIn("\n\n\n", self.inquiry(0, "draft", n, "--language", language).out)
        self.inquiry(0, "answer", n)
        self.inquiry(0, "replay", n, out="would be answered the same")


class Cron(Desk):
    def setUp(self):
        super().setUp()
        self.says(0, "init", "--home", "IE", "--db", self.db)

    def test_exit_status(self):
        self.opened("--received", "2026-10-20")  # due on 20 November, three days ago
        self.opened("--received", "2026-10-28")
        self.inquiry(0, "list", out="OVERDUE by 3 days")
        self.inquiry(1, "list", "--overdue", out="2026-0001")
        self.inquiry(0, "list", "--overdue", "--on", "2026-11-20", out="")
        self.inquiry(0, "list", "--due-within", "6", "--state", "closed", out="")
        near = self.inquiry(1, "list", "--due-within", "5", "--json")
        rows = json.loads(near.out)
        self.assertEqual([(r["id"], r["due"], r["days_left"], r["overdue"], r["due_soon"]) for r in rows],
                         [("2026-0001", "2026-11-20", -3, True, False), ("2026-0002", "2026-11-28", 5, False, True)])
        self.assertEqual([r["latest"] for r in rows], ["2026-11-20", "2026-11-30"])  # the 28th is a Saturday
        self.assertEqual(len(json.loads(self.inquiry(1, "list", "--due-within", "4", "--json").out)), 1)
        for wrong in ("-1", "x", "99999", ""):
            self.inquiry(2, "list", "--due-within=" + wrong, err="--due-within")

    def test_ids(self):
        self.assertEqual(self.opened("--received", "2026-03-01"), "2026-0001")
        self.assertEqual(self.opened("--received", "2025-03-01"), "2025-0001")
        self.assertEqual(self.opened(), "2026-0002")
        self.inquiry(2, "show", "1", err="could be 2026-0001, 2025-0001")
        self.inquiry(0, "show", "2", out="2026-0002")
        self.inquiry(2, "show", "3", err="there is no inquiry '3'")
        self.inquiry(2, "replay", "2026-0002", err="was not answered")

    def test_usage(self):
        self.imported("parties", "id,name,kind,country\nacme,Acme Inc,service-provider,US\n")
        n = self.opened()
        for args, part in ((["open"], "--asked-by"), (["show"], "takes N"), (["dance"], "write open, list"),
                           (["list", "--note", "x"], "does not go with"),
                           (["list", "--state", "lost"], "open, answered"),
                           (["extend", n], "--reason"), (["identity", n, "lost"], "asked, proven or not-needed"),
                           (["draft", n, "--format", "pdf"], "text|html|json"),
                           (["draft", n, "--on", "2026-01-01"], "come in"),
                           (["answer", n, "--on", "2027-01-01"], "day to come"),
                           (["close", n, "--outcome", "answered"], "answer it first"),
                           (["extend", n, "--reason", "x", "--on", "2026-11-24"], "day to come"),
                           (["open", "--asked-by", "customer", "--about", "IN", "--about-country", "IN"],
                            "--about says it")):
            with self.subTest(" ".join(args)):
                self.inquiry(2, *args, err=part)


if __name__ == "__main__":
    unittest.main()
